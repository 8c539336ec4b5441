/** Claims from lists: good rows open claims, the others are told by line, and one undo takes back all of them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { calls } from '#shared/api.ts';
import type { ClaimImport } from '#shared/claims.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';

async function desk() {
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 4, 'D-117');
  await depot.photo(stops[0] as TestStop);
  depot.save();
  const core = await openCore({ data, folder });
  await core.settle();
  return { core, data, depot, stops };
}

async function importList(
  core: Core,
  text: string | Uint8Array<ArrayBuffer>,
  query: Record<string, string> = { commit: 'yes' },
) {
  const response = await core.fetch(
    new Request(`http://core/api/claims/import?${new URLSearchParams(query)}`, {
      method: 'POST',
      body: text,
      headers: { 'x-file-name': 'dnr.csv' },
    }),
  );
  const body = (await response.json()) as ClaimImport & { error: { code: string; message: string } };
  return response.ok
    ? { ok: true as const, list: calls.importClaims.output.parse(body) }
    : { ok: false as const, ...body.error };
}

async function imported(
  core: Core,
  text: string | Uint8Array<ArrayBuffer>,
  query?: Record<string, string>,
): Promise<ClaimImport> {
  const read = await importList(core, text, query);
  if (!read.ok) throw new Error(read.message);
  return read.list;
}

test('which way round a date is meant may be proved by any later row of the list', async () => {
  const { core } = await desk();
  const plain = Array.from({ length: 1_200 }, (_none, n) => `TBA${700000000 + n},2026-11-0${1 + (n % 9)}`);
  const rows = [
    ...plain,
    'TBA300000001,03/11/2026',
    ...plain.map((row) => `TBA8${row.slice(4)}`),
    'TBA300000002,13/11/2026',
  ];
  const list = ['Tracking ID,Due date', ...rows].join('\n');
  expect(await imported(core, list)).toMatchObject({ opened: rows.length, problemsTotal: 0 });
  const { claims } = await get(core, 'listClaims', { text: 'TBA300000001' });
  expect(claims).toMatchObject([{ due: '2026-11-03' }]);
  const { claims: proving } = await get(core, 'listClaims', { text: 'TBA300000002' });
  expect(proving).toMatchObject([{ due: '2026-11-13' }]);
});

test('of a list the good rows open claims, duplicates are counted and the bad rows told by line and column', async () => {
  const { core, data } = await desk();
  const list = [
    'Tracking ID;Delivery Date;Concession Reason;Contact;Due date;Comment',
    'TBA300000001;13/11/2026;DNR;Zoe Miller;30/11/2026;=cmd()',
    'tba 300000002;;Delivered to wrong address;;;',
    'TBA300000001;;;;;again',
    'TBA3OOOOOOO3;;;;;typed with O for 0',
    ';;;;;no parcel',
    'TBA300000004;next week;;;;',
    '"TBA300000004;;;a quote that never closes',
  ].join('\n');
  const seen = await imported(core, list, { commit: 'no' });
  expect(seen).toMatchObject({ opened: 3, already: 1, unknown: 0, near: 2, ambiguous: 0, entryId: null });
  expect((await get(core, 'listClaims', {})).total).toBe(0);
  const done = await imported(core, list);
  expect(done.problems.map(({ line, column }) => [line, column])).toEqual([
    [6, null],
    [7, 'Delivery Date'],
    [8, null],
  ]);
  expect(done.sentence).toBe(
    'Opened 3 claims. One is known already. 2 look like parcels that Porchlight saw: say which. 3 rows can’t be used.',
  );
  const { claims } = await get(core, 'listClaims', {});
  expect(
    claims.map(({ words, allegation, askedBy, due, source }) => [words, allegation, askedBy, due, source]),
  ).toEqual([
    ['TBA300000001', 'never-received', 'Zoe Miller', '2026-11-30', 'csv'],
    // Blanks are near, and nothing near is taken: a person ties it.
    ['tba 300000002', 'wrong-place', null, null, 'csv'],
    ['TBA3OOOOOOO3', 'never-received', null, null, 'csv'],
  ]);
  expect(claims.map(({ stop }) => stop?.address ?? null)).toEqual(['10 Elm St', null, null]);
  expect(done.sample.map(({ line, stop }) => [line, stop?.address ?? null])).toEqual([
    [2, '10 Elm St'],
    [3, null],
    [5, null],
  ]);
  expect(readdirSync(join(data, 'uploads'))).toEqual([]);

  expect(await imported(core, list)).toMatchObject({ opened: 0, already: 4 });
  const undone = await get(core, 'decide', { kind: 'undo', entryId: done.entryId ?? '' });
  expect(undone.entries).toBe(3);
  expect((await get(core, 'listClaims', { show: 'all' })).total).toBe(0);
  expect(await imported(core, list, { commit: 'no' })).toMatchObject({ opened: 3 });
});

test('a parcel that was never seen is counted apart from one that looks like one that was, and from one that several carried', async () => {
  const { core } = await desk();
  const read = await imported(core, 'tracking id\nTBA999999999\nTBA3OOOOOOO3\nTBA300000001\n', { commit: 'no' });
  expect(read).toMatchObject({ opened: 3, unknown: 1, near: 1, ambiguous: 0 });
  expect(read.sentence).toBe(
    '3 claims to open. Porchlight never saw one of the parcels. One looks like a parcel that Porchlight saw: say which.',
  );
  expect(read.sample.map(({ noStop }) => noStop)).toEqual([
    'Porchlight never saw it',
    expect.stringMatching(/^Looks like tracking id TBA300000003, written /),
    null,
  ]);
});

test('the carrier’s DNR report with parcels opens claims, and its counts per driver are told by line as no claims', async () => {
  const { core } = await desk();
  const counts =
    'Attended Delivery Count,Unattended Delivery Count,Simultaneous Deliveries,Delivered > 50 m,Incorrect Scan Usage,No POD on Delivery,Scanned - Not Delivered - Not Returned';
  const perParcel = `Transporter Id,Tracking ID,Delivery Date,${counts}\nA1B2,TBA300000001,2026-11-20,0,1,0,0,0,1,0\n`;
  expect(await imported(core, perParcel)).toMatchObject({ opened: 1, problems: [] });
  const perDriver = `Transporter Id,${counts}\nA1B2,10,90,3,2,0,1,0\nC3D4,1,2,0,0,0,0,0\n`;
  const read = await imported(core, perDriver);
  expect(read).toMatchObject({ opened: 0, rows: 2, problemsTotal: 2 });
  expect(read.problems).toEqual([
    { line: 2, column: null, message: expect.stringContaining('counts deliveries of driver A1B2') },
    { line: 3, column: null, message: expect.stringContaining('C3D4') },
  ]);
  expect(read.sentence).toBe('Opened 0 claims. 2 rows can’t be used.');
});

test('the feedback report’s words become what is said, and other words are kept as they were said', async () => {
  const { core } = await desk();
  const list = [
    'TBA,Feedback Details',
    'TBA300000001,Delivered not received',
    'TBA300000002,Mishandled package',
    'TBA300000003,Not my package',
    'TBA300000004,"Driver was <b>rude</b>"',
  ].join('\n');
  await imported(core, Buffer.from(`\ufeff${list}`, 'utf16le'));
  const { claims } = await get(core, 'listClaims', {});
  expect(claims.map(({ allegation }) => allegation)).toEqual(['never-received', 'damaged', 'not-my-parcel', 'other']);
  const other = await get(core, 'getClaim', { id: claims[3]?.id ?? '' });
  expect(other.history[0]?.note).toBe('“Driver was <b>rude</b>”');
});

test('a day tells stops apart that carried the same parcel, and so does the one that was delivered; else nobody guesses', async () => {
  const { core, depot, stops } = await desk();
  const [one, two, three] = stops as [TestStop, TestStop, TestStop, ...TestStop[]];
  depot.save('later.csv', [
    ...depot.stops,
    { ...one, route: 'R30', stop: '1', address: '1 Far Rd', status: 'attempted' },
    { ...two, route: 'R30', stop: '2', address: '2 Far Rd' },
    { ...three, route: 'R30', stop: '3', address: '3 Far Rd', customer: 'Max Muster' },
  ]);
  await core.settle();
  const read = await imported(core, 'tracking id,customer\nTBA300000001,\nTBA300000002,\n,max MUSTER\n,Nobody\n');
  expect(read).toMatchObject({ opened: 4, unknown: 1, ambiguous: 1 });
  const { claims } = await get(core, 'listClaims', {});
  expect(claims.map(({ stop }) => stop?.address ?? null)).toEqual(['10 Elm St', null, '3 Far Rd', null]);
  const candidates = (await get(core, 'getClaim', { id: claims[1]?.id ?? '' })).candidates;
  expect(candidates.map(({ address }) => address).sort()).toEqual(['12 Elm St', '2 Far Rd']);
  expect(read.sentence).toContain('One was carried by several stops: say which.');
});

test('what headers mean can be said by hand, and a file that is no list says so', async () => {
  const { core } = await desk();
  const own = 'Paket,Bemerkung\nTBA300000001,klingelte nicht\n';
  const unread = await imported(core, own, { commit: 'no' });
  expect(unread).toMatchObject({ opened: 0, columns: [{ header: 'Paket', meaning: null }, { header: 'Bemerkung' }] });
  expect(unread.problems).toMatchObject([{ line: null, message: expect.stringContaining('No column says') }]);
  const columns = JSON.stringify({ Paket: 'trackingId', Bemerkung: 'note' });
  const read = await imported(core, own, { commit: 'yes', columns, allegation: 'damaged', due: '2026-12-01' });
  expect(read.columns).toEqual([
    { header: 'Paket', meaning: 'trackingId' },
    { header: 'Bemerkung', meaning: 'note' },
  ]);
  const { claims } = await get(core, 'listClaims', {});
  expect(claims).toMatchObject([{ allegation: 'damaged', due: '2026-12-01', received: depotDate, notes: 1 }]);
  expect(await importList(core, own, { columns: '{"Paket":"nonsense"}' })).toMatchObject({ code: 'columns-invalid' });
  expect(await importList(core, '')).toMatchObject({ ok: false, code: 'list-unusable' });
  expect(await importList(core, '\u0000\u0001\u0002 binary')).toMatchObject({ ok: false, code: 'list-unusable' });
});
