/** How long what is kept is kept. */
import { describe, expect, test } from 'vitest';
import {
  countdownWords,
  dueUpTo,
  type HoldEntry,
  isRunMissed,
  keptSentence,
  keptUntil,
  nextRunAfter,
  standingHolds,
} from '#core/domain/retention.ts';

const zone = 'America/Los_Angeles';
const at = (time: string) => Date.parse(time);

describe('The date in whose night it is erased', () => {
  test.each([
    ['2026-11-20', 7, '2026-11-27'],
    ['2026-12-30', 3, '2027-01-02'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-11-20', 36_500, '2126-10-27'],
    ['2026-11-20', null, null],
  ])('%s and %s days: %s', (date, days, until) => {
    expect(keptUntil(date, days)).toBe(until);
  });

  test('a service date is due on that date and not a day before', () => {
    expect(dueUpTo('2026-11-27', 7)).toBe('2026-11-20');
    expect(dueUpTo('2026-11-26', 7)).toBe('2026-11-19');
    expect(dueUpTo('2026-11-27', null)).toBeNull();
  });
});

describe('The countdown', () => {
  test.each([
    ['2026-12-09', 'in 12 days'],
    ['2026-11-29', 'in 2 days'],
    ['2026-11-28', 'tomorrow'],
    ['2026-11-27', 'at the next run'],
    ['2026-11-01', 'at the next run'],
  ])('until %s, on 27 November: %s', (until, words) => {
    expect(countdownWords(until, '2026-11-27')).toBe(words);
  });

  test.each([
    [{ erased: true, until: '2026-11-01', heldBy: null }, 'Erased'],
    [{ erased: false, until: null, heldBy: null }, 'Kept until somebody erases it'],
    [{ erased: false, until: '2026-12-09', heldBy: null }, 'Erased in 12 days, on (2026-12-09)'],
    [{ erased: false, until: '2026-11-27', heldBy: null }, 'Erased at the next run'],
    [{ erased: false, until: '2026-12-09', heldBy: 'a hold' }, 'A hold keeps it'],
    [{ erased: false, until: '2026-11-20', heldBy: 'a hold' }, 'Its time is up; a hold keeps it'],
    [{ erased: false, until: '2026-12-09', heldBy: 'claim 2026-0012' }, 'Claim 2026-0012 keeps it'],
  ])('%j: %s', (kept, sentence) => {
    expect(keptSentence(kept, '2026-11-27', (date) => `(${date})`)).toBe(sentence);
  });
});

describe('The quiet hour', () => {
  test('is half past three of the depot, also where the clocks are changed', () => {
    expect(nextRunAfter(at('2026-11-20T20:00:00-08:00'), zone)).toBe(at('2026-11-21T03:30:00-08:00'));
    expect(nextRunAfter(at('2026-11-21T03:29:00-08:00'), zone)).toBe(at('2026-11-21T03:30:00-08:00'));
    expect(nextRunAfter(at('2026-11-21T03:30:00-08:00'), zone)).toBe(at('2026-11-22T03:30:00-08:00'));
    expect(nextRunAfter(at('2026-03-07T20:00:00-08:00'), zone)).toBe(at('2026-03-08T03:30:00-07:00'));
  });

  test('that passed while the machine slept is made up for', () => {
    const ran = at('2026-11-21T03:30:05-08:00');
    expect(isRunMissed(null, ran, zone)).toBe(true);
    expect(isRunMissed(ran, at('2026-11-22T03:29:00-08:00'), zone)).toBe(false);
    expect(isRunMissed(ran, at('2026-11-22T09:00:00-08:00'), zone)).toBe(true);
  });

  test('comes as well after the clock was set back', () => {
    expect(isRunMissed(at('2027-11-21T03:30:00-08:00'), at('2026-11-22T03:30:00-08:00'), zone)).toBe(true);
  });
});

describe('A hold', () => {
  const stop = { date: '2026-11-20', route: 'R1', stop: '001' };
  const hold = (id: string): HoldEntry => ({ id, at: 1, person: 'Ann', body: { kind: 'hold', stop, note: 'A claim' } });
  const release = (id: string, of: string): HoldEntry => ({
    ...{ id, at: 2, person: null },
    body: { kind: 'release-hold', hold: of },
  });
  const standing = (entries: HoldEntry[], undone: string[] = []) =>
    standingHolds(entries, (id) => undone.includes(id)).map(({ entry }) => entry);

  test.each([
    ['stands until it is released', [hold('a')], [], ['a']],
    ['is gone with its release', [hold('a'), release('b', 'a')], [], []],
    ['stands again when the release is taken back', [hold('a'), release('b', 'a')], ['b'], ['a']],
    ['that was taken back never was', [hold('a')], ['a'], []],
    ['outlives the release of another at the same stop', [hold('a'), hold('b'), release('c', 'a')], [], ['b']],
  ])('%s', (_sentence, entries, undone, left) => {
    expect(standing(entries as HoldEntry[], undone as string[])).toEqual(left);
  });
});
