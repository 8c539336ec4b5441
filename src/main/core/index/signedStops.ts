/** The stops of a route as a sign-off signs them, read out of the index. */
import type { Database } from 'better-sqlite3';
import { type Signed, toSigned } from '#core/domain/signOff.ts';
import { mainPackage } from '#core/domain/stopOutcome.ts';
import type { ErasedStop } from '#core/ledger/contract.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ExcuseReason, StopState } from '#shared/words.ts';
import type { DecisionStore } from './decisionStore.ts';
import { createDeliveryReader } from './deliveryReader.ts';
import { createErasedStops } from './erasedStops.ts';
import { toHex } from './keys.ts';

/** In the order of the route. */
export type ReadSignedStops = (route: number) => Signed[];

export function createSignedStops(db: Database, decisions: DecisionStore): ReadSignedStops {
  const deliveries = createDeliveryReader(db);
  const erased = createErasedStops(db);
  const routeRow = db.prepare<[number], { key: Buffer; date: ServiceDate }>(
    'SELECT key, date FROM routes WHERE id = ?',
  );
  const tiesOf = db.prepare<[number], { stop: number; sha256: Buffer }>(
    `SELECT ties.stop, photos.sha256 FROM stops JOIN ties ON ties.stop = stops.id JOIN photos ON photos.id = ties.photo
     WHERE stops.route = ?`,
  );
  return (route) => {
    const packages = deliveries.packagesOf(route);
    const ties = Map.groupBy(tiesOf.all(route), (tie) => tie.stop);
    const decided = decisions.ofRoute(route);
    const row = routeRow.get(route);
    const frozen = row ? erased.ofRoute(row.date, toHex(row.key)) : null;
    return deliveries.stopsOf(route).map((record) => {
      const stands = frozen?.get(record.stop);
      if (stands) return signedPart(stands);
      const here = decided.get(toHex(record.key));
      const state = record.state as StopState;
      const photoIds = (ties.get(record.id) ?? []).map(({ sha256 }) => toHex(sha256));
      return toSigned({
        stop: record.stop,
        state,
        photoIds: photoIds.filter((photoId) => !here?.rejected.has(photoId)),
        excuse: state === 'excused' ? (record.reason as ExcuseReason) : null,
        outcome: mainPackage(packages.get(record.id) ?? [])?.outcome ?? 'pending',
        followUp: here !== undefined && here.followUp !== null,
      });
    });
  };
}

/** A sign-off says no more of a frozen stop than of others. */
function signedPart({ reason: _reason, ties: _ties, ...signed }: ErasedStop): Signed {
  return signed;
}
