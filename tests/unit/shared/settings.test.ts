import { expect, test } from 'vitest';
import { defaultSettings, depotNameWarning, settingsPatchSchema, settingsSchema } from '#shared/settings.ts';

test('the settings of a new depot are valid', () => {
  expect(settingsSchema.parse(defaultSettings)).toEqual(defaultSettings);
});

test('a change to one setting leaves the others alone', () => {
  expect(settingsPatchSchema.parse({ depotName: 'Portland DPD4' })).toEqual({ depotName: 'Portland DPD4' });
});

test('a time zone that does not exist is refused', () => {
  expect(settingsSchema.safeParse({ ...defaultSettings, timeZone: 'Mars/Olympus' }).success).toBe(false);
});

test('a depot that tells customers of their parcels is asked for its name while it has none', () => {
  const telling = { ...defaultSettings.confirmations, from: '2026-11-20' };
  const warningOf = (depotName: string, confirmations: typeof defaultSettings.confirmations = telling) =>
    depotNameWarning({ depotName, confirmations });
  expect(warningOf('My depot')).toBe(
    'Your depot has no name yet: customers read “My depot” in what they get. Name it under “Depot and folder”.',
  );
  expect(warningOf(' ')).toMatch(/^Your depot has no name yet: customers read no name of yours/);
  expect(warningOf('Portland DPD4')).toBeNull();
  expect(warningOf('My depot', defaultSettings.confirmations)).toBeNull();
});
