import { expect, test } from 'vitest';
import { createEntryStore } from '#core/index/entryStore.ts';
import { day, emptyIndex } from './indexWorld.ts';

const hash = 'ab'.repeat(32);
const common = (seq: number) => ({ seq, id: `entry ${seq}`, at: seq, desk: 'desk', person: null, hash });
const excuse = (seq: number) => ({
  ...common(seq),
  body: { kind: 'excuse', stop: { date: day, route: 'R1', stop: '1' }, reason: 'other' } as const,
});

test('a start goes on after the last entry that is in, those of a newer version counted', () => {
  const store = createEntryStore(emptyIndex());
  expect(store.lastSeq()).toBe(0);
  store.add(excuse(1), null);
  store.addUnknown({ ...common(2), kind: 'weigh' });
  store.add(excuse(3), null);
  store.add(excuse(3), null);
  expect(store.lastSeq()).toBe(3);
});

test('where one is lacking, the ledger is read from its beginning', () => {
  const store = createEntryStore(emptyIndex());
  store.add(excuse(1), null);
  store.add(excuse(3), null);
  expect(store.lastSeq()).toBe(0);
});

test('an undo is about what the decision at the end of its chain is about', () => {
  const db = emptyIndex();
  const store = createEntryStore(db);
  store.add(excuse(1), null);
  store.add({ ...common(2), body: { kind: 'undo', entry: 'entry 1' } }, null);
  store.add({ ...common(3), body: { kind: 'undo', entry: 'entry 2' } }, null);
  store.add({ ...common(4), body: { kind: 'undo', entry: 'an entry that nobody knows' } }, null);
  expect(db.prepare('SELECT seq, date, root, undos FROM activity ORDER BY seq').all()).toEqual([
    { seq: 1, date: day, root: null, undos: 0 },
    { seq: 2, date: day, root: 1, undos: 1 },
    { seq: 3, date: day, root: 1, undos: 2 },
    { seq: 4, date: null, root: null, undos: 0 },
  ]);
});
