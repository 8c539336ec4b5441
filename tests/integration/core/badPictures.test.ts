import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import type { Report } from '#shared/report.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { testWorkerEntry } from '#tests/fixtures/imaging/imagingPool.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { reported, settledReport, stopDetail } from './desk.ts';

function newDepot() {
  const folder = join(temporaryFolder(), 'folder');
  return { folder, depot: new TestDepot(folder) };
}

const statesOf = (report: Report, route: string) =>
  report.routes.find((each) => each.route === route)?.stops.map(({ state }) => state);

test('pictures that hang or kill their reader are told in words, and the others come in', async () => {
  const { folder, depot } = newDepot();
  const stops = depot.route('R12', 6);
  const names = ['hang', 'crash', 'IMG', 'IMG', 'IMG', 'IMG'];
  for (const [n, stop] of stops.entries()) {
    await depot.photo(stop, { path: `R12/${names[n]}_${stop.trackingId}.jpg` });
  }
  depot.save();
  const data = temporaryFolder();
  writeFileSync(
    join(data, 'settings.json'),
    JSON.stringify({ readLabels: false, limits: { megabytes: 100, megapixels: 250, seconds: 3 } }),
  );
  const core = await openCore({ data, folder, imagingWorker: testWorkerEntry('misbehavingReader.ts') });
  const report = await settledReport(core);
  expect(statesOf(report, 'R12')).toEqual(['missing', 'missing', ...Array(4).fill('confirmed')]);
  expect(report.unreadable.map(({ code }) => code).sort()).toEqual(['reader-crashed', 'took-too-long']);
  const { unreadable } = await get(core, 'getProblems', {});
  expect(unreadable.map(({ message }) => message).sort()).toEqual([
    'Reading the picture took longer than 3 seconds.',
    'The picture made the reader crash three times. It was set aside.',
  ]);
  for (const { advice } of unreadable) expect(advice.length).toBeGreaterThan(20);
});

test('two hundred files with the same picture at one door are one picture, and at twenty doors a picture used again', async () => {
  const { folder, depot } = newDepot();
  const stops = depot.route('R12', 3) as [TestStop, TestStop, TestStop];
  const doors = depot.route('R13', 20);
  const copy = (from: string, to: string) => copyFileSync(join(folder, from), join(folder, to));
  const first = await depot.photo(stops[0]);
  for (let n = 0; n < 199; n++) copy(first, `R12/${stops[0].trackingId} (${n + 1}).jpg`);
  const [door, ...others] = doors as [TestStop, ...TestStop[]];
  const everywhere = await depot.photo(door, { withPosition: false });
  for (const other of others) copy(everywhere, `R13/${other.trackingId}.jpg`);
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  const report = await settledReport(core);
  expect(report.folderTotals).toMatchObject({ files: 221, photoFiles: 220, photos: 2 });
  expect(statesOf(report, 'R12')).toEqual(['confirmed', 'missing', 'missing']);
  expect(reported(report, 'R12', '001').photos[0]?.files).toHaveLength(200);
  expect(statesOf(report, 'R13')).toEqual(Array(20).fill('needs-review'));
  for (const stop of report.routes.find(({ route }) => route === 'R13')?.stops ?? []) {
    expect(stop.flags).toContain('reused');
  }
  expect((await stopDetail(core, 'R12', '001')).photos).toMatchObject([{ alsoAt: [], lookalikes: [] }]);
});

test('a night without a single light: every picture is too dark, none blurry, none like another', async () => {
  const { folder, depot } = newDepot();
  const stops = depot.route('R12', 24);
  for (const [n, stop] of stops.entries()) {
    // What a sensor makes of no light: a few levels of noise, some more than others.
    const noise = { type: 'gaussian' as const, mean: 3 + (n % 4), sigma: n % 6 };
    const picture = sharp({ create: { width: 800, height: 600, channels: 3, background: '#000', noise } });
    depot.write(
      `R12/${stop.trackingId}.jpg`,
      await picture
        .withExif({ IFD0: { Model: `${n}` } })
        .jpeg()
        .toBuffer(),
    );
  }
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  const report = await settledReport(core);
  const pictures = report.routes[0]?.stops.flatMap(({ photos }) => photos) ?? [];
  expect(pictures).toHaveLength(24);
  for (const { flags } of pictures) {
    expect(flags).toContain('too-dark');
    expect(flags.filter((flag) => ['blurry', 'too-bright', 'reused', 'near-duplicate'].includes(flag))).toEqual([]);
  }
  expect(report.totals).toMatchObject({ needsReview: 24, confirmed: 0 });
});

test('a phone that is a year behind confirms nothing wrongly, and its pictures stand on their day with the reason', async () => {
  const { folder, depot } = newDepot();
  const year = 365 * 86_400;
  for (const [n, stop] of depot.route('R12', 12).entries()) {
    await depot.photo(stop, { path: `phone 7/IMG_${1000 + n}.jpg`, secondsAfterScan: 20 - year });
  }
  for (const [n, stop] of depot.route('R13', 12).entries()) {
    await depot.photo(stop, { path: `phone 8/IMG_${2000 + n}.jpg` });
  }
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  const report = await settledReport(core);
  expect(statesOf(report, 'R12')).toEqual(Array(12).fill('missing'));
  expect(statesOf(report, 'R13')).toEqual(Array(12).fill('confirmed'));
  const strays = await straysOf(core, '2025-11-20');
  expect(strays).toHaveLength(12);
  for (const { reason, takenFrom } of strays) {
    expect(takenFrom).toBe('camera clock');
    expect(reason).toMatch(/^[A-Z].{20,}/);
  }
  const days = await get(core, 'listDays', {});
  expect(days.map(({ date, photos }) => [date, photos])).toEqual([
    [depotDate, 12],
    ['2025-11-20', 12],
  ]);
});

const straysOf = async (core: Core, date: string) => (await get(core, 'listUnmatched', { date })).photos;

test('a depot without any position ties its pictures by time and order, and says no distance', async () => {
  const { folder, depot } = newDepot();
  const stops = depot.route('R12', 20);
  for (const [n, stop] of stops.entries()) {
    if (n % 7 === 5) continue;
    await depot.photo(stop, { path: `phone/IMG_${1000 + n}.jpg`, withPosition: false });
  }
  depot.save();
  const header = 'service_date,route,driver,stop,sequence,address,tracking_id,status,completed_at,left_at';
  const rows = stops.map(({ stop, trackingId, completedAt, address }) => [
    depotDate,
    'R12',
    'D-1',
    stop,
    Number(stop),
    address,
    trackingId,
    'delivered',
    new Date(completedAt).toISOString(),
    '',
  ]);
  depot.write('manifest.csv', `${[header, ...rows].join('\n')}\n`);
  const core = await openCore({ data: temporaryFolder(), folder });
  const report = await settledReport(core);
  expect(statesOf(report, 'R12')).toEqual(stops.map((_stop, n) => (n % 7 === 5 ? 'missing' : 'confirmed')));
  expect(report.totals).toMatchObject({ unmatchedPhotos: 0 });
  for (const stop of report.routes[0]?.stops ?? []) expect(stop.flags).not.toContain('far-from-stop');
  const { photos, row } = await stopDetail(core, 'R12', '001');
  expect(photos).toMatchObject([{ metresFromStop: null, position: null, method: 'time-gps' }]);
  expect(photos[0]?.reasons.join(' ')).not.toMatch(/ m | km |door/);
  expect(row.position).toBeNull();
});
