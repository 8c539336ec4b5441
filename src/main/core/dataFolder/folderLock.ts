/**
 * Keeps a second process out of a data folder. The lock is the operating system's, held through SQLite on a file of its own,
 * so a killed process leaves none behind: no process number that could be stale, nothing to clean up.
 */
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';

export interface FolderLock {
  release(): void;
}

/**
 * Takes the lock, or gives null when another process (or another part of this one) has it. Throws the file system's or
 * SQLite's error when the file can't be made.
 */
export function lockFolder(file: string): FolderLock | null {
  try {
    return takeLock(file);
  } catch (error) {
    // Whoever holds the lock has a sound file open, so an unsound one is nobody's and may be made anew.
    if ((error as { code?: string }).code !== 'SQLITE_NOTADB') throw error;
    rmSync(file);
    return takeLock(file);
  }
}

function takeLock(file: string): FolderLock | null {
  // No waiting: the other process holds it for its whole life.
  const database = new Database(file, { timeout: 0 });
  try {
    // In WAL mode an exclusive transaction would let others read; the rollback journal is SQLite's own default.
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return { release: () => void database.close() };
}
