/** Which pictures an examiner of the closer look has not looked at, and how far its search for them has come. */
import type { Database } from 'better-sqlite3';
import type { Examined, ExaminerName } from '#core/closerLook/contract.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import { toBytes, toHex } from './keys.ts';
import { isHash } from './photoReader.ts';

/** Rows that one step of the search reads: about a millisecond. */
const rowsAStep = 1000;

export interface LookStore {
  /** Null when the picture was looked at, is not known any more, or no file of it is there. */
  lacking(photo: number): { relativePath: string; photoId: PhotoId; day: ServiceDate } | 'looked-at' | 'gone';
  numberOf(photoId: PhotoId): number | undefined;
  /** Row numbers of the pictures of a date and all later ones, looked at or not; at most `most`. */
  since(date: ServiceDate, most: number): number[];
  /** Pictures without a look among the rows after `after`, in order of their numbers, and the last row that was asked for. */
  search(after: number): { photos: number[]; last: number };
  highest(): number;
  /** All pictures up to this row number were looked at, or could not be. */
  mark(): number;
  setMark(photo: number): void;
  /** False when the row is not that picture's any more. Inside a transaction, before the finding is kept. */
  setLookedAt(picture: Examined): boolean;
}

/** For one examiner; pictures that an older version of it looked at lack a look. */
export function createLookStore(db: Database, name: ExaminerName, version: number): LookStore {
  const column = `${name}_version`;
  const lacks = `(${column} IS NULL OR ${column} < ${version})`;
  const photo = db.prepare<[number], { sha256: Buffer; day: ServiceDate; lacks: number }>(
    `SELECT sha256, day, ${lacks} AS lacks FROM photos WHERE id = ?`,
  );
  const file = db
    .prepare<[number], string | null>('SELECT min(path) FROM files WHERE photo = ? AND present = 1')
    .pluck();
  const byHash = db.prepare<[Buffer, Buffer], number>(`SELECT id FROM photos WHERE ${isHash}`).pluck();
  const since = db.prepare<[string, number], number>('SELECT id FROM photos WHERE day >= ? LIMIT ?').pluck();
  const search = db
    .prepare<[number, number], number>(`SELECT id FROM photos WHERE id > ? AND id <= ? AND ${lacks} ORDER BY id`)
    .pluck();
  const highest = db.prepare<[], number | null>('SELECT max(id) FROM photos').pluck();
  const readMark = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const writeMark = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  const setVersion = db.prepare(`UPDATE photos SET ${column} = ? WHERE id = ? AND sha256 = ?`);
  const markKey = `${name} looked at`;

  return {
    lacking(id) {
      const row = photo.get(id);
      if (row?.lacks !== 1) return 'looked-at';
      const relativePath = file.get(id) ?? null;
      return relativePath === null ? 'gone' : { relativePath, photoId: toHex(row.sha256), day: row.day };
    },
    numberOf: (photoId) => byHash.get(toBytes(photoId), toBytes(photoId)),
    since: (date, most) => since.all(date, most),
    search: (after) => ({ photos: search.all(after, after + rowsAStep), last: after + rowsAStep }),
    highest: () => highest.get() ?? 0,
    mark() {
      const [of, upTo] = (readMark.get(markKey) ?? '').split(':').map(Number);
      return of === version ? (upTo ?? 0) : 0;
    },
    setMark: (upTo) => void writeMark.run(markKey, `${version}:${upTo}`),
    // A number may have been given to another picture since.
    setLookedAt: ({ photo, photoId }) => setVersion.run(version, photo, toBytes(photoId)).changes > 0,
  };
}
