/** Claims on bad days: a ledger with a broken link, two desks, hostile words, pictures that were changed, files that are too large. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { largestClaimFile } from '#core/claims/claimFiles.ts';
import type { Core } from '#core/contract.ts';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import type { OpenClaim } from '#shared/claims.ts';
import { depotDate, depotEvening, doorstep, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { canMountDisks, smallDisk } from '#tests/fixtures/smallDisk.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { bytesOf, exported, unzipped } from '#tests/integration/exports/exporting.ts';
import { stopRow } from './desk.ts';

async function desk(data = temporaryFolder()) {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 3, 'D-117');
  const paths: string[] = [];
  for (const stop of stops.slice(0, 2)) paths.push(await depot.photo(stop));
  depot.save();
  const options = { data, folder };
  const core = await openCore(options);
  await core.settle();
  const row = await stopRow(core, 'R12', '001');
  return { core, options, depot, stops, paths, row };
}

const said = (changes: Partial<OpenClaim> = {}): OpenClaim => ({
  ...{ stopId: null, words: 'TBA1', allegation: 'never-received', asker: 'customer', received: depotDate, due: null },
  ...changes,
});
const open = async (core: Core, changes: Partial<OpenClaim> = {}) =>
  (await get(core, 'openClaim', said(changes))).entryId;
const words = async (core: Core) => (await get(core, 'listClaims', { show: 'all' })).claims.map((claim) => claim.words);

test('claims from before a broken link still show, what was said of one behind it is passed over, and the desk goes on', async () => {
  const { core, options } = await desk();
  const first = await open(core, { words: 'TBA-first' });
  const second = await open(core, { words: 'TBA-second' });
  await get(core, 'changeClaim', { kind: 'settle', id: second, state: 'upheld' });
  await core.close();
  const ledger = new Database(join(options.data, 'ledger.db'));
  const triggers = ledger.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all();
  for (const trigger of triggers) ledger.exec(`DROP TRIGGER "${trigger}"`);
  ledger.prepare(`UPDATE entries SET body = replace(body, 'never-received', 'damaged') WHERE id = ?`).run(second);
  ledger.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(options.data, `index.db${end}`), { force: true });
  const again = await openCore(options);
  await again.settle();
  expect((await get(again, 'verifyLedger', {})).ok).toBe(false);
  expect(await words(again)).toEqual(['TBA-first']);
  expect((await get(again, 'getClaim', { id: first })).claim).toMatchObject({ number: '2026-0001', state: 'open' });
  expect(await ask(again, 'getClaim', { id: second })).toMatchObject({ ok: false, code: 'claim-unknown' });
  await open(again, { words: 'TBA-third' });
  expect(await words(again)).toEqual(['TBA-first', 'TBA-third']);
});

test('claims of two desks stand in one list, numbered in the order of the ledger', async () => {
  const { core, options } = await desk();
  await open(core, { words: 'TBA-here' });
  await core.close();
  const other = await openLedger({ path: join(options.data, 'ledger.db'), desk: 'another desk' });
  if (!other.ok) throw new Error(other.message);
  const body = {
    kind: 'open-claim',
    year: 2026,
    stop: null,
    key: other.ledger.pseudonym('x'),
    source: 'hand',
  } as const;
  const [entry] = await other.ledger.appendAll([
    {
      body: {
        ...body,
        words: 'TBA-there',
        allegation: 'damaged',
        asker: 'police',
        received: depotDate,
        due: null,
        photos: [],
      },
      ...{ person: 'Ben', at: depotEvening - 60_000 },
    },
  ]);
  await other.ledger.close();
  const again = await openCore(options);
  await again.settle();
  await open(again, { words: 'TBA-here again' });
  const { claims } = await get(again, 'listClaims', {});
  expect(claims.map(({ number, words: text, openedBy }) => [number, text, openedBy])).toEqual([
    ['2026-0001', 'TBA-here', null],
    ['2026-0002', 'TBA-there', 'Ben'],
    ['2026-0003', 'TBA-here again', null],
  ]);
  await get(again, 'changeClaim', { kind: 'settle', id: entry?.id ?? '', state: 'answered' });
});

test('hostile words stay words: in the list, in the search, in a file’s name and in what a customer gets', async () => {
  const { core, options, row } = await desk();
  const hostile = `=1+1 "AND" OR* <script>alert('x')</script> \u202Egpj.exe ../../etc; DROP TABLE claims`;
  const id = await open(core, { stopId: row.id, words: hostile, askedBy: hostile.slice(0, 190), note: hostile });
  await get(core, 'changeClaim', { kind: 'note', id, note: `$& ${hostile}` });
  expect((await get(core, 'getClaim', { id })).claim).toMatchObject({ words: hostile });
  for (const text of [hostile.slice(0, 190), '"', 'NEAR(', '*', 'words:x', `' OR 1=1 --`, '\u0000']) {
    expect((await ask(core, 'listClaims', { text })).ok).toBe(true);
    expect((await ask(core, 'findClaimStops', { text: `${text}x` })).ok).toBe(true);
  }
  const put = async (name: string) => {
    const response = await core.fetch(
      new Request(`http://core/api/claims/${id}/files`, {
        method: 'POST',
        body: 'x',
        headers: { 'x-file-name': name },
      }),
    );
    return (await response.json()) as { fileName: string; entryId: string; sha256: string };
  };
  const named = await put(encodeURIComponent('../../\u202Egpj.exe\r\nset-cookie: a'));
  expect(named.fileName).toBe('gpj.exe set-cookie- a');
  expect((await put('%E0%A4%A')).fileName).toBe('file');
  const file = await core.fetch(new Request(`http://core/api/claims/${id}/files/${named.entryId}`));
  expect(await file.text()).toBe('x');
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; /);
  expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  expect(existsSync(join(options.data, 'claims', named.sha256))).toBe(true);

  const subject = { words: 'Zoe', stopIds: [row.id] };
  const view = await exported(core, { kind: 'subject-access', date: null, subject });
  const zip = await unzipped(await bytesOf(core, view));
  expect(zip.get('index.html')?.toString()).not.toContain('<script>alert');
  const { record } = JSON.parse(zip.get('data.json')?.toString() ?? '') as {
    record: { sentence: string; note: string | null }[];
  };
  expect(record.map(({ sentence }) => sentence)).toEqual([
    'Opened a claim about 10 Elm St: never received',
    'Wrote a note to a claim about 10 Elm St',
    'Put the file gpj.exe set-cookie- a to a claim',
    'Put the file file to a claim',
  ]);
  expect(record[0]?.note).toContain(`Asked by ${hostile.slice(0, 190)}`);
});

test('what a claim rested on and is otherwise now is told: a picture that was changed, one that was rejected, another that came', async () => {
  const { core, depot, stops, paths, row } = await desk();
  const [first, second] = stops as [TestStop, TestStop, ...TestStop[]];
  const other = await stopRow(core, 'R12', '002');
  const id = await open(core, { stopId: row.id });
  const beside = await open(core, { stopId: other.id });
  const [photo = ''] = row.photoIds;
  expect((await get(core, 'getClaim', { id })).changes).toEqual([]);

  const taken = new Date(first.completedAt + 20_000 - 8 * 3_600_000).toISOString().slice(0, 19);
  const exif = { taken: taken.replaceAll('-', ':').replace('T', ' '), position: first };
  depot.write(paths[0] ?? '', await doorstep(99, exif));
  await core.settle();
  await get(core, 'decide', {
    ...{ kind: 'reject', stopId: other.id, photoId: other.photoIds[0] ?? '', reason: 'blurry' },
  });
  depot.save('later.csv', [{ ...second, status: 'attempted', completedAt: second.completedAt + 86_400 }]);
  await core.settle();
  const changes = (await get(core, 'getClaim', { id })).changes;
  expect(changes).toEqual([
    `Picture ${photo.slice(0, 12)} was changed: its file has other bytes since.`,
    expect.stringMatching(/^Picture [0-9a-f]{12} was tied to this stop since\.$/),
  ]);
  const besides = (await get(core, 'getClaim', { id: beside })).changes;
  expect(besides[0]).toBe(`Picture ${other.photoIds[0]?.slice(0, 12)} was rejected since.`);
  expect(besides).toContain('The manifest said delivered then and says attempted now.');
});

test('a file that is too large or empty is refused, and one that was changed in the data folder shows as such', async () => {
  const { core, options } = await desk();
  const id = await open(core);
  const put = (body: Uint8Array<ArrayBuffer> | string) =>
    core.fetch(
      new Request(`http://core/api/claims/${id}/files`, { method: 'POST', body, headers: { 'x-file-name': 'a' } }),
    );
  expect((await put(new Uint8Array(largestClaimFile + 1))).status).toBe(413);
  expect((await put('')).status).toBe(422);
  const { sha256 } = (await (await put('a letter')).json()) as { sha256: string };
  const files = async () => (await get(core, 'getClaim', { id })).files.map(({ isIntact }) => isIntact);
  expect(await files()).toEqual([true]);
  const copy = join(options.data, 'claims', sha256);
  expect(readFileSync(copy, 'utf8')).toBe('a letter');
  writeFileSync(copy, 'a better');
  expect(await files()).toEqual([false]);
  rmSync(copy);
  expect(await files()).toEqual([false]);
});

test.skipIf(!canMountDisks)(
  'a full disk refuses a claim and a file in words, and nothing of them is left',
  async () => {
    const disk = smallDisk(8_000);
    const { core, options } = await desk(join(disk.folder, 'data'));
    const id = await open(core);
    disk.fill();
    expect(await ask(core, 'openClaim', said({ note: 'x'.repeat(9_000) }))).toMatchObject({
      ...{ ok: false, status: 507, code: 'ledger-not-written' },
    });
    const body = new Uint8Array(500_000);
    const response = await core.fetch(new Request(`http://core/api/claims/${id}/files`, { method: 'POST', body }));
    expect(response.status).toBe(507);
    disk.makeRoom();
    expect((await get(core, 'listClaims', {})).total).toBe(1);
    expect((await get(core, 'getClaim', { id })).files).toEqual([]);
    await core.close();
    expect(readdirSync(join(options.data, 'claims'))).toEqual([]);
  },
);
