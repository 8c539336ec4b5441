/** The evidence about a stop out of an open depot, with what its other rooms know. */
import { withPages } from '#core/confirmations/pageNames.ts';
import type { Depot } from '#core/depot.ts';
import type { Evidence } from '#shared/evidence.ts';
import type { StopId } from '#shared/ids.ts';

/** Null: the stop is not in the index. */
export async function evidenceOf(depot: Depot, stopId: StopId): Promise<Evidence | null> {
  const confirmations = await withPages(depot, depot.queries.confirmationList.ofStop(stopId));
  return depot.queries.evidence.of(stopId, {
    confirmations,
    claims: depot.claims.queries.ofStop(stopId),
    otherClaims: depot.claims.around(stopId),
  });
}
