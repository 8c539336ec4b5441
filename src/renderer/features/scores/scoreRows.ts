/** The rows of the scores, a driver's or a route's, and their order. Shares are 0 to 1. */
import type { RouteId } from '#shared/ids.ts';
import type { DriverScore, TrendDay } from '#shared/scores.ts';
import type { RouteSummary, StateCounts } from '#shared/views.ts';

export interface ScoreRow {
  key: string;
  name: string;
  /** What else names it: the driver's id and routes, or the route's driver. */
  detail: string;
  counts: StateCounts;
  target: number;
  settleMore: number;
  /** Null where there is nothing to compare; routes have no days before. */
  change: number | null;
  trend: readonly TrendDay[] | null;
  /** Foot of the trend's scale. */
  foot: number;
  /** Of the row's debrief; null for a route. */
  driver: DriverScore | null;
  /** Where the row's work is: its first route. */
  routeId: RouteId | null;
}

export const scoreColumns = [
  'name',
  'opportunities',
  'confirmed',
  'missing',
  'needsReview',
  'candidate',
  'syncing',
  'excused',
  'podScore',
  'settleMore',
  'change',
] as const;
export type ScoreColumn = (typeof scoreColumns)[number];
export interface ScoreOrder {
  column: ScoreColumn;
  direction: 'up' | 'down';
}

/** A driver's row. @param foot of the scale that all rows share */
export function driverRow(driver: DriverScore, target: number, foot: number): ScoreRow {
  const { driverName, routes, counts, settleMore, change, trend } = driver;
  const names = routes.map(({ route }) => route).join(', ');
  return {
    key: driver.driver,
    name: driverName ?? driver.driver,
    detail: driverName === null || driverName === driver.driver ? names : `${driver.driver} · ${names}`,
    counts,
    target,
    settleMore,
    change,
    trend,
    foot,
    driver,
    routeId: routes[0]?.routeId ?? null,
  };
}

export function routeRow(route: RouteSummary, target: number): ScoreRow {
  return {
    key: route.id,
    name: route.route,
    detail: [route.driver, route.driverName].filter(Boolean).join(' · '),
    counts: route.counts,
    target,
    settleMore: stillNeeded(route.counts, target),
    change: null,
    trend: null,
    foot: 0,
    driver: null,
    routeId: route.id,
  };
}

/** Stops that must still become confirmed to reach the target; 0 when it is reached. */
export function stillNeeded({ opportunities, confirmed }: StateCounts, target: number): number {
  // 0.98 * 50 is 49.000…01 on some machines' floats: a hair above a whole number is that number.
  return Math.max(0, Math.ceil(opportunities * target - 1e-9) - confirmed);
}

/** The first direction of a column: what a supervisor looks for comes first. */
export function firstDirection(column: ScoreColumn): ScoreOrder['direction'] {
  return column === 'name' || column === 'podScore' || column === 'change' || column === 'confirmed' ? 'up' : 'down';
}

/** R2 before R10. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

/** The keys in the wanted order; rows that have no value stand last in both directions. */
export function orderRows(rows: readonly ScoreRow[], { column, direction }: ScoreOrder): string[] {
  const sign = direction === 'up' ? 1 : -1;
  return rows
    .toSorted((a, b) => {
      if (column === 'name') return sign * byName(a.name, b.name);
      const [left, right] = [figureOf(a, column), figureOf(b, column)];
      if (left === null || right === null) return Number(left === null) - Number(right === null);
      return sign * (left - right) || byName(a.name, b.name);
    })
    .map(({ key }) => key);
}

function figureOf({ counts, settleMore, change }: ScoreRow, column: Exclude<ScoreColumn, 'name'>): number | null {
  if (column === 'settleMore') return settleMore;
  return column === 'change' ? change : counts[column];
}

/** The rows in the order that is on the screen: figures change in place, new rows come last. */
export function keepRowOrder(rows: readonly ScoreRow[], shown: readonly string[]): ScoreRow[] {
  const place = new Map(shown.map((key, index) => [key, index]));
  return rows.toSorted((a, b) => (place.get(a.key) ?? shown.length) - (place.get(b.key) ?? shown.length));
}

/** `settle 3 more to reach 98 %`, in the words of the page. */
export function settleWords(settleMore: number, opportunities: number, targetWords: string): string {
  if (opportunities === 0) return 'no photos owed';
  return settleMore === 0 ? `${targetWords} is reached` : `settle ${settleMore} more to reach ${targetWords}`;
}
