/** What surrounds a stop: where its driver was before and after, and earlier pictures of the same door. */
import type { Database } from 'better-sqlite3';
import { blockingAmong } from '#core/domain/flags.ts';
import { isSamePlace } from '#core/domain/places.ts';
import { mainPackage } from '#core/domain/stopOutcome.ts';
import type { StopId } from '#shared/ids.ts';
import type { DoorstepPicture, NeighbourStop, Surroundings } from '#shared/review.ts';
import type { Settings } from '#shared/settings.ts';
import type { StopState } from '#shared/words.ts';
import type { DecisionStore } from './decisionStore.ts';
import { createDeliveryReader, type PackageRecord, type StopRecord } from './deliveryReader.ts';
import { isErased } from './erasedStops.ts';
import { toBytes, toHex } from './keys.ts';
import { isProtectedRecord } from './protection.ts';
import { flagsOf, photoRank } from './stopRows.ts';
import { addressQuery } from './stopWords.ts';

export interface SurroundingsQuery {
  /** Null: the stop is not in the index. */
  of(id: StopId): Surroundings | null;
}

/** More than six pictures of one door say nothing new. */
const mostEarlier = 6;
/** Stops with the address's words that are looked at: enough for six evenings at the busiest door, few enough for a blink. */
const mostLookedAt = 300;

type EarlierRow = StopRecord & { date: string; route_code: string };

interface PhotoRow {
  sha256: Buffer;
  taken_at: number | null;
  /** Bits of `erasedBit`. */
  erased: number | null;
  flags: string | null;
}

export function createSurroundings(
  db: Database,
  decisions: DecisionStore,
  settings: () => Settings,
): SurroundingsQuery {
  const deliveries = createDeliveryReader(db);
  const byKey = db.prepare<[Buffer], StopRecord>('SELECT * FROM stops WHERE key = ?');
  const dateOf = db.prepare<[number], string>('SELECT date FROM routes WHERE id = ?').pluck();
  const photosOf = db.prepare<[number], PhotoRow>(
    `SELECT photos.sha256, photos.taken_at, photos.erased, ties.flags FROM ties JOIN photos ON photos.id = ties.photo
     WHERE ties.stop = ? ORDER BY photos.taken_at, photos.sha256`,
  );
  const packagesOf = db.prepare<[number], PackageRecord>(
    'SELECT stop, tracking_id, outcome, completed_at, handover, left_at FROM packages WHERE stop = ? ORDER BY tracking_id',
  );
  // Row numbers grow with the days: the newest come first without sorting all that match.
  const withWords = db.prepare<[string, string], EarlierRow>(
    `SELECT stops.*, routes.date, routes.route AS route_code
     FROM (SELECT rowid FROM stop_words WHERE stop_words MATCH ? ORDER BY rowid DESC LIMIT ${mostLookedAt}) AS hit
       JOIN stops ON stops.id = hit.rowid JOIN routes ON routes.id = stops.route
     WHERE routes.date < ? AND stops.state = 'confirmed'
     ORDER BY routes.date DESC, stops.id DESC`,
  );

  /** Tied photos that nobody rejected and nothing was erased of, the best first. */
  function bestPhotos(record: StopRecord) {
    const here = decisions.ofStop(toHex(record.key));
    return (
      photosOf
        .all(record.id)
        // Nothing is left of it to be looked at.
        .filter((row) => !isErased(row.erased, 'thumbnail') && !isErased(row.erased, 'picture'))
        .map((row) => ({ id: toHex(row.sha256), takenAt: row.taken_at, flags: flagsOf(row.flags) }))
        .filter((photo) => !here?.rejected.has(photo.id))
        .map((photo) => ({ ...photo, accepted: here?.accepted.has(photo.id) ?? false }))
        .sort((a, b) => photoRank(a, here, settings()) - photoRank(b, here, settings()))
    );
  }

  function toNeighbour(record: StopRecord | null, packages: Map<number, PackageRecord[]>): NeighbourStop | null {
    if (!record) return null;
    const main = mainPackage(packages.get(record.id) ?? []);
    return {
      stopId: toHex(record.key),
      stop: record.stop,
      sequence: record.sequence,
      address: record.address,
      outcome: main?.outcome ?? 'pending',
      completedAt: main?.completed_at ?? null,
      state: record.state as StopState,
      position:
        record.latitude === null || record.longitude === null
          ? null
          : { latitude: record.latitude, longitude: record.longitude },
      photoId: isProtectedRecord(record) ? null : (bestPhotos(record)[0]?.id ?? null),
    };
  }

  function earlierOf(record: StopRecord): DoorstepPicture[] {
    const words = addressQuery(record);
    const date = dateOf.get(record.route);
    // Whoever asks for no photos is not to be looked at in old ones either.
    if (words === null || date === undefined || isProtectedRecord(record)) return [];
    const found: DoorstepPicture[] = [];
    for (const stop of withWords.all(words, date)) {
      if (isProtectedRecord(stop) || !isSamePlace(stop, record)) continue;
      const photo = bestPhotos(stop)[0];
      if (!photo || (!photo.accepted && blockingAmong(photo.flags, settings()).length > 0)) continue;
      found.push({
        photoId: photo.id,
        stopId: toHex(stop.key),
        date: stop.date,
        route: stop.route_code,
        takenAt: photo.takenAt,
        handover: mainPackage(packagesOf.all(stop.id))?.handover ?? null,
        accepted: photo.accepted,
      });
      if (found.length === mostEarlier) break;
    }
    return found;
  }

  return {
    of(id) {
      const record = byKey.get(toBytes(id));
      if (!record) return null;
      const packages = deliveries.packagesOf(record.route);
      const { before, after } = neighboursOf(record, deliveries.stopsOf(record.route), packages);
      return {
        stopId: id,
        before: toNeighbour(before, packages),
        after: toNeighbour(after, packages),
        earlier: earlierOf(record),
      };
    },
  };
}

/** As the driver went: by the time of the scans; a stop without one has its neighbours in the planned order. */
function neighboursOf(
  record: StopRecord,
  inPlannedOrder: readonly StopRecord[],
  packages: ReadonlyMap<number, PackageRecord[]>,
): { before: StopRecord | null; after: StopRecord | null } {
  const doneAt = (stop: StopRecord) => mainPackage(packages.get(stop.id) ?? [])?.completed_at ?? null;
  const times = new Map(inPlannedOrder.map((stop) => [stop.id, doneAt(stop)]));
  const order =
    times.get(record.id) === null
      ? inPlannedOrder
      : inPlannedOrder
          .filter((stop) => times.get(stop.id) !== null)
          .sort((a, b) => (times.get(a.id) ?? 0) - (times.get(b.id) ?? 0));
  const at = order.findIndex((stop) => stop.id === record.id);
  return { before: order[at - 1] ?? null, after: order[at + 1] ?? null };
}
