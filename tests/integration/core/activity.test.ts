import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { migrate } from '#core/index/openIndex.ts';
import { hashOfEntry } from '#core/ledger/chain.ts';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import type { StoredEntry } from '#pack/ledgerEntry.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from './desk.ts';

async function openDepot() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 3, 'D-117') as [TestStop, TestStop, TestStop];
  depot.route('R13', 1, 'D-200');
  await depot.photo(stops[0]);
  depot.save();
  const options = { data: temporaryFolder(), folder };
  const core = await openCore(options);
  await core.settle();
  return { core, options, depot };
}

const idOf = async (core: Core, stop: string, route = 'R12') => (await stopRow(core, route, stop)).id;
const told = async (core: Core, filter = {}) =>
  (await get(core, 'listActivity', filter)).entries.map(({ sentence }) => sentence);

test('the ledger reads as what people did, newest first, with who took it back', async () => {
  const { core } = await openDepot();
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  const first = await stopRow(core, 'R12', '001');
  const photoId = first.photoIds[0] ?? '';
  await get(core, 'decide', { kind: 'reject', stopId: first.id, photoId, reason: 'blurry', note: 'see the next one' });
  await get(core, 'signIn', { name: 'Ben', pin: '2222', isNew: true });
  await get(core, 'decide', { kind: 'undo' });
  await get(core, 'decide', { kind: 'excuse', stopId: await idOf(core, '002'), reason: 'access-problem' });
  await get(core, 'decide', { kind: 'note', stopId: await idOf(core, '003'), note: 'ring twice' });

  const page = await get(core, 'listActivity', {});
  expect(page.entries).toMatchObject([
    { seq: 4, person: 'Ben', kind: 'note', sentence: 'Wrote a note about 14 Elm St', note: 'ring twice', undone: null },
    { seq: 3, person: 'Ben', kind: 'excuse', sentence: 'Excused 12 Elm St: no access', undone: null },
    { seq: 2, person: 'Ben', kind: 'undo', sentence: 'Took back: Rejected the picture at 10 Elm St: blurry', photoId },
    {
      seq: 1,
      person: 'Ana',
      kind: 'reject',
      sentence: 'Rejected the picture at 10 Elm St: blurry',
      note: 'see the next one',
      photoId,
      undone: { person: 'Ben' },
      stop: { stopId: first.id, route: 'R12', stop: '001', address: '10 Elm St', driver: 'D-117', date: depotDate },
    },
  ]);
  expect(page.entries.every(({ hash }) => /^[0-9a-f]{12}$/.test(hash))).toBe(true);
  expect(page).toMatchObject({ people: ['Ana', 'Ben'], drivers: ['D-117'], next: null });
});

test('what was taken back and brought back says so, and stands again', async () => {
  const { core } = await openDepot();
  const { entryId } = await get(core, 'decide', {
    kind: 'excuse',
    stopId: await idOf(core, '002'),
    reason: 'other',
  });
  const undo = await get(core, 'decide', { kind: 'undo', entryId });
  expect((await get(core, 'listActivity', {})).entries.at(-1)?.undone).toMatchObject({ entryId: undo.entryId });
  await get(core, 'decide', { kind: 'undo', entryId: undo.entryId });
  const { entries } = await get(core, 'listActivity', {});
  expect(entries.map(({ sentence }) => sentence)).toEqual([
    'Brought back: Excused 12 Elm St',
    'Took back: Excused 12 Elm St',
    'Excused 12 Elm St',
  ]);
  expect(entries.map(({ undone }) => undone !== null)).toEqual([false, true, false]);
});

test('filters by person, day, driver and stop hold together; a move is in the story of both its stops', async () => {
  const { core } = await openDepot();
  const first = await stopRow(core, 'R12', '001');
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  await get(core, 'decide', {
    ...{ kind: 'move', stopId: first.id, photoId: first.photoIds[0] ?? '', toStopId: await idOf(core, '002') },
  });
  await get(core, 'signOut', {});
  await get(core, 'decide', { kind: 'excuse', stopId: await idOf(core, '001', 'R13'), reason: 'other' });
  await get(core, 'decide', { kind: 'undo' });

  const moved = 'Moved the picture from 10 Elm St to 12 Elm St';
  const excused = ['Took back: Excused 10 Elm St', 'Excused 10 Elm St'];
  expect(await told(core)).toEqual([...excused, moved]);
  expect(await told(core, { person: 'Ana' })).toEqual([moved]);
  expect(await told(core, { driver: 'D-200' })).toEqual(excused);
  expect(await told(core, { date: depotDate })).toHaveLength(3);
  expect(await told(core, { date: '2026-11-21' })).toEqual([]);
  expect(await told(core, { stopId: await idOf(core, '002') })).toEqual([moved]);
  expect(await told(core, { stopId: first.id, person: 'Ana', driver: 'D-117', date: depotDate })).toEqual([moved]);
  expect(await told(core, { stopId: first.id, person: 'Ben' })).toEqual([]);
  expect(await told(core, { person: "Ana' OR 1=1 --" })).toEqual([]);
});

test('what opens a claim is in the story of the stop and the driver that it was opened about, also when the claim is tied to another', async () => {
  const { core } = await openDepot();
  const [first, other] = [await idOf(core, '001'), await idOf(core, '001', 'R13')];
  const claim = { allegation: 'damaged', asker: 'customer', received: depotDate, due: null } as const;
  const opened = await get(core, 'openClaim', { ...claim, stopId: first, words: 'TBA300000001' });
  await get(core, 'openClaim', { ...claim, stopId: null, words: 'of no stop' });
  expect((await get(core, 'listActivity', {})).drivers).toEqual(['D-117']);
  await get(core, 'changeClaim', { kind: 'tie', id: opened.entryId, stopId: other });

  const openings = async (filter: object) =>
    (await get(core, 'listActivity', filter)).entries.flatMap(({ kind, seq }) => (kind === 'open-claim' ? [seq] : []));
  expect(await openings({})).toEqual([2, 1]);
  expect(await openings({ stopId: first })).toEqual([1]);
  expect(await openings({ driver: 'D-117' })).toEqual([1]);
  expect(await openings({ driver: 'D-117', stopId: first, date: depotDate })).toEqual([1]);
  expect(await openings({ stopId: other })).toEqual([]);
  expect(await openings({ driver: 'D-200' })).toEqual([]);
  expect((await told(core, { driver: 'D-200' })).length).toBe(1);
  expect((await get(core, 'listActivity', {})).drivers).toContain('D-200');
});

test('the same activity stands after index.db was deleted, and after an index of the version before', async () => {
  const { core, options } = await openDepot();
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  await get(core, 'decide', { kind: 'excuse', stopId: await idOf(core, '002'), reason: 'access-problem' });
  await get(core, 'decide', { kind: 'undo' });
  const before = await get(core, 'listActivity', {});
  await core.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(options.data, `index.db${end}`), { force: true });
  const rebuilt = await openCore(options);
  await rebuilt.settle();
  expect(await get(rebuilt, 'listActivity', {})).toEqual(before);
  await rebuilt.close();

  makeIndexOfVersion20(join(options.data, 'index.db'));
  const upgraded = await openCore(options);
  await upgraded.settle();
  expect(await get(upgraded, 'listActivity', {})).toEqual(before);
});

/** The decisions of an index, in one that knew no activity yet. */
function makeIndexOfVersion20(path: string): void {
  const index = new Database(path);
  const decisions = index.prepare<[], Record<string, unknown>>('SELECT * FROM decisions').all();
  index.close();
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  const older = new Database(path);
  migrate(older, 20);
  const names = older.prepare<[], string>(`SELECT name FROM pragma_table_info('decisions')`).pluck().all();
  for (const row of decisions) {
    older.prepare(`INSERT INTO decisions (${names}) VALUES (${names.map((name) => `@${name}`)})`).run(row);
  }
  older.close();
}

test('10,000 entries come in pages of a hundred, each once, and a filter finds the few among them', async () => {
  const { core, options } = await openDepot();
  await core.close();
  const ledger = await openLedger({ path: join(options.data, 'ledger.db'), desk: 'another desk' });
  if (!ledger.ok) throw new Error(ledger.message);
  const stop = { date: depotDate, route: 'R12', stop: '001' };
  await ledger.ledger.appendAll(
    Array.from({ length: 10_000 }, (_none, n) => ({
      body: { kind: 'note', stop: n % 100 === 7 ? { ...stop, stop: '003' } : stop, note: `note ${n}` },
      person: n % 1000 === 7 ? 'Ana' : 'Ben',
      at: 1_000_000 + n,
    })),
  );
  await ledger.ledger.close();

  const again = await openCore(options);
  const seen = new Set<number>();
  let pages = 0;
  for (let before: number | undefined; ; ) {
    const { entries, next } = await get(again, 'listActivity', before === undefined ? {} : { before });
    for (const { seq } of entries) seen.add(seq);
    pages++;
    if (next === null) break;
    before = next;
  }
  expect([seen.size, pages]).toEqual([10_000, 100]);
  expect((await get(again, 'listActivity', { person: 'Ana' })).entries).toHaveLength(10);
  expect((await get(again, 'listActivity', { person: 'Ana' })).entries.at(-1)).toMatchObject({ note: 'note 7' });
  const ofStop = await get(again, 'listActivity', { stopId: await idOf(again, '003'), date: depotDate });
  expect([ofStop.entries.length, ofStop.next]).toEqual([100, null]);
});

test('an entry of a newer Porchlight is told as one, in its place, and asks nothing of the rest', async () => {
  const { core, options } = await openDepot();
  await get(core, 'decide', { kind: 'excuse', stopId: await idOf(core, '002'), reason: 'other' });
  await core.close();
  appendOfAnotherVersion(join(options.data, 'ledger.db'));
  const again = await openCore(options);
  await get(again, 'decide', { kind: 'excuse', stopId: await idOf(again, '003'), reason: 'other' });
  expect((await get(again, 'listActivity', {})).entries).toMatchObject([
    { seq: 3, sentence: 'Excused 14 Elm St' },
    { seq: 2, kind: 'weigh', sentence: 'An entry of a newer Porchlight', stop: null, note: null },
    { seq: 1, sentence: 'Excused 12 Elm St' },
  ]);
  expect(await get(again, 'verifyLedger', {})).toMatchObject({ ok: true, entries: 3 });
});

/** As a version would write it that knows a kind of its own. */
function appendOfAnotherVersion(path: string): void {
  const db = new Database(path);
  const last = db.prepare('SELECT * FROM entries ORDER BY seq DESC LIMIT 1').get() as StoredEntry;
  const entry = {
    ...last,
    ...{ seq: last.seq + 1, id: '00000000-0000-4000-8000-0000000000aa', kind: 'weigh', previous_hash: last.hash },
    ...{ subject: '[]', body: '{"kind":"weigh","grams":7}', sealed: '[]' },
  };
  const { hash: _old, ...unhashed } = entry;
  db.prepare(
    'INSERT INTO entries VALUES (@seq, @id, @at, @desk, @kind, @subject, @body, @sealed, @previous_hash, @hash)',
  ).run({ ...unhashed, hash: hashOfEntry(unhashed) });
  db.close();
}

test('names and notes that were erased read as erased', async () => {
  const { core, options } = await openDepot();
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  await get(core, 'decide', { kind: 'note', stopId: await idOf(core, '002'), note: 'Mrs Miller is on holiday' });
  await core.close();
  const ledger = await openLedger({ path: join(options.data, 'ledger.db'), desk: 'x' });
  if (!ledger.ok) throw new Error(ledger.message);
  await ledger.ledger.erase({ kind: 'person', name: 'Ana' }, 1);
  await ledger.ledger.erase({ kind: 'stop', stop: { date: depotDate, route: 'R12', stop: '002' } }, 1);
  await ledger.ledger.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(options.data, `index.db${end}`), { force: true });
  const again = await openCore(options);
  expect((await get(again, 'listActivity', {})).entries).toMatchObject([{ person: 'erased', note: 'erased' }]);
  expect(await get(again, 'verifyLedger', {})).toMatchObject({ ok: true });
});

test('the check says that the ledger is whole, and names the entry where a byte was flipped', async () => {
  const { core, options } = await openDepot();
  expect(await get(core, 'verifyLedger', {})).toMatchObject({ ok: true, entries: 0, broken: null, head: null });
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  for (const stop of ['001', '002', '003']) {
    await get(core, 'decide', { kind: 'excuse', stopId: await idOf(core, stop), reason: 'access-problem' });
  }
  expect((await get(core, 'verifyLedger', {})).sentence).toBe(
    'The ledger is whole: all 3 entries are as they were written, each after the one before it.',
  );
  await core.close();
  const db = new Database(join(options.data, 'ledger.db'));
  db.exec(`DROP TRIGGER entries_are_never_changed;
    UPDATE entries SET body = replace(body, 'access-problem', 'access-probleM') WHERE seq = 2`);
  db.close();
  const again = await openCore(options);
  const verdict = await get(again, 'verifyLedger', {});
  expect(verdict).toMatchObject({ ok: false, entries: 1, broken: { seq: 2 } });
  expect(verdict.sentence).toBe(
    'Entry 2 was changed after it was written: its content no longer gives its hash. The entry before it is whole. ' +
      'When it was read last, it said: Excused 12 Elm St: no access (Ana). ' +
      'Keep this file, and put the ledger back from a backup.',
  );
});

test.for([
  ['its words', `body = replace(body, '{', 'x')`],
  ['its kind', `kind = 'excusf'`],
  ['its sealed name', `sealed = replace(sealed, '"person"', '"persom"')`],
  ['its seal', `sealed = 'x' || substr(sealed, 2)`],
  // Whatever it begins with: one of sixteen begins with an f.
  ['its hash', `hash = CASE substr(hash, 1, 1) WHEN 'f' THEN '0' ELSE 'f' END || substr(hash, 2)`],
] as Array<[string, string]>)(
  'a byte flipped in %s keeps nobody from starting, and is named',
  async ([_what, flip]) => {
    const { core, options } = await openDepot();
    await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
    for (const stop of ['001', '002', '003']) {
      await get(core, 'decide', { kind: 'excuse', stopId: await idOf(core, stop), reason: 'access-problem' });
    }
    await core.close();
    const db = new Database(join(options.data, 'ledger.db'));
    db.exec(`DROP TRIGGER entries_are_never_changed; UPDATE entries SET ${flip} WHERE seq = 2`);
    db.close();
    const again = await openCore(options);
    const verdict = await get(again, 'verifyLedger', {});
    expect(verdict).toMatchObject({ ok: false, entries: 1, broken: { seq: 2 } });
    expect(verdict.sentence).toContain('Entry 2');
    expect((await get(again, 'getStatus', {})).notices).toMatchObject([{ code: 'ledger-broken' }]);
    const numbers = async (core: Core) => (await get(core, 'listActivity', {})).entries.map(({ seq }) => seq);
    expect(await numbers(again)).toEqual([3, 2, 1]);
    await again.close();
    // A new index believes nothing that was changed.
    for (const end of ['', '-wal', '-shm']) rmSync(join(options.data, `index.db${end}`), { force: true });
    expect(await numbers(await openCore(options))).toEqual([3, 1]);
  },
);

test('markup, right-to-left letters and ten thousand characters are told as they were written', async () => {
  const { core } = await openDepot();
  const notes = ['<img src=x onerror=alert(1)>', 'شكرا جزيلا', 'x'.repeat(10_000), '$& $1 %s {where}'];
  for (const note of notes) await get(core, 'decide', { kind: 'note', stopId: await idOf(core, '002'), note });
  const { entries } = await get(core, 'listActivity', {});
  expect(entries.map(({ note }) => note)).toEqual([...notes].reverse());
});
