/** Stops with all that a claim about them rests on, each asked for in one question: a list asks fifty thousand times. */
import type { Database } from 'better-sqlite3';
import type { Basis, StopName } from '#core/domain/decisions.ts';
import { mainPackage } from '#core/domain/stopOutcome.ts';
import type { DecisionStore } from '#core/index/decisionStore.ts';
import { toBytes, toHex } from '#core/index/keys.ts';
import type { PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import type { Outcome, StopState } from '#shared/words.ts';

/** What a claim rests on when it is tied to a stop. */
export interface ClaimBasis {
  stop: StopName;
  /** Tied to the stop and not rejected there, in order of their ids. */
  photos: PhotoId[];
  basis: Basis;
}

/** A stop that may be meant. */
export interface Carrier {
  stopId: StopId;
  date: ServiceDate;
  /** The parcel that was asked for; where none was, any. */
  isDelivered: boolean;
  /** Its parcels' ids in their normal form. */
  parcels: string[];
  rests: ClaimBasis;
}

export interface Carriers {
  /** Stops that carried exactly this parcel (its normal form). */
  ofParcel(id: string): Carrier[];
  byNumber(stop: number): Carrier | null;
  byId(stopId: StopId): Carrier | null;
}

/** A row a package, or one of nulls where the stop has none. */
interface Row {
  key: Buffer;
  name: string;
  state: StopState;
  date: ServiceDate;
  route: string;
  parcel: string | null;
  tracking_id: string;
  outcome: Outcome | null;
  completed_at: number | null;
  /** Hashes in hex, with commas between them. */
  photos: string | null;
  decided: 0 | 1;
}

export function createCarriers(db: Database, decisions: DecisionStore): Carriers {
  const asking = (which: string) =>
    db.prepare<[string | number | Buffer], Row>(
      `SELECT stops.key, stops.stop AS name, stops.state, routes.date, routes.route,
         packages.tracking_key AS parcel, packages.tracking_id, packages.outcome, packages.completed_at,
         (SELECT group_concat(hex(photos.sha256)) FROM ties JOIN photos ON photos.id = ties.photo
          WHERE ties.stop = stops.id) AS photos,
         -- Most stops were never decided about: they are not to pay for those that were.
         EXISTS (SELECT 1 FROM decisions WHERE decisions.stop_key = stops.key)
           OR EXISTS (SELECT 1 FROM decisions WHERE decisions.to_key = stops.key) AS decided
       FROM stops JOIN routes ON routes.id = stops.route LEFT JOIN packages ON packages.stop = stops.id
       WHERE ${which}`,
    );
  // One after the other: together the two questions take three times as long.
  const stopsOf = db.prepare<[string], number>('SELECT stop FROM packages WHERE tracking_key = ?').pluck();
  const byNumber = asking('stops.id = ?');
  const byKey = asking('stops.key = ?');

  function standing(stopId: StopId, { photos, decided }: Row): PhotoId[] {
    if (photos === null) return [];
    const tied = photos.toLowerCase().split(',');
    const rejected = decided === 1 ? decisions.ofStop(stopId)?.rejected : undefined;
    return tied.filter((photo) => !rejected?.has(photo)).sort();
  }

  /** @param rows of one stop. */
  function toCarrier(row: Row, rows: readonly Row[], asked: string | null): Carrier {
    const { key, date, route, name, state } = row;
    const packages = rows
      .flatMap(({ parcel, tracking_id, outcome, completed_at }) =>
        parcel === null || outcome === null ? [] : [{ parcel, id: tracking_id, outcome, completedAt: completed_at }],
      )
      // Where two say the same, the first by its id stands for the stop.
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const main = mainPackage(packages);
    const stopId = toHex(key);
    return {
      ...{ stopId, date, parcels: packages.map(({ parcel }) => parcel) },
      isDelivered: packages.some(
        ({ parcel, outcome }) => outcome === 'delivered' && (asked === null || parcel === asked),
      ),
      rests: {
        stop: { date, route, stop: name },
        photos: standing(stopId, row),
        basis: { state, outcome: main?.outcome ?? 'pending', completedAt: main?.completedAt ?? null },
      },
    };
  }

  function carrierOf(rows: Row[], asked: string | null): Carrier | null {
    const [row] = rows;
    return row ? toCarrier(row, rows, asked) : null;
  }

  return {
    ofParcel: (id) => [...new Set(stopsOf.all(id))].flatMap((stop) => carrierOf(byNumber.all(stop), id) ?? []),
    byNumber: (stop) => carrierOf(byNumber.all(stop), null),
    byId: (stopId) => carrierOf(byKey.all(toBytes(stopId)), null),
  };
}
