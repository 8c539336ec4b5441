import { expect, test } from 'vitest';
import { type DecisionEntry, foldDecisions } from '#core/domain/decisions.ts';
import { refusalsAt } from '#core/domain/refusals.ts';

const stop = { date: '2026-11-20', route: 'R12', stop: '001' };
const other = { ...stop, stop: '002' };
const photo = 'a'.repeat(64);

function refusals(...bodies: DecisionEntry['body'][]) {
  const entries = bodies.map((body, n): DecisionEntry => ({ id: `e${n}`, at: n, person: 'Ana', body }));
  const [first] = foldDecisions(entries).byStop.values();
  return first ? refusalsAt(first).map(({ reason, said }) => `${reason} by ${said.entry}`) : [];
}

const reject = (reason: 'blurry' | 'too-dark') => ({ kind: 'reject', stop, photo, reason }) as const;

test('a rejection counts once, with the reason that was given last', () => {
  expect(refusals(reject('blurry'), reject('too-dark'))).toEqual(['too-dark by e1']);
});

test('one that was taken back, or followed by an acceptance, does not count', () => {
  expect(refusals(reject('blurry'), { kind: 'undo', entry: 'e0' })).toEqual([]);
  expect(refusals(reject('blurry'), { kind: 'accept', stop, photo })).toEqual([]);
});

test('a picture that was moved to its right stop was sorted, not refused', () => {
  expect(refusals({ kind: 'move', stop, photo, to: other })).toEqual([]);
});
