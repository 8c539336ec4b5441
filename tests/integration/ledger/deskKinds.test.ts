/** What the review desk writes: every kind reads back, what is about people is sealed, and several entries are one. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { countStates } from '#core/domain/score.ts';
import { type LedgerBody, type LedgerEntry, LedgerWriteError } from '#core/ledger/contract.ts';
import type { LedgerSubject } from '#core/ledger/personalFields.ts';
import { openLedger, type SqliteLedger } from '#core/ledger/sqliteLedger.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const at = Date.UTC(2026, 10, 21, 20, 0);
const date = '2026-11-21';
const photo = 'ab'.repeat(32);
const elm = { date, route: 'R104', stop: '041' };
const oak = { date, route: 'R117', stop: '007' };
const batch = '5b1f0b3e-6f5f-4b5e-8f0e-0d9f6f1f0a11';
const basis = { state: 'missing', outcome: 'delivered', completedAt: at } as const;
const counts = countStates(['confirmed', 'missing']);

const bodies: LedgerBody[] = [
  { kind: 'accept', stop: elm, photo, basis },
  { kind: 'reject', stop: elm, photo, reason: 'blurry', note: 'Miller one', basis, batch },
  { kind: 'excuse', stop: elm, reason: 'other', note: 'Miller two', basis: { ...basis, completedAt: null } },
  { kind: 'move', stop: elm, photo, to: oak, basis },
  { kind: 'note', stop: elm, note: 'Miller three' },
  { kind: 'follow-up', stop: elm, driver: 'Driver Petersen', note: 'Miller four', basis },
  { kind: 'follow-up', stop: elm, driver: null },
  { kind: 'put-aside', photo, date, reason: 'private', note: 'Miller five', batch },
  { kind: 'redact', photo, boxes: [{ x: 0, y: 0.25, width: 0.5, height: 0.125 }] },
  {
    ...{ kind: 'sign-off', date, route: 'R104', counts, fingerprint: 'f'.repeat(16), left: 1, note: 'Miller six' },
    stops: [
      { stop: '041', state: 'missing', photos: [], followUp: true },
      { stop: '042', state: 'excused', photos: ['ab'.repeat(8)], excuse: 'other', outcome: 'attempted' },
    ],
  },
  {
    ...{ kind: 'sign-off-day', date, counts, unmatched: 3, left: 1, note: 'Miller seven', batch },
    routes: [{ route: 'R104', fingerprint: 'f'.repeat(16) }],
  },
  { kind: 'undo', entry: batch, batch },
];

async function openedWith(entries: readonly LedgerBody[]): Promise<{ ledger: SqliteLedger; path: string }> {
  const path = join(temporaryFolder(), 'ledger.db');
  const result = await openLedger({ path, desk: 'desk' });
  if (!result.ok) throw new Error(result.message);
  onTestFinished(() => result.ledger.close());
  await result.ledger.appendAll(entries.map((body) => ({ body, person: 'Dana R.', at })));
  return { ledger: result.ledger, path };
}

async function all(ledger: SqliteLedger): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for await (const entry of ledger.entries()) entries.push(entry);
  return entries;
}

test('every decision of the desk reads back as it was written, with what it was based on', async () => {
  const { ledger } = await openedWith(bodies);
  expect((await all(ledger)).map(({ body }) => body)).toEqual(bodies);
  expect(await ledger.verify()).toMatchObject({ ok: true, entries: bodies.length });
});

test('what is told of an entry when it is written is what is read of it for ever after, to the half character', async () => {
  const claim: LedgerBody = {
    ...{
      kind: 'open-claim',
      year: 2026,
      stop: elm,
      key: null,
      words: 'TBA1 \ud83d',
      allegation: 'damaged',
      asker: 'customer',
    },
    ...{ askedBy: '\udce6 Miller', received: date, due: null, photos: [photo], source: 'hand', note: '' },
  };
  const unsaid = { kind: 'note', stop: elm, note: 'x', batch: undefined } as unknown as LedgerBody;
  const { ledger } = await openedWith([]);
  const told = await ledger.appendAll(
    [...bodies, claim, unsaid].map((body) => ({ body, person: 'Dana R. \ud83d', at })),
  );
  told.push(await ledger.append({ body: claim, person: null, at }));
  expect(told.at(-1)?.body).toMatchObject({ words: 'TBA1 \ufffd', askedBy: '\ufffd Miller' });
  expect(await all(ledger)).toStrictEqual(told);
  expect(await ledger.verify()).toMatchObject({ ok: true, entries: told.length });
});

test('no note, no reason of a sign-off and no driver stands readable among the entries', async () => {
  const { path } = await openedWith(bodies);
  const database = new Database(path, { readonly: true });
  const rows = JSON.stringify(database.prepare('SELECT * FROM entries').all());
  database.close();
  expect(rows).not.toMatch(/Miller|Petersen|Dana R\./);
});

test.for<[string, LedgerSubject, number, LedgerBody]>([
  ['a customer', { kind: 'stop', stop: elm }, 4, { kind: 'note', stop: elm, note: '' }],
  [
    ...(['a driver', { kind: 'driver', driver: 'Driver Petersen' }, 5] as const),
    { kind: 'follow-up', stop: elm, driver: null, note: 'Miller four', basis },
  ],
  [
    ...(['the people in a picture', { kind: 'photo', photo, date }, 7] as const),
    { kind: 'put-aside', photo, date, reason: 'private', batch },
  ],
])(
  'erasing %s takes the words about them, leaves the decision, and the chain holds',
  async ([_who, subject, n, left]) => {
    const { ledger } = await openedWith(bodies);
    expect(await ledger.erase(subject, at)).toBe(true);
    const entries = await all(ledger);
    expect(entries[n]?.body).toEqual(left);
    expect(entries[n]?.erased).toHaveLength(1);
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: bodies.length });
  },
);

test('reasons of a route’s and of a day’s sign-off are erased each by itself', async () => {
  const { ledger } = await openedWith(bodies);
  await ledger.erase({ kind: 'route', date, route: 'R104' }, at);
  const notes = async () => (await all(ledger)).map(({ body }) => ('note' in body ? body.note : undefined));
  expect((await notes()).slice(9, 11)).toEqual([undefined, 'Miller seven']);
  await ledger.erase({ kind: 'day', date }, at);
  expect((await notes()).slice(9, 11)).toEqual([undefined, undefined]);
});

test('of several entries all are written or none, and the next one follows as if nothing had been', async () => {
  const { ledger, path } = await openedWith(bodies.slice(0, 2));
  const database = new Database(path);
  database.exec(`CREATE TRIGGER full BEFORE INSERT ON entries WHEN NEW.seq = 5
    BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  const several = bodies.slice(2, 6).map((body) => ({ body, person: 'Dana R.', at }));
  await expect(ledger.appendAll(several)).rejects.toThrow(LedgerWriteError);
  expect(await all(ledger)).toHaveLength(2);
  database.exec('DROP TRIGGER full');
  database.close();
  expect((await ledger.appendAll(several)).map(({ seq }) => seq)).toEqual([3, 4, 5, 6]);
  expect(await ledger.verify()).toMatchObject({ ok: true, entries: 6 });
});
