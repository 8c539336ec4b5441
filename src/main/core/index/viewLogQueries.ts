/** Who looked at which picture at full size. */
import type { Database } from 'better-sqlite3';
import type { PhotoId } from '#shared/ids.ts';
import type { LookView } from '#shared/looks.ts';
import { toBytes } from './keys.ts';

export interface ViewLogQueries {
  /** Newest first, at most so many. */
  of(photoId: PhotoId, limit: number): LookView[];
  /** Whether this person (null: nobody had said who they were) looked at it at or after `since` (epoch ms). */
  isKnown(photoId: PhotoId, person: string | null, since: number): boolean;
}

export function createViewLogQueries(db: Database): ViewLogQueries {
  const ofPhoto = db.prepare<[Buffer, number], LookView>(
    `SELECT at, person FROM decisions WHERE photo = ? AND kind = 'view' ORDER BY seq DESC LIMIT ?`,
  );
  const since = db
    .prepare<[Buffer, string | null, number], number>(
      `SELECT 1 FROM decisions WHERE photo = ? AND kind = 'view' AND person IS ? AND at >= ? LIMIT 1`,
    )
    .pluck();
  return {
    of: (photoId, limit) => ofPhoto.all(toBytes(photoId), limit),
    isKnown: (photoId, person, from) => since.get(toBytes(photoId), person, from) !== undefined,
  };
}
