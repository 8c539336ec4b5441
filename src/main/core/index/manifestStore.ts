/** The index's rows for manifests: which were read, in which order they count, and what was wrong in them. */
import type { Database } from 'better-sqlite3';
import type { ManifestProblem } from '#core/manifests/contract.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { createErasedStops } from './erasedStops.ts';
import { toBytes, toHex } from './keys.ts';

export interface ManifestRecord {
  /** Where it stands in the folder; null for one imported from elsewhere. */
  path: string | null;
  sha256: string;
  name: string;
  kind: string | null;
  /** What decides which of two manifests is the later one: the file's time, or when it was imported. */
  fileTime: number;
  readAt: number;
  rows: number;
  good: number;
  problemsTotal: number;
  problems: readonly ManifestProblem[];
  dates: readonly ServiceDate[];
  changes: readonly string[];
  waitingPatches: number;
}

export interface StoredManifest {
  id: number;
  path: string | null;
  sha256: string;
  name: string;
  fileTime: number;
  dates: ServiceDate[];
  /** 0: nothing can be read from it (any more); what it once told of its dates stays. */
  good: number;
}

export interface ManifestStore {
  /** Returns the row number. */
  put(record: ManifestRecord): number;
  /** The manifest that stands at this path, as it was read last. */
  at(path: string): StoredManifest | null;
  /** The one that was imported from elsewhere with these bytes. */
  imported(sha256: string): StoredManifest | null;
  /** Manifests that speak of one of these dates, in the order in which they count. */
  about(dates: Iterable<ServiceDate>): StoredManifest[];
  /** Amazon's patches that came before their routes. */
  withWaitingPatches(): StoredManifest[];
  /** Every date that has routes. */
  dates(): ServiceDate[];
  /** A second laying told more about the manifest than its first. */
  setLaid(
    id: number,
    laid: { dates: readonly ServiceDate[]; changes: readonly string[]; waitingPatches: number },
  ): void;
  /** Other bytes stand there now, which are no manifest. */
  setUnreadable(id: number): void;
  /**
   * Set while a manifest is being laid and left by a process that was killed over it: what stands in the index by then may
   * be half of a file.
   */
  isLaying(): boolean;
  setLaying(laying: boolean): void;
}

/** Stands for a message that quoted what was erased. */
export const wipedProblem = 'What was found here was erased with the customer’s data of this file’s day.';

interface Row {
  id: number;
  path: string | null;
  sha256: Buffer;
  name: string;
  file_time: number;
  dates: string;
  good: number;
}

const toStored = (row: Row): StoredManifest => ({
  id: row.id,
  path: row.path,
  sha256: toHex(row.sha256),
  name: row.name,
  fileTime: row.file_time,
  dates: JSON.parse(row.dates) as ServiceDate[],
  good: row.good,
});

const columns = 'id, path, sha256, name, file_time, dates, good';
/**
 * Patches only ever speak of what the other files hold, so they come after these. Files of the same moment (unpacked from one
 * archive) count in the order of their names.
 */
const order = `coalesce(kind IN ('amazon-package-data', 'amazon-sequences'), 0), file_time, coalesce(path, name), sha256`;

export function createManifestStore(db: Database): ManifestStore {
  const at = db.prepare<[string], Row>(`SELECT ${columns} FROM manifests WHERE path = ?`);
  const imported = db.prepare<[Buffer], Row>(`SELECT ${columns} FROM manifests WHERE path IS NULL AND sha256 = ?`);
  const erased = createErasedStops(db);
  const tellAgain = db.prepare('UPDATE erased_days SET unfinished = 1 WHERE date = ?');
  const dropProblems = db.prepare('DELETE FROM manifest_problems WHERE manifest = ?');
  const drop = db.prepare('DELETE FROM manifests WHERE id = ?');
  const insert = db.prepare(
    `INSERT INTO manifests (path, sha256, name, kind, file_time, read_at, rows, good, problems_total, dates, changes,
                            waiting_patches)
     VALUES (@path, @sha256, @name, @kind, @fileTime, @readAt, @rows, @good, @problemsTotal, @dates, @changes,
             @waitingPatches)`,
  );
  const addProblem = db.prepare(
    'INSERT INTO manifest_problems (manifest, n, line, column_name, message) VALUES (?, ?, ?, ?, ?)',
  );
  const about = db.prepare<[string], Row>(
    `SELECT ${columns} FROM manifests
     WHERE EXISTS (
       SELECT 1 FROM json_each(manifests.dates) AS own JOIN json_each(?) AS asked ON asked.value = own.value)
     ORDER BY ${order}`,
  );
  const waiting = db.prepare<[], Row>(`SELECT ${columns} FROM manifests WHERE waiting_patches > 0 ORDER BY ${order}`);
  const dates = db.prepare<[], string>('SELECT DISTINCT date FROM routes').pluck();
  const setLaid = db.prepare('UPDATE manifests SET dates = ?, changes = ?, waiting_patches = ? WHERE id = ?');
  const setUnreadable = db.prepare('UPDATE manifests SET good = 0 WHERE id = ?');
  const isLaying = db.prepare<[], number>(`SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'laying')`).pluck();
  const beginLaying = db.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('laying', '1')`);
  const endLaying = db.prepare(`DELETE FROM meta WHERE key = 'laying'`);

  function remove(id: number): void {
    dropProblems.run(id);
    drop.run(id);
  }

  return {
    put: db.transaction((record: ManifestRecord) => {
      const sha256 = toBytes(record.sha256);
      const before = record.path === null ? imported.get(sha256) : at.get(record.path);
      if (before) remove(before.id);
      const { lastInsertRowid } = insert.run({
        path: record.path,
        sha256,
        name: record.name,
        kind: record.kind,
        fileTime: record.fileTime,
        readAt: record.readAt,
        rows: record.rows,
        good: record.good,
        problemsTotal: record.problemsTotal,
        dates: JSON.stringify([...record.dates].sort()),
        changes: JSON.stringify(record.changes),
        waitingPatches: record.waitingPatches,
      });
      // What was found in a line may be an address; which of the lines is about whom can't be told.
      const isWiped = record.dates.some((date) => erased.isTouched(date));
      // Its copy in the data folder tells again what was erased.
      if (record.path === null) for (const date of record.dates) tellAgain.run(date);
      record.problems.forEach((problem, n) => {
        addProblem.run(lastInsertRowid, n, problem.line, problem.column, isWiped ? wipedProblem : problem.message);
      });
      return Number(lastInsertRowid);
    }),
    at(path) {
      const row = at.get(path);
      return row ? toStored(row) : null;
    },
    imported(sha256) {
      const row = imported.get(toBytes(sha256));
      return row ? toStored(row) : null;
    },
    setUnreadable: (id) => void setUnreadable.run(id),
    about: (asked) => about.all(JSON.stringify([...asked])).map(toStored),
    withWaitingPatches: () => waiting.all().map(toStored),
    dates: () => dates.all(),
    setLaid: (id, laid) =>
      void setLaid.run(JSON.stringify(laid.dates), JSON.stringify(laid.changes), laid.waitingPatches, id),
    isLaying: () => isLaying.get() === 1,
    setLaying: (laying) => void (laying ? beginLaying : endLaying).run(),
  };
}
