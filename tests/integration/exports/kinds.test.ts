import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { activityEntrySchema } from '#shared/activity.ts';
import { exportKinds } from '#shared/exporting.ts';
import { reportSchema } from '#shared/report.ts';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from '#tests/integration/core/desk.ts';
import { bytesOf, exported, pagesOf, sha256, textOf, unzipped } from './exporting.ts';

/** Two routes; on R12 two of six pictures are lacking, one is rejected and hidden in part, one stop is excused. */
async function evening() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 6, 'D-117');
  const [other] = depot.route('R7', 1, 'D-045');
  for (const stop of stops.slice(0, 4)) await depot.photo(stop);
  if (other) await depot.photo(other);
  depot.save();
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  await get(core, 'signIn', { name: 'Dana Ruiz', pin: '4711', isNew: true });
  const rejected = await stopRow(core, 'R12', '002');
  const photoId = rejected.photoIds[0] ?? '';
  await get(core, 'decide', { kind: 'redact', photoId, boxes: [{ x: 0.25, y: 0.25, width: 0.5, height: 0.5 }] });
  const reject = { kind: 'reject', stopId: rejected.id, photoId, reason: 'too-close', note: 'Two steps back' } as const;
  await get(core, 'decide', reject);
  const { id } = await stopRow(core, 'R12', '005');
  await get(core, 'decide', { kind: 'excuse', stopId: id, reason: 'device-fault', note: '=HYPERLINK("x")' });
  return { core, data, folder, photoId, routeId: rejected.routeId };
}

const rowsOf = (csv: string) =>
  parse(csv, { bom: true, columns: true, relax_quotes: false }) as Record<string, string>[];

test('the evening as CSV: a row a stop, with who decided what', async () => {
  const { core, routeId } = await evening();
  const csv = await textOf(core, { kind: 'evening-csv', date: depotDate });
  expect(csv.startsWith('\ufeff')).toBe(true);
  expect(csv.split('\r\n')).toHaveLength(9);
  const rows = rowsOf(csv);
  expect(rows.map(({ route, stop, state }) => `${route} ${stop} ${state}`)).toEqual([
    'R7 001 confirmed',
    'R12 001 confirmed',
    'R12 002 missing',
    'R12 003 confirmed',
    'R12 004 confirmed',
    'R12 005 excused',
    'R12 006 missing',
  ]);
  expect(rows[2]).toMatchObject({
    ...{ date: depotDate, driver: 'D-117', sequence: '2', address: '12 Elm St', reason: 'Every picture was rejected' },
    ...{ outcome: 'delivered', photos: '1', decided_by: 'Dana Ruiz', decision: 'Rejected: too close' },
    ...{ note: 'Two steps back', decided_at: '2026-11-20 23:30:00', tracking_ids: 'TBA300000002' },
  });
  expect(rows[5]?.note).toBe('\'=HYPERLINK("x")');
  const oneRoute = rowsOf(await textOf(core, { kind: 'evening-csv', date: depotDate, routeId }));
  expect(new Set(oneRoute.map((row) => row.route))).toEqual(new Set(['R12']));
});

test('the evening as JSON is the report of the contract and nothing besides', async () => {
  const { core } = await evening();
  const json = await textOf(core, { kind: 'evening-json', date: depotDate });
  expect(reportSchema.parse(JSON.parse(json))).toEqual(await core.report(depotDate));
});

test('the evening as PDF: a summary, then a page for each route, numbered', async () => {
  const { core } = await evening();
  const view = await exported(core, { kind: 'evening-pdf', date: depotDate });
  const pages = await pagesOf(await bytesOf(core, view));
  expect(pages).toHaveLength(3);
  expect(pages[0]).toContain('Evening report');
  expect(pages[0]).toContain('Friday 20 November 2026');
  expect(pages[0]).toContain('66.6 %');
  expect(pages[0]).toContain('Not signed off');
  expect(pages[1]).toContain('Still open: 2 stops');
  expect(pages[1]).toContain('Rejected: too close');
  expect(pages[1]).toContain('Excused: 1 stop');
  expect(pages[1]).toContain('Dana Ruiz');
  expect(pages[2]).toContain('Nothing is open on this route.');
  for (const [n, page] of pages.entries()) expect(page).toContain(`${n + 1} / 3`);
});

test('a signed route says on paper who signed it, and why what was left', async () => {
  const { core, routeId } = await evening();
  const { fingerprint } = await get(core, 'getSignOff', { date: depotDate, routeId });
  await get(core, 'signOff', { date: depotDate, routeId, fingerprint, reason: 'Asked for tomorrow' });
  const [page = ''] = await pagesOf(
    await bytesOf(core, await exported(core, { kind: 'evening-pdf', date: depotDate, routeId })),
  );
  expect(page).toContain('Signed off by Dana Ruiz');
  expect(page).toContain('“Asked for tomorrow”');
});

test('Amazon’s POD report: a row a driver, every opportunity in one column', async () => {
  const { core } = await evening();
  const rows = rowsOf(await textOf(core, { kind: 'amazon-pod-csv', date: depotDate }));
  expect(Object.keys(rows[0] ?? {})).toEqual([
    ...['Transporter Id', 'Opportunities', 'Success', 'Bypass', 'Rejects', 'Blurry Photo', 'Human In The Picture'],
    ...['No Package Detected', 'Package In Car', 'Package In Hand', 'Package Not Clearly Visible', 'Package Too Close'],
    ...['Photo Too Dark', 'Other'],
  ]);
  expect(rows.map((row) => [row['Transporter Id'], row.Opportunities, row.Success, row.Bypass, row.Rejects])).toEqual([
    ['D-045', '1', '1', '0', '0'],
    ['D-117', '5', '3', '1', '1'],
  ]);
  expect(rows[1]?.['Package Too Close']).toBe('1');
});

test('the pictures as ZIP: original bytes whose hashes verify, and a copy where parts are hidden', async () => {
  const { core, photoId } = await evening();
  const view = await exported(core, { kind: 'pictures-zip', date: depotDate });
  expect(view).toMatchObject({ state: 'done', progress: 1, fileName: `Pictures ${depotDate}.zip`, message: null });
  const files = await unzipped(await bytesOf(core, view));
  expect([...files.keys()]).toEqual([
    'R7/001 10 Elm St.jpg',
    'R12/001 10 Elm St.jpg',
    'R12/002 12 Elm St.webp',
    'R12/003 14 Elm St.jpg',
    'R12/004 16 Elm St.jpg',
    'manifest.csv',
    'manifest.json',
    'SHA256SUMS',
  ]);
  const sums = (files.get('SHA256SUMS') ?? Buffer.of()).toString('utf8').trimEnd().split('\n');
  expect(sums).toHaveLength(7);
  for (const line of sums) expect(sha256(files.get(line.slice(66)) ?? Buffer.of())).toBe(line.slice(0, 64));
  const manifest = rowsOf((files.get('manifest.csv') ?? Buffer.of()).toString('utf8'));
  expect(manifest).toHaveLength(5);
  for (const row of manifest) {
    if (row.photo === photoId) expect(row.note).toContain('parts are made unreadable');
    else expect(row.sha256).toBe(row.photo);
  }
  expect(sha256(files.get('R12/002 12 Elm St.webp') ?? Buffer.of())).not.toBe(photoId);
});

test('a debrief is one page a driver, with the picture as no copy may show it', async () => {
  const { core } = await evening();
  const one = await pagesOf(
    await bytesOf(core, await exported(core, { kind: 'debrief-pdf', date: depotDate, driver: 'D-117' })),
  );
  expect(one).toHaveLength(1);
  for (const words of [
    'D-117',
    '60.0 %',
    'settle 2 more',
    '1 picture rejected tonight',
    'Too close',
    'Two steps back',
    '2 stops without a good picture',
  ]) {
    expect(one[0]).toContain(words);
  }
  const all = await pagesOf(await bytesOf(core, await exported(core, { kind: 'debrief-pdf', date: depotDate })));
  expect(all).toHaveLength(2);
  const rows = rowsOf(await textOf(core, { kind: 'debrief-csv', date: depotDate, driver: 'D-117' }));
  expect(rows.map(({ about, what, stop }) => `${about}: ${what}, ${stop}`)).toEqual([
    'rejected picture: Rejected: too close, 002',
    'open stop: Missing, 002',
    'open stop: Missing, 006',
  ]);
});

test('the activity of a day, or of all days, as CSV and JSON', async () => {
  const { core } = await evening();
  const rows = rowsOf(await textOf(core, { kind: 'activity-csv', date: depotDate }));
  expect(rows.map((row) => row.kind)).toEqual(['excuse', 'reject']);
  expect(rows[0]).toMatchObject({ person: 'Dana Ruiz', note: '\'=HYPERLINK("x")', stop: '005' });
  const all = JSON.parse(await textOf(core, { kind: 'activity-json', date: null })) as { entries: unknown[] };
  expect(all.entries.map((entry) => activityEntrySchema.parse(entry).kind)).toEqual(['excuse', 'reject', 'redact']);
});

test('what claims teach as CSV: the depot, then its drivers, areas and addresses; what would calculate is text', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  depot.route('R12', 6, '=HYPERLINK("x")');
  depot.route('R7', 4, 'D-045');
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const { id } = await stopRow(core, 'R12', '002');
  const opening = { words: 'TBA', asker: 'customer', allegation: 'never-received', received: depotDate } as const;
  await get(core, 'openClaim', { stopId: id, due: null, ...opening });

  const csv = await textOf(core, { kind: 'claim-figures-csv', date: null, days: '28' });
  expect(csv.startsWith('\ufeff')).toBe(true);
  const rows = rowsOf(csv);
  expect(rows.map(({ by, name, deliveries, claimed }) => [by, name, deliveries, claimed])).toEqual([
    ['depot', '', '10', '1'],
    ['driver', '\'=HYPERLINK("x")', '6', '1'],
    ['driver', 'D-045', '4', '0'],
    ...rows.filter(({ by }) => by === 'area').map(({ name }) => ['area', name, '10', '1']),
    ['address', '12 Elm St', '2', '1'],
  ]);
  const { drivers } = await get(core, 'getClaimFigures', { days: '28' });
  expect(rows[1]).toMatchObject({
    ...{ to: depotDate, per_thousand: '166.67', verdict: 'too-few', sentence: drivers[0]?.sentence },
  });
  const [view] = await get(core, 'listExports', {});
  expect(view).toMatchObject({ title: 'Claim figures of 28 days', fileName: 'Claim figures 28 days.csv' });
});

test('a day without any manifest can be exported in every kind, and says so', async () => {
  const folder = join(temporaryFolder(), 'folder');
  mkdirSync(folder);
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  // What is about a customer or a claim is of no day.
  for (const kind of exportKinds.filter((each) => each !== 'subject-access' && !each.startsWith('claim-pack'))) {
    const view = await exported(core, { kind, date: depotDate });
    expect(view).toMatchObject({ kind, state: 'done' });
    expect(view.bytes).toBeGreaterThan(0);
  }
  const [evening_] = await get(core, 'listExports', {}).then((all) =>
    all.filter((each) => each.kind === 'evening-pdf'),
  );
  if (evening_)
    expect((await pagesOf(await bytesOf(core, evening_)))[0]).toContain('No manifest has come in for this day');
});

test('what there is not can’t be exported, and the sentence says what is lacking', async () => {
  const { core } = await evening();
  const refused = async (input: Parameters<typeof ask<'startExport'>>[2]) => {
    const answer = await ask(core, 'startExport', input);
    return answer.ok ? 'started' : answer.code;
  };
  expect(await refused({ kind: 'evening-pdf', date: null })).toBe('day-needed');
  expect(await refused({ kind: 'evening-pdf', date: '2026-02-31' })).toBe('day-unknown');
  expect(await refused({ kind: 'evening-pdf', date: depotDate, routeId: 'f'.repeat(16) })).toBe('route-unknown');
  expect(await refused({ kind: 'debrief-pdf', date: depotDate, driver: 'nobody' })).toBe('driver-unknown');
});

test('a redacted picture hides its parts for good, carries no metadata, and changes with its parts', async () => {
  const { core, photoId } = await evening();
  const fetchIt = (headers: Record<string, string> = {}) =>
    core.fetch(new Request(`http://core/api/photos/${photoId}/redacted`, { headers }));
  const first = await fetchIt();
  const etag = first.headers.get('etag') ?? '';
  const picture = sharp(await first.arrayBuffer());
  const facts = await picture.metadata();
  expect([facts.format, facts.width, facts.exif, facts.icc, facts.xmp]).toEqual([
    'webp',
    420,
    undefined,
    undefined,
    undefined,
  ]);
  expect((await fetchIt({ 'if-none-match': etag })).status).toBe(304);

  // Inside the part no edge is left: neighbouring pixels differ by next to nothing.
  const part = await picture.extract({ left: 110, top: 90, width: 200, height: 150 }).removeAlpha().raw().toBuffer();
  let steepest = 0;
  for (let i = 3; i < part.length; i++) {
    if (Math.floor(i / 600) !== Math.floor((i - 3) / 600)) continue;
    steepest = Math.max(steepest, Math.abs((part[i] ?? 0) - (part[i - 3] ?? 0)));
  }
  expect(steepest).toBeLessThan(24);

  await get(core, 'decide', { kind: 'redact', photoId, boxes: [{ x: 0, y: 0, width: 1, height: 1 }] });
  const second = await fetchIt({ 'if-none-match': etag });
  expect(second.status).toBe(200);
  expect(second.headers.get('etag')).not.toBe(etag);
});
