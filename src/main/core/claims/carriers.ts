/** Stops with all that a claim about them rests on, in one question, or for many parcels in two: a list asks fifty thousand times. */
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
  /** Of parcels (normal forms of their ids) the stops that carried exactly them; what none carried is not in it. */
  ofParcels(ids: readonly string[]): ReadonlyMap<string, Carrier[]>;
  byNumber(stop: number): Carrier | null;
  byId(stopId: StopId): Carrier | null;
}

/** A row a package, or one of nulls where the stop has none. */
interface Row {
  id: number;
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
      `SELECT stops.id, stops.key, stops.stop AS name, stops.state, routes.date, routes.route,
         packages.tracking_key AS parcel, packages.tracking_id, packages.outcome, packages.completed_at,
         (SELECT group_concat(hex(photos.sha256)) FROM ties JOIN photos ON photos.id = ties.photo
          WHERE ties.stop = stops.id) AS photos,
         -- Most stops were never decided about: they are not to pay for those that were.
         EXISTS (SELECT 1 FROM decisions WHERE decisions.stop_key = stops.key)
           OR EXISTS (SELECT 1 FROM decisions WHERE decisions.to_key = stops.key) AS decided
       FROM ${which} JOIN routes ON routes.id = stops.route LEFT JOIN packages ON packages.stop = stops.id`,
    );
  // Many at a time: to ask for one takes twice as long as to find it.
  const stopsOf = db.prepare<[string], { parcel: string; stop: number }>(
    `SELECT DISTINCT packages.tracking_key AS parcel, packages.stop
     FROM json_each(?) AS asked CROSS JOIN packages ON packages.tracking_key = asked.value`,
  );
  const byNumbers = asking('json_each(?) AS asked CROSS JOIN stops ON stops.id = asked.value');
  const byNumber = asking('(SELECT * FROM stops WHERE id = ?) AS stops');
  const byKey = asking('(SELECT * FROM stops WHERE key = ?) AS stops');

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

  function ofParcels(ids: readonly string[]): ReadonlyMap<string, Carrier[]> {
    const carried = stopsOf.all(JSON.stringify(ids));
    const numbers = new Set(carried.map(({ stop }) => stop));
    const rows = Map.groupBy(byNumbers.all(JSON.stringify([...numbers])), ({ id }) => id);
    const found = new Map<string, Carrier[]>();
    for (const { parcel, stop } of carried) {
      const carrier = carrierOf(rows.get(stop) ?? [], parcel);
      if (carrier) found.set(parcel, [...(found.get(parcel) ?? []), carrier]);
    }
    return found;
  }

  return {
    ofParcels,
    byNumber: (stop) => carrierOf(byNumber.all(stop), null),
    byId: (stopId) => carrierOf(byKey.all(toBytes(stopId)), null),
  };
}
