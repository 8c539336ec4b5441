/** Stops as claims show them: one stop at a time, a page of two hundred in some milliseconds. */
import type { Database } from 'better-sqlite3';
import { mainPackage } from '#core/domain/stopOutcome.ts';
import type { DecisionStore } from '#core/index/decisionStore.ts';
import type { PackageRecord, StopRecord } from '#core/index/deliveryReader.ts';
import { isErased } from '#core/index/erasedStops.ts';
import { toBytes, toHex } from '#core/index/keys.ts';
import { isProtectedRecord } from '#core/index/protection.ts';
import { flagsOf, photoRank } from '#core/index/stopRows.ts';
import type { ClaimStop } from '#shared/claims.ts';
import type { PhotoId, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { StopState } from '#shared/words.ts';
import type { Carriers, ClaimBasis } from './carriers.ts';

export interface ClaimStopFacts {
  byId(stopId: StopId): ClaimStop | null;
  /** By its row number. */
  byNumber(stop: number): ClaimStop | null;
  /** What a claim rests on when it is tied to the stop; null: the index knows no such stop. */
  rests(stopId: StopId): ClaimBasis | null;
  /** Pictures that are tied to a stop and were not rejected there, in order of their ids. */
  standingPhotos(stopId: StopId): PhotoId[];
}

interface StopRow extends StopRecord {
  route_key: Buffer;
  date: string;
  route_name: string;
  driver: string | null;
  driver_name: string | null;
}

interface TieRow {
  sha256: Buffer;
  erased: number | null;
  flags: string | null;
}

export function createClaimStopFacts(
  db: Database,
  { decisions, carriers, settings }: { decisions: DecisionStore; carriers: Carriers; settings: () => Settings },
): ClaimStopFacts {
  const columns = `stops.*, routes.key AS route_key, routes.date, routes.route AS route_name, routes.driver, routes.driver_name
    FROM stops JOIN routes ON routes.id = stops.route`;
  const byKey = db.prepare<[Buffer], StopRow>(`SELECT ${columns} WHERE stops.key = ?`);
  const byNumber = db.prepare<[number], StopRow>(`SELECT ${columns} WHERE stops.id = ?`);
  const packagesOf = db.prepare<[number], PackageRecord>(
    'SELECT stop, tracking_id, outcome, completed_at, handover, left_at FROM packages WHERE stop = ? ORDER BY tracking_id',
  );
  const tiesOf = db.prepare<[number], TieRow>(
    `SELECT photos.sha256, photos.erased, ties.flags FROM ties JOIN photos ON photos.id = ties.photo
     WHERE ties.stop = ? ORDER BY photos.taken_at, photos.sha256`,
  );

  const decidedAt = db
    .prepare<{ key: Buffer }, number>(
      `SELECT EXISTS (SELECT 1 FROM decisions WHERE stop_key = @key) OR EXISTS (SELECT 1 FROM decisions WHERE to_key = @key)`,
    )
    .pluck();

  /** None that was erased, and none where no picture may be shown. */
  function bestPhoto(row: StopRow): PhotoId | null {
    const photos = isProtectedRecord(row)
      ? []
      : tiesOf.all(row.id).flatMap((tie) => {
          const id = toHex(tie.sha256);
          return isErased(tie.erased, 'thumbnail') || isErased(tie.erased, 'picture')
            ? []
            : [{ id, flags: flagsOf(tie.flags) }];
        });
    if (photos.length < 2) return photos[0]?.id ?? null;
    const here = decidedAt.get({ key: row.key }) === 1 ? decisions.ofStop(toHex(row.key)) : null;
    const rank = (photo: (typeof photos)[number]) => photoRank(photo, here, settings());
    return photos.reduce((best, photo) => (rank(photo) < rank(best) ? photo : best)).id;
  }

  function toView(row: StopRow | undefined): ClaimStop | null {
    if (!row) return null;
    const main = mainPackage(packagesOf.all(row.id));
    return {
      ...{
        stopId: toHex(row.key),
        routeId: toHex(row.route_key),
        date: row.date,
        route: row.route_name,
        stop: row.stop,
      },
      ...{
        address: row.address,
        postcode: row.postcode,
        customer: row.customer,
        driver: row.driver ?? row.driver_name,
      },
      ...{
        outcome: main?.outcome ?? 'pending',
        completedAt: main?.completed_at ?? null,
        state: row.state as StopState,
      },
      photoId: bestPhoto(row),
    };
  }

  return {
    byId: (stopId) => toView(byKey.get(toBytes(stopId))),
    byNumber: (stop) => toView(byNumber.get(stop)),
    standingPhotos: (stopId) => carriers.byId(stopId)?.rests.photos ?? [],
    rests: (stopId) => carriers.byId(stopId)?.rests ?? null,
  };
}
