import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from '#tests/integration/core/desk.ts';
import { bytesOf, ended, exported, sha256, unzipped } from './exporting.ts';

/** Mrs Miller has a delivery on each of two routes; her neighbour Mr Jones has one between them. */
async function evening() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [first, jones] = depot.route('R12', 2, 'D-117') as [TestStop, TestStop];
  const [second] = depot.route('R7', 1, 'D-045') as [TestStop];
  const customers = [
    { ...first, address: '12 Elm St', customer: 'Edith <script>Miller</script>', contact: 'edith@example.org' },
    { ...jones, address: '14 Oak Ave', customer: 'Bertram Jones', contact: '+1 503 555 0199' },
    { ...second, address: '12 Elm Street', customer: 'Edith <script>Miller</script>', contact: 'edith@example.org' },
  ];
  const header =
    'service_date,route,driver,driver_name,stop,sequence,address,customer,contact,tracking_id,status,completed_at';
  const lines = customers.map((stop) =>
    [
      ...[depotDate, stop.route, stop.route === 'R12' ? 'D-117' : 'D-045', 'Konrad Lenz', stop.stop, 1, stop.address],
      ...[stop.customer, stop.contact, stop.trackingId, 'delivered', new Date(stop.completedAt).toISOString()],
    ].join(','),
  );
  depot.write('manifest.csv', [header, ...lines].join('\n'));
  const paths = [await depot.photo(first), await depot.photo(second), await depot.photo(jones)];
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  await get(core, 'signIn', { name: 'Dana Ruiz', pin: '4711', isNew: true });
  const rows = [await stopRow(core, 'R12', '001'), await stopRow(core, 'R7', '001')] as const;
  const neighbour = await stopRow(core, 'R12', '002');
  const subject = { words: 'Edith Miller, 12 Elm St', stopIds: rows.map(({ id }) => id) };
  const request = { kind: 'subject-access', date: null, subject } as const;
  return { core, folder, data, rows, neighbour, paths, request, jones };
}

const filesOf = async (core: Awaited<ReturnType<typeof evening>>['core'], request: object) => {
  const view = await exported(core, request as Parameters<typeof exported>[1]);
  expect(view).toMatchObject({ state: 'done' });
  return { view, files: await unzipped(await bytesOf(core, view)) };
};

test('a customer gets every delivery, picture and decision about them, with hashes that anybody can check', async () => {
  const { core, folder, rows, paths, request } = await evening();
  const [row] = rows;
  const photoId = row.photoIds[0] ?? '';
  const note = { kind: 'note', stopId: row.id, note: 'She asked <b>twice</b>' } as const;
  await get(core, 'decide', note);
  const { entryId } = await get(core, 'decide', { kind: 'reject', stopId: row.id, photoId, reason: 'blurry' });
  await get(core, 'decide', { kind: 'undo', entryId });
  await get(core, 'decide', { kind: 'hold', stopId: row.id, note: 'Claim 12' });
  await get(core, 'recordLooks', { looks: [{ photoId, stopId: row.id }] });

  const { view, files } = await filesOf(core, request);
  expect(view).toMatchObject({ title: 'Subject access of Edith Miller, 12 Elm St', fileName: 'Subject access.zip' });
  expect([...files.keys()]).toEqual([
    `pictures/${depotDate} R7 001 1.jpg`,
    `pictures/${depotDate} R12 001 1.jpg`,
    ...['index.html', 'data.json', 'manifest.json', 'SHA256SUMS'],
  ]);
  const original = readFileSync(join(folder, paths[0] ?? ''));
  expect(files.get(`pictures/${depotDate} R12 001 1.jpg`)?.equals(original)).toBe(true);
  for (const line of (files.get('SHA256SUMS')?.toString() ?? '').trim().split('\n')) {
    const [hash, name = ''] = line.split('  ');
    expect(sha256(files.get(name) ?? Buffer.alloc(0))).toBe(hash);
  }

  const told = JSON.parse(files.get('data.json')?.toString() ?? '');
  expect(told.deliveries.map(({ route, address }: Record<string, string>) => `${route} ${address}`)).toEqual([
    'R7 12 Elm Street',
    'R12 12 Elm St',
  ]);
  expect(told.deliveries[1]).toMatchObject({
    ...{ contact: 'edith@example.org', driverCode: 'D-117', packages: [{ trackingId: 'TBA300000001' }] },
    ...{ holds: [{ reason: 'Claim 12' }], pictures: [{ photo: photoId, file: `pictures/${depotDate} R12 001 1.jpg` }] },
  });
  expect(told.record.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
    'Wrote a note about 12 Elm St',
    'Rejected the picture at 12 Elm St: blurry',
    'Took back: Rejected the picture at 12 Elm St: blurry',
    'Put a hold on 12 Elm St: nothing of it is erased',
    'Looked at a picture of 12 Elm St at full size',
  ]);
  const page = files.get('index.html')?.toString() ?? '';
  expect(page).toContain('She asked &#60;b&#62;twice&#60;/b&#62;');
  expect(page).not.toMatch(/<script|https?:|\son\w+=/i);
});

test('nothing of anybody else is in it: no neighbour, no driver’s name, nobody at the desk', async () => {
  const { core, rows, neighbour, request, jones } = await evening();
  const [row] = rows;
  const photoId = row.photoIds[0] ?? '';
  await get(core, 'decide', { kind: 'move', stopId: row.id, photoId, toStopId: neighbour.id });
  await get(core, 'decide', { kind: 'follow-up', stopId: row.id, note: 'Which door?' });
  await get(core, 'decide', { kind: 'note', stopId: neighbour.id, note: 'A secret of the neighbour' });
  await core.settle();

  const { files } = await filesOf(core, request);
  const record = JSON.parse(files.get('data.json')?.toString() ?? '').record as { sentence: string; by: string }[];
  expect(record.map(({ sentence, by }) => `${sentence}, ${by}`)).toEqual([
    'Moved the picture from 12 Elm St to another stop, Person 1 at the depot',
    'Asked the driver about 12 Elm St, Person 1 at the depot',
  ]);
  const everything = Buffer.concat([...files].flatMap(([name, bytes]) => [Buffer.from(name), bytes])).toString(
    'latin1',
  );
  for (const theirs of [
    'Bertram',
    'Oak Ave',
    '555 0199',
    jones.trackingId,
    'secret',
    'Dana',
    'Ruiz',
    'Konrad',
    'Lenz',
  ]) {
    expect(everything).not.toContain(theirs);
  }
});

test('where the file is gone the small picture is given, and where parts are hidden a copy without them', async () => {
  const { core, folder, rows, paths, request } = await evening();
  const [, row] = rows;
  const hidden = { kind: 'redact', photoId: row.photoIds[0] ?? '', boxes: [{ x: 0, y: 0, width: 0.5, height: 0.5 }] };
  await get(core, 'decide', hidden as never);
  rmSync(join(folder, paths[0] ?? ''));
  await core.settle();
  const { view, files } = await filesOf(core, request);
  expect(view.message).toBeNull();
  const names = [...files.keys()].filter((name) => name.startsWith('pictures/'));
  expect(names).toEqual([`pictures/${depotDate} R7 001 1.webp`, `pictures/${depotDate} R12 001 1.webp`]);
  const [first, second] = JSON.parse(files.get('data.json')?.toString() ?? '').deliveries;
  expect(first.pictures[0].note).toBe('A copy in which parts are made unreadable');
  expect(second.pictures[0].note).toMatch(
    /^The small copy that the depot keeps: its file is not in the depot’s folder/,
  );

  // Neither the file nor a copy: the small picture would show what no copy may show.
  rmSync(join(folder, paths[1] ?? ''));
  await core.settle();
  const again = await filesOf(core, request);
  expect([...again.files.keys()].filter((name) => name.startsWith('pictures/'))).toEqual([
    `pictures/${depotDate} R12 001 1.webp`,
  ]);
  expect(again.view.message).toBe('1 picture could not be put in; the page says why.');
});

test('without a customer, or with deliveries that nobody knows, there is no such export', async () => {
  const { core } = await evening();
  const request = { kind: 'subject-access', date: null } as const;
  expect(await ask(core, 'startExport', request)).toMatchObject({ ok: false, status: 400, code: 'subject-needed' });
  const subject = { words: 'x', stopIds: ['0123456789abcdef'] };
  expect(await ask(core, 'startExport', { ...request, subject })).toMatchObject({ status: 404, code: 'stop-unknown' });
});

test('an export that is called off leaves no file, and none stands there half', async () => {
  const { core, data, request } = await evening();
  const { id } = await get(core, 'startExport', request);
  await get(core, 'cancelExport', { exportId: id });
  expect(await ended(core, id)).toMatchObject({ state: 'cancelled' });
  const { view } = await filesOf(core, request);
  expect(readdirSync(join(data, 'exports'))).toEqual([view.fileName]);
});
