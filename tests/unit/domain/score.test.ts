import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addCounts, countStates, countsFromTally, settleMore } from '#core/domain/score.ts';
import { stateCountsSchema } from '#shared/views.ts';
import { type StopState, stopStates } from '#shared/words.ts';

const day = (states: Partial<Record<StopState, number>>) => countsFromTally(states);
const anyStates = fc.array(fc.constantFrom(...stopStates), { maxLength: 60 });
/** A target as the settings hold it, in tenths of a percent. */
const anyTarget = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 1000);

describe('The POD score', () => {
  test.for([
    ['is 100 % when every stop that owes a picture has one', { confirmed: 8, 'not-required': 2 }, 1],
    ['is nothing, not zero, when no stop owes a picture', { 'not-required': 3, excused: 2 }, null],
    ['is nothing on a day without stops', {}, null],
    ['is 0 when all are missing', { missing: 4 }, 0],
    ['counts a picture to review against it', { confirmed: 3, 'needs-review': 1 }, 0.75],
    ['counts a candidate against it', { confirmed: 3, candidate: 1 }, 0.75],
    ['counts a stop that is still syncing against it', { confirmed: 3, syncing: 1 }, 0.75],
    ['counts a missing stop against it', { confirmed: 3, missing: 1 }, 0.75],
    ['leaves an excused stop out', { confirmed: 3, excused: 5 }, 1],
    ['leaves a stop that owes no picture out', { confirmed: 1, missing: 1, 'not-required': 98 }, 0.5],
  ] as const)('%s', ([_what, states, score]) => {
    expect(day(states).podScore).toBe(score);
  });

  test('is confirmed ÷ opportunities on any day, and every stop is counted once', () => {
    fc.assert(
      fc.property(anyStates, (states) => {
        const counts = countStates(states);
        const { confirmed, needsReview, candidate, syncing, missing, excused, notRequired } = counts;
        expect(counts.stops).toBe(states.length);
        expect(counts.opportunities).toBe(confirmed + needsReview + candidate + syncing + missing);
        expect(counts.opportunities + excused + notRequired).toBe(counts.stops);
        expect(counts.podScore).toBe(counts.opportunities === 0 ? null : confirmed / counts.opportunities);
        expect(stateCountsSchema.parse(counts)).toEqual(counts);
      }),
    );
  });

  test('of a day is the score of all its stops, not the mean of its routes', () => {
    fc.assert(
      fc.property(fc.array(anyStates, { maxLength: 6 }), (routes) => {
        expect(addCounts(routes.map(countStates))).toEqual(countStates(routes.flat()));
      }),
    );
    expect(addCounts([day({ confirmed: 9, missing: 1 }), day({ missing: 10 })]).podScore).toBe(0.45);
  });

  test('each state has its own count', () => {
    const counts = countStates(stopStates);
    expect(counts).toMatchObject({ stops: 7, opportunities: 5, podScore: 0.2 });
    for (const name of [
      'confirmed',
      'needsReview',
      'candidate',
      'syncing',
      'missing',
      'excused',
      'notRequired',
    ] as const) {
      expect(counts[name]).toBe(1);
    }
  });
});

describe('Stops still to be settled', () => {
  test.for([
    ['3 more for 98 % of 150', { confirmed: 144, missing: 6 }, 0.98, 3],
    ['none when the target is reached', { confirmed: 98, missing: 2 }, 0.98, 0],
    ['none when it is passed', { confirmed: 99, missing: 1 }, 0.98, 0],
    ['none when no stop owes a picture', { 'not-required': 4, excused: 1 }, 0.98, 0],
    ['all of them for 100 %', { confirmed: 7, missing: 2, candidate: 1 }, 1, 3],
    ['none for a target of nothing', { missing: 10 }, 0, 0],
    // 0.98 × 50 = 49.00000000000001 in binary: must not ask for a fiftieth.
    ['no more than 49 of 50 for 98 %', { confirmed: 48, missing: 2 }, 0.98, 1],
  ] as const)('%s', ([_what, states, target, more]) => {
    expect(settleMore(day(states), target)).toBe(more);
  });

  test('are just enough to reach the target, and never more than are open', () => {
    fc.assert(
      fc.property(anyStates, anyTarget, (states, target) => {
        const counts = countStates(states);
        const more = settleMore(counts, target);
        const scoreWith = (extra: number) => (counts.confirmed + extra) / Math.max(1, counts.opportunities);
        expect(more).toBeLessThanOrEqual(counts.opportunities - counts.confirmed);
        if (counts.opportunities > 0) expect(scoreWith(more)).toBeGreaterThan(target - 1e-9);
        if (more > 0) expect(scoreWith(more - 1)).toBeLessThan(target);
      }),
    );
  });
});
