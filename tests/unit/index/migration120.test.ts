import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createConfirmationStore } from '#core/index/confirmationStore.ts';
import { createEntryStore } from '#core/index/entryStore.ts';
import { migrate } from '#core/index/openIndex.ts';
import type { LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';

const confirmation = '6f1c2a52-3b44-4c6e-9d4e-0a8f54b1c001';
const stop = { date: '2026-11-20', route: 'R1', stop: '1' };
const entry = (seq: number, body: LedgerBody): LedgerEntry => ({
  ...{ seq, id: `e${seq}`, at: 1000 + seq, desk: 'd', person: null, body, hash: 'aa'.repeat(32) },
});

test('an index from before migration 120 reads the ledger again, so that nothing that went out is sent again', () => {
  const db = new Database(':memory:');
  migrate(db, 110);
  // An older version passes over what it does not know, and counts it as read.
  db.exec(`INSERT INTO activity (seq, entry, at, kind, hash, undos) VALUES (1, 'e1', 1, 'confirm', x'aa', 0)`);
  migrate(db);
  expect(createEntryStore(db).lastSeq()).toBe(0);

  const store = createConfirmationStore(db);
  const entries = [
    entry(1, { kind: 'confirm', confirmation, stop, photo: 'ab'.repeat(32), channel: 'email' }),
    entry(2, { kind: 'confirmation-step', confirmation, stop, step: 'sending', attempt: 1 }),
    entry(3, { kind: 'confirmation-step', confirmation, stop, step: 'sent', attempt: 1 }),
    // Nobody may go there from here: a second program on a copy of the ledger.
    entry(4, { kind: 'confirmation-step', confirmation, stop, step: 'sending', attempt: 2 }),
  ];
  for (const each of [...entries, ...entries]) store.apply(each);
  expect(store.byId(confirmation)).toMatchObject({ state: 'sent', attempt: 1, changedAt: 1003, triedAt: 1002 });
  expect(store.sending('email')).toEqual([]);
  db.close();
});
