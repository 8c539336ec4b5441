import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { hashOfEntry } from '#core/ledger/chain.ts';
import { type LedgerBody, type LedgerEntry, LedgerWriteError } from '#core/ledger/contract.ts';
import { ledgerVersion } from '#core/ledger/ledgerDatabase.ts';
import { openLedger, type SqliteLedger } from '#core/ledger/sqliteLedger.ts';
import { chainStart } from '#pack/ledgerEntry.ts';
import { canMountDisks, smallDisk } from '#tests/fixtures/smallDisk.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const at = Date.UTC(2026, 10, 21, 20, 0);
const photo = 'ab'.repeat(32);
const elm12 = { date: '2026-11-21', route: 'R104', stop: '041' };
const elm18 = { date: '2026-11-21', route: 'R104', stop: '042' };

const decisions: LedgerBody[] = [
  { kind: 'accept', stop: elm12, photo },
  { kind: 'reject', stop: elm12, photo, reason: 'blurry', note: 'Mrs Miller says it never came' },
  { kind: 'excuse', stop: elm18, reason: 'access-problem', note: 'Dog. “=cmd()” 📦' },
  { kind: 'undo', entry: '5b1f0b3e-6f5f-4b5e-8f0e-0d9f6f1f0a11' },
  { kind: 'import-manifest', sha256: photo, fileName: 'routes.csv', mapping: { Route: 'route' }, serviceDate: null },
  { kind: 'save-profile', name: 'Usual', headers: ['Route'], mapping: { Route: 'route' }, serviceDate: '2026-11-21' },
];

async function opened(path: string, desk = 'desk one'): Promise<SqliteLedger> {
  const result = await openLedger({ path, desk });
  if (!result.ok) throw new Error(result.message);
  onTestFinished(() => result.ledger.close());
  return result.ledger;
}

async function all(ledger: SqliteLedger, after?: number): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for await (const entry of ledger.entries(after)) entries.push(entry);
  return entries;
}

/** A closed ledger with the six decisions in it. */
async function ledgerFile(): Promise<string> {
  const path = join(temporaryFolder(), 'ledger.db');
  const ledger = await opened(path);
  for (const body of decisions) await ledger.append({ body, person: 'Anna K.', at });
  await ledger.close();
  return path;
}

/** Changes the file behind the ledger's back, as no version of Porchlight would. */
function tamper(path: string, sql: string): void {
  const database = new Database(path);
  database.exec('DROP TRIGGER entries_are_never_changed; DROP TRIGGER entries_are_never_deleted;');
  database.exec(sql);
  database.close();
}

async function verdictOf(path: string) {
  const result = await openLedger({ path, desk: 'desk one' });
  if (!result.ok) throw new Error(result.message);
  await result.ledger.close();
  return result.verdict;
}

test('what was decided reads back as it was, in order, after a restart', async () => {
  const path = await ledgerFile();
  const entries = await all(await opened(path));
  expect(entries.map(({ body }) => body)).toEqual(decisions);
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  for (const entry of entries) expect(entry).toMatchObject({ person: 'Anna K.', at, desk: 'desk one' });
  expect(new Set(entries.map(({ id }) => id)).size).toBe(6);
});

test('a reader that knows the first entries gets the rest', async () => {
  expect((await all(await opened(await ledgerFile()), 4)).map(({ seq }) => seq)).toEqual([5, 6]);
});

test('a decision without a name is kept without one', async () => {
  const ledger = await opened(join(temporaryFolder(), 'ledger.db'));
  const appended = await ledger.append({ body: { kind: 'accept', stop: elm12, photo }, person: null, at });
  expect(await all(ledger)).toEqual([appended]);
  expect(appended.person).toBeNull();
  expect('erased' in appended).toBe(false);
});

test('a new ledger is empty and whole', async () => {
  expect(await verdictOf(join(temporaryFolder(), 'ledger.db'))).toEqual({
    ok: true,
    entries: 0,
    head: null,
    broken: null,
  });
});

test('each entry carries its desk, and the hash of the one before', async () => {
  const path = await ledgerFile();
  const second = await opened(path, 'desk two');
  await second.append({ body: { kind: 'accept', stop: elm18, photo }, person: 'Ben', at });
  expect((await all(second)).map(({ desk }) => desk)).toEqual([...Array(6).fill('desk one'), 'desk two']);
  const rows = new Database(path, { readonly: true }).prepare('SELECT * FROM entries ORDER BY seq').all() as never[];
  let previous = chainStart;
  for (const row of rows as Array<{ previous_hash: string; hash: string }>) {
    expect(row.previous_hash).toBe(previous);
    expect(row.hash).toBe(hashOfEntry(row as never));
    previous = row.hash;
  }
});

test('the file to back up is one file: nothing of a decision lies beside it', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  const ledger = await opened(path);
  await ledger.append({ body: { kind: 'accept', stop: elm12, photo }, person: 'Anna K.', at });
  expect(readdirSync(join(path, '..'))).toEqual(['ledger.db']);
});

test('no name and no note stands readable among the entries', async () => {
  const database = new Database(await ledgerFile(), { readonly: true });
  const rows = database.prepare('SELECT * FROM entries').all();
  database.close();
  // With a blank or a dot: letters alone come about in sealed bytes by chance.
  expect(JSON.stringify(rows)).not.toMatch(/Anna K\.|Mrs Miller|Dog\./);
});

test('erasing a customer takes the notes about that stop, leaves the decisions, and the chain holds', async () => {
  const path = await ledgerFile();
  const ledger = await opened(path);
  expect(await ledger.erase({ kind: 'stop', stop: elm12 }, at)).toBe(true);
  expect(await ledger.erase({ kind: 'stop', stop: elm12 }, at)).toBe(false);
  const [, rejected, excused] = await all(ledger);
  expect(rejected?.body).toEqual({ kind: 'reject', stop: elm12, photo, reason: 'blurry' });
  expect(rejected?.erased).toEqual(['note']);
  expect(rejected?.person).toBe('Anna K.');
  expect(excused?.body).toEqual(decisions[2]);
  expect(await ledger.verify()).toMatchObject({ ok: true, entries: 6 });
});

test('erasing a person takes the name from all entries, and a later decision has a key of its own', async () => {
  const ledger = await opened(await ledgerFile());
  expect(await ledger.erase({ kind: 'person', name: 'Anna K.' }, at)).toBe(true);
  await ledger.append({ body: { kind: 'accept', stop: elm12, photo }, person: 'Anna K.', at });
  expect((await all(ledger)).map(({ person }) => person)).toEqual([null, null, null, null, null, null, 'Anna K.']);
  expect(await ledger.verify()).toMatchObject({ ok: true, entries: 7 });
});

test('an erased key is not left in free space of the file', async () => {
  const path = await ledgerFile();
  const database = new Database(path, { readonly: true });
  const key = database.prepare("SELECT key FROM subjects WHERE label LIKE '%Anna%'").pluck().get() as Buffer;
  database.close();
  expect(readFileSync(path).includes(key)).toBe(true);
  const ledger = await opened(path);
  await ledger.erase({ kind: 'person', name: 'Anna K.' }, at);
  await ledger.close();
  expect(readFileSync(path).includes(key)).toBe(false);
  expect(readFileSync(path).includes('Anna K.')).toBe(false);
});

test.each([
  ["UPDATE entries SET body = replace(body, 'blurry', 'other') WHERE seq = 2", 2, 'changed after it was written'],
  ['UPDATE entries SET at = at + 1 WHERE seq = 4', 4, 'changed after it was written'],
  ["UPDATE entries SET desk = 'other' WHERE seq = 1", 1, 'changed after it was written'],
  ['UPDATE entries SET sealed = (SELECT sealed FROM entries WHERE seq = 3) WHERE seq = 2', 2, 'changed after'],
  ['DELETE FROM entries WHERE seq = 3', 3, 'Entry 3 is gone'],
  ['DELETE FROM entries WHERE seq IN (2, 3)', 2, 'Entries 2 to 3 are gone'],
  ['DELETE FROM entries WHERE seq = 6', 6, 'the last entry is gone'],
  ['DELETE FROM entries', 1, 'the last 6 entries are gone'],
  ['UPDATE subjects SET key = randomblob(32)', 1, 'its key was changed or is gone'],
  ['DELETE FROM subjects', 1, 'its key was changed or is gone'],
])('a ledger changed behind its back is found out: %s', async (sql, seq, words) => {
  const path = await ledgerFile();
  tamper(path, sql);
  const { ok, broken, entries } = await verdictOf(path);
  expect(ok).toBe(false);
  expect(broken).toEqual({ seq, message: expect.stringContaining(words) });
  expect(entries).toBe(seq - 1);
});

test('an entry that was written anew with a fitting hash breaks the next one', async () => {
  const path = await ledgerFile();
  const database = new Database(path);
  const row = database.prepare('SELECT * FROM entries WHERE seq = 2').get() as Parameters<typeof hashOfEntry>[0];
  database.close();
  const forged = hashOfEntry({ ...row, at: 0 });
  tamper(path, `UPDATE entries SET at = 0, hash = '${forged}' WHERE seq = 2`);
  expect((await verdictOf(path)).broken).toEqual({ seq: 3, message: expect.stringContaining('does not follow') });
});

test('a single flipped byte in an entry is found and the entry named', async () => {
  const path = await ledgerFile();
  const bytes = readFileSync(path);
  const place = bytes.indexOf('access-problem');
  bytes[place] = (bytes[place] as number) ^ 0x01;
  writeFileSync(path, bytes);
  expect((await verdictOf(path)).broken).toEqual({ seq: 3, message: expect.stringContaining('Entry 3 was changed') });
});

test('whichever byte of the entries’ pages flips, it is noticed or touches nothing that was decided', async () => {
  const path = await ledgerFile();
  const sound = readFileSync(path);
  const before = await all(await opened(path));
  const harmless: number[] = [];
  for (let place = 100; place < sound.length; place += 97) {
    const bytes = Buffer.from(sound);
    bytes[place] = (bytes[place] as number) ^ 0x10;
    const copy = join(temporaryFolder(), 'ledger.db');
    writeFileSync(copy, bytes);
    const result = await openLedger({ path: copy, desk: 'desk one' });
    if (!result.ok) {
      expect(result.message).toMatch(/ledger/i);
      continue;
    }
    if (result.verdict.ok) {
      expect(await all(result.ledger)).toEqual(before);
      harmless.push(place);
    } else {
      expect(result.verdict.broken?.message).toBeTruthy();
    }
    await result.ledger.close();
  }
  expect(harmless.length).toBeLessThan(sound.length / 97);
});

test('the ledger can’t be changed or shortened by a slip of our own', async () => {
  const path = await ledgerFile();
  const database = new Database(path);
  expect(() => database.exec('UPDATE entries SET at = 0')).toThrow('append-only');
  expect(() => database.exec('DELETE FROM entries')).toThrow('append-only');
  database.close();
});

test('a kind that a newer version wrote is kept in the chain and passed over', async () => {
  const path = await ledgerFile();
  const ledger = await opened(path);
  await ledger.append({ body: { kind: 'accept', stop: elm18, photo }, person: null, at });
  await ledger.close();
  const database = new Database(path);
  const last = database.prepare('SELECT * FROM entries WHERE seq = 7').get() as Parameters<typeof hashOfEntry>[0];
  const newer = {
    ...last,
    seq: 8,
    kind: 'of-tomorrow',
    body: '{"kind":"of-tomorrow"}',
    previous_hash: hashOfEntry(last),
  };
  database
    .prepare(
      'INSERT INTO entries VALUES (@seq, @id, @at, @desk, @kind, @subject, @body, @sealed, @previous_hash, @hash)',
    )
    .run({ ...newer, hash: hashOfEntry(newer) });
  database.close();

  const again = await opened(path);
  await again.append({ body: { kind: 'accept', stop: elm18, photo }, person: null, at });
  expect((await all(again)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 9]);
  expect(await again.verify()).toMatchObject({ ok: true, entries: 9 });
});

test('a ledger from a newer version is refused in words, and not touched', async () => {
  const path = await ledgerFile();
  const database = new Database(path);
  database.pragma(`user_version = ${ledgerVersion + 10}`);
  database.close();
  const before = readFileSync(path);
  const result = await openLedger({ path, desk: 'desk one' });
  expect(result).toEqual({ ok: false, message: expect.stringContaining('newer version of Porchlight') });
  expect(readFileSync(path)).toEqual(before);
});

test('some other database, or no database at all, is refused in words', async () => {
  const folder = temporaryFolder();
  const other = new Database(join(folder, 'other.db'));
  other.exec('CREATE TABLE things (name TEXT)');
  other.close();
  expect(await openLedger({ path: join(folder, 'other.db'), desk: 'd' })).toEqual({
    ok: false,
    message: expect.stringContaining('not a ledger of Porchlight'),
  });
  writeFileSync(join(folder, 'text.db'), 'This is no database, but a text that somebody put here. '.repeat(100));
  expect(await openLedger({ path: join(folder, 'text.db'), desk: 'd' })).toEqual({
    ok: false,
    message: expect.stringContaining('damaged'),
  });
  expect(await openLedger({ path: join(folder, 'nowhere', 'ledger.db'), desk: 'd' })).toMatchObject({ ok: false });
});

test.skipIf(!canMountDisks)(
  'a full disk refuses the decision in words; what was decided stays, and there is room later',
  async () => {
    const disk = smallDisk(256);
    const ledger = await opened(join(disk.folder, 'ledger.db'));
    const body: LedgerBody = { kind: 'excuse', stop: elm18, reason: 'other', note: 'x'.repeat(9_000) };
    await ledger.append({ body, person: 'Anna K.', at });
    disk.fill();
    await expect(ledger.append({ body, person: 'Anna K.', at })).rejects.toThrow(/disk is full/);
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 1 });
    disk.makeRoom();
    expect((await ledger.append({ body, person: 'Anna K.', at })).seq).toBe(2);
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 2 });
  },
);

test('a ledger that another program keeps busy refuses the decision in words, and takes it later', async () => {
  const path = await ledgerFile();
  const ledger = await opened(path);
  const other = new Database(path);
  other.exec('BEGIN EXCLUSIVE');
  const append = () => ledger.append({ body: { kind: 'accept', stop: elm12, photo }, person: null, at });
  await expect(append()).rejects.toThrow(
    new LedgerWriteError(`Another program keeps the ledger “${path}” busy. Close it and try again.`),
  );
  other.close();
  expect((await append()).seq).toBe(7);
});
