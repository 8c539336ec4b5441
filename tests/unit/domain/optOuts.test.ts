import { expect, test } from 'vitest';
import { isProtected, isTurnedBetween, optOutBit, standing } from '#core/domain/optOuts.ts';

const open = { from: '2026-11-20', until: null, undone: false };
const week = { from: '2026-11-20', until: '2026-11-26', undone: false };

test.each([
  ['on its first day', open, '2026-11-20', '2026-11-20', 2],
  ['long after it began', open, '2027-05-01', '2027-05-01', 2],
  ['a delivery before it, while it stands', open, '2026-11-19', '2026-11-20', 4],
  ['a delivery before it, while it is to come', open, '2026-11-18', '2026-11-19', 0],
  ['on its last day', week, '2026-11-26', '2026-11-26', 2],
  ['after its last day', week, '2026-11-27', '2026-11-27', 0],
  ['a day that it covered, when it has ended', week, '2026-11-26', '2026-12-24', 2],
  ['a delivery before it, on its last day', week, '2026-11-01', '2026-11-26', 4],
  ['a delivery before it, when it has ended', week, '2026-11-01', '2026-11-27', 0],
  ['a delivery of tomorrow, planned today', open, '2026-11-21', '2026-11-20', 2],
  ['a day that it covered, when it was taken back', { ...open, undone: true }, '2026-11-20', '2026-11-20', 0],
  ['an opt-out that was ended before it began', { ...week, until: '2026-11-01' }, '2026-11-01', '2026-11-21', 0],
])('an opt-out means, %s, %o on %s seen from %s: %i', (_words, terms, date, today, bit) => {
  expect(optOutBit(terms, date, today)).toBe(bit);
});

test.each([
  [open, '2026-11-19', 'coming'],
  [open, '2026-11-20', 'standing'],
  [week, '2026-11-27', 'ended'],
  [{ ...week, until: '2026-11-01' }, '2026-10-01', 'ended'],
  [{ ...open, undone: true }, '2026-11-20', 'taken-back'],
] as const)('%o stands on %s as: %s', (terms, today, how) => {
  expect(standing(terms, today)).toBe(how);
});

test('only the days on which it begins, and after which it ends, turn an opt-out', () => {
  expect(isTurnedBetween(week, '2026-11-19', '2026-11-20')).toBe(true);
  expect(isTurnedBetween(week, '2026-11-20', '2026-11-26')).toBe(false);
  expect(isTurnedBetween(week, '2026-11-26', '2026-11-27')).toBe(true);
  expect(isTurnedBetween(open, '2026-11-20', '2030-01-01')).toBe(false);
});

test('a stop is protected by its manifest, by the register, or since an opt-out after it', () => {
  const plain = { optedOut: false, confidential: false };
  expect(isProtected(plain)).toBe(false);
  expect(isProtected({ ...plain, optedOut: true })).toBe(true);
  expect(isProtected({ ...plain, confidential: true })).toBe(true);
  expect(isProtected({ ...plain, optedOutSince: true })).toBe(true);
});
