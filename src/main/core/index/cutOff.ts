/** When a photo that is not here counts as missing (contract: hours after the route's last `completed_at`). */
import type { ServiceDate } from '#shared/ids.ts';

/**
 * A route that says of no delivery when it was done (Amazon's research files) has no last one: noon UTC of the day after, when the
 * service date has ended in every zone, stands in for it, or its stops would be "syncing" for ever.
 */
const noonAfter = 36 * 3_600_000;

/** The same for a query over `routes`, in epoch ms. */
export const lastDeliverySql = `coalesce(last_completed_at, unixepoch(date) * 1000 + ${noonAfter})`;

/** Epoch ms. */
export function cutOffOfRoute(
  route: { date: ServiceDate; last_completed_at: number | null },
  cutOffHours: number,
): number {
  return (route.last_completed_at ?? Date.parse(route.date) + noonAfter) + cutOffHours * 3_600_000;
}
