/** Where in the day's routes to look first for a photo that fits no stop by itself. Pure. */
import type { RouteId } from '#shared/ids.ts';
import type { RouteSummary, StopRow, UnmatchedPhoto } from '#shared/views.ts';

/** The route of the best candidate, else the one that the photo's folder names; null when nothing tells. */
export function likelyRoute(
  photos: readonly Pick<UnmatchedPhoto, 'candidates' | 'folder'>[],
  routes: readonly Pick<RouteSummary, 'id' | 'route' | 'driver'>[],
): RouteId | null {
  const [best] = photos.flatMap(({ candidates }) => candidates.slice(0, 1));
  if (best) return best.routeId;
  const words = new Set(photos.flatMap(({ folder }) => folder.split(/[/\\\s]+/)));
  const named = routes.find(({ route, driver }) => words.has(route) || (driver !== null && words.has(driver)));
  return named?.id ?? null;
}

/** The stop that was scanned nearest to a moment; null without a moment, or without scans. @param at epoch ms. */
export function nearestScan<Stop extends Pick<StopRow, 'completedAt'>>(
  stops: readonly Stop[],
  at: number | null,
): Stop | null {
  if (at === null) return null;
  const away = ({ completedAt }: Stop) =>
    completedAt === null ? Number.POSITIVE_INFINITY : Math.abs(completedAt - at);
  const nearest = stops.reduce<Stop | null>(
    (best, stop) => (best === null || away(stop) < away(best) ? stop : best),
    null,
  );
  return nearest === null || nearest.completedAt === null ? null : nearest;
}
