/** Where else a picture stands: the same bytes at another stop, and the same picture in another dress. */
import type { Database } from 'better-sqlite3';
import { isSuspicious, type PictureUse, variationWords } from '#core/domain/lookalikes.ts';
import { dayWords } from '#core/domain/signOffSentences.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Lookalike, OtherUse } from '#shared/views.ts';
import { toHex } from './keys.ts';
import { createLookalikeStore, type KnownLookalike } from './lookalikeStore.ts';
import { createPhotoReader, type PhotoRow } from './photoReader.ts';
import { protectedPhotoSql } from './protection.ts';

export interface OtherUses {
  /** Other stops that the photo's own bytes are tied to; at most ten. */
  ofBytes(photo: number, stop: number): OtherUse[];
  /** Pictures that are this one in another dress, but for frames of one burst; at most ten. */
  lookalikes(photo: PhotoRow, stop: { number: number; key: Buffer; date: ServiceDate }): Lookalike[];
}

interface UseRow {
  stop_key: Buffer;
  route_key: Buffer;
  date: string;
  route: string;
  driver: string | null;
  stop: string;
  address: string;
  completed_at: number | null;
  protected: 0 | 1;
}

/** More would fill the inspector, and say no more. */
const shownAtMost = 10;

export function createOtherUses(db: Database): OtherUses {
  const store = createLookalikeStore(db);
  const photos = createPhotoReader(db);
  const usesOf = db.prepare<[number, number, number], UseRow>(
    `SELECT stops.key AS stop_key, routes.key AS route_key, routes.date, routes.route,
            coalesce(routes.driver_name, routes.driver) AS driver, stops.stop, stops.address,
            (SELECT max(completed_at) FROM packages WHERE packages.stop = stops.id) AS completed_at,
            ${protectedPhotoSql('ties.photo')} AS protected
     FROM ties JOIN stops ON stops.id = ties.stop JOIN routes ON routes.id = stops.route
     WHERE ties.photo = ? AND ties.stop <> ? ORDER BY routes.date DESC, stops.key LIMIT ?`,
  );
  const isTied = db.prepare<[number], number>('SELECT EXISTS (SELECT 1 FROM ties WHERE photo = ?)').pluck();

  const toUse = ({ stop_key, route_key, completed_at, protected: hidden, ...use }: UseRow): OtherUse => ({
    stopId: toHex(stop_key),
    routeId: toHex(route_key),
    completedAt: completed_at,
    ...use,
    ...(hidden === 1 && { isProtected: true }),
  });
  const takenAt = (row: PhotoRow) => (row.taken_source === 'file-time' ? null : row.taken_at);

  return {
    ofBytes: (photo, stop) => usesOf.all(photo, stop, shownAtMost).map(toUse),

    lookalikes(photo, stop) {
      const own: PictureUse = { stopId: toHex(stop.key), takenAt: takenAt(photo) };
      const found: Lookalike[] = [];
      for (const pair of store.of(photo.id)) {
        // Of a thousand identical pictures the one that was read first may be found by all others.
        if (found.length >= shownAtMost) break;
        const other = photos.row(pair.other);
        if (!other) continue;
        const facts = { photoId: toHex(other.sha256), takenAt: other.taken_at };
        for (const use of usesOf.all(other.id, stop.number, shownAtMost).map(toUse)) {
          if (!isSuspicious(pair, own, { stopId: use.stopId, takenAt: takenAt(other) })) continue;
          found.push({ ...facts, use, sentence: usedSentence(pair, use, stop.date) });
        }
        if (!isTied.get(other.id)) found.push({ ...facts, use: null, sentence: straySentence(pair) });
      }
      return found.slice(0, shownAtMost);
    },
  };
}

function usedSentence(pair: KnownLookalike, use: OtherUse, date: ServiceDate): string {
  const where = use.address || `stop ${use.stop} of route ${use.route}`;
  const when = use.date === date ? 'too' : `on ${dayWords(use.date)}`;
  return `${pictureWords(pair)} stands at ${where} ${when}`;
}

function straySentence(pair: KnownLookalike): string {
  return `${pictureWords(pair)} lies among the photos without a stop`;
}

function pictureWords(pair: KnownLookalike): string {
  const words = variationWords(pair);
  return `The same picture, ${words}${words === 'saved again' ? '' : ' here'},`;
}
