/** A ledger entry as it is stored, and the text that its hash covers: what the core writes by and a pack is checked by. */

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

/** A personal field as it is stored, or several of one subject: the subject's random id, and the sealed text. */
export interface SealedField {
  /** Of several the names with blanks between them; the box then holds a JSON array of their texts. */
  name: string;
  subject: string;
  /** The box is the same in several entries of one append, and bound to the entry of this id, the first of them. */
  shared?: string;
  box: string;
}

/** `previous_hash` of the first entry. */
export const chainStart = '0'.repeat(64);

/**
 * The text whose SHA-256 (of its UTF-8, in hex) is the entry's hash: all stored fields. A JSON array of scalars has one spelling,
 * so two entries never give the same text. It never changes: old ledgers must verify for ever.
 */
export function hashedText(entry: Omit<StoredEntry, 'hash'>): string {
  const { seq, id, at, desk, kind, subject, body, sealed, previous_hash } = entry;
  return JSON.stringify(['porchlight-ledger-1', seq, id, at, desk, kind, subject, body, sealed, previous_hash]);
}
