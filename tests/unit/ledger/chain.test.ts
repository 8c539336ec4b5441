import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenLink, hashOfEntry } from '#core/ledger/chain.ts';
import { chainStart, type StoredEntry } from '#pack/ledgerEntry.ts';

function entry(fields: Partial<StoredEntry> = {}): StoredEntry {
  const unhashed = {
    seq: 1,
    id: '5b1f0b3e-6f5f-4b5e-8f0e-0d9f6f1f0a11',
    at: 0,
    desk: 'desk',
    kind: 'accept',
    subject: '[]',
    body: '{}',
    sealed: '[]',
    previous_hash: chainStart,
    ...fields,
  };
  return { ...unhashed, hash: fields.hash ?? hashOfEntry(unhashed) };
}

test('the hash of an entry never changes between versions: old ledgers must verify for ever', () => {
  expect(entry().hash).toBe('842b0f2caac0735997a2e0fd7ad5d4197e8cd99068a772cdc491120e991b353b');
});

test('a chain whose entries follow each other holds', () => {
  const first = entry();
  expect(brokenLink(first, null)).toBeNull();
  expect(brokenLink(entry({ seq: 2, previous_hash: first.hash }), first)).toBeNull();
});

test('a change to any one field breaks the entry', () => {
  const sound = entry();
  for (const field of ['id', 'desk', 'kind', 'subject', 'body', 'sealed'] as const) {
    expect(brokenLink({ ...sound, [field]: `${sound[field]} ` }, null)).toContain('Entry 1 was changed');
  }
  expect(brokenLink({ ...sound, at: 1 }, null)).toContain('Entry 1 was changed');
  expect(brokenLink({ ...sound, hash: chainStart }, null)).toContain('Entry 1 was changed');
});

test('a lost entry and an exchanged one are told apart', () => {
  const first = entry();
  expect(brokenLink(entry({ seq: 3, previous_hash: first.hash }), first)).toBe('Entry 2 is gone from the ledger.');
  expect(brokenLink(entry({ seq: 5, previous_hash: first.hash }), first)).toContain('Entries 2 to 4 are gone');
  expect(brokenLink(entry({ seq: 2 }), first)).toContain('does not follow the entry before it');
});

test('text moved from one field to the next gives another hash', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (kind, subject, moved) => {
      const one = entry({ kind: kind + moved, subject });
      const other = entry({ kind, subject: moved + subject });
      return one.hash !== other.hash;
    }),
  );
});
