import { expect, test } from 'vitest';
import { createDepotStores } from '#core/depotStores.ts';
import type { LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import { defaultSettings } from '#shared/settings.ts';
import { day, emptyIndex, lay, row } from './indexWorld.ts';

let seq = 0;
const entry = (body: LedgerBody): LedgerEntry => ({
  ...{
    seq: ++seq,
    id: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
    at: seq,
    desk: 'desk',
    person: 'Ana',
  },
  ...{ body, hash: '0'.repeat(64) },
});

const opening = (words: string, stop: string | null, askedBy?: string): LedgerEntry =>
  entry({
    ...{ kind: 'open-claim', year: 2026, key: words, words, allegation: 'damaged', asker: 'customer', received: day },
    ...{ due: null, source: 'csv', stop: stop === null ? null : { date: day, route: 'R1', stop }, photos: [] },
    ...(askedBy && { askedBy }),
  });

function world() {
  const db = emptyIndex();
  lay(
    db,
    1,
    row({ address: '12 Oak Rd', trackingId: 'TBA1' }),
    row({ stop: '2', address: '7 Pine Ave', trackingId: 'TBA2' }),
  );
  const { projection, claims } = createDepotStores(db, {
    ...{ ledger: { pseudonym: (text: string) => text }, optOutLinkKey: () => null },
    ...{ settings: () => defaultSettings, clock: () => 1 },
  });
  const found = (text: string) =>
    claims.queries.list({ text, show: 'all', offset: 0 }).claims.map(({ number }) => number);
  return { projection, found };
}

test('claims that come in together are found by what each says and by its own stop, also two about one stop', () => {
  const { projection, found } = world();
  projection.apply([
    opening('TBA1', '1', 'Zoe'),
    opening('TBA2', '2'),
    opening('nobody knows it', null),
    opening('TBA1 again', '1', 'Max'),
    opening('of another depot', '99'),
  ]);
  expect(found('oak')).toEqual(['2026-0001', '2026-0004']);
  expect(found('max oak')).toEqual(['2026-0004']);
  expect(found('tba2 pine')).toEqual(['2026-0002']);
  expect(found('knows')).toEqual(['2026-0003']);
  expect(found('another')).toEqual(['2026-0005']);
});

test('a claim that is opened and changed in one transaction is found by what it is then', () => {
  const { projection, found } = world();
  const first = opening('TBA1', '1', 'Zoe');
  const taken = opening('opened by mistake', '2');
  projection.apply([
    first,
    taken,
    entry({ kind: 'amend-claim', claim: first.id, stop: { date: day, route: 'R1', stop: '2' }, photos: [] }),
    entry({ kind: 'undo', entry: taken.id }),
  ]);
  expect(found('zoe pine')).toEqual(['2026-0001']);
  expect(found('zoe oak')).toEqual([]);
  expect(found('mistake')).toEqual([]);
});

test('what a transaction did not come to is written by the next', () => {
  const { projection, found } = world();
  const claim = opening('TBA1', '1');
  const broken = { ...opening('TBA2', '2'), body: null as unknown as LedgerBody };
  expect(() => projection.apply([claim, broken])).toThrow();
  expect(found('oak')).toEqual([]);
  projection.apply([claim]);
  projection.apply([claim]);
  expect(found('oak')).toEqual(['2026-0001']);
});

test('claims of one transaction are numbered on in their own years, and one that comes in again takes no number', () => {
  const { projection, found } = world();
  const inYear = (year: number, words: string) => {
    const claim = opening(words, null);
    return { ...claim, body: { ...claim.body, year } as LedgerBody };
  };
  const known = inYear(2026, 'first');
  projection.apply([known]);
  projection.apply([known, inYear(2026, 'second'), inYear(2027, 'later'), inYear(2026, 'third')]);
  const words = ['first', 'second', 'third', 'later'];
  expect(words.flatMap(found)).toEqual(['2026-0001', '2026-0002', '2026-0003', '2027-0001']);
});
