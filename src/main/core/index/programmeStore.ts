/**
 * Where the photo programme runs, as the index knows it from the ledger. The areas are prepared once; which entry holds is asked
 * of the index each time, so that a transaction that was rolled back leaves nothing behind in memory.
 */
import type { Database } from 'better-sqlite3';
import { datesConcerned, everywhere, type Programme, prepareProgramme } from '#core/domain/programme.ts';
import type { EntryId, ServiceDate } from '#shared/ids.ts';
import type { ServiceArea } from '#shared/programme.ts';

export interface ProgrammeInForce extends Programme {
  /** The entry that says so; null: nobody ever decided, or it was taken back. */
  readonly entry: { id: EntryId; at: number; person: string | null } | null;
}

export interface ProgrammeStore {
  /** What was decided last and holds; the same object as long as nothing changes. */
  current(): ProgrammeInForce;
  /**
   * Marks the routes of every date on which other areas are in force than before: their fingerprint goes, which says that they
   * are not judged (`StateWriter.routesUnjudged`). In the caller's transaction.
   */
  unjudge(before: Programme): void;
}

const nobodySaid: ProgrammeInForce = { ...everywhere, entry: null };

interface Row {
  seq: number;
  entry: EntryId;
  at: number;
  person: string | null;
}

export function createProgrammeStore(db: Database): ProgrammeStore {
  const entries = db.prepare<[], Row>(
    `SELECT seq, entry, at, person FROM decisions WHERE kind = 'set-programme' ORDER BY seq DESC`,
  );
  const undosOf = db.prepare<[EntryId], EntryId>('SELECT entry FROM decisions WHERE target = ?').pluck();
  const bodyOf = db.prepare<[number], string>('SELECT body FROM decisions WHERE seq = ?').pluck();
  const dates = db.prepare<[], ServiceDate>('SELECT DISTINCT date FROM routes').pluck();
  const forget = db.prepare<[ServiceDate]>('UPDATE routes SET fingerprint = NULL WHERE date = ?');

  const isUndone = (entry: EntryId): boolean => undosOf.all(entry).some((undo) => !isUndone(undo));

  const standing = (): Row | null => entries.all().find(({ entry }) => !isUndone(entry)) ?? null;

  let known = nobodySaid;
  return {
    current() {
      const row = standing();
      if (row?.entry === known.entry?.id) return known;
      if (row === null) known = nobodySaid;
      else {
        const { areas } = JSON.parse(bodyOf.get(row.seq) ?? '{"areas":[]}') as { areas: ServiceArea[] };
        known = { ...prepareProgramme(areas), entry: { id: row.entry, at: row.at, person: row.person } };
      }
      return known;
    },
    unjudge(before) {
      for (const date of datesConcerned(before.areas, this.current().areas, dates.all())) forget.run(date);
    },
  };
}
