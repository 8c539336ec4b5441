/**
 * Erasing what people said in claims that are closed: with the customer's data of their stop, and by themselves where no stop takes
 * them along. The claim stands on, with its number, its state and what it rested on. The ledger's keys are the caller's affair, and
 * go first.
 */
import type { Database } from 'better-sqlite3';
import { prepareTellErased } from '#core/index/entryStore.ts';
import { erasedBit } from '#core/index/erasedStops.ts';
import type { HeldStops } from '#core/index/holdQueries.ts';
import { makeStopId, toBytes, toHex } from '#core/index/keys.ts';
import type { LedgerBody, StopRef } from '#core/ledger/contract.ts';
import type { LedgerSubject } from '#core/ledger/personalFields.ts';
import type { EntryId } from '#shared/ids.ts';
import { hasKey } from './queries.ts';
import type { ClaimRegister, OpenClaimBody } from './register.ts';

/** What is to be erased of one claim. */
export interface ClaimToErase {
  id: EntryId;
  /** What was said when it was opened. */
  words: boolean;
  /** What was noted later, and the names of its files. */
  notes: boolean;
  /** Keys of the ledger that seal it. */
  subjects: LedgerSubject[];
}

export interface ClaimWords {
  /** Of closed claims, with the customer's data of these stops. */
  withStops(stops: readonly StopRef[]): ClaimToErase[];
  /**
   * Of claims that were closed before a moment and that no stop takes along: about none, about one that is not in the index, or about
   * one whose customer was erased before. What a hold keeps is left.
   */
  ended(before: number, held: HeldStops): ClaimToErase[];
  /** Takes it out of the index, in one transaction. */
  wipe(claims: readonly ClaimToErase[]): void;
  /** Hashes of files whose names were erased, and that no other claim still names. */
  erasedFiles(): string[];
}

interface Row {
  seq: number;
  entry: EntryId;
  key: string | null;
  stop_key: Buffer | null;
  body: string;
}

const closed = `claims.state IN ('upheld', 'rejected', 'withdrawn')`;
/** A claim that was taken back keeps nobody's name either. */
const over = `(${closed} OR claims.undone = 1)`;

export function createClaimWords(db: Database, register: ClaimRegister): ClaimWords {
  const columns = 'claims.seq, claims.entry, claims.key, claims.stop_key, decisions.body';
  const joined = 'claims JOIN decisions ON decisions.seq = claims.seq';
  const atStop = db.prepare<[Buffer], Row>(
    `SELECT ${columns} FROM claim_stops JOIN claims ON claims.seq = claim_stops.claim
       JOIN decisions ON decisions.seq = claims.seq
     WHERE claim_stops.stop_key = ? AND ${over} AND claims.worded = 1 ORDER BY claims.seq`,
  );
  const ended = db.prepare<[number], Row>(
    `SELECT ${columns} FROM ${joined} LEFT JOIN stops ON stops.key = claims.stop_key
     WHERE ${over} AND claims.worded = 1 AND claims.changed_at < ?
       AND (stops.id IS NULL OR (coalesce(stops.erased, 0) & ${erasedBit['customer-data']}) <> 0) ORDER BY claims.seq`,
  );
  const withKey = db
    .prepare<[{ key: string }], number>(
      `SELECT EXISTS (SELECT 1 FROM claims
                      WHERE ${hasKey('@key')} AND undone = 0 AND state IN ('open', 'answered'))`,
    )
    .pluck();
  const laterOf = db.prepare<[number], { seq: number; kind: string; body: string }>(
    `SELECT decisions.seq, decisions.kind, decisions.body FROM claim_entries
       JOIN decisions ON decisions.seq = claim_entries.seq WHERE claim_entries.claim = ? ORDER BY decisions.seq`,
  );
  const files = db
    .prepare<[], string>(
      `SELECT decisions.body FROM claims JOIN claim_entries ON claim_entries.claim = claims.seq
         JOIN decisions ON decisions.seq = claim_entries.seq WHERE claims.files > 0 AND decisions.kind = 'claim-file'`,
    )
    .pluck();
  const seqOf = db.prepare<[EntryId], number>('SELECT seq FROM claims WHERE entry = ?').pluck();
  const bodyOf = db.prepare<[number], string>('SELECT body FROM decisions WHERE seq = ?').pluck();
  const setBody = db.prepare('UPDATE entries SET body = ? WHERE seq = ?');
  const tellErased = prepareTellErased(db);

  const bodyIn = (row: Row) => JSON.parse(row.body) as OpenClaimBody;
  const keyOf = ({ date, route, stop }: StopRef) => toBytes(makeStopId(date, route, stop));

  function tell(seq: number, fields: readonly string[]): void {
    for (const field of fields) tellErased.run(field, seq, field);
  }

  function wipeWords(seq: number): void {
    const { askedBy, note, ...body } = JSON.parse(bodyOf.get(seq) ?? '{}') as OpenClaimBody;
    setBody.run(JSON.stringify({ ...body, words: '' }), seq);
    tell(seq, [...(note === undefined ? [] : ['note']), 'words', ...(askedBy === undefined ? [] : ['askedBy'])]);
  }

  function wipeNotes(claim: number): void {
    for (const { seq, kind, body: text } of laterOf.all(claim)) {
      const body = JSON.parse(text) as LedgerBody;
      if (body.kind === 'claim-file') {
        setBody.run(JSON.stringify({ ...body, fileName: '' }), seq);
        tell(seq, ['fileName']);
      } else if ('note' in body && body.note !== undefined) {
        const { note, ...rest } = body;
        // What a kind always has stays, empty: as the ledger reads it from now on.
        setBody.run(JSON.stringify(kind === 'claim-note' ? { ...rest, note: '' } : rest), seq);
        tell(seq, ['note']);
      }
    }
  }

  /** A parcel that no stop is known of: its key seals what every claim about it says. */
  const ofParcel = ({ key }: Row): LedgerSubject[] | null =>
    withKey.get({ key: key ?? '' }) === 1 ? null : [{ kind: 'claim', key: key ?? '' }];

  return {
    withStops(stops) {
      const found = new Map<EntryId, ClaimToErase>();
      for (const stop of stops) {
        const stopKey = keyOf(stop);
        for (const row of atStop.all(stopKey)) {
          const opened = bodyIn(row).stop;
          const isCurrent = row.stop_key?.equals(stopKey) ?? false;
          // Sealed under the stop that it was opened about: that key goes with this stop, or with another.
          const isOpened = opened !== null && keyOf(opened).equals(stopKey);
          const parcel = opened === null && isCurrent ? ofParcel(row) : null;
          const known = found.get(row.entry) ?? { id: row.entry, words: false, notes: false, subjects: [] };
          known.words ||= isOpened || parcel !== null;
          known.notes ||= isCurrent;
          if (isCurrent) known.subjects.push({ kind: 'entry', entry: row.entry }, ...(parcel ?? []));
          found.set(row.entry, known);
        }
      }
      return [...found.values()];
    },

    ended: (before, held) =>
      ended.all(before).flatMap((row): ClaimToErase[] => {
        const opened = bodyIn(row).stop;
        const isHeld = [row.stop_key, opened && keyOf(opened)].some((key) => key && held.has(toHex(key)));
        if (isHeld) return [];
        const own: LedgerSubject[] | null = opened ? [{ kind: 'stop', stop: opened }] : ofParcel(row);
        const notes: LedgerSubject[] = [{ kind: 'entry', entry: row.entry }];
        return [{ id: row.entry, words: own !== null, notes: true, subjects: [...(own ?? []), ...notes] }];
      }),

    wipe: db.transaction((claims: readonly ClaimToErase[]) => {
      for (const { id, words, notes } of claims) {
        const seq = seqOf.get(id);
        if (seq === undefined) continue;
        if (words) wipeWords(seq);
        if (notes) wipeNotes(seq);
        register.refold(id);
      }
    }),

    erasedFiles() {
      const bodies = files.all().map((text) => JSON.parse(text) as Extract<LedgerBody, { kind: 'claim-file' }>);
      const named = new Set(bodies.filter(({ fileName }) => fileName !== '').map(({ sha256 }) => sha256));
      return [...new Set(bodies.map(({ sha256 }) => sha256))].filter((sha256) => !named.has(sha256));
    },
  };
}
