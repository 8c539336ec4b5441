/** Long appends: written in a thread, and for whoever reads or decides no different from any other. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { hashOfEntry } from '#core/ledger/chain.ts';
import { type LedgerBody, type LedgerEntry, LedgerWriteError } from '#core/ledger/contract.ts';
import { subjectLabel } from '#core/ledger/personalFields.ts';
import { seal } from '#core/ledger/sealing.ts';
import { openLedger, type SqliteLedger } from '#core/ledger/sqliteLedger.ts';
import { subjectKeys } from '#core/ledger/subjectKeys.ts';
import type { StoredEntry } from '#pack/ledgerEntry.ts';
import { canMountDisks, smallDisk } from '#tests/fixtures/smallDisk.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { scribeThread } from '#tests/fixtures/testCore.ts';

const at = Date.UTC(2026, 10, 21, 20, 0);
const elm12 = { date: '2026-11-21', route: 'R104', stop: '041' };

async function opened(path: string, thread = scribeThread): Promise<SqliteLedger> {
  const result = await openLedger({ path, desk: 'desk one', scribeThread: thread });
  if (!result.ok) throw new Error(result.message);
  onTestFinished(() => result.ledger.close());
  return result.ledger;
}

async function all(ledger: SqliteLedger): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for await (const entry of ledger.entries()) entries.push(entry);
  return entries;
}

const claim = (n: number): LedgerBody => ({
  ...{
    kind: 'open-claim',
    year: 2026,
    key: null,
    words: `TBA${n}`,
    askedBy: `Customer ${n}`,
    note: `never came ${n} 📦`,
  },
  ...{ allegation: 'never-received', asker: 'customer', received: '2026-11-21', due: null, photos: [], source: 'csv' },
  stop: { ...elm12, stop: String(n) },
});
const list = (count: number, note = '') =>
  Array.from({ length: count }, (_none, n) => ({
    body: { ...claim(n), ...(note && { note }) } as LedgerBody,
    person: 'Anna',
    at,
  }));
const accept: LedgerBody = { kind: 'accept', stop: elm12, photo: 'ab'.repeat(32) };

test('a long list reads back as it was written, and what is decided meanwhile comes after it', async () => {
  const ledger = await opened(join(temporaryFolder(), 'ledger.db'));
  await ledger.append({ body: accept, person: 'Ben', at });
  const pseudonym = ledger.pseudonym('TBA1');
  const [written, decided, second] = await Promise.all([
    ledger.appendAll(list(700)),
    ledger.append({ body: accept, person: 'Ben', at }),
    ledger.appendAll(list(300)),
  ]);
  expect(written.map(({ seq }) => seq)).toEqual(Array.from({ length: 700 }, (_none, n) => n + 2));
  expect([decided.seq, second[0]?.seq]).toEqual([702, 703]);
  expect((await all(ledger)).slice(1)).toEqual([...written, decided, ...second]);
  expect(written[5]).toMatchObject({ person: 'Anna', body: { words: 'TBA5', note: 'never came 5 📦' } });
  expect(await ledger.verify()).toMatchObject({ ok: true, entries: 1002 });
  expect(await ledger.excerpt([2, 900])).toMatchObject({ size: 1002, lacking: [], broken: null });
  expect(ledger.pseudonym('TBA1')).toBe(pseudonym);
});

test('a list that stands in JSON is written as its entries would be, and read when it is asked for', async () => {
  const ledger = await opened(join(temporaryFolder(), 'ledger.db'));
  const bodies = list(900).map(({ body }) => body);
  const texts = [bodies.slice(0, 500), [], bodies.slice(500)].map((some) => ({
    text: JSON.stringify(some),
    count: some.length,
  }));
  const { first, parts } = await ledger.appendTexts(texts, { person: 'Anna', at });
  const few = await ledger.appendTexts([{ text: JSON.stringify([accept]), count: 1 }], { person: null, at });
  const read = parts.map((part) => part());
  expect(read.map((some) => some.length)).toEqual([500, 0, 400]);
  expect(read[0]?.[0]?.id).toBe(first);
  expect(read.flat().map(({ body }) => body)).toEqual(bodies);
  expect(await all(ledger)).toEqual([...read.flat(), ...few.parts.flatMap((part) => part())]);
  expect(await ledger.verify()).toMatchObject({ ok: true, entries: 901 });
});

test('what is decided after a long list, or answered from it, finds the list shown', async () => {
  const ledger = await opened(join(temporaryFolder(), 'ledger.db'));
  const told: string[] = [];
  await Promise.all([
    ledger.appendAll(list(500)).then(async () => told.push('the list')),
    ledger.append({ body: accept, person: null, at }).then(() => told.push('the decision')),
    ledger.erase({ kind: 'person', name: 'Anna' }, at).then(() => told.push('the erasure')),
  ]);
  expect(told).toEqual(['the list', 'the decision', 'the erasure']);
  expect(new Set((await all(ledger)).map(({ person }) => person))).toEqual(new Set([null]));
});

test.each([
  ['dies at once', 'process.exit(1);'],
  [
    'dies as soon as it was asked',
    `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(1));`,
  ],
  ['is not there', null],
])('a thread that %s costs no decision: the list is written all the same', async (_how, source) => {
  const thread = join(temporaryFolder(), 'thread.mjs');
  if (source !== null) writeFileSync(thread, source);
  const ledger = await opened(join(temporaryFolder(), 'ledger.db'), thread);
  const written = await ledger.appendAll(list(300));
  const text = JSON.stringify(list(300).map(({ body }) => body));
  const { parts } = await ledger.appendTexts([{ text, count: 300 }], { person: 'Anna', at });
  expect(await all(ledger)).toEqual([...written, ...parts.flatMap((part) => part())]);
  expect(await ledger.verify()).toMatchObject({ ok: true, entries: 600 });
});

test('a thread that dies between writing and answering has written: nothing is written twice', async () => {
  const thread = join(temporaryFolder(), 'thread.mjs');
  // Answers as the true one does, but never arrives.
  writeFileSync(
    thread,
    `import { parentPort } from 'node:worker_threads';
     parentPort.postMessage = () => process.exit(1);
     await import(${JSON.stringify(scribeThread)});`,
  );
  const ledger = await opened(join(temporaryFolder(), 'ledger.db'), thread);
  const written = await ledger.appendAll(list(300));
  expect(written).toHaveLength(300);
  expect(await all(ledger)).toEqual(written);
});

test.skipIf(!canMountDisks)('a full disk refuses a long list in words, and nothing of it is there', async () => {
  const disk = smallDisk(400);
  const ledger = await opened(join(disk.folder, 'ledger.db'));
  const first = await ledger.append({ body: accept, person: null, at });
  const refused = ledger.appendAll(list(300, 'x'.repeat(3_000)));
  await expect(refused).rejects.toThrow(LedgerWriteError);
  await expect(refused).rejects.toThrow(/disk is full/);
  expect(await all(ledger)).toEqual([first]);
  const after = await ledger.append({ body: accept, person: null, at });
  expect(after.seq).toBe(2);
  expect(await ledger.verify()).toMatchObject({ ok: true, entries: 2 });
});

test('what an entry says of one customer is sealed together and erased together, each field by its name', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  const ledger = await opened(path);
  const written = await ledger.append({ body: claim(1), person: 'Anna', at });
  const database = new Database(path, { readonly: true });
  const sealed = database.prepare('SELECT sealed FROM entries').pluck().get() as string;
  database.close();
  expect((JSON.parse(sealed) as { name: string }[]).map(({ name }) => name)).toEqual(['person', 'note words askedBy']);
  // With a digit: three letters alone come about in sealed bytes by chance, one run in some thousand.
  expect(sealed).not.toMatch(/Customer|TBA1|never came/);
  expect(await all(ledger)).toEqual([written]);
  expect((await ledger.excerpt([1])).entries[0]?.opened).toEqual({
    ...{ person: 'Anna', words: 'TBA1', askedBy: 'Customer 1', note: 'never came 1 📦' },
  });
  await ledger.erase({ kind: 'stop', stop: { ...elm12, stop: '1' } }, at);
  const [erased] = await all(ledger);
  expect(erased?.erased).toEqual(['note', 'words', 'askedBy']);
  expect(erased).toMatchObject({ person: 'Anna', body: { words: '' } });
  expect(erased?.body).not.toHaveProperty('note');
  expect(await ledger.verify()).toMatchObject({ ok: true });
});

test('who wrote a list is sealed once for all of it, reads in each entry, and is erased in all of them', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  const ledger = await opened(path);
  await ledger.appendAll([...list(2), { body: accept, person: 'Ben', at }]);
  await ledger.append({ body: accept, person: 'Anna', at });
  const database = new Database(path, { readonly: true });
  const boxes = database.prepare<[], string>(`SELECT sealed ->> '$[0].box' FROM entries ORDER BY seq`).pluck().all();
  database.close();
  expect([boxes[0] === boxes[1], new Set(boxes).size]).toEqual([true, 3]);
  const people = async () => (await all(ledger)).map(({ person }) => person);
  expect(await people()).toEqual(['Anna', 'Anna', 'Ben', 'Anna']);
  await ledger.erase({ kind: 'person', name: 'Anna' }, at);
  expect(await people()).toEqual([null, null, 'Ben', null]);
  expect((await all(ledger))[1]?.erased).toEqual(['person']);
  expect(await ledger.verify()).toMatchObject({ ok: true, entries: 4 });
});

test('an entry of before, with a box a field, reads, verifies and is erased as ever', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  const ledger = await opened(path);
  await ledger.append({ body: accept, person: null, at });
  await ledger.close();
  const database = new Database(path);
  const before = database.prepare('SELECT * FROM entries').get() as StoredEntry;
  const { words, askedBy, note, ...body } = claim(1) as Extract<LedgerBody, { kind: 'open-claim' }>;
  const id = '5b1f0b3e-6f5f-4b5e-8f0e-0d9f6f1f0a11';
  const stop = { ...elm12, stop: '1' };
  const { id: subject, key } = subjectKeys(database, () => 'a subject').writer()(
    subjectLabel({ kind: 'stop', stop }),
    at,
  );
  const box = (name: string, text = '') => ({ name, subject, box: seal(text, key, JSON.stringify([id, name])) });
  const stored = {
    ...{
      ...before,
      seq: 2,
      id,
      kind: body.kind,
      subject: '[]',
      previous_hash: before.hash,
      body: JSON.stringify(body),
    },
    sealed: JSON.stringify([box('note', note), box('words', words), box('askedBy', askedBy)]),
  };
  database
    .prepare(
      'INSERT INTO entries VALUES (@seq, @id, @at, @desk, @kind, @subject, @body, @sealed, @previous_hash, @hash)',
    )
    .run({ ...stored, hash: hashOfEntry(stored) });
  database.close();
  const again = await opened(path);
  const now = await again.append({ body: claim(1), person: null, at });
  const [, old] = await all(again);
  expect(old?.body).toEqual(claim(1));
  expect(now.body).toEqual(old?.body);
  expect(await again.verify()).toMatchObject({ ok: true, entries: 3 });
  await again.erase({ kind: 'stop', stop }, at);
  const erased = (await all(again)).slice(1);
  expect(erased.map((entry) => entry.erased)).toEqual([
    ['note', 'words', 'askedBy'],
    ['note', 'words', 'askedBy'],
  ]);
});
