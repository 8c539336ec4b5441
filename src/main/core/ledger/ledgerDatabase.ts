/** The ledger's SQLite file: opening it, its tables and its migrations. */
import Database from 'better-sqlite3';

/** "PLdg" in SQLite's header: tells our file from any other database that is called `ledger.db`. */
const applicationId = 0x504c6467;

/** Numbered by tens, never edited after release: another version is another element. */
const migrations: ReadonlyArray<{ version: number; sql: string }> = [
  {
    version: 10,
    sql: `
      -- AUTOINCREMENT for sqlite_sequence: it remembers the highest number ever given, so that a cut-off end is noticed.
      CREATE TABLE entries (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL,
        at INTEGER NOT NULL,
        desk TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,
        sealed TEXT NOT NULL,
        previous_hash TEXT NOT NULL,
        hash TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
      CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
      -- Erasing a subject takes label and key and leaves the row, with its time, as the trace of the erasure.
      CREATE TABLE subjects (
        id TEXT PRIMARY KEY,
        label TEXT UNIQUE,
        key BLOB,
        made_at INTEGER NOT NULL,
        erased_at INTEGER,
        CHECK ((label IS NULL) = (key IS NULL) AND (key IS NULL) = (erased_at IS NOT NULL))
      ) STRICT;`,
  },
];

/** Highest migration; a file beyond it is from a newer Porchlight. */
export const ledgerVersion = migrations.at(-1)?.version ?? 0;

export type OpenLedgerDatabaseResult = { ok: true; database: Database.Database } | { ok: false; message: string };

/** Opens or makes the file at `path` and brings it to {@link ledgerVersion}. */
export function openLedgerDatabase(path: string): OpenLedgerDatabaseResult {
  let database: Database.Database | null = null;
  try {
    // Two appends on one file wait for each other, milliseconds as a rule. Waiting holds the whole process, so not for long.
    database = new Database(path, { timeout: 2_000 });
    const refusal = refuse(database, path) ?? migrate(database);
    if (refusal === null) {
      configure(database);
      return { ok: true, database };
    }
    database.close();
    return { ok: false, message: refusal };
  } catch (error) {
    database?.close();
    return { ok: false, message: messageOf(error, path) };
  }
}

/** A sentence when the file is not a ledger that this version may touch. */
function refuse(database: Database.Database, path: string): string | null {
  const version = database.pragma('user_version', { simple: true }) as number;
  const found = database.pragma('application_id', { simple: true }) as number;
  const isEmpty = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (!isEmpty && found !== applicationId) {
    return `“${path}” is a database, but not a ledger of Porchlight. Put the ledger back from a backup.`;
  }
  return version > ledgerVersion
    ? 'The ledger was written by a newer version of Porchlight. Update Porchlight on this computer; nothing was changed.'
    : null;
}

function configure(database: Database.Database): void {
  // No WAL: the ledger is the one file to back up, and in WAL mode the latest decisions would be in another one. Nobody reads
  // while it is written, so WAL's concurrency would buy nothing.
  database.pragma('journal_mode = DELETE');
  // With a rollback journal, FULL leaves the journal's deletion unsynced: a power cut could bring it back and take the last
  // decision with it. EXTRA syncs the folder too.
  database.pragma('synchronous = EXTRA');
  // On macOS fsync stops at the drive's own memory.
  database.pragma('fullfsync = ON');
  // An erased key must not stay readable in free pages.
  database.pragma('secure_delete = ON');
}

function migrate(database: Database.Database): null {
  database
    .transaction(() => {
      const version = database.pragma('user_version', { simple: true }) as number;
      for (const migration of migrations) {
        if (migration.version <= version) continue;
        database.exec(migration.sql);
        database.pragma(`application_id = ${applicationId}`);
        database.pragma(`user_version = ${migration.version}`);
      }
    })
    .immediate();
  return null;
}

/** What SQLite's error means for whoever reads it. */
export function messageOf(error: unknown, path: string): string {
  const code = (error as { code?: string }).code ?? '';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return `The ledger “${path}” is damaged and can't be read. Put it back from a backup; keep the damaged file.`;
  }
  if (code === 'SQLITE_FULL') return 'The disk is full, so the ledger could not be written. Make room and try again.';
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN' || code === 'SQLITE_PERM') {
    return `This user may not write the ledger “${path}”. Give the right to write it and try again.`;
  }
  if (code.startsWith('SQLITE_BUSY')) return `Another program keeps the ledger “${path}” busy. Close it and try again.`;
  return `The ledger “${path}” could not be used (${code || String(error)}).`;
}
