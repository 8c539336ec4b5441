/** Which stop comes next: the order of a supervisor's evening. */
import type { StopId } from '#shared/ids.ts';
import type { RouteSummary, StopRow } from '#shared/views.ts';
import type { StopFilter } from './place.ts';

/**
 * Waits for a supervisor. `syncing` does not: its photo may still come by itself; nor does a stop whose driver was
 * asked, nor one that was erased: about that, nothing can be decided.
 */
export function isUndecided({ state, followUp, frozen }: Pick<StopRow, 'state' | 'followUp' | 'frozen'>): boolean {
  return (state === 'missing' || state === 'needs-review' || state === 'candidate') && !followUp && !frozen;
}

/** Stops of a route that wait for a supervisor. */
export function undecidedCount({ counts, followUps }: Pick<RouteSummary, 'counts' | 'followUps'>): number {
  return Math.max(0, counts.missing + counts.needsReview + counts.candidate - followUps);
}

/** The stops that a filter lets through, in their order. */
export function filterStops(stops: readonly StopRow[], filter: StopFilter): readonly StopRow[] {
  return filter === 'all' ? stops : stops.filter(({ state }) => state === filter);
}

/** What is left out of a walk: stops that are decided as far as the supervisor is concerned. */
export type LeftOut = Pick<ReadonlyMap<StopId, unknown>, 'has'>;

/**
 * The stop to go to from `afterId`, `by` +1 or −1: under `all` the next undecided one, under a filter the next that it shows.
 * Looks to the end, then from the other end; null when there is no other.
 */
export function nextStop(
  stops: readonly StopRow[],
  filter: StopFilter,
  afterId: string | null,
  { by = 1, leftOut = new Map() }: { by?: 1 | -1; leftOut?: LeftOut } = {},
): StopRow | null {
  const order = by === 1 ? stops : stops.toReversed();
  const here = order.findIndex(({ id }) => id === afterId);
  const round = [...order.slice(here + 1), ...order.slice(0, Math.max(0, here))];
  const isNext = (stop: StopRow) => (filter === 'all' ? isUndecided(stop) : stop.state === filter);
  return round.find((stop) => isNext(stop) && !leftOut.has(stop.id)) ?? null;
}

/** The first route other than `routeId`, worst first as the core lists them, that still has something to decide. */
export function nextRoute(routes: readonly RouteSummary[], routeId: string | null): RouteSummary | null {
  return routes.find((route) => route.id !== routeId && undecidedCount(route) > 0) ?? null;
}
