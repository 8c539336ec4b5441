import { expect, test } from 'vitest';
import { readSettings } from '#core/settings/readSettings.ts';
import { defaultSettings } from '#shared/settings.ts';

test('a new depot has the usual settings and nothing to complain of', () => {
  expect(readSettings({})).toEqual({ settings: defaultSettings, notices: [] });
});

test('a setting that is lacking, also inside a group, gets its usual value', () => {
  const { settings, notices } = readSettings({ depotName: 'Portland DPD4', quality: { minLight: 30 } });
  expect(settings).toEqual({
    ...defaultSettings,
    depotName: 'Portland DPD4',
    quality: { ...defaultSettings.quality, minLight: 30 },
  });
  expect(notices).toEqual([]);
});

test('one bad value falls back and is named; the others hold', () => {
  const { settings, notices } = readSettings({
    depotName: 'Portland DPD4',
    timeZone: 'Mars/Olympus',
    quality: { minLight: 'dark', maxMiddle: 230 },
    limits: 7,
  });
  expect(settings.depotName).toBe('Portland DPD4');
  expect(settings.timeZone).toBe('UTC');
  expect(settings.quality).toEqual({ ...defaultSettings.quality, maxMiddle: 230 });
  expect(settings.limits).toEqual(defaultSettings.limits);
  expect(notices.map(({ message }) => message)).toEqual([
    expect.stringContaining('“timeZone” is "Mars/Olympus"'),
    expect.stringContaining('“quality.minLight” is "dark"'),
    expect.stringContaining('“limits” is 7'),
  ]);
  expect(notices[0]?.message).toContain('Porchlight uses "UTC" instead');
});

test('thresholds of blur and light that an older version measured in another way are not taken for those of today', () => {
  const older = { minSharpness: 0.6, minLuma: 22, maxLuma: 245, minShortSide: 480 };
  const { settings, notices } = readSettings({ quality: older });
  expect(settings.quality).toEqual({ ...defaultSettings.quality, minShortSide: 480 });
  expect(notices).toEqual([]);
});

test('keys that this version does not know are passed over', () => {
  expect(readSettings({ fromTheFuture: true })).toEqual({ settings: defaultSettings, notices: [] });
});

test('the usual settings themselves can’t be changed through what was read', () => {
  readSettings({}).settings.blockingFlags.push('off-time');
  readSettings({}).settings.quality.minLight = 99;
  expect(readSettings({}).settings).toEqual(defaultSettings);
  expect(defaultSettings.blockingFlags).not.toContain('off-time');
});
