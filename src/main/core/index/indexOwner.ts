/** Whose index it is: one is about one folder and one ledger, and can be taken away at any time. */
import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { createEntryStore } from './entryStore.ts';

/** Takes the index away; the folder and the ledger bring everything back. */
export function deleteIndex(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}

/** False for an index of another folder or ledger; a new one is made this folder's and this ledger's. */
export function belongsHere(
  db: Database,
  root: string,
  ledger: { entries: number; firstEntry: string | null },
): boolean {
  const read = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const write = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  const knownRoot = read.get('root');
  const knownLedger = read.get('ledger');
  const lastSeq = createEntryStore(db).lastSeq();
  const thisLedger = ledger.firstEntry ?? '';
  if (knownRoot !== undefined && knownRoot !== root) return false;
  if (lastSeq > ledger.entries || (knownLedger && knownLedger !== thisLedger)) return false;
  write.run('root', root);
  write.run('ledger', thisLedger);
  return true;
}
