/** The pictures that stand for a stop among others: its best one, and earlier ones of the same door. */
import type { Database } from 'better-sqlite3';
import { blockingAmong } from '#core/domain/flags.ts';
import { placeOf } from '#core/domain/geo.ts';
import { isSamePlace } from '#core/domain/places.ts';
import { mainPackage } from '#core/domain/stopOutcome.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { DoorstepPicture, NeighbourStop } from '#shared/review.ts';
import type { Settings } from '#shared/settings.ts';
import type { Position } from '#shared/views.ts';
import type { Flag, StopState } from '#shared/words.ts';
import type { DecisionStore } from './decisionStore.ts';
import type { PackageRecord, StopRecord } from './deliveryReader.ts';
import { isErased } from './erasedStops.ts';
import { toHex } from './keys.ts';
import { isProtectedRecord } from './protection.ts';
import { flagsOf, photoRank } from './stopRows.ts';
import { addressQuery } from './stopWords.ts';

export interface DoorPicture {
  id: PhotoId;
  /** As its camera said. */
  takenAt: number | null;
  /** By the corrected clock. */
  correctedAt: number | null;
  position: Position | null;
  flags: Flag[];
  accepted: boolean;
}

export interface DoorPictures {
  /** Tied photos that nobody rejected and nothing was erased of, the best first. */
  of(record: StopRecord): DoorPicture[];
  /** A stop beside another one. @param packages its own. */
  neighbour(record: StopRecord, packages: readonly PackageRecord[]): NeighbourStop & { picture: DoorPicture | null };
  /** Earlier pictures of its door that were a confirmation, newest first. */
  earlier(record: StopRecord): DoorstepPicture[];
}

/** More than six pictures of one door say nothing new. */
const mostEarlier = 6;
/** Stops with the address's words that are looked at: enough for six evenings at the busiest door, few enough for a blink. */
const mostLookedAt = 300;

type EarlierRow = StopRecord & { date: string; route_code: string };

interface PhotoRow {
  sha256: Buffer;
  taken_at: number | null;
  corrected_at: number | null;
  latitude: number | null;
  longitude: number | null;
  /** Bits of `erasedBit`. */
  erased: number | null;
  flags: string | null;
}

export function createDoorPictures(db: Database, decisions: DecisionStore, settings: () => Settings): DoorPictures {
  const dateOf = db.prepare<[number], string>('SELECT date FROM routes WHERE id = ?').pluck();
  const photosOf = db.prepare<[number], PhotoRow>(
    `SELECT photos.sha256, photos.taken_at, photos.taken_at + coalesce(photos.correction, 0) * 1000 AS corrected_at,
            photos.latitude, photos.longitude, photos.erased, ties.flags FROM ties JOIN photos ON photos.id = ties.photo
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

  function bestPhotos(record: StopRecord): DoorPicture[] {
    const here = decisions.ofStop(toHex(record.key));
    return (
      photosOf
        .all(record.id)
        // Nothing is left of it to be looked at.
        .filter((row) => !isErased(row.erased, 'thumbnail') && !isErased(row.erased, 'picture'))
        .map((row) => ({
          id: toHex(row.sha256),
          takenAt: row.taken_at,
          correctedAt: row.corrected_at === null ? null : Math.round(row.corrected_at),
          position: placeOf(row),
          flags: flagsOf(row.flags),
        }))
        .filter((photo) => !here?.rejected.has(photo.id))
        .map((photo) => ({ ...photo, accepted: here?.accepted.has(photo.id) ?? false }))
        .sort((a, b) => photoRank(a, here, settings()) - photoRank(b, here, settings()))
    );
  }

  function neighbour(record: StopRecord, packages: readonly PackageRecord[]) {
    const main = mainPackage(packages);
    const picture = isProtectedRecord(record) ? null : (bestPhotos(record)[0] ?? null);
    return {
      stopId: toHex(record.key),
      stop: record.stop,
      sequence: record.sequence,
      address: record.address,
      outcome: main?.outcome ?? ('pending' as const),
      completedAt: main?.completed_at ?? null,
      state: record.state as StopState,
      position: placeOf(record),
      photoId: picture?.id ?? null,
      picture,
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

  return { of: bestPhotos, neighbour, earlier: earlierOf };
}
