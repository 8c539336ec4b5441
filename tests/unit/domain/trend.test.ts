import { expect, test } from 'vitest';
import { addCounts, countsFromTally } from '#core/domain/score.ts';
import { trendOf } from '#core/domain/trend.ts';

const day = (date: string, confirmed: number, missing: number) => ({
  date,
  counts: countsFromTally({ confirmed, missing }),
});

test('tonight is measured against the days before taken together, so that a small day weighs little', () => {
  const { trend, change } = trendOf([day('2026-11-18', 180, 20), day('2026-11-19', 1, 1), day('2026-11-20', 95, 5)]);
  expect(trend.map((each) => each.podScore)).toEqual([0.9, 0.5, 0.95]);
  expect(change).toBeCloseTo(0.95 - 181 / 202);
});

test('without days before, or without an opportunity tonight, there is nothing to compare', () => {
  expect(trendOf([day('2026-11-20', 9, 1)]).change).toBeNull();
  expect(trendOf([day('2026-11-19', 9, 1), { date: '2026-11-20', counts: addCounts([]) }]).change).toBeNull();
  expect(trendOf([day('2026-11-19', 0, 0), day('2026-11-20', 9, 1)]).change).toBeNull();
});
