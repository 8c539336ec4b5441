/** The order of the route list: worst first, and calm. */
import type { RouteSummary } from '#shared/views.ts';

export type RouteOrder = 'worst' | 'route' | 'driver';

export const routeOrderWords: Record<RouteOrder, string> = { worst: 'worst', route: 'by route', driver: 'by driver' };

/** R2 before R10. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

/** The ids in the wanted order. `routes` comes from the core worst first. */
export function orderRoutes(routes: readonly RouteSummary[], order: RouteOrder): string[] {
  const sorted = {
    worst: () => routes,
    route: () => routes.toSorted((a, b) => byName(a.route, b.route)),
    driver: () => routes.toSorted((a, b) => byName(driverOf(a), driverOf(b)) || byName(a.route, b.route)),
  }[order]();
  return sorted.map(({ id }) => id);
}

/** Without a driver last. */
function driverOf({ driverName, driver }: RouteSummary): string {
  return driverName ?? driver ?? '\uffff';
}

/**
 * Lays today's figures on the order that is on the screen: rows stay where they are while their numbers change, new
 * routes come last, vanished ones leave.
 */
export function keepOrder(routes: readonly RouteSummary[], shown: readonly string[]): RouteSummary[] {
  const place = new Map(shown.map((id, index) => [id, index]));
  return routes.toSorted((a, b) => (place.get(a.id) ?? shown.length) - (place.get(b.id) ?? shown.length));
}

/** True when putting the list in order would move a row. */
export function isOutOfOrder(shown: readonly RouteSummary[], wanted: readonly string[]): boolean {
  return shown.some(({ id }, index) => wanted[index] !== id);
}
