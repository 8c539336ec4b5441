/** The hash chain of the ledger, checked link by link. What a hash covers stands in `#pack`, which checks it without Node. */
import { hash } from 'node:crypto';
import { chainStart, hashedText, type StoredEntry } from '#pack/ledgerEntry.ts';

/** SHA-256 in hex over all stored fields ({@link hashedText}). */
export function hashOfEntry(entry: Omit<StoredEntry, 'hash'>): string {
  return hash('sha256', hashedText(entry));
}

/** Why `entry` can't follow `previous` (null: it is the first), as a sentence; null when it does. */
export function brokenLink(entry: StoredEntry, previous: { seq: number; hash: string } | null): string | null {
  const expectedSeq = (previous?.seq ?? 0) + 1;
  if (entry.seq !== expectedSeq) {
    const lost = entry.seq - expectedSeq;
    return lost === 1
      ? `Entry ${expectedSeq} is gone from the ledger.`
      : `Entries ${expectedSeq} to ${entry.seq - 1} are gone from the ledger.`;
  }
  if (entry.previous_hash !== (previous?.hash ?? chainStart)) {
    return `Entry ${entry.seq} does not follow the entry before it: one of the two was changed or put in later.`;
  }
  if (entry.hash !== hashOfEntry(entry)) {
    return `Entry ${entry.seq} was changed after it was written: its content no longer gives its hash.`;
  }
  return null;
}
