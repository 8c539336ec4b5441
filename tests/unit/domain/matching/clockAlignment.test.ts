import { describe, expect, test } from 'vitest';
import { alignClock, type ClockSample, firstAtLeast, someOf } from '#core/domain/matching/clockAlignment.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';

const random = seededRandom(11);
/** Fifty scans over a shift, at gaps that don't repeat. */
const scans = Float64Array.from({ length: 50 }, () => random.between(0, 28_000)).sort();
const sample = (time: number): ClockSample => ({ time, weightOf: null, base: 0 });
const takenAfter = (seconds: number, from = scans) =>
  [...from].map((scan) => sample(scan + seconds + random.normal(0, 8)));

describe('A clock against the scans', () => {
  test.for([
    ['right', 0],
    ['twelve minutes fast', 720],
    ['twenty minutes slow', -1200],
  ] as const)('a clock that is %s is found by minutes', ([_what, error]) => {
    const { correction, explained, support } = alignClock(takenAfter(error), scans, 'minutes');
    expect(correction).toBeGreaterThanOrEqual(-error - 20);
    expect(correction).toBeLessThanOrEqual(-error + 20);
    expect(explained).toBeGreaterThan(0.8);
    expect(support).toBeGreaterThan(40);
  });

  test('a clock in another zone is found by hours, and not by minutes', () => {
    const samples = takenAfter(9 * 3600);
    expect(alignClock(samples, scans, 'hours').correction).toBeCloseTo(-9 * 3600, -2);
    expect(Math.abs(alignClock(samples, scans, 'minutes').correction)).toBeLessThanOrEqual(60);
  });

  test('times that have nothing to do with the scans correct nothing', () => {
    const chance = Array.from({ length: 50 }, () => sample(random.between(0, 28_000)));
    const { correction, explained } = alignClock(chance, scans, 'hours');
    expect(Math.abs(correction)).toBeLessThanOrEqual(60);
    expect(explained).toBeLessThan(0.5);
  });

  test('forty pictures copied in the same second are one witness', () => {
    const copied = Array.from({ length: 40 }, () => sample(50_000));
    const { support, correction } = alignClock(copied, scans, 'hours');
    expect(support).toBeLessThanOrEqual(1);
    expect(Math.abs(correction)).toBeLessThanOrEqual(60);
  });

  test('positions find a correction that times alone leave open', () => {
    // Scans every 200 s: every correction by a multiple of that fits the times.
    const regular = Float64Array.from({ length: 40 }, (_, i) => i * 200);
    const samples = [...regular].map(
      (scan, i): ClockSample => ({ time: scan - 400, base: 0, weightOf: (at) => (at === i ? 20 : 0.5) }),
    );
    expect(alignClock(samples, regular, 'minutes').correction).toBe(400);
  });

  test('no pictures and no scans give no correction', () => {
    expect(alignClock([], scans, 'hours')).toMatchObject({ correction: 0, explained: 0, support: 0 });
    expect(alignClock([sample(5)], new Float64Array(), 'hours')).toMatchObject({ correction: 0, support: 0 });
  });
});

test('the first value that is not below a bound is found, or the end', () => {
  const values = Float64Array.of(1, 3, 3, 7);
  expect([0, 1, 2, 3, 4, 7, 8].map((bound) => firstAtLeast(values, bound))).toEqual([0, 0, 1, 1, 3, 3, 4]);
});

test('some of a list are evenly chosen, and all of a short one', () => {
  expect(someOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5)).toEqual([0, 2, 4, 6, 8]);
  expect(someOf([0, 1, 2], 5)).toEqual([0, 1, 2]);
});
