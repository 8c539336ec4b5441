/** Opens index.db: pragmas, migrations, and what to do when the file is damaged or from the future. */
import { renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { plannedOnce } from './plannedOnce.ts';
import { migrations, newestVersion } from './schema.ts';

export type OpenIndexResult =
  | {
      ok: true;
      db: Database.Database /** The file was damaged or absent: everything must be read again. */;
      fresh: boolean;
    }
  | { ok: false; code: 'index-too-new' | 'index-unusable'; message: string };

/** The file itself is broken, now or already when it was opened: no waiting mends it, and the folder and the ledger hold it all. */
export function isDamaged(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB');
}

/** SQLite would not take a write, most often because the disk is full: later it may. */
export function isRefused(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY)/.test(code);
}

/** Puts a damaged index aside as `index.db.damaged`. */
export function putAside(path: string): void {
  renameSync(path, `${path}.damaged`);
  for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true });
}

/** Brings a database up to the newest version, one migration a transaction. */
export function migrate(db: Database.Database, upTo = newestVersion): void {
  const current = db.pragma('user_version', { simple: true }) as number;
  for (const migration of migrations) {
    if (migration.version <= current || migration.version > upTo) continue;
    db.transaction(() => {
      migration.up(db);
      db.pragma(`user_version = ${migration.version}`);
    })();
  }
}

function openAt(path: string): Database.Database {
  const db = plannedOnce(new Database(path));
  // WAL: queries go on while the intake writes. NORMAL: the index may lose its last transactions in a power cut, because
  // the folder and the ledger hold the truth; a sync for each batch would halve the intake on slow disks.
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  // Pages; a checkpoint syncs twice, and pages of many rows are written again and again between two of them.
  db.pragma('wal_autocheckpoint = 4000');
  // What was erased must not stay readable in pages that are free.
  db.pragma('secure_delete = ON');
  db.pragma('foreign_keys = OFF'); // The writers keep the order; a projection needs no second guard on each row.
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -32000');
  db.pragma('mmap_size = 268435456');
  return db;
}

/**
 * Opens (or makes) the index. A damaged file is put aside as `index.db.damaged` and a new one begun: nothing is lost by
 * it but time. A file of a newer Porchlight is refused.
 */
export function openIndex(path: string): OpenIndexResult {
  let db: Database.Database | null = null;
  try {
    db = openAt(path);
    const version = db.pragma('user_version', { simple: true }) as number;
    if (version > newestVersion) {
      db.close();
      return {
        ok: false,
        code: 'index-too-new',
        message:
          'The index was written by a newer Porchlight. Install that version, or delete index.db to have it rebuilt.',
      };
    }
    migrate(db);
    return { ok: true, db, fresh: version === 0 };
  } catch (error) {
    db?.close();
    if (!isDamaged(error)) {
      return { ok: false, code: 'index-unusable', message: `The index can't be opened: ${(error as Error).message}.` };
    }
  }
  putAside(path);
  db = openAt(path);
  migrate(db);
  return { ok: true, db, fresh: true };
}
