/**
 * Makes deleted words unreadable in the index's file. Pages are overwritten as they are freed (`secure_delete`); what is left are
 * words of erased stops and claims in segments of the word indexes that were not merged since, and the write-ahead log.
 */
import type { Database } from 'better-sqlite3';

/** Pages that one step merges: some 10 ms. */
const pagesAStep = 16;

export interface Scrubber {
  /** One step of rewriting the word indexes; `begin` with the first. False: nothing is left to rewrite. */
  mergeWords(begin: boolean): boolean;
  /** Empties the write-ahead log into the index. False: somebody still reads from it; try again. */
  emptyLog(): boolean;
  /** An index of an earlier version freed pages without overwriting them: rewrites the file once. */
  rewriteOnce(): void;
}

export function createScrubber(db: Database): Scrubber {
  const merges = ['stop_words', 'claim_words'].map((table) =>
    db.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`),
  );
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  const isReadable = db.prepare<[], number>(`SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'freed-readable')`).pluck();
  const dropMark = db.prepare(`DELETE FROM meta WHERE key = 'freed-readable'`);
  return {
    mergeWords(begin) {
      let isLeft = false;
      for (const merge of merges) {
        const before = changes.get() ?? 0;
        // A negative number takes all segments together, whatever their sizes.
        merge.run(begin ? -pagesAStep : pagesAStep);
        // By FTS5's own word: fewer than two changes mean that there was nothing to do.
        if ((changes.get() ?? 0) - before >= 2) isLeft = true;
      }
      return isLeft;
    },
    emptyLog() {
      const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as Array<{ busy: number }>;
      return result?.busy === 0;
    },
    rewriteOnce() {
      if (isReadable.get() === 0) return;
      db.exec('VACUUM');
      dropMark.run();
    },
  };
}
