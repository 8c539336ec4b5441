import { renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { formatReport } from '#main/reportFormats.ts';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';

const header = 'service_date,route,driver,stop,sequence,address,tracking_id,status,completed_at,left_at';

/** A folder whose files were all written at times that a test chooses, in minutes of the depot's morning. */
function world() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  return {
    folder,
    depot,
    write(path: string, content: string | Uint8Array, minute: number) {
      depot.write(path, content);
      const time = Date.parse('2026-11-20T08:00:00-08:00') / 1000 + minute * 60;
      utimesSync(join(folder, path), time, time);
    },
  };
}

const rows = (...lines: string[]) => `${[header, ...lines.map((line) => `${depotDate},${line}`)].join('\n')}\n`;

async function settled(folder: string, data = temporaryFolder()): Promise<Core> {
  const core = await openCore({ data, folder });
  await core.settle();
  return core;
}

/** The report as a new index would tell it. */
async function toldAnew(folder: string): Promise<string> {
  const core = await settled(folder);
  const report = JSON.stringify(await core.report(depotDate), null, 1);
  await core.close();
  return report;
}

const reportOf = async (core: Core) => JSON.stringify(await core.report(depotDate), null, 1);
const changesOf = async (core: Core) =>
  Object.fromEntries((await get(core, 'getProblems', {})).manifests.map(({ name, changes }) => [name, changes]));

const morning = rows(
  'R1,D-1,1,1,1 Elm St,TBA300000001,pending,,',
  'R1,D-1,2,2,2 Elm St,TBA300000002,delivered,2026-11-20T10:00:00-08:00,doorstep',
  'R1,D-1,3,3,3 Elm St,TBA300000003,pending,,doorstep',
);
const evening = rows(
  'R1,D-9,1,1,1 Elm Street,TBA300000001,delivered,2026-11-20T11:00:00-08:00,recipient',
  'R1,,2,2,,TBA300000002,attempted,2026-11-20T09:00:00-08:00,',
  'R1,,3,3,,TBA300000003,delivered,,',
);

test('two manifests that contradict: the newer row wins whichever file comes first, and what it changed is told', async () => {
  const { folder, write } = world();
  write('1 morning.csv', morning, 0);
  write('2 evening.csv', evening, 60);
  const expected = await toldAnew(folder);

  const late = world();
  late.write('2 evening.csv', evening, 60);
  const core = await settled(late.folder);
  late.write('1 morning.csv', morning, 0);
  await core.settle();
  expect(await reportOf(core)).toBe(expected.replaceAll(folder, late.folder));
  const [route] = (await core.report(depotDate)).routes;
  expect(route?.driver).toBe('D-9');
  expect(route?.stops.map((stop) => [stop.address, stop.packages[0]?.status, stop.reason])).toEqual([
    ['1 Elm Street', 'delivered', 'Handed over to a person'],
    ['2 Elm St', 'delivered', null],
    ['3 Elm St', 'delivered', null],
  ]);
  expect(await changesOf(core)).toEqual({
    '1 morning.csv': ['Added 1 route, 3 stops, 3 packages.'],
    '2 evening.csv': ['Changed the address or details of 1 stop.', '2 packages of R1 went from pending to delivered.'],
  });
});

test('of three manifests that come in the worst order nothing is left but what the right order gives', async () => {
  const noon = rows('R1,D-5,2,9,22 Elm St,TBA300000003,attempted,2026-11-20T12:00:00-08:00,neighbour');
  const files: Array<[string, string, number]> = [
    ['a.csv', morning, 0],
    ['b.csv', noon, 30],
    ['c.csv', evening, 60],
  ];
  const all = world();
  for (const file of files) all.write(...file);
  const expected = await toldAnew(all.folder);
  for (const arrival of [
    [2, 1, 0],
    [1, 2, 0],
    [2, 0, 1],
  ]) {
    const { folder, write } = world();
    const data = temporaryFolder();
    let core: Core | null = null;
    for (const n of arrival) {
      write(...(files[n] as [string, string, number]));
      core ??= await openCore({ data, folder });
      await core.settle();
    }
    expect(await reportOf(core as Core)).toBe(expected.replaceAll(all.folder, folder));
  }
});

test('files of the same moment count in the order of their names', async () => {
  const first = world();
  first.write('a.csv', evening, 0);
  first.write('b.csv', morning, 0);
  const expected = await toldAnew(first.folder);
  const { folder, write } = world();
  write('b.csv', morning, 0);
  const core = await settled(folder);
  write('a.csv', evening, 0);
  await core.settle();
  expect(await reportOf(core)).toBe(expected.replaceAll(first.folder, folder));
});

test('a manifest that is written over takes its old rows with it, and says what is no longer listed', async () => {
  const { folder, write } = world();
  write('manifest.csv', morning, 0);
  const core = await settled(folder);
  expect((await core.report(depotDate)).totals).toMatchObject({ stops: 3, packages: 3 });
  write(
    'manifest.csv',
    rows(
      'R1,D-1,1,1,1 Elm St,TBA300000001,delivered,2026-11-20T11:00:00-08:00,doorstep',
      'R2,D-2,1,1,9 Oak Ave,TBA300000009,pending,,',
    ),
    60,
  );
  await core.settle();
  expect(await reportOf(core)).toBe(await toldAnew(folder));
  expect((await changesOf(core))['manifest.csv']).toEqual([
    'Added 1 route, 1 stop, 1 package.',
    'No longer listed: 2 stops, 2 packages.',
    '1 package of R1 went from pending to delivered.',
  ]);
  expect(await get(core, 'search', { text: '2 Elm' })).toEqual([]);
  expect(await get(core, 'search', { text: 'TBA300000002' })).toEqual([]);
  expect((await get(core, 'getDay', { date: depotDate })).routes.map(({ route }) => route).sort()).toEqual([
    'R1',
    'R2',
  ]);
});

test('a manifest that is half written leaves what its earlier writing said, until it is whole', async () => {
  const { folder, write } = world();
  const routes = (...codes: string[]) =>
    JSON.stringify({
      porchlight: 1,
      serviceDate: depotDate,
      timeZone: 'America/Los_Angeles',
      routes: codes.map((route, n) => ({
        route,
        driver: `D-${n}`,
        stops: [
          { stop: '1', address: `${n} Elm St`, packages: [{ trackingId: `TBA40000000${n}`, status: 'delivered' }] },
        ],
      })),
    });
  write('manifest.json', routes('R1', 'R2'), 0);
  const core = await settled(folder);
  const before = (await core.report(depotDate)).routes;
  const whole = routes('R1', 'R2', 'R3');
  write('manifest.json', whole.slice(0, -60), 10);
  await core.settle();
  const half = await core.report(depotDate);
  expect(half.routes).toEqual(before);
  expect(half.manifestProblems).toHaveLength(1);
  expect(half.manifestProblems[0]).toMatchObject({ file: 'manifest.json', message: expect.stringMatching(/half|end/) });
  write('manifest.json', whole, 20);
  await core.settle();
  const done = await core.report(depotDate);
  expect(done.routes.map(({ route }) => route)).toEqual(['R1', 'R2', 'R3']);
  expect(done.manifestProblems).toEqual([]);
  expect(await reportOf(core)).toBe(await toldAnew(folder));
});

test('a new manifest that is half written is told, and half of its routes is not taken for the day', async () => {
  const { folder, write } = world();
  const stops = Array.from({ length: 300 }, (_none, n) => ({
    stop: String(n),
    address: `${n} Elm St`,
    packages: [{ trackingId: `TBA${500_000_000 + n}`, status: 'delivered' }],
  }));
  const whole = JSON.stringify({
    porchlight: 1,
    serviceDate: depotDate,
    routes: [{ route: 'R1', driver: 'D', stops }],
  });
  write('other.csv', morning, 5);
  write('manifest.json', whole.slice(0, whole.length - 100), 0);
  const core = await settled(folder);
  const report = await core.report(depotDate);
  expect(report.totals).toMatchObject({ routes: 1, stops: 3 });
  expect(report.manifestProblems).toHaveLength(1);
});

test('binary, empty and strange files beside the manifests are told or left, and the good rows are in', async () => {
  const { folder, write } = world();
  write('good.csv', morning, 0);
  write('binary.csv', Buffer.from(Array.from({ length: 5_000 }, (_none, n) => (n * 7919) % 256)), 1);
  write('empty.csv', '', 2);
  write('empty.json', '{}', 2);
  write('list.json', '[1, 2, 3]', 2);
  write('prices.csv', 'item,price\napple,3\n', 3);
  write('utf16.csv', Buffer.from(`\uFEFF${rows('R2,D-2,1,1,Hauptstraße 5,TBA300000010,delivered,,')}`, 'utf16le'), 4);
  write('rows.csv', rows('R3,D-3,1,1,7 Oak Ave,,delivered,,', 'R3,D-3,2,2,8 Oak Ave,TBA300000030,delivered,soon,'), 5);
  const core = await settled(folder);
  const report = await core.report(depotDate);
  expect(report.routes.map(({ route }) => route)).toEqual(['R1', 'R2', 'R3']);
  expect(report.routes[1]?.stops[0]?.address).toBe('Hauptstraße 5');
  expect(report.manifestProblems.map(({ file, line, column }) => [file, line, column])).toEqual(
    expect.arrayContaining([
      ['rows.csv', 2, expect.anything()],
      ['rows.csv', 3, expect.anything()],
    ]),
  );
  const { files, manifests, ignored, unreadable, pending, sidecars, photoFiles } = report.folderTotals;
  expect(files).toBe(8);
  expect(manifests + ignored + unreadable + pending + sidecars + photoFiles).toBe(8);
  expect(pending).toBe(0);
});

test('formulas and markup of a manifest come to the screens as text, and leave for a spreadsheet without force', async () => {
  const { folder, write } = world();
  const nasty = {
    address: '=cmd|\' /C calc\'!A0 <script>alert("x")</script> & "quoted"',
    customer: '@SUM(1+1)*cmd',
    note: '+1-555 <img src=x onerror=alert(1)>',
  };
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  write(
    'manifest.csv',
    `service_date,route,stop,address,customer,contact,tracking_id,status,left_at\n${[
      ...[depotDate, 'R1', '1', cell(nasty.address), cell(nasty.customer), cell(nasty.note), 'TBA300000001'],
      ...['delivered', cell('=doorstep')],
    ].join(',')}\n`,
    0,
  );
  const core = await settled(folder);
  const [route] = (await get(core, 'getDay', { date: depotDate })).routes;
  const view = await get(core, 'getRoute', { routeId: route?.id ?? '' });
  expect(view.stops[0]).toMatchObject({ address: nasty.address, customer: nasty.customer });
  const stop = await get(core, 'getStop', { stopId: view.stops[0]?.id ?? '' });
  expect(stop.contact).toBe(nasty.note);
  expect(stop.packageList[0]?.leftAt).toBe('=doorstep');
  expect((await get(core, 'search', { text: 'script' }))[0]?.address).toBe(nasty.address);
  const csv = formatReport(await core.report(depotDate), 'csv');
  expect(csv).toContain(`"'=cmd|`);
  expect(csv).not.toMatch(/(^|,)"?[=+@-](?!\d)/m);
});

test('one tracking id on two routes: the folder decides for a picture, without one nobody guesses', async () => {
  const { folder, depot } = world();
  const [one] = depot.route('R1', 1);
  const [other] = depot.route('R2', 1);
  if (!one || !other) throw new Error('no stops');
  other.trackingId = one.trackingId;
  other.completedAt = one.completedAt;
  await depot.photo(one, { path: `R2/${one.trackingId}.jpg`, withPosition: false, withTime: false });
  await depot.photo(one, { path: `camera/${one.trackingId}.jpg`, withPosition: false, withTime: false });
  depot.save();
  const core = await settled(folder);
  const report = await core.report(depotDate);
  expect(
    report.routes.map((route) => [route.route, route.stops.map((stop) => stop.photos.map((photo) => photo.files))]),
  ).toEqual([
    ['R1', [[]]],
    ['R2', [[[`R2/${one.trackingId}.jpg`]]]],
  ]);
  expect(report.unmatchedPhotos.map(({ files, candidates }) => [files, candidates.map(({ route }) => route)])).toEqual([
    [[`camera/${one.trackingId}.jpg`], ['R1', 'R2']],
  ]);
  expect(report.routes[0]?.stops[0]?.state).toBe('candidate');
});

test('a later manifest that has left the folder still counts when an older one comes late', async () => {
  const { folder, write } = world();
  write('2 evening.csv', evening, 60);
  const core = await settled(folder);
  rmSync(join(folder, '2 evening.csv'));
  write('1 morning.csv', morning, 0);
  await core.settle();
  const report = await core.report(depotDate);
  expect(report.unreadable).toEqual([]);
  expect(report.routes[0]?.stops.map((stop) => stop.packages[0]?.status)).toEqual([
    'delivered',
    'delivered',
    'delivered',
  ]);
});

test('a manifest that was renamed is the same manifest', async () => {
  const { folder, write } = world();
  write('a.csv', `${morning}${depotDate},R1,D-1,4,4,4 Elm St,,delivered,,\n`, 0);
  const core = await settled(folder);
  renameSync(join(folder, 'a.csv'), join(folder, 'b.csv'));
  await core.settle();
  expect((await core.report(depotDate)).manifestProblems.map(({ file, line }) => [file, line])).toEqual([['b.csv', 5]]);
  expect(await reportOf(core)).toBe(await toldAnew(folder));
});
