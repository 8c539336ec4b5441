import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';
import { reported, settledReport, stopRow } from './desk.ts';

const silentThread = fileURLToPath(import.meta.resolve('./silentThread.ts'));

function depotOfFour() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 4) as [TestStop, TestStop, TestStop, TestStop];
  return { folder, depot, stops };
}

test('pictures that were read but not matched when the process died are matched at the next start', async () => {
  const { folder, depot, stops } = depotOfFour();
  for (const stop of stops.slice(0, 3)) await depot.photo(stop);
  depot.save();
  const data = temporaryFolder();
  const first = await openCore({ data, folder, matchingThread: silentThread });
  first.wake();
  await until('everything is read', async () => {
    const { photosDone, activity } = await get(first, 'getStatus', {});
    return photosDone === 3 && activity === 'matching';
  });
  await first.close();
  const second = await openCore({ data, folder });
  expect((await settledReport(second)).totals).toMatchObject({ confirmed: 3, missing: 1, unmatchedPhotos: 0 });
});

test('a manifest over which the process died is laid once more, and half of it is not kept', async () => {
  const { folder, depot, stops } = depotOfFour();
  depot.save();
  const data = temporaryFolder();
  const first = await openCore({ data, folder });
  await first.settle();
  await first.close();
  // What such a death leaves: the word that a manifest was being laid, and rows of it that the folder does not hold any more.
  const index = new Database(join(data, 'index.db'));
  index.exec(`INSERT INTO meta (key, value) VALUES ('laying', '1');
    INSERT INTO stops (key, route, stop, address) SELECT x'0102030405060708', id, '999', 'Half a street' FROM routes;
    UPDATE packages SET outcome = 'cancelled' WHERE tracking_id = '${stops[0].trackingId}'`);
  index.close();
  const second = await openCore({ data, folder });
  const report = await settledReport(second);
  expect(report.totals.stops).toBe(4);
  expect(reported(report, 'R12', '001').packages[0]?.status).toBe('delivered');
});

test('a broken or online-only file that comes late is told at the stop that its name speaks of', async () => {
  const { folder, depot, stops } = depotOfFour();
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  expect(reported(await settledReport(core), 'R12', '001').flags).toEqual([]);
  const path = depot.write(`R12/${stops[0].trackingId}.jpg`, 'not a picture');
  const report = await settledReport(core);
  expect(reported(report, 'R12', '001')).toMatchObject({ state: 'missing', flags: ['unreadable'] });
  // And once it is whole, nothing of that is left.
  await depot.photo(stops[1], { path });
  expect(reported(await settledReport(core), 'R12', '001')).toMatchObject({ state: 'confirmed' });
});

test('a decision about a picture of another day brings the picture to that day, and taking it back sends it home', async () => {
  const { folder, depot, stops } = depotOfFour();
  const nextDay = { ...stops[0], completedAt: stops[0].completedAt + 86_400_000 };
  await depot.photo(nextDay, { path: 'phone/IMG_1.jpg', withPosition: false });
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder, now: Date.parse('2026-11-21T23:30:00-08:00') });
  await core.settle();
  const stray = async (date: string) => (await get(core, 'listUnmatched', { date })).photos[0];
  const photo = await stray('2026-11-21');
  const stop = await stopRow(core, 'R12', '002');
  await get(core, 'decide', { kind: 'accept', stopId: stop.id, photoId: photo?.id ?? '' });
  const accepted = await settledReport(core);
  expect(reported(accepted, 'R12', '002')).toMatchObject({ state: 'confirmed', photos: [{ method: 'manual' }] });
  expect(await stray('2026-11-21')).toBeUndefined();
  await get(core, 'decide', { kind: 'undo' });
  expect(reported(await settledReport(core), 'R12', '002')).toMatchObject({ state: 'missing', photos: [] });
  expect((await stray('2026-11-21'))?.id).toBe(photo?.id);
  expect((await stray(depotDate))?.id).toBeUndefined();
});
