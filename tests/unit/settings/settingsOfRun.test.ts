import { expect, test } from 'vitest';
import { type RunFlags, settingsOfRun } from '#core/settings/settingsOfRun.ts';
import { defaultSettings } from '#shared/settings.ts';

test('A flag of the run beats the stored setting, now and after either has changed', () => {
  let stored = { ...defaultSettings, depotName: 'Portland', folder: '/stored', timeZone: 'Europe/Berlin' };
  let flags: RunFlags = { folder: '/flag' };
  const settings = settingsOfRun(
    () => stored,
    () => flags,
  );
  expect(settings()).toEqual({ ...stored, folder: '/flag' });

  stored = { ...stored, depotName: 'Astoria', folder: '/other' };
  expect(settings()).toMatchObject({ depotName: 'Astoria', folder: '/flag', timeZone: 'Europe/Berlin' });

  flags = { folder: '/chosen', timeZone: 'America/Los_Angeles' };
  expect(settings()).toMatchObject({ depotName: 'Astoria', folder: '/chosen', timeZone: 'America/Los_Angeles' });
  expect(stored.folder).toBe('/other');

  flags = {};
  expect(settings()).toEqual(stored);
});
