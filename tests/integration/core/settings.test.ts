import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultSettings } from '#shared/settings.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { reported, settledReport, stopRow } from './desk.ts';

async function settledDepot(options: { now?: number } = {}) {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 4) as [TestStop, TestStop, TestStop, TestStop];
  for (const stop of stops.slice(0, 3)) await depot.photo(stop);
  depot.save();
  const data = temporaryFolder();
  const core = await openCore({ data, timeZone: null, ...options });
  await get(core, 'putSettings', { folder, timeZone: 'America/Los_Angeles', depotName: 'Portland DPD4' });
  await core.settle();
  return { folder, depot, stops, data, core };
}

test('the folder is chosen on the first run, kept for the next, and can be changed for another', async () => {
  const { core, data, folder } = await settledDepot();
  expect(await get(core, 'getDay', { date: depotDate })).toMatchObject({
    depotName: 'Portland DPD4',
    counts: { confirmed: 3 },
  });
  await core.close();
  const again = await openCore({ data, timeZone: null });
  expect((await get(again, 'getStatus', {})).phase).toBe('ready');
  expect((await settledReport(again)).folder).toBe(folder);

  const elsewhere = join(temporaryFolder(), 'elsewhere');
  const other = new TestDepot(elsewhere);
  other.route('R77', 2);
  other.save();
  expect((await get(again, 'putSettings', { folder: elsewhere })).folder).toBe(elsewhere);
  const report = await settledReport(again);
  expect(report.routes.map(({ route }) => route)).toEqual(['R77']);
  expect(report.totals.photos).toBe(0);
});

test('a folder that can’t be watched is refused with its reason, and the old one stays', async () => {
  const { core, data, folder } = await settledDepot();
  const file = join(temporaryFolder(), 'a file');
  writeFileSync(file, 'x');
  const tries = [
    ['somewhere/relative', 'folder-not-absolute'],
    [join(folder, 'not there'), 'folder-not-found'],
    [file, 'folder-is-a-file'],
    [data, 'folder-holds-data'],
    [join(data, '..'), 'folder-holds-data'],
    ['/\u0000', 'folder-not-found'],
  ] as const;
  for (const [wish, code] of tries) {
    expect(await ask(core, 'putSettings', { folder: wish, podTarget: 0.5 })).toMatchObject({
      ok: false,
      status: 400,
      code,
    });
  }
  expect(await get(core, 'getSettings', {})).toMatchObject({ folder, podTarget: defaultSettings.podTarget });
  expect((await settledReport(core)).totals.confirmed).toBe(3);
});

test('thresholds decide anew over everything that is known', async () => {
  const { core } = await settledDepot();
  const states = async () => (await settledReport(core)).routes[0]?.stops.map(({ state }) => state);
  const asBefore = await states();
  expect(asBefore).toEqual(['confirmed', 'confirmed', 'confirmed', 'missing']);
  await get(core, 'putSettings', { quality: { ...defaultSettings.quality, minShortSide: 4_000 } });
  expect(await states()).toEqual(['needs-review', 'needs-review', 'needs-review', 'missing']);
  expect(reported(await settledReport(core), 'R12', '001').photos[0]?.flags).toEqual(['too-small']);
  await get(core, 'putSettings', { blockingFlags: [] });
  expect(await states()).toEqual(asBefore);
  await get(core, 'putSettings', {
    quality: defaultSettings.quality,
    blockingFlags: defaultSettings.blockingFlags,
  });
  expect(await states()).toEqual(asBefore);
});

test('the target says how many stops are still to be settled', async () => {
  const { core } = await settledDepot();
  const more = async () => (await get(core, 'getDay', { date: depotDate })).settleMore;
  expect(await more()).toBe(1);
  await get(core, 'putSettings', { podTarget: 0.75 });
  expect(await more()).toBe(0);
});

test('a later cut-off keeps stops syncing, an earlier one lets them go missing', async () => {
  const { core } = await settledDepot({ now: Date.parse('2026-11-20T13:00:00-08:00') });
  // The phone's last picture is older than the last delivery, so that one may still be on its way.
  const last = async () => (await stopRow(core, 'R12', '004')).state;
  expect(await last()).toBe('missing');
  await get(core, 'putSettings', { cutOffHours: 8 });
  await core.settle();
  expect(await last()).toBe('syncing');
  await get(core, 'putSettings', { cutOffHours: 1 });
  await core.settle();
  expect(await last()).toBe('missing');
});

test('another time zone moves days and times as a new index would', async () => {
  const { core, depot, folder } = await settledDepot();
  depot.write(
    'local.csv',
    `date,route,stop,tracking id,status,delivered at\n${depotDate},R60,1,TBA700000001,delivered,2026-11-20 11:30\n`,
  );
  depot.write('phone/IMG_9.json', JSON.stringify({ trackingId: 'TBA700000001', takenAt: '2026-11-20T11:30:20' }));
  await depot.photo(depot.stops[3] as TestStop, { path: 'phone/IMG_9.jpg', withTime: false, withPosition: false });
  const before = await settledReport(core);
  expect(reported(before, 'R60', '1').packages[0]?.completedAt).toBe('2026-11-20T11:30:00-08:00');
  await get(core, 'putSettings', { timeZone: 'Asia/Tokyo' });
  const after = await settledReport(core);
  expect(after.timeZone).toBe('Asia/Tokyo');
  expect(reported(after, 'R60', '1').packages[0]?.completedAt).toBe('2026-11-20T11:30:00+09:00');
  expect(reported(after, 'R60', '1').photos[0]?.takenAt).toBe('2026-11-20T11:30:20+09:00');
  await get(core, 'rebuildIndex', {});
  expect(await settledReport(core)).toEqual(after);
  await get(core, 'putSettings', { timeZone: 'America/Los_Angeles' });
  expect(await settledReport(core)).toEqual(before);
  expect(after.folder).toBe(folder);
});

test('a folder that is empty, and stays empty, is a depot without a day', async () => {
  const folder = join(temporaryFolder(), 'empty');
  mkdirSync(folder);
  const core = await openCore({ data: temporaryFolder(), folder });
  const report = await settledReport(core);
  expect(report.totals).toMatchObject({ routes: 0, stops: 0, podScore: null });
  expect(report.folderTotals.files).toBe(0);
  expect((await get(core, 'getStatus', {})).notices).toEqual([]);
});
