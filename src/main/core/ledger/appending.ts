/** Writes entries at the end of the chain, on whatever connection to the ledger's file. */
import type Database from 'better-sqlite3';
import { chainStart } from '#pack/ledgerEntry.ts';
import { hashOfEntry } from './chain.ts';
import type { NewEntry } from './contract.ts';
import { subjectOf } from './entrySubject.ts';
import { withoutPersonalFields } from './personalFields.ts';
import { createSealing, type Sealing, type Written } from './sealedFields.ts';
import type { SubjectKeys } from './subjectKeys.ts';

export interface Appending {
  /** All of them in their order or none, in one transaction. Throws what SQLite throws. */
  append(entries: readonly NewEntry[]): Written[];
  /** Highest number ever given; 0 when none was. */
  highestEver(): number;
}

/** @param parts.desk the data folder's id. */
export function createAppending(
  database: Database.Database,
  { desk, keys, nextId }: { desk: string; keys: SubjectKeys; nextId: () => string },
): Appending {
  const last = database.prepare<[], { seq: number; hash: string }>(
    'SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1',
  );
  const highest = database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").pluck();
  const insert = database.prepare(
    `INSERT INTO entries (seq, id, at, desk, kind, subject, body, sealed, previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const highestEver = () => highest.get() ?? 0;

  function appendOne(
    { body, person, at }: NewEntry,
    { seq, previous, seal }: { seq: number; previous: string; seal: Sealing },
  ): Written {
    const id = nextId();
    const open = withoutPersonalFields(body, person);
    const { kind } = body;
    const subject = JSON.stringify(subjectOf(body));
    const text = JSON.stringify(open.body);
    const sealed = JSON.stringify(seal(open.personal, { id, at }));
    const hash = hashOfEntry({ seq, id, at, desk, kind, subject, body: text, sealed, previous_hash: previous });
    insert.run(seq, id, at, desk, kind, subject, text, sealed, previous, hash);
    return { seq, id, hash };
  }

  /** IMMEDIATE: the number and the hash to follow are read and used under one write lock, whoever else appends. */
  const transact = database.transaction((entries: readonly NewEntry[]): Written[] => {
    const seal = createSealing(keys.writer(), entries.length > 1);
    const end = last.get();
    // Numbers are never given twice: after a lost end the gap stays to be seen.
    const before = Math.max(end?.seq ?? 0, highestEver());
    let previous = end?.hash ?? chainStart;
    return entries.map((entry, place) => {
      const written = appendOne(entry, { seq: before + 1 + place, previous, seal });
      previous = written.hash;
      return written;
    });
  });

  return { append: (entries) => transact.immediate(entries), highestEver };
}
