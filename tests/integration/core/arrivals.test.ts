import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore, type TestCoreOptions } from '#tests/fixtures/testCore.ts';
import { reported, settledReport, stopDetail, stopRow } from './desk.ts';

const beforeCutOff = Date.parse('2026-11-20T10:45:00-08:00');

/** A depot of one route of `count` stops, and how a core is opened on it. */
function oneRoute(count: number) {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', count) as [TestStop, ...TestStop[]];
  const data = temporaryFolder();
  return {
    ...{ folder, depot, stops, data },
    file: (path: string) => join(folder, path),
    open: (options: Partial<TestCoreOptions> = {}) => openCore({ data, folder, ...options }),
  };
}

test('a picture that is still syncing waits, keeps its stop from being missing, and confirms it once it is whole', async () => {
  const { depot, stops, open, file } = oneRoute(2);
  const path = await depot.photo(stops[0]);
  const whole = readFileSync(file(path));
  writeFileSync(file(path), whole.subarray(0, Math.floor(whole.length / 2)));
  depot.save();
  const core = await open({ now: beforeCutOff });
  const half = await settledReport(core);
  expect(half.folderTotals).toMatchObject({ files: 2, pending: 1, unreadable: 0, photoFiles: 0 });
  expect(reported(half, 'R12', '001').state).toBe('syncing');
  const { pending } = await get(core, 'getProblems', {});
  expect(pending.map(({ name, reason }) => [name, reason])).toEqual([[path.split('/').at(-1), 'truncated']]);

  writeFileSync(file(path), whole);
  const done = await settledReport(core);
  expect(done.folderTotals).toMatchObject({ pending: 0, unreadable: 0, photoFiles: 1 });
  expect(reported(done, 'R12', '001').state).toBe('confirmed');
});

test('a picture that never became whole is told as unreadable after the cut-off, at its stop and in the list', async () => {
  const { depot, stops, open, file } = oneRoute(1);
  const path = await depot.photo(stops[0]);
  truncateSync(file(path), 4_000);
  depot.save();
  const core = await open();
  const report = await settledReport(core);
  expect(report.unreadable.map((each) => [each.file, each.code])).toEqual([[path, 'truncated']]);
  expect(reported(report, 'R12', '001')).toMatchObject({ state: 'missing', flags: ['unreadable'] });
});

test('a sidecar ties its photo whether it comes before or after it, also when both are moved', async () => {
  const { depot, stops, open, file } = oneRoute(3);
  const [first, second] = stops as [TestStop, TestStop];
  const alone = { withTime: false, withPosition: false };
  depot.save();
  depot.write('phone/IMG_1.json', JSON.stringify({ trackingId: first.trackingId }));
  await depot.photo(second, { ...alone, path: 'phone/IMG_2.jpg' });
  const core = await open();
  await core.settle();
  await depot.photo(first, { ...alone, path: 'phone/IMG_1.jpg' });
  depot.write('phone/IMG_2.jpg.json', JSON.stringify({ trackingId: second.trackingId }));
  const report = await settledReport(core);
  const methods = (stop: string) => reported(report, 'R12', stop).photos.map((photo) => [photo.files, photo.method]);
  expect(methods('001')).toEqual([[['phone/IMG_1.jpg'], 'sidecar']]);
  expect(methods('002')).toEqual([[['phone/IMG_2.jpg'], 'sidecar']]);
  expect(report.folderTotals).toMatchObject({ sidecars: 2, photoFiles: 2, manifests: 1 });

  renameSync(file('phone'), file('other phone'));
  const moved = await settledReport(core);
  expect(reported(moved, 'R12', '002').photos).toMatchObject([{ files: ['other phone/IMG_2.jpg'], method: 'sidecar' }]);
  expect(moved.totals).toMatchObject({ confirmed: 2, unmatchedPhotos: 0 });
});

test('photos that come before their manifest are tied once it is there, also those that know no day', async () => {
  const { depot, stops, open } = oneRoute(2);
  const [first, second] = stops as [TestStop, TestStop];
  await depot.photo(first);
  await depot.photo(second, { withTime: false, withPosition: false });
  const core = await open();
  await core.settle();
  const days = await get(core, 'listDays', {});
  expect(days.reduce((sum, day) => sum + day.photos, 0)).toBe(2);
  depot.save();
  const report = await settledReport(core);
  expect(report.routes[0]?.stops.map((stop) => [stop.state, stop.photos[0]?.method])).toEqual([
    ['confirmed', 'name'],
    ['confirmed', 'name'],
  ]);
  expect((await get(core, 'listDays', {})).map(({ date, photos }) => [date, photos])).toEqual([[depotDate, 2]]);
});

test('a photo that is renamed or moved stays the same photo, with its decisions', async () => {
  const { depot, stops, open, file } = oneRoute(4);
  const path = await depot.photo(stops[0], { path: 'phone/IMG_1.jpg', withTime: false, withPosition: false });
  depot.save();
  const core = await open();
  await core.settle();
  const { photos } = await get(core, 'listUnmatched', { date: depotDate });
  const days = await get(core, 'listDays', {});
  const photoId =
    photos[0]?.id ?? (await get(core, 'listUnmatched', { date: days[0]?.date ?? '' })).photos[0]?.id ?? '';
  const stop = await stopRow(core, 'R12', '003');
  await get(core, 'decide', { kind: 'accept', stopId: stop.id, photoId });
  mkdirSync(file('R12'));
  renameSync(file(path), file('R12/sorted by hand.jpg'));
  const report = await settledReport(core);
  expect(reported(report, 'R12', '003')).toMatchObject({
    state: 'confirmed',
    photos: [{ sha256: photoId, files: ['R12/sorted by hand.jpg'], method: 'manual' }],
  });
  expect(report.folderTotals).toMatchObject({ files: 2, photoFiles: 1, photos: 1 });
  expect((await get(core, 'getProblems', {})).missingFiles).toBe(0);
});

test('conflict copies: the same bytes are one photo with two files, other bytes are another photo', async () => {
  const { depot, stops, open, file } = oneRoute(2);
  const path = await depot.photo(stops[0]);
  const id = stops[0].trackingId;
  copyFileSync(file(path), file(`R12/${id} (1).jpg`));
  copyFileSync(file(path), file(`R12/${id}.sync-conflict-20261120-101500-ABC.jpg`));
  await depot.photo(stops[0], { path: `R12/${id}-DESKTOP-AB12.jpg`, secondsAfterScan: 40 });
  depot.save();
  const core = await open();
  const report = await settledReport(core);
  const [stop] = report.routes[0]?.stops ?? [];
  expect(stop?.photos.map((photo) => photo.files.length).sort()).toEqual([1, 3]);
  expect(stop).toMatchObject({ state: 'confirmed', flags: [] });
  expect(report.folderTotals).toMatchObject({ photoFiles: 4, photos: 2 });
});

test('the same picture under the names of two stops counts for neither', async () => {
  const { depot, stops, open } = oneRoute(3);
  const [first, second] = stops as [TestStop, TestStop];
  await depot.photo(first, { look: 5 });
  await depot.photo(first, { look: 5, path: `R12/${second.trackingId}.jpg` });
  depot.save();
  const core = await open();
  const report = await settledReport(core);
  for (const stop of ['001', '002']) {
    expect(reported(report, 'R12', stop)).toMatchObject({
      state: 'needs-review',
      photos: [{ flags: expect.arrayContaining(['reused']) }],
    });
  }
  // Each says where else its picture stands.
  const row = await stopRow(core, 'R12', '001');
  const other = await stopRow(core, 'R12', '002');
  expect((await stopDetail(core, 'R12', '001')).photos[0]?.alsoAt).toMatchObject([{ stopId: other.id, stop: '002' }]);
  // The supervisor decides for one of them, and that one counts.
  await get(core, 'decide', { kind: 'accept', stopId: row.id, photoId: row.photoIds[0] ?? '' });
  expect(reported(await settledReport(core), 'R12', '001').state).toBe('confirmed');
});

test.skipIf(process.platform === 'win32')(
  'an online-only picture is never opened, and its stop is still syncing',
  async () => {
    const { depot, stops, open, file } = oneRoute(2);
    depot.save();
    const path = depot.write(`R12/${stops[0].trackingId}.jpg`, '');
    truncateSync(file(path), 2_000_000);
    expect(statSync(file(path)).blocks).toBe(0);
    const old = new Date('2026-11-20T18:00:00Z');
    utimesSync(file(path), new Date('2026-11-19T18:00:00Z'), old);
    const core = await open();
    const report = await settledReport(core);
    expect(reported(report, 'R12', '001').state).toBe('syncing');
    expect(report.folderTotals).toMatchObject({ files: 2, pending: 1, photoFiles: 0, unreadable: 0 });
    expect((await get(core, 'getProblems', {})).pending).toMatchObject([{ reason: 'online-only' }]);
    // Reading would have renewed the time of its last reading.
    expect(statSync(file(path)).atime.toISOString()).toBe('2026-11-19T18:00:00.000Z');

    await depot.photo(stops[0]);
    expect(reported(await settledReport(core), 'R12', '001').state).toBe('confirmed');
  },
);

test('a picture of a customer who wants none is a flag and no confirmation', async () => {
  const { folder, depot, stops, open } = oneRoute(2);
  await depot.photo(stops[0]);
  depot.write(
    'manifest.csv',
    `service_date,route,stop,address,tracking_id,status,opted_out\n${depotDate},R12,001,1 Elm St,${stops[0].trackingId},delivered,yes\n`,
  );
  const core = await open();
  const report = await settledReport(core);
  expect(reported(report, 'R12', '001')).toMatchObject({ state: 'not-required', flags: ['photo-despite-opt-out'] });
  expect(report.totals).toMatchObject({ opportunities: 0, confirmed: 0, podScore: null });
  expect(folder).toBeTruthy();
});

test('a photo whose file went stays known: the stop keeps its confirmation, the list says what is gone', async () => {
  const { depot, stops, open, file } = oneRoute(2);
  const path = await depot.photo(stops[0]);
  depot.save();
  const core = await open();
  await core.settle();
  rmSync(file(path));
  const report = await settledReport(core);
  expect(reported(report, 'R12', '001').state).toBe('confirmed');
  expect((await get(core, 'getProblems', {})).missingFiles).toBe(1);
  const detail = await stopDetail(core, 'R12', '001');
  expect(detail.photos).toMatchObject([{ present: false }]);
  expect(core.photoPath(detail.photos[0]?.id ?? '')).toBeNull();
});

test('a photo that is written over is another photo, and the old one is gone from its stop', async () => {
  const { depot, stops, open, file } = oneRoute(2);
  const path = await depot.photo(stops[0]);
  depot.save();
  const core = await open();
  const before = reported(await settledReport(core), 'R12', '001').photos[0]?.sha256;
  await depot.photo(stops[0], { path, secondsAfterScan: 50 });
  const after = await settledReport(core);
  expect(reported(after, 'R12', '001').photos).toHaveLength(1);
  expect(reported(after, 'R12', '001').photos[0]?.sha256).not.toBe(before);
  expect(after.folderTotals).toMatchObject({ photoFiles: 1, photos: 1 });

  depot.write(path, 'now it is a text');
  const broken = await settledReport(core);
  expect(broken.unreadable).toMatchObject([{ file: path, code: 'not-a-picture' }]);
  expect(broken.folderTotals).toMatchObject({ photoFiles: 0, photos: 0, unreadable: 1 });
  expect(reported(broken, 'R12', '001')).toMatchObject({ state: 'missing', flags: ['unreadable'], photos: [] });
  expect(statSync(file(path)).size).toBeGreaterThan(0);
  expect(await ask(core, 'getProblems', {})).toMatchObject({ ok: true });
});

test('while files that were just written settle, the status does not say that nothing is to be done', async () => {
  const { depot, stops, open, file } = oneRoute(2);
  const written = [await depot.photo(stops[0]), await depot.photo(stops[1] as TestStop), depot.save()];
  const core = await open();
  for (const path of written) utimesSync(file(path), new Date(), new Date());
  const settled = core.settle();
  const idleTooEarly: number[] = [];
  for (let done = 0; done < stops.length; ) {
    const status = await get(core, 'getStatus', {});
    done = status.photosDone;
    if (done < stops.length && status.activity === 'idle' && status.lastScanAt !== null) idleTooEarly.push(done);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await settled;
  expect(idleTooEarly).toEqual([]);
});

test('while a manifest is taken in, the status does not say that nothing is to be done', async () => {
  const { depot, open } = oneRoute(2_000);
  depot.save();
  const core = await open();
  let isSettled = false;
  const settled = core.settle().finally(() => {
    isSettled = true;
  });
  let [looks, idleTooEarly] = [0, 0];
  while (!isSettled) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    const { activity, lastScanAt } = await get(core, 'getStatus', {});
    const [day] = await get(core, 'listDays', {});
    if (day || lastScanAt === null) continue;
    looks++;
    if (activity === 'idle') idleTooEarly++;
  }
  await settled;
  expect(looks).toBeGreaterThan(0);
  expect(idleTooEarly).toBe(0);
});
