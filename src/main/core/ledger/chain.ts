/** The hash chain: what an entry's hash covers, and how a chain is checked link by link. */
import { hash } from 'node:crypto';

/** One entry exactly as it is stored. Any store (SQLite, later PostgreSQL) keeps these columns and this text unchanged. */
export interface StoredEntry {
  seq: number;
  id: string;
  at: number;
  desk: string;
  kind: string;
  /** What it is about, for whoever reads the trail by hand; JSON array of strings. */
  subject: string;
  /** JSON of the body without its personal fields. */
  body: string;
  /** JSON of {@link SealedField}s. */
  sealed: string;
  previous_hash: string;
  hash: string;
}

/** A personal field as it is stored: the subject's random id, and the sealed text. */
export interface SealedField {
  name: string;
  subject: string;
  box: string;
}

/** `previous_hash` of the first entry. */
export const chainStart = '0'.repeat(64);

/** SHA-256 in hex over all stored fields. A JSON array of scalars has one spelling, so two entries never encode alike. */
export function hashOfEntry(entry: Omit<StoredEntry, 'hash'>): string {
  const { seq, id, at, desk, kind, subject, body, sealed, previous_hash } = entry;
  return hash(
    'sha256',
    JSON.stringify(['porchlight-ledger-1', seq, id, at, desk, kind, subject, body, sealed, previous_hash]),
  );
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
