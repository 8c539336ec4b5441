/** Where the days of a trend stand in their chart, and the same in words. Shares are 0 to 1. */
import type { TrendDay } from '#shared/scores.ts';
import { formatDay, formatScore } from './format.ts';

/** The foot of the scale is a round twentieth; never above this share, or a good fortnight would look like a mountain range. */
const highestFoot = 0.9;
const footStep = 0.05;
/** A longer pause (a closed depot) takes the room of this many days. */
const longestPause = 3;

/**
 * The share at the foot of the scale on which all these trends are drawn: below the lowest score of any. The top is 1.
 * Charts that stand in one table share it, else they could not be compared.
 */
export function trendFoot(trends: readonly (readonly TrendDay[])[]): number {
  const scores = trends.flat().flatMap(({ podScore }) => (podScore === null ? [] : [podScore]));
  const lowest = Math.min(highestFoot, ...scores);
  // 0.85 / 0.05 is 16.999…: without the nudge a round share would fall a step.
  return Math.max(0, Math.floor(lowest / footStep + 1e-9) * footStep);
}

/** One day's place: `x` in days from the first, `y` 0 at the foot to 1 at the top; no `y` without an opportunity. */
export interface TrendPoint {
  day: TrendDay;
  x: number;
  y: number | null;
}

/** Days without routes leave their room empty. */
export function trendPoints(days: readonly TrendDay[], foot: number): TrendPoint[] {
  let x = 0;
  return days.map((day, index) => {
    const before = days[index - 1];
    if (before) x += Math.min(longestPause, Math.max(1, daysBetween(before.date, day.date)));
    const y = day.podScore === null ? null : Math.min(1, Math.max(0, (day.podScore - foot) / (1 - foot)));
    return { day, x, y };
  });
}

/** The runs of days on end with a score: a line joins what stands in one run, and nothing else. */
export function trendRuns(points: readonly TrendPoint[]): TrendPoint[][] {
  const runs: TrendPoint[][] = [];
  for (const point of points) {
    if (point.y === null) continue;
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && point.x - last.x === 1) run.push(point);
    else runs.push([point]);
  }
  return runs;
}

/** The chart for those who don't see it. */
export function trendWords(days: readonly TrendDay[]): string {
  const scored = days.filter((day): day is TrendDay & { podScore: number } => day.podScore !== null);
  const last = days.at(-1);
  if (!last || scored.length === 0) return 'No photos were owed yet.';
  if (scored.length === 1) return 'One day only: there is nothing to compare it with yet.';
  const said = (day: TrendDay) => `${formatScore(day.podScore)} on ${formatDay(day.date)}`;
  const byScore = scored.toSorted((a, b) => a.podScore - b.podScore);
  const first = scored[0] as TrendDay;
  return `${scored.length} service days, from ${said(first)} to ${said(scored.at(-1) as TrendDay)}. Lowest ${said(
    byScore[0] as TrendDay,
  )}, highest ${said(byScore.at(-1) as TrendDay)}.`;
}

/** `+1.2` or `−0.4`: percentage points. Null: nothing to compare with. */
export function formatChange(change: number | null): string {
  if (change === null) return '–';
  const points = (Math.round(Math.abs(change) * 1000) / 10).toFixed(1);
  if (points === '0.0') return '±0.0';
  return change > 0 ? `+${points}` : `−${points}`;
}

/** `1.2 points better than the days before`. */
export function changeWords(change: number | null): string {
  if (change === null) return 'nothing to compare with yet';
  const short = formatChange(change);
  if (short === '±0.0') return 'as on the days before';
  return `${short.slice(1)} points ${change > 0 ? 'better' : 'worse'} than on the days before`;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
