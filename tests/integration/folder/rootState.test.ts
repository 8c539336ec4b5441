import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rootState } from '#core/folder/rootState.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

test('a folder with photos is online', async () => {
  const root = temporaryFolder();
  writeFileSync(join(root, 'a.jpg'), 'x');
  expect(await rootState(root, true)).toBe('online');
});

test('a new and still empty folder is online', async () => {
  expect(await rootState(temporaryFolder(), false)).toBe('online');
});

test('a folder that is gone is offline', async () => {
  expect(await rootState(join(temporaryFolder(), 'gone'), false)).toBe('offline');
});

test('an empty mount point where photos were is offline: nobody deletes a whole depot', async () => {
  expect(await rootState(temporaryFolder(), true)).toBe('offline');
});

test('what the system leaves in an empty mount point does not make it a depot', async () => {
  const root = temporaryFolder();
  writeFileSync(join(root, '.DS_Store'), 'x');
  writeFileSync(join(root, 'desktop.ini'), 'x');
  expect(await rootState(root, true)).toBe('offline');
  mkdirSync(join(root, 'R1'));
  expect(await rootState(root, true)).toBe('online');
});

test('a file in the folder’s place is offline', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'x');
  expect(await rootState(file, false)).toBe('offline');
});
