import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { hashOfEntry } from '#core/ledger/chain.ts';
import type { LedgerExcerpt, NewEntry } from '#core/ledger/contract.ts';
import { openLedger, type SqliteLedger } from '#core/ledger/sqliteLedger.ts';
import { rootFromProof } from '#pack/merkle.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const at = Date.UTC(2026, 10, 21, 20, 0);
const photo = 'ab'.repeat(32);
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

async function opened(path = join(temporaryFolder(), 'ledger.db')): Promise<SqliteLedger> {
  const result = await openLedger({ path, desk: 'desk one' });
  if (!result.ok) throw new Error(result.message);
  onTestFinished(() => result.ledger.close());
  return result.ledger;
}

const accepted = (count: number): NewEntry[] =>
  Array.from({ length: count }, (_, stop) => ({
    body: { kind: 'accept', stop: { date: '2026-11-21', route: 'R104', stop: String(stop) }, photo },
    person: null,
    at,
  }));

/** As whoever gets it checks it: by what it says of itself alone. */
function holds({ size, root, head, entries }: LedgerExcerpt): boolean {
  return [...entries, ...(head ? [head] : [])].every(({ index, stored, proof }) => {
    if (hashOfEntry(stored) !== stored.hash || stored.seq !== index + 1) return false;
    const leaf = Buffer.from(stored.hash, 'hex');
    const path = proof.map((hash) => Buffer.from(hash, 'hex'));
    const led = rootFromProof({ leaf, index, size, proof: path }, sha256);
    return led !== null && Buffer.from(led).toString('hex') === root;
  });
}

/** Changes the file behind the ledger's back, as no version of Porchlight would. */
function tamper(path: string, sql: string): void {
  const database = new Database(path);
  database.exec('DROP TRIGGER entries_are_never_changed; DROP TRIGGER entries_are_never_deleted;');
  database.exec(sql);
  database.close();
}

test.each([1, 2, 1023, 1024, 1025, 2500])(
  'any entry of a ledger of %i is shown to be in it, after a restart as well as before',
  async (count) => {
    const path = join(temporaryFolder(), 'ledger.db');
    const ledger = await opened(path);
    await ledger.appendAll(accepted(count));
    const wanted = [1, 2, 700, 1024, 1025, 2048, count].filter((seq) => seq <= count);
    const excerpt = await ledger.excerpt(wanted);
    expect(excerpt).toMatchObject({ size: count, lacking: [], broken: null });
    expect(excerpt.entries.map(({ stored }) => stored.seq)).toEqual([...new Set(wanted)]);
    expect(excerpt.head?.stored.seq).toBe(count);
    expect(holds(excerpt)).toBe(true);
    await ledger.close();
    expect(await (await opened(path)).excerpt(wanted)).toEqual(excerpt);
  },
);

test('an excerpt is of the moment in which it is asked for: what is decided next has a root of its own', async () => {
  const ledger = await opened();
  await ledger.appendAll(accepted(1023));
  const before = await ledger.excerpt([5]);
  await ledger.appendAll(accepted(3));
  const after = await ledger.excerpt([5, 1026]);
  expect([before.size, after.size]).toEqual([1023, 1026]);
  expect(holds(before) && holds(after)).toBe(true);
  expect(after.root).not.toBe(before.root);
});

test('what is decided while the chain is checked is in the next excerpt', async () => {
  const ledger = await opened();
  await ledger.appendAll(accepted(1500));
  const checking = ledger.verify();
  await ledger.appendAll(accepted(10));
  await checking;
  await ledger.appendAll(accepted(10));
  const excerpt = await ledger.excerpt([1505, 1515]);
  expect(excerpt).toMatchObject({ size: 1520, lacking: [], broken: null });
  expect(holds(excerpt)).toBe(true);
});

test('personal texts come in the clear beside the sealed ones, and those that were erased don’t', async () => {
  const ledger = await opened();
  const stop = { date: '2026-11-21', route: 'R104', stop: '041' };
  await ledger.append({ body: { kind: 'note', stop, note: 'Mrs Miller says it never came' }, person: 'Anna', at });
  const before = await ledger.excerpt([1]);
  expect(before.entries[0]?.opened).toEqual({ person: 'Anna', note: 'Mrs Miller says it never came' });
  expect(JSON.stringify(before.entries[0]?.stored)).not.toContain('Miller');
  await ledger.erase({ kind: 'stop', stop }, at);
  const after = await ledger.excerpt([1]);
  expect(after.entries[0]?.opened).toEqual({ person: 'Anna' });
  expect(after.root).toBe(before.root);
  expect(holds(after)).toBe(true);
});

test('a ledger with a broken link shows the entries before the break, names it, and says which it can’t show', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  const ledger = await opened(path);
  await ledger.appendAll(accepted(1200));
  await ledger.close();
  tamper(path, `UPDATE entries SET body = replace(body, '"1100"', '"9"') WHERE seq = 1101`);
  const again = await opened(path);
  await again.appendAll(accepted(2));
  const excerpt = await again.excerpt([3, 1100, 1101, 1150, 1202]);
  expect(excerpt.entries.map(({ stored }) => stored.seq)).toEqual([3, 1100]);
  expect(excerpt).toMatchObject({ size: 1100, lacking: [1101, 1150, 1202], broken: { seq: 1101 } });
  expect(excerpt.head?.stored.seq).toBe(1100);
  expect(holds(excerpt)).toBe(true);
});

test('a ledger that lost its end says so, whatever was decided after that', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  const ledger = await opened(path);
  await ledger.appendAll(accepted(20));
  await ledger.close();
  tamper(path, 'DELETE FROM entries WHERE seq > 15');
  const again = await opened(path);
  await again.appendAll(accepted(1));
  const excerpt = await again.excerpt([15, 21]);
  expect(excerpt).toMatchObject({ size: 15, lacking: [21], broken: { seq: 16 } });
  expect(holds(excerpt)).toBe(true);
});

test.each([
  ['an entry that is asked for', `UPDATE entries SET body = replace(body, '"6"', '"9"') WHERE seq = 7`, 7],
  ['an entry beside it', `UPDATE entries SET hash = '${'00'.repeat(32)}' WHERE seq = 5`, 5],
  ['an entry that is gone', 'DELETE FROM entries WHERE seq = 4', 4],
])('a ledger that is tampered with while it is open is found out: %s', async (_what, sql, seq) => {
  const path = join(temporaryFolder(), 'ledger.db');
  const ledger = await opened(path);
  await ledger.appendAll(accepted(1500));
  expect((await ledger.excerpt([7])).broken).toBeNull();
  tamper(path, sql);
  const excerpt = await ledger.excerpt([2, 7]);
  expect(excerpt).toMatchObject({ size: seq - 1, broken: { seq }, lacking: [7] });
  expect(holds(excerpt)).toBe(true);
});

test('a ledger of which nothing holds shows nothing', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  const ledger = await opened(path);
  expect(await ledger.excerpt([])).toMatchObject({ size: 0, root: null, head: null, broken: null });
  await ledger.appendAll(accepted(3));
  await ledger.close();
  tamper(path, `UPDATE entries SET at = at + 1 WHERE seq = 1`);
  expect(await (await opened(path)).excerpt([1, 2])).toMatchObject({ size: 0, root: null, lacking: [1, 2] });
});
