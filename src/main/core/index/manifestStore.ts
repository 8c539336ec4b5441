/** The index's rows for manifests: which were read, in which order they count, and what was wrong in them. */
import type { Database } from 'better-sqlite3';
import type { ManifestProblem } from '#core/manifests/contract.ts';
import type { ServiceDate } from '#shared/ids.ts';
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
  path: string | null;
  sha256: string;
  name: string;
  fileTime: number;
}

export interface ManifestStore {
  put(record: ManifestRecord): void;
  /** The manifest that stands at this path, as it was read last. */
  at(path: string): { sha256: string } | null;
  isImported(sha256: string): boolean;
  /** Manifests that count as later than this moment and speak of one of these dates, in order. */
  laterThan(fileTime: number, dates: readonly ServiceDate[]): StoredManifest[];
  /** Amazon's patches that came before their routes. */
  withWaitingPatches(): StoredManifest[];
  forget(path: string): void;
}

interface Row {
  path: string | null;
  sha256: Buffer;
  name: string;
  file_time: number;
}

const toStored = (row: Row): StoredManifest => ({
  path: row.path,
  sha256: toHex(row.sha256),
  name: row.name,
  fileTime: row.file_time,
});

export function createManifestStore(db: Database): ManifestStore {
  const at = db.prepare<[string], { id: number; sha256: Buffer }>('SELECT id, sha256 FROM manifests WHERE path = ?');
  const imported = db.prepare<[Buffer], { id: number }>('SELECT id FROM manifests WHERE path IS NULL AND sha256 = ?');
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
  const later = db.prepare<[number, string], Row>(
    `SELECT path, sha256, name, file_time FROM manifests
     WHERE file_time > ? AND EXISTS (
       SELECT 1 FROM json_each(manifests.dates) AS own JOIN json_each(?) AS asked ON asked.value = own.value)
     ORDER BY file_time, sha256`,
  );
  const waiting = db.prepare<[], Row>(
    'SELECT path, sha256, name, file_time FROM manifests WHERE waiting_patches > 0 ORDER BY file_time, sha256',
  );

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
      record.problems.forEach((problem, n) => {
        addProblem.run(lastInsertRowid, n, problem.line, problem.column, problem.message);
      });
    }),
    at(path) {
      const row = at.get(path);
      return row ? { sha256: toHex(row.sha256) } : null;
    },
    isImported: (sha256) => imported.get(toBytes(sha256)) !== undefined,
    laterThan: (fileTime, dates) => later.all(fileTime, JSON.stringify(dates)).map(toStored),
    withWaitingPatches: () => waiting.all().map(toStored),
    forget(path) {
      const row = at.get(path);
      if (row) remove(row.id);
    },
  };
}
