/** A score among the days before it: tonight is measured against the evenings that came before, taken together. */
import { addCounts } from '#core/domain/score.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { TrendDay } from '#shared/scores.ts';
import type { StateCounts } from '#shared/views.ts';

/** Service days before the day itself that a trend looks at: two weeks are what the field's weekly targets are judged by. */
export const trendLength = 14;

/**
 * `days` oldest first, the day itself last. `change` is tonight's score less the score of the days before taken together
 * (a day of 20 stops weighs less than one of 200), in shares of 1; null where either has no opportunity.
 */
export function trendOf(days: readonly { date: ServiceDate; counts: StateCounts }[]): {
  trend: TrendDay[];
  change: number | null;
} {
  const before = addCounts(days.slice(0, -1).map((day) => day.counts)).podScore;
  const tonight = days.at(-1)?.counts.podScore ?? null;
  return {
    trend: days.map(({ date, counts: { podScore, opportunities, confirmed } }) => ({
      date,
      podScore,
      opportunities,
      confirmed,
    })),
    change: before === null || tonight === null ? null : tonight - before,
  };
}
