import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSettings, type SettingsStore } from '#core/settings/settingsStore.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { canMountDisks, smallDisk } from '#tests/fixtures/smallDisk.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const now = Date.UTC(2026, 10, 21, 20, 0);

async function opened(file: string): Promise<SettingsStore> {
  const result = await openSettings(file, now);
  if (!result.ok) throw new Error(result.failure.message);
  return result.settings;
}

function settingsFile(text?: string): string {
  const file = join(temporaryFolder(), 'settings.json');
  if (text !== undefined) writeFileSync(file, text);
  return file;
}

test('what the supervisor sets is there after a restart', async () => {
  const file = settingsFile();
  const settings = await opened(file);
  const result = await settings.update({ depotName: 'Portland DPD4', podTarget: 0.99 });
  expect(result).toEqual({ ok: true, settings: settings.current() });
  expect((await opened(file)).current()).toEqual({ ...defaultSettings, depotName: 'Portland DPD4', podTarget: 0.99 });
});

test('only what was set is in the file, beside the keys that another version put there', async () => {
  const file = settingsFile('\uFEFF{"fromTheFuture": [1, 2], "podTarget": 0.99, "colorScheme": "sepia"}');
  const settings = await opened(file);
  await settings.update({ depotName: 'Portland DPD4' });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    fromTheFuture: [1, 2],
    podTarget: 0.99,
    colorScheme: 'sepia',
    depotName: 'Portland DPD4',
  });
  expect(readdirSync(join(file, '..'))).toEqual(['settings.json']);
});

test('a bad value is named until it is set right', async () => {
  const settings = await opened(settingsFile('{"podTarget": 98}'));
  expect(settings.notices()).toMatchObject([
    { code: 'setting-invalid', message: expect.stringContaining('“podTarget”') },
  ]);
  await settings.update({ podTarget: 0.98 });
  expect(settings.notices()).toEqual([]);
});

test.each(['{"podTarget": 0.9', 'no JSON at all', '[]', '"text"', 'null', ''])(
  'a settings file that is damaged (%j) is kept aside, and the usual settings hold',
  async (text) => {
    const file = settingsFile(text);
    const settings = await opened(file);
    expect(settings.current()).toEqual(defaultSettings);
    expect(settings.notices()).toMatchObject([{ code: 'settings-unreadable' }]);
    const aside = `${file}.broken-2026-11-21T20-00-00.000Z`;
    expect(readFileSync(aside, 'utf8')).toBe(text);
    await settings.update({ depotName: 'Again' });
    expect((await opened(file)).notices()).toEqual([]);
  },
);

test('a change that is not allowed is refused with its name, and nothing changes', async () => {
  const file = settingsFile('{"depotName": "Portland DPD4"}');
  const settings = await opened(file);
  expect(await settings.update({ cutOffHours: -1, depotName: 'Other' })).toEqual({
    ok: false,
    code: 'setting-invalid',
    message: expect.stringContaining('“cutOffHours”'),
  });
  expect(settings.current().depotName).toBe('Portland DPD4');
  expect(readFileSync(file, 'utf8')).toBe('{"depotName": "Portland DPD4"}');
});

test('whoever listens hears of each change until they stop', async () => {
  const settings = await opened(settingsFile());
  const heard: Settings[] = [];
  const stop = settings.onDidChange((changed) => heard.push(changed));
  await settings.update({ depotName: 'One' });
  stop();
  await settings.update({ depotName: 'Two' });
  expect(heard.map(({ depotName }) => depotName)).toEqual(['One']);
});

test('changes made at the same moment all hold', async () => {
  const file = settingsFile();
  const settings = await opened(file);
  await Promise.all([
    settings.update({ depotName: 'Portland DPD4' }),
    settings.update({ podTarget: 0.9 }),
    settings.update({ cutOffHours: 3 }),
  ]);
  expect((await opened(file)).current()).toMatchObject({ depotName: 'Portland DPD4', podTarget: 0.9, cutOffHours: 3 });
});

test('settings that can’t be read at all stop the start with a sentence', async () => {
  const file = settingsFile();
  mkdirSync(file);
  const result = await openSettings(file, now);
  expect(result).toMatchObject({ ok: false, failure: { code: 'settings-unreadable' } });
});

test.skipIf(!canMountDisks)('on a full disk a change is refused, and the settings stay as they were', async () => {
  const disk = smallDisk(64);
  const file = join(disk.folder, 'settings.json');
  const settings = await opened(file);
  await settings.update({ depotName: 'Portland DPD4' });
  disk.fill();
  expect(await settings.update({ depotName: 'Other' })).toEqual({
    ok: false,
    code: 'settings-not-written',
    message: expect.stringContaining('ENOSPC'),
  });
  expect(settings.current().depotName).toBe('Portland DPD4');
  expect((await opened(file)).current().depotName).toBe('Portland DPD4');
  expect(readdirSync(disk.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
