/** Pictures of a stop whose protection begins or ends: flagged at once, before their day is matched again. */
import type { Database } from 'better-sqlite3';
import { unionOfFlags, withProtection } from '#core/domain/flags.ts';
import type { DecisionStore } from './decisionStore.ts';
import { toHex } from './keys.ts';
import { isProtectedRecord } from './protection.ts';
import { flagsOf } from './stopRows.ts';

export interface ProtectedPictures {
  /** Flags the pictures of a stop, and the stop, as its row says now; inside a transaction. */
  flag(stop: number): void;
}

export function createProtectedPictures(db: Database, decisions: DecisionStore): ProtectedPictures {
  const stopRow = db.prepare<[number], { key: Buffer; opted_out: number; confidential: number; flags: string | null }>(
    'SELECT key, opted_out, confidential, flags FROM stops WHERE id = ?',
  );
  const tiesOf = db.prepare<[number], { photo: number; sha256: Buffer; flags: string | null }>(
    `SELECT ties.photo, photos.sha256, ties.flags FROM ties JOIN photos ON photos.id = ties.photo WHERE ties.stop = ?`,
  );
  const setTie = db.prepare('UPDATE ties SET flags = ? WHERE stop = ? AND photo = ?');
  const setStop = db.prepare('UPDATE stops SET flags = ? WHERE id = ?');
  const toText = (flags: readonly string[]) => (flags.length > 0 ? JSON.stringify(flags) : null);

  return {
    flag(stop) {
      const row = stopRow.get(stop);
      const ties = row ? tiesOf.all(stop) : [];
      if (!row || ties.length === 0) return;
      const isProtected = isProtectedRecord(row);
      const flagged = ties.map((tie) => ({ ...tie, flags: withProtection(flagsOf(tie.flags), isProtected) }));
      for (const { photo, flags } of flagged) setTie.run(toText(flags), stop, photo);
      const here = decisions.ofStop(toHex(row.key));
      const shown = flagged.filter(({ sha256 }) => !here?.rejected.has(toHex(sha256)));
      // A file that can't be read is said of the stop, and of no picture.
      const isUnreadable = flagsOf(row.flags).includes('unreadable');
      const flags = unionOfFlags(shown.map(({ flags }) => flags));
      setStop.run(toText(isUnreadable && !flags.includes('unreadable') ? [...flags, 'unreadable'] : flags), stop);
    },
  };
}
