/** Photos without a stop: put aside and brought back, told by device, gone from the folder, on days without a manifest. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { reported, settledReport, stopRow } from './desk.ts';

const strays = (core: Core) => get(core, 'listUnmatched', { date: depotDate });
const aside = (core: Core) => get(core, 'listUnmatched', { date: depotDate, show: 'aside' });

/** A route of five, two pictures at their stops, and three that say nothing. */
async function desk() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 5) as [TestStop, TestStop, TestStop, TestStop, TestStop];
  await depot.photo(stops[0]);
  await depot.photo(stops[1]);
  for (const name of ['van', 'dent', 'lunch']) {
    const path = `2026-11-20/${name}.jpg`;
    await depot.photo(stops[2], { path, withTime: false, withPosition: false });
  }
  depot.save();
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  return { core, data, depot, folder };
}

test('a picture put aside leaves strays and counts, stands in its own list with its reason, and comes back', async () => {
  const { core } = await desk();
  const before = await settledReport(core);
  const listed = await strays(core);
  expect(listed).toMatchObject({ total: 3, aside: 0, devices: [{ device: 'Apple iPhone 12', photos: 3 }] });
  const van = listed.photos.find((photo) => photo.fileNames.includes('van.jpg'));
  const decided = await get(core, 'decide', {
    ...{ kind: 'put-aside', photoId: van?.id ?? '', date: depotDate, reason: 'vehicle-or-equipment' },
  });
  await core.settle();
  expect(await strays(core)).toMatchObject({ total: 2, aside: 1, devices: [{ photos: 2 }] });
  expect(await aside(core)).toMatchObject({
    total: 1,
    photos: [
      {
        id: van?.id,
        candidates: [],
        aside: {
          entryId: decided.entryId,
          reason: 'vehicle-or-equipment',
          sentence: 'Put aside: a vehicle or equipment',
        },
      },
    ],
  });
  expect((await get(core, 'getDay', { date: depotDate })).unmatchedPhotos).toBe(2);
  const report = await settledReport(core);
  expect(report.unmatchedPhotos).toHaveLength(report.totals.unmatchedPhotos);
  expect(report.unmatchedPhotos.find((photo) => photo.sha256 === van?.id)).toMatchObject({
    ...{ reason: 'Put aside: a vehicle or equipment.', candidates: [] },
  });
  await get(core, 'decide', { kind: 'undo', entryId: decided.entryId });
  expect(await settledReport(core)).toEqual(before);
  expect(await strays(core)).toEqual(listed);
});

test('a picture that stood at a stop and is put aside leaves it, after a rebuild too', async () => {
  const { core, data, folder } = await desk();
  const first = await stopRow(core, 'R12', '001');
  await get(core, 'decide', {
    ...{
      kind: 'put-aside',
      photoId: first.photoIds[0] ?? '',
      date: depotDate,
      reason: 'test-picture',
      note: 'Trial run',
    },
  });
  const report = await settledReport(core);
  expect(reported(report, 'R12', '001').photos).toEqual([]);
  expect(report.totals.unmatchedPhotos).toBe(4);
  const list = await aside(core);
  await core.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `index.db${end}`), { force: true });
  const rebuilt = await openCore({ data, folder });
  expect(await settledReport(rebuilt)).toEqual(report);
  expect(await aside(rebuilt)).toEqual(list);
});

test('strays are told by their device, and a device that has none has no page', async () => {
  const { core } = await desk();
  expect(await get(core, 'listUnmatched', { date: depotDate, device: 'Apple iPhone 12' })).toMatchObject({ total: 3 });
  expect(await get(core, 'listUnmatched', { date: depotDate, device: '' })).toMatchObject({ total: 0, photos: [] });
});

test('on a day without a manifest every picture is a stray that says so, and one can be put aside', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [stop] = depot.route('R1', 1) as [TestStop];
  await depot.photo(stop, { path: 'a.jpg' });
  await depot.photo(stop, { path: 'b.jpg' });
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const { photos, total } = await strays(core);
  expect(total).toBe(2);
  expect(photos[0]).toMatchObject({ reason: 'No route of the day is known that it could belong to', candidates: [] });
  await get(core, 'decide', { kind: 'put-aside', photoId: photos[0]?.id ?? '', date: depotDate, reason: 'other' });
  await core.settle();
  expect(await strays(core)).toMatchObject({ total: 1, aside: 1 });
  expect(await get(core, 'getSync', { date: depotDate })).toMatchObject({
    rows: [],
    elsewhere: {
      photos: 1,
      sentence: '1 picture of this day belongs to no route: no manifest of it has been read.',
    },
  });
  expect(await get(core, 'getMoves', { date: depotDate })).toEqual([]);
});

test('a stray whose file goes away stays on the board, says so, and can still be laid to its stop', async () => {
  const { core, folder } = await desk();
  rmSync(join(folder, '2026-11-20', 'dent.jpg'));
  await core.settle();
  const gone = (await strays(core)).photos.find((photo) => photo.fileNames.includes('dent.jpg'));
  expect(gone).toMatchObject({ present: false });
  const third = await stopRow(core, 'R12', '003');
  await get(core, 'decide', { kind: 'accept', stopId: third.id, photoId: gone?.id ?? '' });
  const report = await settledReport(core);
  expect(reported(report, 'R12', '003').photos).toMatchObject([{ sha256: gone?.id, method: 'manual' }]);
});

test('on a route with one stop a tie teaches nothing that breaks', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [stop] = depot.route('R1', 1) as [TestStop];
  for (const n of [1, 2, 3]) {
    await depot.photo(stop, { path: `2026-11-20/IMG_000${n}.jpg`, withTime: false, withPosition: false });
  }
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const second = (await strays(core)).photos.find((photo) => photo.fileNames.includes('IMG_0002.jpg'));
  const { id } = await stopRow(core, 'R1', '001');
  await get(core, 'decide', { kind: 'accept', stopId: id, photoId: second?.id ?? '' });
  await core.settle();
  const { photos } = await strays(core);
  expect(photos).toHaveLength(2);
  for (const photo of photos) expect(photo.candidates[0]?.stopId).toBe(id);
  const [moves] = await get(core, 'getMoves', { date: depotDate });
  expect(moves?.sentence).toBe('2 other photos of the same phone moved: 2 have a better first guess.');
  expect(moves?.moved.map(({ how, stop: to }) => [how, to?.stop])).toEqual([
    ['proposed', '001'],
    ['proposed', '001'],
  ]);
});
