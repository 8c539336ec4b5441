/** What stands now at the stops where a photo may belong. */
import { useQueries } from '@tanstack/react-query';
import { queries } from '#app/queries.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { Candidate, StopRow } from '#shared/views.ts';

/** Hook: the stops' rows by id, as far as their routes are here. A day's candidates lie on few routes. */
export function useCandidateStops(date: ServiceDate, candidates: readonly Candidate[]): ReadonlyMap<StopId, StopRow> {
  const routeIds = [...new Set(candidates.map(({ routeId }) => routeId))];
  const routes = useQueries({ queries: routeIds.map((routeId) => queries.route(date, routeId)) });
  const wanted = new Set(candidates.map(({ stopId }) => stopId));
  const rows = routes.flatMap(({ data }) => data?.stops.filter(({ id }) => wanted.has(id)) ?? []);
  return new Map(rows.map((row) => [row.id, row]));
}
