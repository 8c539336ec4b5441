import { expect, test } from 'vitest';
import { createApplying } from '#core/applying.ts';
import type { LedgerEntry, LedgerPart } from '#core/ledger/contract.ts';

const entries = (from: number, to: number): LedgerEntry[] =>
  Array.from({ length: to - from + 1 }, (_none, n) => ({
    ...{ seq: from + n, id: String(from + n), at: 0, desk: 'desk', person: null, hash: '' },
    body: { kind: 'undo', entry: 'x' },
  }));
/** As a list comes: a few hundred at a time. */
const parts = (from: number, to: number): LedgerPart[] =>
  from > to ? [] : [() => entries(from, Math.min(to, from + 399)), ...parts(from + 400, to)];
const numbers = (from: number, to: number) => entries(from, to).map(({ seq }) => seq);

/** `refuse`: what the next transaction fails with. */
function index() {
  const applied: number[] = [];
  const state = { applied, transactions: 0, refuse: null as Error | null };
  const applying = createApplying((some) => {
    const { refuse } = state;
    state.refuse = null;
    if (refuse) throw refuse;
    state.transactions++;
    applied.push(...some.map(({ seq }) => seq));
  });
  return { state, applied, applying };
}

const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

test('a list is shown in slices, and what is decided meanwhile is shown at once, after all of the list', async () => {
  const { state, applied, applying } = index();
  const shown = applying.atLeisure(parts(1, 2000));
  expect(applied.length).toBeLessThan(2000);
  applying.atOnce(entries(2001, 2001));
  expect(applied).toEqual(numbers(1, 2001));
  await shown;
  expect(applied).toEqual(numbers(1, 2001));
  expect(state.transactions).toBeGreaterThan(1);
});

test('two lists at a time are shown in the order in which they were written', async () => {
  const { applied, applying } = index();
  await Promise.all([applying.atLeisure(parts(1, 900)), applying.atLeisure(parts(901, 1500))]);
  expect(applied).toEqual(numbers(1, 1500));
});

test('what a full disk refused comes first as soon as something else is written', async () => {
  const { state, applied, applying } = index();
  state.refuse = full;
  await expect(applying.atLeisure(parts(1, 600))).rejects.toThrow('full');
  expect(applied).toEqual([]);
  applying.atOnce(entries(601, 601));
  expect(applied).toEqual(numbers(1, 601));
});

test('an entry that can’t be shown holds up none of the others', () => {
  const { state, applied, applying } = index();
  state.refuse = new Error('a bug');
  expect(() => applying.atOnce(entries(1, 1))).toThrow('a bug');
  applying.atOnce(entries(2, 2));
  expect(applied).toEqual([2]);
});

test('a part of a list is read when its turn comes, and once', async () => {
  const { applying } = index();
  const read: number[] = [];
  const told = parts(1, 4000).map((part, place) => () => {
    read.push(place);
    return part();
  });
  const shown = applying.atLeisure(told);
  expect(read.length).toBeLessThan(told.length);
  await shown;
  expect(read).toEqual(told.map((_part, place) => place));
});

test('two lists at a time: the first is done before the second is, and what is decided meanwhile comes after both', async () => {
  const applied: number[] = [];
  const applying = createApplying((some) => {
    // As slow as an index is: or all of both would be one slice.
    for (const until = performance.now() + some.length / 10; performance.now() < until; );
    applied.push(...some.map(({ seq }) => seq));
  });
  let isSecondDone = false;
  const first = applying.atLeisure(parts(1, 1000));
  const second = applying.atLeisure(parts(1001, 5000)).then(() => {
    isSecondDone = true;
  });
  await first;
  expect(applied.slice(0, 1000)).toEqual(numbers(1, 1000));
  expect([isSecondDone, applied.length < 5000]).toEqual([false, true]);
  applying.atOnce(entries(5001, 5001));
  expect(applied).toEqual(numbers(1, 5001));
  await second;
});

test('a part that can’t be read holds up none of the others', async () => {
  const { applied, applying } = index();
  const bad = () => {
    throw new Error('a bug');
  };
  const shown = applying.atLeisure([...parts(1, 400), bad, ...parts(401, 800)]);
  shown.catch(() => undefined);
  expect(() => applying.atOnce(entries(801, 801))).toThrow('a bug');
  applying.atOnce(entries(802, 802));
  expect(applied).toEqual(numbers(1, 802));
  await shown;
});
