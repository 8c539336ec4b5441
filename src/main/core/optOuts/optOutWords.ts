/**
 * Erasing whom an opt-out names while it holds on by its key: words and notes go from the index; the ledger's keys are the caller's
 * affair, and go first. What was broken off between the two is found again by what the index still says.
 */
import type { Database } from 'better-sqlite3';
import { serviceDateOf } from '#core/domain/days.ts';
import { lastDayOf } from '#core/domain/optOuts.ts';
import type { DecisionStore } from '#core/index/decisionStore.ts';
import { prepareTellErased } from '#core/index/entryStore.ts';
import type { HeldStops } from '#core/index/holdQueries.ts';
import { toHex } from '#core/index/keys.ts';
import type { LedgerSubject } from '#core/ledger/personalFields.ts';
import type { EntryId, ServiceDate } from '#shared/ids.ts';

export interface OptOutWords {
  /**
   * Keys with words of which nothing stands or comes, and whose last day is `upTo` or before. Whom the held stops belong to is
   * left.
   */
  ended(upTo: ServiceDate, held: HeldStops): string[];
  /** Keys with words that name one of these stops (row numbers), whether they stand or ended. */
  naming(stops: readonly number[]): string[];
  /** What the ledger has sealed of a key: whom it names, and what was said when it began and ended. */
  subjectsOf(key: string): LedgerSubject[];
  /** Takes words and notes out of the index, in one transaction. */
  wipe(keys: readonly string[]): void;
}

interface OptOutRow {
  seq: number;
  entry: EntryId;
  from_day: ServiceDate;
  until_day: ServiceDate | null;
  undone: 0 | 1;
}

export function createOptOutWords(
  db: Database,
  parts: { decisions: DecisionStore; timeZone: () => string },
): OptOutWords {
  const { decisions, timeZone } = parts;
  const noted = (entry: string) => `json_extract(${entry}.body, '$.note') IS NOT NULL`;
  const worded = `(json_extract(decisions.body, '$.words') <> '' OR ${noted('decisions')}
    OR EXISTS (SELECT 1 FROM opt_out_ends JOIN decisions AS ending ON ending.seq = opt_out_ends.seq
               WHERE opt_out_ends.opt_out = opt_outs.entry AND ${noted('ending')}))`;
  const joined = 'opt_outs JOIN decisions ON decisions.seq = opt_outs.seq';
  const over = db
    .prepare<[ServiceDate], string>(
      `SELECT DISTINCT key FROM ${joined} WHERE (undone = 1 OR until_day <= ?) AND ${worded}`,
    )
    .pluck();
  const naming = db
    .prepare<[string], string>(
      `SELECT DISTINCT key FROM ${joined} JOIN opt_out_stops ON opt_out_stops.opt_out = opt_outs.seq
       WHERE opt_out_stops.stop IN (SELECT value FROM json_each(?)) AND ${worded}`,
    )
    .pluck();
  const ofKey = db.prepare<[string], OptOutRow>('SELECT * FROM opt_outs WHERE key = ?');
  const stopsOf = db
    .prepare<[number], Buffer>(
      'SELECT stops.key FROM opt_out_stops JOIN stops ON stops.id = opt_out_stops.stop WHERE opt_out_stops.opt_out = ?',
    )
    .pluck();
  const endsOf = db.prepare<[EntryId], number>('SELECT seq FROM opt_out_ends WHERE opt_out = ?').pluck();
  const wipeBody = db.prepare(
    `UPDATE entries SET body = json_remove(iif(kind = 'opt-out', json_set(body, '$.words', ''), body), '$.note') WHERE seq = ?`,
  );
  const tellErased = prepareTellErased(db);
  const hasNote = db.prepare<[number], number>(`SELECT ${noted('decisions')} FROM decisions WHERE seq = ?`).pluck();

  function isOver(row: OptOutRow, upTo: ServiceDate): boolean {
    const takenBack = row.undone === 1 ? decisions.undosOf(row.entry).at(-1)?.at : undefined;
    const last = lastDayOf(
      { from: row.from_day, until: row.until_day, undone: row.undone === 1 },
      takenBack === undefined ? null : serviceDateOf(takenBack, timeZone()),
    );
    return last !== null && last <= upTo;
  }

  function wipeEntry(seq: number): void {
    if (hasNote.get(seq) === 1) tellErased.run('note', seq, 'note');
    wipeBody.run(seq);
  }

  return {
    ended: (upTo, held) =>
      over.all(upTo).filter((key) => {
        const rows = ofKey.all(key);
        const isHeld = () => rows.some(({ seq }) => stopsOf.all(seq).some((stop) => held.has(toHex(stop))));
        return rows.every((row) => isOver(row, upTo)) && (held.isEmpty || !isHeld());
      }),

    naming: (stops) => naming.all(JSON.stringify(stops)),

    subjectsOf: (key) => [
      { kind: 'opt-out', key },
      ...ofKey.all(key).map(({ entry }): LedgerSubject => ({ kind: 'entry', entry })),
    ],

    wipe: db.transaction((keys: readonly string[]) => {
      for (const { seq, entry } of keys.flatMap((key) => ofKey.all(key))) {
        wipeEntry(seq);
        tellErased.run('words', seq, 'words');
        for (const end of endsOf.all(entry)) wipeEntry(end);
      }
    }),
  };
}
