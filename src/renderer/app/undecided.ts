/** Which stop comes next: the order of a supervisor's evening. */
import type { RouteSummary, StopRow } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';
import type { StopFilter } from './place.ts';

/** States that wait for a supervisor. `syncing` isn't one: its photo may still come by itself. */
export function isUndecided(state: StopState): boolean {
  return state === 'missing' || state === 'needs-review' || state === 'candidate';
}

/** Stops of a route that wait for a supervisor. */
export function undecidedCount({ counts }: Pick<RouteSummary, 'counts'>): number {
  return counts.missing + counts.needsReview + counts.candidate;
}

/** The stops that a filter lets through, in their order. */
export function filterStops(stops: readonly StopRow[], filter: StopFilter): readonly StopRow[] {
  return filter === 'all' ? stops : stops.filter(({ state }) => state === filter);
}

/**
 * The stop to go to from `afterId`: under `all` the next undecided one, under a filter the next that it shows.
 * Looks to the end, then from the start; null when there is no other.
 */
export function nextStop(stops: readonly StopRow[], filter: StopFilter, afterId: string | null): StopRow | null {
  const here = stops.findIndex(({ id }) => id === afterId);
  const round = [...stops.slice(here + 1), ...stops.slice(0, Math.max(0, here))];
  return round.find(({ state }) => (filter === 'all' ? isUndecided(state) : state === filter)) ?? null;
}

/** The first route other than `routeId`, worst first as the core lists them, that still has something to decide. */
export function nextRoute(routes: readonly RouteSummary[], routeId: string | null): RouteSummary | null {
  return routes.find((route) => route.id !== routeId && undecidedCount(route) > 0) ?? null;
}
