import { expect, test } from 'vitest';
import { areaOf } from '#core/domain/areas.ts';

test.each([
  ['97205', '97205'],
  ['97205-1234', '97205'],
  ['SW1A 1AA', 'SW1A'],
  ['m1 1ae', 'M1'],
  ['K1A 0B1', 'K1A'],
  ['1012 AB', '1012'],
  ['10115', '10115'],
  ['132000', '132000'],
  ['', null],
  [null, null],
])('%s is in %s', (postcode, area) => {
  expect(areaOf(postcode)).toBe(area);
});
