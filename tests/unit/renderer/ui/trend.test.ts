import { expect, test } from 'vitest';
import type { TrendDay } from '#shared/scores.ts';
import { changeWords, formatChange, trendFoot, trendPoints, trendRuns, trendWords } from '#ui/trend.ts';

const day = (date: string, podScore: number | null): TrendDay => ({
  date,
  podScore,
  opportunities: podScore === null ? 0 : 100,
  confirmed: podScore === null ? 0 : Math.round(podScore * 100),
});

test('the scale begins at a round twentieth below the worst score, and never above 90 %', () => {
  expect(trendFoot([[day('2026-11-20', 0.97)], [day('2026-11-21', 0.99)]])).toBeCloseTo(0.9);
  expect(trendFoot([[day('2026-11-20', 0.85)]])).toBeCloseTo(0.85);
  expect(trendFoot([[day('2026-11-20', 0.849)]])).toBeCloseTo(0.8);
  expect(trendFoot([[day('2026-11-20', 0)]])).toBe(0);
  expect(trendFoot([])).toBeCloseTo(0.9);
});

test('days without routes leave a gap, a long pause at most three days wide', () => {
  const points = trendPoints(
    [day('2026-11-01', 0.9), day('2026-11-02', 0.95), day('2026-11-04', 1), day('2026-11-20', 1)],
    0.9,
  );
  expect(points.map(({ x }) => x)).toEqual([0, 1, 3, 6]);
  expect(points[0]?.y).toBe(0);
  expect(points[1]?.y).toBeCloseTo(0.5);
  expect(points[2]?.y).toBe(1);
});

test('a line joins only days on end that have a score', () => {
  const days = [
    day('2026-11-01', 0.9),
    day('2026-11-02', 0.9),
    day('2026-11-03', null),
    day('2026-11-04', 0.9),
    day('2026-11-06', 0.9),
  ];
  const runs = trendRuns(trendPoints(days, 0.8));
  expect(runs.map((run) => run.map((point) => point.day.date.slice(-2)))).toEqual([['01', '02'], ['04'], ['06']]);
});

test('the chart says in words what it shows, also for one day and for none', () => {
  expect(trendWords([day('2026-11-20', 0.95), day('2026-11-21', 0.97)])).toBe(
    '2 service days, from 95.0 % on Fri 20 Nov 2026 to 97.0 % on Sat 21 Nov 2026. Lowest 95.0 % on Fri 20 Nov 2026, highest 97.0 % on Sat 21 Nov 2026.',
  );
  expect(trendWords([day('2026-11-20', null), day('2026-11-21', 0.97)])).toMatch(/^One day only/);
  expect(trendWords([day('2026-11-21', null)])).toBe('No photos were owed yet.');
  expect(trendWords([])).toBe('No photos were owed yet.');
});

test('a change is told in points, with its direction', () => {
  expect(formatChange(0.0123)).toBe('+1.2');
  expect(formatChange(-0.004)).toBe('−0.4');
  expect(formatChange(0.0001)).toBe('±0.0');
  expect(formatChange(null)).toBe('–');
  expect(changeWords(0.0123)).toBe('1.2 points better than on the days before');
  expect(changeWords(-0.004)).toBe('0.4 points worse than on the days before');
  expect(changeWords(-0.0001)).toBe('as on the days before');
  expect(changeWords(null)).toBe('nothing to compare with yet');
});
