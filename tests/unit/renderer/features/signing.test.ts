import { expect, test } from 'vitest';
import { initialsOf } from '#features/signing/initials.ts';
import { changesBetween } from '#features/signing/meanwhile.ts';
import { isKnown, waitWords } from '#features/signing/signIn.ts';
import type { SignOffView } from '#shared/review.ts';
import { idOf, routeWith } from '#tests/unit/renderer/stopRows.ts';

const stop = (number: number) => ({
  stopId: idOf(number),
  routeId: idOf(900),
  route: 'R104',
  stop: `S${number}`,
  address: `${number} Elm St`,
});

function view(change: Partial<SignOffView> = {}, podScore: number | null = 0.96): SignOffView {
  return {
    date: '2026-11-21',
    routeId: idOf(900),
    title: 'R104',
    timeZone: 'America/Los_Angeles',
    podTarget: 0.98,
    counts: { ...routeWith(1, 'R104', {}).counts, podScore },
    undecided: [],
    undecidedTotal: 0,
    excused: [],
    followUps: [],
    unmatchedPhotos: 0,
    fingerprint: 'a',
    last: null,
    changes: [],
    history: [],
    ...change,
  };
}

test('what became different while a sign-off was open is told stop by stop', () => {
  const before = view({ undecided: [{ ...stop(1), state: 'missing' }] });
  const excused = { ...stop(1), reason: 'access-problem' as const, sentence: 'No access to the door' };
  const now = view({ undecided: [{ ...stop(2), state: 'missing' }], excused: [excused] }, 0.97);
  expect(changesBetween(before, now)).toEqual([
    'The score went from 96.0 % to 97.0 %.',
    '1 Elm St (R104) is settled now.',
    '2 Elm St (R104) is undecided now.',
    '1 Elm St (R104) is excused now.',
  ]);
});

test('of many changes five are named and the rest counted', () => {
  const undecided = Array.from({ length: 8 }, (_, index) => ({ ...stop(index + 1), state: 'missing' as const }));
  const told = changesBetween(view({ undecided }), view());
  expect(told).toHaveLength(6);
  expect(told.at(-1)).toBe('3 more: is settled now.');
});

test('a change that no list shows is still said', () => {
  expect(changesBetween(view(), view({ fingerprint: 'b' }))).toEqual(['A photo or a decision changed.']);
});

test('how long the desk stays locked is said in words', () => {
  expect(waitWords(4_000)).toBe('a few seconds');
  expect(waitWords(31_000)).toBe('40 seconds');
  expect(waitWords(60_000)).toBe('1 minute');
  expect(waitWords(299_000)).toBe('5 minutes');
});

test('a name is known whatever its case and the spaces around it', () => {
  expect(isKnown('  dana REYES ', ['Dana Reyes'])).toBe(true);
  expect(isKnown('Dana', ['Dana Reyes'])).toBe(false);
});

test('initials are the first and the last word’s, in any script', () => {
  expect(initialsOf('Dana Reyes')).toBe('DR');
  expect(initialsOf('  noor ')).toBe('N');
  expect(initialsOf('Ana María de la Cruz')).toBe('AC');
  expect(initialsOf('😀 x')).toBe('😀X');
});
