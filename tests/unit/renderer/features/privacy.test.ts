import { expect, test } from 'vitest';
import { countdown, type KeptFacts } from '#features/privacy/countdown.ts';
import { seenWords } from '#features/privacy/seenWords.ts';

const facts: KeptFacts = { date: '2026-11-21', today: '2026-11-29', days: 90, held: false, erased: false };

test.for([
  ['counts down to its day', {}, 'kept', 'Kept until Fri 19 Feb 2027 · 82 days'],
  ['says one day on the last', { today: '2027-02-18' }, 'kept', 'Kept until Fri 19 Feb 2027 · 1 day'],
  ['says when its time is up', { today: '2027-02-19' }, 'due', 'Its time is up: erased at the next nightly run'],
  ['is kept where the depot has set no number', { days: null }, 'kept', 'Kept until somebody erases it'],
  [
    'says that it is held, whatever its time',
    { today: '2030-01-01', held: true },
    'held',
    'Held: nothing of it is erased',
  ],
  ['says that it is erased, and nothing else', { held: true, erased: true }, 'erased', 'Erased'],
  [
    'counts calendar days across the change of clocks',
    { date: '2026-10-24', days: 2, today: '2026-10-25' },
    'kept',
    'Kept until Mon 26 Oct 2026 · 1 day',
  ],
] satisfies [string, Partial<KeptFacts>, string, string][])('a picture %s', ([_what, given, kind, words]) => {
  expect(countdown({ ...facts, ...given })).toEqual({ kind, words });
});

test('who looked stands in one line, the latest first, with the day where it was another', () => {
  const now = Date.parse('2026-11-21T21:00:00Z');
  const look = (person: string | null, before: number) => ({ person, at: now - before * 3_600_000 });
  expect(seenWords([], now, 'UTC')).toBe('Nobody has looked at it at full size');
  expect(seenWords([look('Ana', 0.5), look(null, 24)], now, 'UTC')).toBe(
    'Seen by Ana, 20:30; somebody, Fri 20 Nov 21:00',
  );
  const many = Array.from({ length: 5 }, () => look('Ben', 1));
  expect(seenWords(many, now, 'UTC')).toBe('Seen by Ben, 20:00; Ben, 20:00; Ben, 20:00, and 2 more times');
});
