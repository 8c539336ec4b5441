/** The index's rows for the files of the tree: what is known, what waits, what went. */
import type { Database } from 'better-sqlite3';
import type { FileClass, FolderEntry } from '#core/folder/contract.ts';
import type { FileProblemCode, PendingReason } from '#shared/words.ts';

export type FileState = 'queued' | 'waiting' | 'photo' | 'manifest' | 'sidecar' | 'unreadable' | 'ignored';

export interface KnownFile {
  id: number;
  path: string;
  class: FileClass;
  state: FileState;
  size: number;
  modified_at: number;
  arrived_at: number;
  identity: string | null;
  present: number;
  photo: number | null;
  code: string | null;
  may_still_arrive: number;
  tries: number;
}

export interface FileStore {
  byPath(path: string): KnownFile | undefined;
  /** Paths of the files that are there below a folder. */
  presentUnder(folder: string): string[];
  byId(id: number): KnownFile | undefined;
  /** Present files with the same `dev:ino`, for following a rename. */
  byIdentity(identity: string): KnownFile[];
  /** Inserts the entry or brings its row up to date; returns its id. Forgets what was read from other bytes. */
  admit(
    entry: FolderEntry,
    state: FileState,
    detail?: { code?: string; message?: string; day?: string | null },
  ): number;
  /** The same bytes under another name: everything known about them stays. */
  rename(known: KnownFile, entry: FolderEntry): void;
  /** Photos whose file begins like this sidecar's: it may speak of them. */
  photosBeside(sidecarPath: string): number[];
  /** A photo's file that could not be read (yet) begins like this sidecar's. */
  isBesideUnread(sidecarPath: string): boolean;
  setPresent(id: number, present: boolean): void;
  requeue(id: number): void;
  /** Everything that was read as data is to be read once more; returns the ids. */
  requeueData(): number[];
  setRead(id: number, state: 'photo' | 'manifest' | 'sidecar' | 'ignored', photo: number | null): void;
  setWaiting(id: number, reason: PendingReason, message: string): void;
  setUnreadable(
    id: number,
    problem: { code: FileProblemCode; message: string; mayStillArrive: boolean; day: string | null },
  ): void;
  /** What is still to be read, by class, the newest first; `day` as its name or folder tells it. */
  queued(fileClass: 'photo' | 'data'): Array<{ id: number; modifiedAt: number; day: string | null }>;
  /** Files that may become readable without a change that we would see. */
  retryable(): KnownFile[];
  /** Ids of the next present files after one, ascending; at most 5,000. */
  presentAfter(id: number): number[];
  /** Whether any file is there. */
  isAnyPresent(): boolean;
  /** Present files that are read as photos. */
  photoCount(): number;
}

/** The very words of the partial index: SQLite uses it only for a query that says the same. */
export const unsettled = `state IN ('queued', 'waiting', 'unreadable')`;

/** The very words of the index, too: the file's own number in `disk:number`. */
const numberIn = (identity: string) => `CAST(substr(${identity}, instr(${identity}, ':') + 1) AS NUMERIC)`;

const columns =
  'id, path, class, state, size, modified_at, arrived_at, identity, present, photo, code, may_still_arrive, tries';

/** A busy machine may be the reason once or twice; a picture that always hangs must not hold a worker at every scan. */
const triesOfASlowFile = 3;

export function createFileStore(db: Database): FileStore {
  const byPath = db.prepare<[string], KnownFile>(`SELECT ${columns} FROM files WHERE path = ?`);
  // From `folder/` to just before `folder0`: the index on paths gives exactly what lies below it.
  const presentUnder = db
    .prepare<[string, string], string>('SELECT path FROM files WHERE path >= ? AND path < ? AND present = 1')
    .pluck();
  const byId = db.prepare<[number], KnownFile>(`SELECT ${columns} FROM files WHERE id = ?`);
  const byIdentity = db.prepare<[{ identity: string }], KnownFile>(
    `SELECT ${columns} FROM files WHERE ${numberIn('identity')} = ${numberIn('@identity')} AND identity = @identity
       AND present = 1 ORDER BY id`,
  );
  const admit = db.prepare(
    `INSERT INTO files (path, class, state, size, modified_at, arrived_at, identity, code, message, day)
     VALUES (@path, @fileClass, @state, @size, @modifiedAt, @arrivedAt, @identity, @code, @message, @day)
     ON CONFLICT (path) DO UPDATE SET
       class = excluded.class, state = excluded.state, size = excluded.size, modified_at = excluded.modified_at,
       identity = excluded.identity, code = excluded.code, message = excluded.message, day = excluded.day,
       present = 1, may_still_arrive = 0, tries = 0
     RETURNING id`,
  );
  const rename = db.prepare('UPDATE files SET path = ?, identity = ?, modified_at = ?, present = 1 WHERE id = ?');
  const moveSidecar = db.prepare('UPDATE OR REPLACE sidecars SET path = ? WHERE path = ?');
  const moveManifest = db.prepare('UPDATE OR REPLACE manifests SET path = ?, name = ? WHERE path = ?');
  const photosBeside = db
    .prepare<[string, string], number>(
      // Placing a photo once too often changes nothing.
      'SELECT DISTINCT photo FROM files WHERE path >= ? AND path < ? AND photo IS NOT NULL',
    )
    .pluck();
  const unreadBeside = db
    .prepare<[string, string], number>(
      `SELECT EXISTS (SELECT 1 FROM files
         WHERE path >= ? AND path < ? AND class <> 'data' AND state IN ('waiting', 'unreadable'))`,
    )
    .pluck();
  const setPresent = db.prepare('UPDATE files SET present = ? WHERE id = ?');
  const requeue = db.prepare(`UPDATE files SET state = 'queued', tries = tries + 1 WHERE id = ?`);
  const requeueData = db
    .prepare<[], number>(
      `UPDATE files SET state = 'queued' WHERE class = 'data' AND present = 1 AND state IN ('manifest', 'sidecar', 'ignored')
       RETURNING id`,
    )
    .pluck();
  const setRead = db.prepare(
    `UPDATE files SET state = ?, photo = ?, code = NULL, message = NULL, may_still_arrive = 0, day = NULL WHERE id = ?`,
  );
  const setWaiting = db.prepare(
    `UPDATE files SET state = 'waiting', code = ?, message = ?, may_still_arrive = 0 WHERE id = ?`,
  );
  const setUnreadable = db.prepare(
    `UPDATE files SET state = 'unreadable', photo = NULL, code = ?, message = ?, may_still_arrive = ?, day = ? WHERE id = ?`,
  );
  const queued = db.prepare<[string], ReturnType<FileStore['queued']>[number]>(
    // Tonight before last week: the newest are asked for first.
    `SELECT id, modified_at AS modifiedAt, day FROM files
     WHERE ${unsettled} AND state = 'queued' AND class = ? AND present = 1 ORDER BY modified_at DESC, id`,
  );
  const retryable = db.prepare<[], KnownFile>(
    `SELECT ${columns} FROM files
     WHERE ${unsettled} AND present = 1 AND (state = 'waiting' OR (state = 'unreadable' AND (may_still_arrive = 1
       OR code IN ('permission-denied', 'read-failed') OR (code = 'took-too-long' AND tries < ${triesOfASlowFile - 1}))))`,
  );
  const presentAfter = db
    .prepare<[number], number>('SELECT id FROM files WHERE present = 1 AND id > ? ORDER BY id LIMIT 5000')
    .pluck();
  const photoCount = db.prepare<[], number>(`SELECT files FROM file_counts WHERE name = 'photos'`).pluck();
  const anyPresent = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM files WHERE present = 1)').pluck();

  return {
    byPath: (path) => byPath.get(path),
    presentUnder: (folder) => presentUnder.all(`${folder}/`, `${folder}0`),
    byId: (id) => byId.get(id),
    byIdentity: (identity) => byIdentity.all({ identity }),
    admit(entry, state, detail = {}) {
      const row = admit.get({
        path: entry.path,
        fileClass: entry.fileClass,
        state,
        size: entry.size,
        modifiedAt: entry.modifiedAt,
        arrivedAt: entry.arrivedAt,
        identity: entry.identity,
        code: detail.code ?? null,
        message: detail.message ?? null,
        day: detail.day ?? null,
      }) as { id: number };
      return row.id;
    },
    rename(known, entry) {
      rename.run(entry.path, entry.identity, entry.modifiedAt, known.id);
      if (known.state === 'sidecar') moveSidecar.run(entry.path, known.path);
      if (known.state === 'manifest') {
        const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
        moveManifest.run(entry.path, name, known.path);
      }
    },
    isBesideUnread(sidecarPath) {
      const stem = sidecarPath.slice(0, -'.json'.length);
      return unreadBeside.get(stem, `${stem}\u{10ffff}`) === 1;
    },
    photosBeside(sidecarPath) {
      const stem = sidecarPath.slice(0, -'.json'.length);
      return photosBeside.all(stem, `${stem}\u{10ffff}`);
    },
    setPresent: (id, present) => void setPresent.run(present ? 1 : 0, id),
    requeue: (id) => void requeue.run(id),
    requeueData: () => requeueData.all(),
    setRead: (id, state, photo) => void setRead.run(state, photo, id),
    setWaiting: (id, reason, message) => void setWaiting.run(reason, message, id),
    setUnreadable: (id, problem) =>
      void setUnreadable.run(problem.code, problem.message, problem.mayStillArrive ? 1 : 0, problem.day, id),
    queued: (fileClass) => queued.all(fileClass),
    retryable: () => retryable.all(),
    presentAfter: (id) => presentAfter.all(id),
    isAnyPresent: () => anyPresent.get() === 1,
    photoCount: () => photoCount.get() ?? 0,
  };
}
