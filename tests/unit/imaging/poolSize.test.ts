import { expect, test } from 'vitest';
import { poolSize } from '#core/imaging/poolSize.ts';

const gigabyte = 1024 ** 3;

test.each([
  [1, 8, null, 1],
  [2, 8, null, 2],
  [4, 16, null, 3],
  [8, 16, null, 7],
  [32, 64, null, 8],
  // An old desk with little memory.
  [8, 4, null, 2],
  [4, 1, null, 1],
  [4, 16, 1, 1],
  [2, 4, 12, 12],
])('%d cores and %d GB with the setting %s get %d workers', (cores, gigabytes, setting, expected) => {
  expect(poolSize({ cores, memoryBytes: gigabytes * gigabyte }, setting)).toBe(expected);
});
