import { Buffer } from 'node:buffer';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { reportSchema } from '#shared/report.ts';
import { TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { hugePng } from '#tests/fixtures/imaging/madePictures.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { reported, settledReport, stopDetail } from './desk.ts';

const isLinux = process.platform === 'linux';
const isRoot = process.getuid?.() === 0;
if (!isLinux || !isRoot) {
  console.warn('SKIPPED: forbidden files need Linux and root, to read them as somebody else.');
}

test('files that are no pictures are told one by one with what to do, and the good ones are in', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 6) as TestStop[];
  const [good, empty, text, bomb, directory, cut] = stops.map((stop) => `R12/${stop.trackingId}.jpg`) as [
    ...[string, string, string, string, string, string],
  ];
  await depot.photo(stops[0] as TestStop, { path: good });
  depot.write(empty, '');
  depot.write(text, 'Dear customer, your parcel is at the door.');
  depot.write(bomb, hugePng(50_000, 50_000));
  mkdirSync(join(folder, directory));
  await depot.photo(stops[5] as TestStop, { path: cut });
  writeFileSync(join(folder, cut), readFileSync(join(folder, cut)).subarray(0, 3_000));
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  const report = reportSchema.parse(await settledReport(core));
  expect(report.unreadable.map(({ file, code }) => [file, code])).toEqual(
    [
      [empty, 'empty-file'],
      [text, 'not-a-picture'],
      [bomb, 'too-many-pixels'],
      [directory, 'is-a-folder'],
      [cut, 'truncated'],
    ].sort(),
  );
  expect(report.routes[0]?.stops.map(({ state, flags }) => [state, flags])).toEqual([
    ['confirmed', []],
    ...Array(5).fill(['missing', ['unreadable']]),
  ]);
  const { unreadable } = await get(core, 'getProblems', {});
  for (const problem of unreadable) {
    expect(problem.message).toMatch(/^[A-Z“].*\.$/);
    expect(problem.advice.length).toBeGreaterThan(10);
    expect(problem.folder).toBe('R12');
  }
  expect(report.folderTotals).toMatchObject({ files: 7, photoFiles: 1, unreadable: 5, manifests: 1 });
});

test.skipIf(!isLinux)('every name that a phone can think of is accounted for, and shown as it is', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [stop] = depot.route('R12', 1) as [TestStop];
  const names = [
    `quote" and 'apostrophe'.jpg`,
    'parcel 📦 at the 🏠.jpg',
    'טלפון של הנהג.jpg',
    '\u202egnp.evil.jpg',
    'new\nline.jpg',
    '-rf *.jpg',
    `${'x'.repeat(251)}.jpg`,
    'CON.jpg',
    `${stop.trackingId} <b>bold<b> ;DROP TABLE photos.jpg`,
  ];
  for (const name of names) await depot.photo(stop, { path: `R12/${name}` });
  const bytes = await import('node:fs/promises').then((fs) => fs.readFile(join(folder, 'R12', names[0] as string)));
  const invalid = Buffer.concat([
    Buffer.from(join(folder, 'R12/')),
    Buffer.from([0x66, 0xff, 0xfe]),
    Buffer.from('.jpg'),
  ]);
  writeFileSync(invalid, bytes);
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  const report = reportSchema.parse(await settledReport(core));
  const { files, photoFiles, unreadable, manifests } = report.folderTotals;
  expect({ files, photoFiles, unreadable, manifests }).toEqual({
    ...{ files: names.length + 2, photoFiles: names.length, unreadable: 1, manifests: 1 },
  });
  expect(report.unreadable).toMatchObject([{ code: 'name-not-utf8', message: expect.stringContaining('Rename it') }]);
  const told = [
    ...report.routes.flatMap((route) => route.stops.flatMap((each) => each.photos)),
    ...report.unmatchedPhotos,
  ];
  expect(told.flatMap((photo) => photo.files).sort()).toEqual(names.map((name) => `R12/${name}`).sort());
  const detail = await stopDetail(core, 'R12', '001');
  expect(detail.photos.flatMap((photo) => photo.fileNames)).toContain(names.at(-1));
});

test.skipIf(!isLinux || !isRoot)('a file that may not be read is told, and read as soon as it may be', async () => {
  const base = temporaryFolder();
  const folder = join(base, 'folder');
  const depot = new TestDepot(folder);
  const [first, second] = depot.route('R12', 2) as [TestStop, TestStop];
  await depot.photo(first);
  const path = await depot.photo(second);
  chmodSync(join(folder, path), 0o000);
  depot.save();
  const data = join(base, 'data');
  // The reader is somebody else here: the folders are open to everybody, only the one file is not.
  for (const place of [base, folder, dirname(join(folder, path))]) chmodSync(place, 0o755);
  mkdirSync(join(data, 'cache/thumbnails'), { recursive: true });
  for (const place of [data, join(data, 'cache'), join(data, 'cache/thumbnails')]) chmodSync(place, 0o777);
  const imagingWorker = fileURLToPath(import.meta.resolve('#tests/fixtures/imaging/unprivilegedWorker.ts'));
  const core = await openCore({ data, folder, imagingWorker });
  const denied = await settledReport(core);
  expect(denied.unreadable).toMatchObject([{ file: path, code: 'permission-denied' }]);
  expect(reported(denied, 'R12', '001').state).toBe('confirmed');
  expect(reported(denied, 'R12', '002')).toMatchObject({ state: 'missing', flags: ['unreadable'] });
  chmodSync(join(folder, path), 0o644);
  const allowed = await settledReport(core);
  expect(allowed.unreadable).toEqual([]);
  expect(reported(allowed, 'R12', '002').state).toBe('confirmed');
});
