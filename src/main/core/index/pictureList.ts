/** Every picture of a route or day with what a receiver of the pictures has to know about it. */
import type { Database } from 'better-sqlite3';
import type { PhotoId, RouteId, ServiceDate } from '#shared/ids.ts';
import type { AsideReason, StopState } from '#shared/words.ts';
import type { DecisionStore } from './decisionStore.ts';
import { toBytes, toHex } from './keys.ts';
import { createPhotoReader } from './photoReader.ts';
import { protectedPhotoSql } from './protection.ts';

export interface ListedStop {
  route: string;
  driver: string | null;
  stop: string;
  sequence: number | null;
  address: string;
  state: StopState;
}

export interface ListedPicture {
  photoId: PhotoId;
  bytes: number;
  /** Epoch ms. */
  takenAt: number | null;
  /** Files that hold it, relative to the root, those that are there first. */
  paths: string[];
  /** Null for a photo that belongs to no stop. */
  at: ListedStop | null;
  /** It is of an address whose pictures may not be shown (opted out, then or since; confidential), if only as one of several. */
  isPrivate: boolean;
  aside: AsideReason | null;
}

export interface PictureList {
  /** In the order of the route. A picture that is tied to several stops stands once for each. */
  ofRoute(route: RouteId): ListedPicture[];
  /** Photos of the day that belong to no stop, in order of their time. */
  withoutStop(date: ServiceDate): ListedPicture[];
}

interface TiedRow {
  photo: number;
  sha256: Buffer;
  bytes: number;
  taken_at: number | null;
  route: string;
  driver: string | null;
  stop: string;
  sequence: number | null;
  address: string;
  state: StopState;
  is_private: 0 | 1;
}

export function createPictureList(db: Database, parts: { decisions: DecisionStore }): PictureList {
  const photos = createPhotoReader(db);
  const tied = db.prepare<[Buffer], TiedRow>(
    `SELECT ties.photo, photos.sha256, photos.bytes, photos.taken_at, routes.route,
       coalesce(routes.driver, routes.driver_name) AS driver, stops.stop, stops.sequence, stops.address, stops.state,
       ${protectedPhotoSql('ties.photo')} AS is_private
     FROM routes JOIN stops ON stops.route = routes.id JOIN ties ON ties.stop = stops.id
       JOIN photos ON photos.id = ties.photo
     WHERE routes.key = ?
     ORDER BY stops.sequence IS NULL, stops.sequence, stops.stop, photos.taken_at, photos.sha256`,
  );
  const strays = db.prepare<[string], Pick<TiedRow, 'sha256' | 'bytes' | 'taken_at'> & { id: number }>(
    `SELECT id, sha256, bytes, taken_at FROM photos
     WHERE day = ? AND NOT EXISTS (SELECT 1 FROM ties WHERE ties.photo = photos.id) ORDER BY taken_at, sha256`,
  );

  const pathsOf = (photo: number) =>
    photos
      .filesOf(photo)
      .toSorted((a, b) => b.present - a.present)
      .map((file) => file.path);

  return {
    ofRoute: (route) =>
      tied.all(toBytes(route)).map((row) => ({
        photoId: toHex(row.sha256),
        bytes: row.bytes,
        takenAt: row.taken_at,
        paths: pathsOf(row.photo),
        at: {
          route: row.route,
          driver: row.driver,
          stop: row.stop,
          sequence: row.sequence,
          address: row.address,
          state: row.state,
        },
        isPrivate: row.is_private === 1,
        aside: null,
      })),

    withoutStop(date) {
      const asides = parts.decisions.asideOfDay(date);
      return strays.all(date).map((row) => ({
        photoId: toHex(row.sha256),
        bytes: row.bytes,
        takenAt: row.taken_at,
        paths: pathsOf(row.id),
        at: null,
        isPrivate: false,
        aside: asides.get(toHex(row.sha256))?.reason ?? null,
      }));
    },
  };
}
