/** Reads photos with their files and sidecars out of the index as the rules know them (`domain/delivery.ts`). */
import type { Database } from 'better-sqlite3';
import type { Photo, PhotoFile, Sidecar, TakenSource } from '#core/domain/delivery.ts';
import type { QualityFigures } from '#core/domain/quality.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import { toBytes, toHex } from './keys.ts';

export interface PhotoRow {
  id: number;
  sha256: Buffer;
  day: ServiceDate;
  bytes: number;
  width: number;
  height: number;
  /** Local time as the camera wrote it, in ms as if it were UTC. */
  taken_local: number | null;
  taken_offset: string | null;
  gps_time: number | null;
  taken_at: number | null;
  taken_source: TakenSource | null;
  latitude: number | null;
  longitude: number | null;
  device: string | null;
  texts: string | null;
  /** Tenths of a pixel. */
  edge_width: number | null;
  light: number | null;
  middle: number | null;
  perceptual_hash: Buffer | null;
  arrived_at: number;
  /** Null: read before it was written down. */
  indexed_at: number | null;
  tied: number;
  stray_reason: string | null;
  route: number | null;
  correction: number | null;
  /** Which reader of labels has looked at it; null: none. */
  labels_version: number | null;
  /** Bits of `erasedBit`. */
  erased: number | null;
}

export interface PhotoFileRow {
  photo: number;
  path: string;
  modified_at: number;
  present: number;
}

export interface PhotoReader {
  row(id: number): PhotoRow | undefined;
  byId(id: PhotoId): PhotoRow | undefined;
  /** Its own day, and the dates of the stops that it is laid to: where it is shown. */
  datesOf(id: PhotoId): ServiceDate[];
  filesOf(photo: number): PhotoFileRow[];
  /**
   * Where its bytes are or were, for a photo that the index may not know any more: paths of its files, then of those in which other
   * bytes were found since.
   */
  pathsOf(id: PhotoId): string[];
  /** What a file holds as far as it was read; null: nobody knows such a file, or it is no photo. */
  inFile(path: string): { id: PhotoId; erased: number | null; isTied: boolean } | null;
  /** All photos that belong to a date, in order of their ids. */
  day(date: ServiceDate): Photo[];
  toPhoto(row: PhotoRow, files: readonly PhotoFileRow[]): Photo;
  sidecarOf(path: string): Sidecar | null;
}

/** A sidecar is `NAME.EXT.json` or `NAME.json` beside the photo (contract); the longer name is the more certain. */
export function sidecarPaths(photoPath: string): [string, string] {
  const dot = photoPath.lastIndexOf('.');
  const stem = dot > photoPath.lastIndexOf('/') ? photoPath.slice(0, dot) : photoPath;
  return [`${photoPath}.json`, `${stem}.json`];
}

/** No camera of a delivery is older; and of two days ahead of the GPS, no zone is. */
const firstPlausible = Date.UTC(2000, 0, 1);
const aheadOfGps = 2 * 86_400_000;

/** The camera wrote a time that can't be (1970), and nothing but the file's own or the GPS's stood in for it. */
export function hasUnsetClock(row: PhotoRow): row is PhotoRow & { taken_local: number } {
  if (row.taken_local === null) return false;
  if (row.taken_source === null || row.taken_source === 'file-time') return true;
  if (row.taken_source !== 'gps-time' || row.gps_time === null) return false;
  return row.taken_local < firstPlausible || row.taken_local > row.gps_time + aheadOfGps;
}

/** What the GPS says of the camera's clock. */
function gpsWitness(row: PhotoRow, gpsTime: number): Pick<Photo, 'gpsTime' | 'takenLocal'> {
  return { gpsTime, ...(row.taken_local === null ? {} : { takenLocal: row.taken_local }) };
}

/** Null: not measured since the figures became what they are. */
export function qualityOf({ edge_width, light, middle }: PhotoRow): QualityFigures | null {
  if (light === null || middle === null) return null;
  return { edgeWidth: edge_width === null ? null : edge_width / 10, light, middle };
}

/** The very expression of the index (photos_hash), and the whole hash after it. Takes the hash twice. */
export const isHash = 'substr(sha256, 1, 8) = substr(?, 1, 8) AND sha256 = ?';

export function createPhotoReader(db: Database): PhotoReader {
  const byRow = db.prepare<[number], PhotoRow>('SELECT * FROM photos WHERE id = ?');
  const byKey = db.prepare<[Buffer, Buffer], PhotoRow>(`SELECT * FROM photos WHERE ${isHash}`);
  const datesOf = db
    .prepare<[number, number], ServiceDate>(
      `SELECT day FROM photos WHERE id = ?
       UNION SELECT routes.date FROM ties JOIN stops ON stops.id = ties.stop JOIN routes ON routes.id = stops.route
       WHERE ties.photo = ?`,
    )
    .pluck();
  const ofDay = db.prepare<[string], PhotoRow>('SELECT * FROM photos WHERE day = ?');
  const filesOf = db.prepare<[number], PhotoFileRow>(
    'SELECT photo, path, modified_at, present FROM files WHERE photo = ? ORDER BY path',
  );
  const replacedIn = db
    .prepare<[Buffer], string>(
      `SELECT files.path FROM replaced_photos JOIN files ON files.id = replaced_photos.file
       WHERE replaced_photos.sha256 = ? ORDER BY files.path`,
    )
    .pluck();
  const inFile = db.prepare<[string], { sha256: Buffer; erased: number | null; tied: number }>(
    `SELECT photos.sha256, photos.erased, EXISTS (SELECT 1 FROM ties WHERE ties.photo = photos.id) AS tied
     FROM files JOIN photos ON photos.id = files.photo WHERE files.path = ?`,
  );
  const filesOfDay = db.prepare<[string], PhotoFileRow>(
    `SELECT files.photo, files.path, files.modified_at, files.present FROM photos JOIN files ON files.photo = photos.id
     WHERE photos.day = ? ORDER BY files.photo, files.path`,
  );
  const sidecar = db.prepare<[string, string], { body: string }>(
    'SELECT body FROM sidecars WHERE path IN (?, ?) ORDER BY length(path) DESC LIMIT 1',
  );
  const codesOf = db.prepare<[number], string>('SELECT text FROM photo_codes WHERE photo = ? ORDER BY n').pluck();
  const anySidecar = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM sidecars)').pluck();

  function sidecarOf(path: string): Sidecar | null {
    const found = sidecar.get(...sidecarPaths(path));
    return found ? (JSON.parse(found.body) as Sidecar) : null;
  }

  function toPhoto(row: PhotoRow, files: readonly PhotoFileRow[], withSidecars = true): Photo {
    const photoFiles: PhotoFile[] = files.map((file) => ({
      path: file.path,
      modifiedAt: file.modified_at,
      sidecar: withSidecars ? sidecarOf(file.path) : null,
    }));
    return {
      id: toHex(row.sha256),
      files: photoFiles,
      takenAt: row.taken_at,
      takenSource: row.taken_source,
      ...(hasUnsetClock(row) ? { unsetClock: row.taken_local } : {}),
      ...(row.gps_time === null ? {} : gpsWitness(row, row.gps_time)),
      latitude: row.latitude,
      longitude: row.longitude,
      device: row.device,
      width: row.width,
      height: row.height,
      quality: qualityOf(row),
      texts: row.texts === null ? [] : (JSON.parse(row.texts) as string[]),
      // Asked for only where a reader has looked.
      codes: row.labels_version === null ? [] : codesOf.all(row.id),
    };
  }

  return {
    row: (id) => byRow.get(id),
    datesOf(id) {
      const row = byKey.get(toBytes(id), toBytes(id));
      return row ? datesOf.all(row.id, row.id) : [];
    },
    byId: (id) => byKey.get(toBytes(id), toBytes(id)),
    filesOf: (photo) => filesOf.all(photo),
    pathsOf(id) {
      const key = toBytes(id);
      const row = byKey.get(key, key);
      const own = row ? filesOf.all(row.id).map(({ path }) => path) : [];
      return [...new Set([...own, ...replacedIn.all(key)])];
    },
    inFile(path) {
      const row = inFile.get(path);
      return row ? { id: toHex(row.sha256), erased: row.erased, isTied: row.tied === 1 } : null;
    },
    day(date) {
      const files = new Map<number, PhotoFileRow[]>();
      for (const file of filesOfDay.all(date)) {
        const list = files.get(file.photo);
        if (list) list.push(file);
        else files.set(file.photo, [file]);
      }
      const withSidecars = anySidecar.get() === 1;
      return ofDay
        .all(date)
        .map((row) => toPhoto(row, files.get(row.id) ?? [], withSidecars))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    toPhoto: (row, files) => toPhoto(row, files),
    sidecarOf,
  };
}
