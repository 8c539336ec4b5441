import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultDataFolder, nodeIsTooOld, programFiles, readArguments } from '#main/nodeHost.ts';

test.each(['20.19.0', '22.13.9', '18.0.0'])('Node %s is told apart before it crashes on the database', (version) => {
  expect(nodeIsTooOld(version)).toContain(`this is ${version}`);
});

test.each(['22.14.0', '24.21.0', '26.0.0'])('Node %s will do', (version) => {
  expect(nodeIsTooOld(version)).toBeNull();
});

test('unknown flags and flags without a value become sentences', () => {
  const options = { folder: { type: 'string' } } as const;
  expect(readArguments(['--folder', '/depot'], options)).toEqual({ ok: true, values: { folder: '/depot' } });
  expect(readArguments(['--colour'], options)).toMatchObject({
    ok: false,
    message: expect.stringContaining('--colour'),
  });
  expect(readArguments(['--folder'], options)).toMatchObject({
    ok: false,
    message: expect.stringContaining('--folder'),
  });
});

test('from the sources, the program’s parts are those of the sources', () => {
  const { imagingWorker, matchingThread, scribeThread, listThread, watcherThread, sampleMaker, version } =
    programFiles();
  for (const path of [imagingWorker, matchingThread, scribeThread, listThread, watcherThread, sampleMaker])
    expect(existsSync(path)).toBe(true);
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
});

test('the data folder is one of our own inside the system’s place for app data', () => {
  expect(defaultDataFolder()).toMatch(/Porchlight.*depot$/);
});
