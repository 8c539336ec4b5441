/** A depot in which people live: addresses, names, notes, and everything that an evening at the desk leaves of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Core } from '#core/contract.ts';
import type { Settings } from '#shared/settings.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore, type TestCoreOptions, uploadManifest } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';

/** Whose data is erased, in words that nobody else has. Hers come from the folder's manifest, his from an imported one. */
export const mrs = {
  name: 'Wilhelmina Quackenbush',
  address: '77 Zephyrine Terrace',
  email: 'wilhelmina.q@postbox.example',
  left: 'behind the azalea',
  note: 'Never rings: fear of trombones',
};
export const mr = {
  name: 'Barnaby Oglethorpe',
  address: '12 Marmalade Crescent',
  email: 'b.ogle@letters.example',
  phone: '+1 503 555 0177',
  note: 'A vindictive goose guards it',
  sidecar: 'beware of Rumpel',
  fileName: 'Old Bartleby',
};
export const herWords = [
  mrs.name,
  mrs.address,
  mrs.email,
  mrs.left,
  'Wilhelmina',
  'Quackenbush',
  'Zephyrine',
  'trombones',
];
export const hisWords = [
  ...[
    mr.name,
    mr.address,
    mr.email,
    mr.phone,
    'Barnaby',
    'Oglethorpe',
    'Marmalade',
    'vindictive goose',
    mr.sidecar,
    mr.fileName,
  ],
];

const header =
  'service_date,route,driver,stop,sequence,address,postcode,latitude,longitude,customer,contact,tracking_id,status,completed_at,left_at';

interface Customer {
  stop?: string;
  address: string;
  name: string;
  contact: string;
  left?: string;
}

function row(stop: TestStop, { address, name, contact, left = 'doorstep', ...more }: Customer): string {
  return [
    ...[depotDate, stop.route, `D-${stop.route}`, more.stop ?? stop.stop, Number(stop.stop), `"${address}"`, '97201'],
    ...[stop.latitude, stop.longitude, name, contact, stop.trackingId, 'delivered'],
    ...[new Date(stop.completedAt).toISOString(), left],
  ].join(',');
}

export interface LivedInDepot {
  depot: TestDepot;
  data: string;
  /** Its `now` may be set: the core's clock follows. */
  options: TestCoreOptions;
  core: Core;
}

/** Two routes, one in the folder's manifest (her stop has no name of its own), one imported; six stops, four pictures, one of them a stray. */
export async function livedInDepot(
  settings: Partial<Settings> | null = null,
  more: Partial<TestCoreOptions> = {},
): Promise<LivedInDepot> {
  const data = temporaryFolder();
  if (settings) writeFileSync(join(data, 'settings.json'), JSON.stringify({ readLabels: false, ...settings }));
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  const [hers, second, third] = depot.route('R1', 3) as [TestStop, TestStop, TestStop];
  const [his, fifth] = depot.route('R2', 2) as [TestStop, TestStop];
  const { address, name, email, left } = mrs;
  depot.write(
    'manifest.csv',
    [
      header,
      row(hers, { stop: '', address, name, contact: email, left }),
      row(second, { address: '5 Oak Ave', name: 'Ann Smith', contact: '' }),
      row(third, { address: '9 Oak Ave', name: 'Bo Jones', contact: '' }),
      // Cells that can't be read: what was found in them is quoted.
      `${depotDate},R1,D-R1,009,9,"${address}",97201,"${address}",x,${name},,TBA300009009,delivered,soon,`,
    ].join('\n'),
  );
  const imported = [
    header,
    row(his, { address: mr.address, name: mr.name, contact: `${mr.email} ${mr.phone}` }),
    row(fifth, { address: '1 Elm St', name: 'Cy Young', contact: '' }),
  ].join('\n');
  for (const stop of [hers, second, his]) await depot.photo(stop);
  depot.write(`R2/${his.trackingId}.jpg.json`, JSON.stringify({ trackingId: his.trackingId, note: mr.sidecar }));
  await depot.photo(third, { path: `${depotDate}/elsewhere/IMG_0001.jpg`, withTime: false, withPosition: false });

  const options: TestCoreOptions = { folder: depot.folder, data, ...more };
  const core = await openCore(options);
  const upload = await uploadManifest(core, `deliveries of ${mr.fileName}.csv`, imported);
  if (!upload.ok) throw new Error(upload.message);
  const { uploadId, mapping } = upload.value;
  await get(core, 'commitImport', { uploadId, mapping, serviceDate: null, saveProfileAs: 'Usual' });
  await core.settle();
  return { depot, data, options, core };
}

export async function stopsOf(core: Core) {
  const day = await get(core, 'getDay', { date: depotDate });
  const routes = await Promise.all(day.routes.map(({ id }) => get(core, 'getRoute', { routeId: id })));
  return routes.flatMap((route) => route.stops);
}

/** Her stop and his, while they still have addresses. */
export async function theirStops(core: Core) {
  const stops = await stopsOf(core);
  const [hers, his] = [mrs, mr].map(({ address }) =>
    stops.find((stop) => stop.address === address && stop.photoCount > 0),
  );
  if (!hers || !his) throw new Error('Their stops are not there');
  return { hers, his };
}

export const pictureStatus = async (core: Core, photoId: string, kind: string) =>
  (await core.fetch(new Request(`http://core/api/photos/${photoId}/${kind}`))).status;

/** What an evening leaves: notes, pictures looked at in every form, a report, signed routes. */
export async function spendEvening(core: Core) {
  const { hers, his } = await theirStops(core);
  await get(core, 'decide', { kind: 'note', stopId: hers.id, note: mrs.note });
  await get(core, 'decide', { kind: 'note', stopId: his.id, note: mr.note });
  for (const photoId of [...hers.photoIds, ...his.photoIds]) {
    for (const kind of ['thumbnail', 'preview', 'redacted']) expect(await pictureStatus(core, photoId, kind)).toBe(200);
  }
  for (const kind of ['evening-json', 'activity-csv'] as const) {
    const { id } = await get(core, 'startExport', { kind, date: kind === 'evening-json' ? depotDate : null });
    const state = async () => (await get(core, 'listExports', {})).find((each) => each.id === id)?.state;
    await until(`${kind} is written`, async () => (await state()) === 'done');
  }
  return { hers, his };
}

/** Everything that a day is judged by, whoever lives there. */
export async function totalsOf(core: Core) {
  const report = await core.report(depotDate);
  const day = await get(core, 'getDay', { date: depotDate });
  return {
    totals: report.totals,
    routes: report.routes.map(({ route, totals }) => ({ route, totals })),
    counts: day.counts,
    photos: day.photos,
    states: report.routes
      .flatMap(({ route, stops }) => stops.map(({ stop, state, reason }) => `${route} ${stop} ${state} ${reason}`))
      .sort(),
  };
}
