import { renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore, uploadManifest } from '#tests/fixtures/testCore.ts';

/** Every table as what it says: row numbers become the names they stand for, and when something was read is left out. */
const tables: Record<string, string> = {
  files:
    `SELECT path, class, state, size, modified_at, arrived_at, identity, present, hex(photos.sha256) AS photo, code,
            message, may_still_arrive, files.day FROM files LEFT JOIN photos ON photos.id = files.photo ORDER BY path`.replace(
      'modified_at, arrived_at',
      'modified_at, files.arrived_at',
    ),
  sidecars: 'SELECT * FROM sidecars ORDER BY path',
  photos: `SELECT photos.*, NULL AS id, hex(routes.key) AS route FROM photos LEFT JOIN routes ON routes.id = photos.route
           ORDER BY sha256`,
  tokens: `SELECT token, hex(sha256) FROM photo_tokens JOIN photos ON photos.id = photo ORDER BY 1, 2`,
  codes: `SELECT hex(sha256), photo_codes.*, NULL AS photo FROM photo_codes JOIN photos ON photos.id = photo ORDER BY sha256, n`,
  manifests: `SELECT hex(sha256) AS sha256, path, name, kind, file_time, rows, good, problems_total, dates, waiting_patches
              FROM manifests ORDER BY file_time, sha256`,
  problems: `SELECT coalesce(path, name) AS file, n, line, column_name, message FROM manifest_problems
               JOIN manifests ON manifests.id = manifest ORDER BY 1, 2`,
  routes: 'SELECT routes.*, NULL AS id FROM routes ORDER BY key',
  stops: `SELECT stops.*, NULL AS id, hex(routes.key) AS route FROM stops JOIN routes ON routes.id = stops.route
          ORDER BY stops.key`,
  packages: `SELECT packages.*, NULL AS id, hex(stops.key) AS stop FROM packages JOIN stops ON stops.id = packages.stop
             ORDER BY stops.key, tracking_key`,
  ties: `SELECT ties.*, hex(stops.key) AS stop, hex(sha256) AS photo FROM ties JOIN stops ON stops.id = ties.stop
           JOIN photos ON photos.id = ties.photo ORDER BY stops.key, sha256`,
  candidates: `SELECT candidates.*, hex(stops.key) AS stop, hex(sha256) AS photo FROM candidates
                 JOIN stops ON stops.id = candidates.stop JOIN photos ON photos.id = candidates.photo ORDER BY stops.key, sha256`,
  clocks: `SELECT clocks.*, hex(routes.key) AS route FROM clocks JOIN routes ON routes.id = clocks.route
           ORDER BY routes.key, device`,
  fileStops: `SELECT path, hex(stops.key) FROM file_stops JOIN files ON files.id = file JOIN stops ON stops.id = file_stops.stop ORDER BY 1, 2`,
  decisions: 'SELECT * FROM decisions ORDER BY seq',
  claims: 'SELECT * FROM claims ORDER BY seq',
  claimStops: 'SELECT hex(stop_key), claim FROM claim_stops ORDER BY 1, 2',
  claimEntries: 'SELECT * FROM claim_entries ORDER BY seq',
  marks: `SELECT hex(stops.key), marks, door FROM stop_marks JOIN stops ON stops.id = stop_marks.stop ORDER BY 1`,
  delivered: `SELECT hex(routes.key), area, delivered FROM route_deliveries JOIN routes ON routes.id = route_deliveries.route ORDER BY 1, 2`,
};

function contentOf(data: string): Record<string, unknown[]> {
  const db = new Database(join(data, 'index.db'), { readonly: true });
  const content = Object.fromEntries(Object.entries(tables).map(([name, sql]) => [name, db.prepare(sql).all()]));
  db.close();
  return content;
}

const stopId = async (core: Core, route: string, stop: string) => {
  const day = await get(core, 'getDay', { date: depotDate });
  const view = await get(core, 'getRoute', { routeId: day.routes.find((each) => each.route === route)?.id ?? '' });
  return view.stops.find((each) => each.stop === stop) as (typeof view.stops)[number];
};

test('a rebuilt index says in every table what the old one said, whatever the way that led there', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  const depot = new TestDepot(folder);
  const [one, two, three, four, five, six] = depot.route('R12', 8) as [...TestStop[]] &
    Record<0 | 1 | 2 | 3 | 4 | 5, TestStop>;
  const other = depot.route('R7', 3);
  const at = (path: string, minute: number) => {
    const time = Date.parse('2026-11-20T12:00:00-08:00') / 1000 + minute * 60;
    utimesSync(join(folder, path), time, time);
  };

  // In the order of a bad day: pictures first, then the later manifest, then the earlier one, then everything moves about.
  await depot.photo(one);
  await depot.photo(two, { path: 'camera/IMG_0002.jpg' });
  await depot.photo(three, { path: 'camera/IMG_0003.jpg', withTime: false, withPosition: false });
  await depot.photo(four, { look: 77, path: `R12/${four.trackingId}.jpg` });
  await depot.photo(four, { look: 77, path: `R12/${five.trackingId}.jpg` });
  depot.write(`R12/${six.trackingId}.jpg`, 'not a picture');
  depot.write('R7/half.jpg', '');
  depot.write('Thumbs.db', 'x');
  const core = await openCore({ data, folder, readLabels: true });
  await core.settle();
  (other[0] as TestStop).address = '=1+1 Oak Ave';
  at(depot.save('2.csv', [...depot.stops.slice(1), { ...one, status: 'attempted', address: '' }]), 20);
  await core.settle();
  at(depot.save('1.csv', [...depot.stops, { ...one, stop: 'X', trackingId: '', address: 'Nowhere' }]), 0);
  await core.settle();
  depot.write('camera/IMG_0003.json', JSON.stringify({ trackingId: three.trackingId }));
  await depot.photo(other[1] as TestStop, { path: 'late/IMG_0009.jpg' });
  await core.settle();
  renameSync(join(folder, 'camera'), join(folder, 'phone of R12'));
  renameSync(join(folder, '1.csv'), join(folder, 'early.csv'));
  await core.settle();

  const upload = await uploadManifest(
    core,
    'elsewhere.csv',
    `day,tour,id,where\n${depotDate},R90,TBA900000001,9 Far Away\n`,
  );
  if (!upload.ok) throw new Error(upload.message);
  await get(core, 'commitImport', {
    uploadId: upload.value.uploadId,
    mapping: { day: 'service_date', tour: 'route', id: 'tracking_id', where: 'address' },
    serviceDate: null,
    saveProfileAs: 'Far away',
  });
  const excused = await stopId(core, 'R12', '008');
  await get(core, 'decide', { kind: 'excuse', stopId: excused.id, reason: 'access-problem', note: 'Locked gate' });
  const named = await stopId(core, 'R12', '001');
  await get(core, 'decide', { kind: 'accept', stopId: excused.id, photoId: named.photoIds[0] ?? '' });
  await get(core, 'decide', { kind: 'undo' });
  await get(core, 'decide', {
    kind: 'reject',
    stopId: named.id,
    photoId: named.photoIds[0] ?? '',
    reason: 'wrong-address',
  });
  const claim = { allegation: 'damaged', asker: 'carrier', received: depotDate, due: null } as const;
  await get(core, 'openClaim', { ...claim, stopId: null, words: 'TBA-never-seen' });
  const { entryId } = await get(core, 'openClaim', { ...claim, stopId: named.id, words: named.address, note: 'Wet' });
  await get(core, 'changeClaim', { kind: 'tie', id: entryId, stopId: excused.id });
  await get(core, 'changeClaim', { kind: 'settle', id: entryId, state: 'upheld' });
  await core.settle();
  await core.lookCloser();

  const before = contentOf(data);
  expect(before.claims).toHaveLength(2);
  const report = await core.report(depotDate);
  expect(before.photos?.length).toBeGreaterThan(4);
  await get(core, 'rebuildIndex', {});
  await core.settle();
  await core.lookCloser();
  expect(await core.report(depotDate)).toEqual(report);
  const after = contentOf(data);
  for (const table of Object.keys(tables)) expect({ [table]: after[table] }).toEqual({ [table]: before[table] });
});
