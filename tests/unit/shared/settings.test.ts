import { expect, test } from 'vitest';
import { defaultSettings, settingsPatchSchema, settingsSchema } from '#shared/settings.ts';

test('the settings of a new depot are valid', () => {
  expect(settingsSchema.parse(defaultSettings)).toEqual(defaultSettings);
});

test('a change to one setting leaves the others alone', () => {
  expect(settingsPatchSchema.parse({ depotName: 'Portland DPD4' })).toEqual({ depotName: 'Portland DPD4' });
});

test('a time zone that does not exist is refused', () => {
  expect(settingsSchema.safeParse({ ...defaultSettings, timeZone: 'Mars/Olympus' }).success).toBe(false);
});
