/** The keys that personal fields are sealed with: one for each subject, in a table that can forget. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import type Database from 'better-sqlite3';
import { type LedgerSubject, subjectLabel } from './personalFields.ts';
import { keyBytes, newKey } from './sealing.ts';

/** Of the ledger itself, in the form of a subject's label. */
const pseudonymLabel = JSON.stringify(['pseudonyms']);

interface SubjectRow {
  id: string;
  key: Buffer | null;
}

/** `erased`: the key was taken away on purpose. `lost`: it is damaged, or there is no record of the subject. */
export type FindKey = (id: string) => KeyObject | 'erased' | 'lost';

export interface SubjectKeys {
  /**
   * The id and key of subjects, by `subjectLabel`, made when there are none; for the entries of one append, inside its transaction: each
   * key is looked up once.
   */
  writer(): (label: string, at: number) => { id: string; key: KeyObject };
  /** Looks keys up for one page of entries and remembers them that long, so that an erasure is never outlived by a copy. */
  finder(): FindKey;
  /** The key of this ledger's pseudonyms; made with the first one, never erased. */
  pseudonymKey(): KeyObject;
  /** Whether anything of it is sealed that can still be opened. */
  isKnown(subject: LedgerSubject): boolean;
  /** Takes the key away for good; true when there was one. */
  erase(subject: LedgerSubject, at: number): boolean;
}

/** @param nextId an id that no subject has yet. */
export function subjectKeys(database: Database.Database, nextId: () => string): SubjectKeys {
  const byLabel = database.prepare<[string], { id: string; key: Buffer }>(
    'SELECT id, key FROM subjects WHERE label = ?',
  );
  const byId = database.prepare<[string], SubjectRow>('SELECT id, key FROM subjects WHERE id = ?');
  const add = database.prepare(
    'INSERT INTO subjects (id, label, key, made_at) VALUES (?, ?, ?, ?) ON CONFLICT (label) DO NOTHING',
  );
  const forget = database.prepare('UPDATE subjects SET label = NULL, key = NULL, erased_at = ? WHERE label = ?');

  /** Added first and looked for then: of a list's fifty thousand customers hardly one is known. */
  function keyOf(label: string, at: number): { id: string; key: KeyObject } {
    const made = { id: nextId(), key: newKey() };
    const isNew = add.run(made.id, label, made.key, at).changes === 1;
    const found = isNew ? made : byLabel.get(label);
    if (!found) throw new Error('A subject that is there was not found');
    return { id: found.id, key: createSecretKey(found.key) };
  }

  return {
    writer() {
      const found = new Map<string, { id: string; key: KeyObject }>();
      return (label, at) => {
        const known = found.get(label);
        if (known) return known;
        const made = keyOf(label, at);
        found.set(label, made);
        return made;
      };
    },
    finder() {
      const found = new Map<string, ReturnType<FindKey>>();
      return (id) => {
        const known = found.get(id);
        if (known) return known;
        const row = byId.get(id);
        const key = row?.key?.length === keyBytes ? createSecretKey(row.key) : row?.key === null ? 'erased' : 'lost';
        found.set(id, key);
        return key;
      };
    },
    pseudonymKey() {
      // Looked for first: it is asked for where nobody means to write.
      const known = byLabel.get(pseudonymLabel);
      return known ? createSecretKey(known.key) : keyOf(pseudonymLabel, Date.now()).key;
    },
    isKnown: (subject) => byLabel.get(subjectLabel(subject)) !== undefined,
    erase: (subject, at) => forget.run(at, subjectLabel(subject)).changes > 0,
  };
}
