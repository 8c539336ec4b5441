/** Claims, folded from the ledger into the index: one row a claim, its later entries, the stops that it keeps and its words. */
import type { Database } from 'better-sqlite3';
import {
  type Claim,
  type ClaimBody,
  type ClaimEntry,
  claimNumber,
  foldClaim,
  isAboutClaims,
} from '#core/domain/claims.ts';
import type { StopName } from '#core/domain/decisions.ts';
import { addressWords } from '#core/domain/places.ts';
import type { DecisionStore, KnownEntry } from '#core/index/decisionStore.ts';
import { makeRouteId, makeStopId, toBytes, toHex } from '#core/index/keys.ts';
import { createStopWords } from '#core/index/stopWords.ts';
import type { LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import type { EntryId } from '#shared/ids.ts';

export type OpenClaimBody = Extract<LedgerBody, { kind: 'open-claim' }>;

/** A claim with the entries that it is folded from, in the order of the ledger. */
export interface FoldedClaim {
  claim: Claim;
  entries: [KnownEntry, ...KnownEntry[]];
  opening: OpenClaimBody;
}

export interface ClaimRegister {
  /** Null: the index knows no such claim. One whose opening was taken back is known. */
  read(claim: EntryId): FoldedClaim | null;
  /**
   * Brings an entry in, when it is about claims; inside the transaction that applies it, after the decisions. Returns the keys of the
   * stops that its claim is about now or was before. A claim that it opens is found by its words when they are written.
   */
  apply(entry: LedgerEntry, unworded: UnwordedClaims): Buffer[];
  /** Writes the words of what was opened, at the end of the transaction that opened it: a list asks for its stops all together. */
  writeWords(unworded: UnwordedClaims): void;
  /** Stops whose names may have changed, inside the transaction that wrote them: claims are found by them. */
  written(stops: Iterable<number>): void;
  /** Brings the row and the words of a claim to what its entries say now, as the index holds them. */
  refold(claim: EntryId): void;
}

/** Claims without words as yet, by the numbers of the entries that opened them. */
export type UnwordedClaims = Map<number, { row: Omit<ClaimRow, 'entry'>; opening: OpenClaimBody }>;

interface ClaimRow {
  seq: number;
  entry: EntryId;
  year: number;
  place: number;
  stop_key: Buffer | null;
}

type FoldedRow = ReturnType<typeof rowOf>;

export function createClaimRegister(db: Database, decisions: DecisionStore): ClaimRegister {
  const add = db.prepare(
    `INSERT OR IGNORE INTO claims (seq, entry, year, place, key, state, allegation, due, stop_key, route_key, changed_at, notes,
       files, packs, worded, undone)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const lastPlace = db
    .prepare<[number], number>('SELECT place FROM claims WHERE year = ? ORDER BY place DESC LIMIT 1')
    .pluck();
  const set = db.prepare<[FoldedRow]>(
    `UPDATE claims SET state = @state, allegation = @allegation, due = @due, stop_key = @stop_key, route_key = @route_key,
       changed_at = @changedAt, notes = @notes, files = @files, packs = @packs, worded = @worded, undone = @undone
     WHERE seq = @seq`,
  );
  const byEntry = db.prepare<[EntryId], ClaimRow>(
    'SELECT seq, entry, year, place, stop_key FROM claims WHERE entry = ?',
  );
  const atStop = db.prepare<[number], ClaimRow>(
    `SELECT claims.seq, claims.entry, claims.year, claims.place, claims.stop_key FROM stops
       JOIN claim_stops ON claim_stops.stop_key = stops.key JOIN claims ON claims.seq = claim_stops.claim
     WHERE stops.id = ? AND claims.stop_key = stops.key`,
  );
  const any = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM claims)').pluck();
  const addLater = db.prepare('INSERT OR IGNORE INTO claim_entries (seq, claim) VALUES (?, ?)');
  const laterOf = db
    .prepare<[number], EntryId>(
      `SELECT decisions.entry FROM claim_entries JOIN decisions ON decisions.seq = claim_entries.seq
       WHERE claim_entries.claim = ? ORDER BY claim_entries.seq`,
    )
    .pluck();
  const dropStops = db.prepare<[number], Buffer>('DELETE FROM claim_stops WHERE claim = ? RETURNING stop_key').pluck();
  const addStop = db.prepare('INSERT OR IGNORE INTO claim_stops (stop_key, claim) VALUES (?, ?)');
  const addWords = db.prepare('INSERT INTO claim_words (rowid, words) VALUES (?, ?)');
  const setWords = db.prepare('INSERT OR REPLACE INTO claim_words (rowid, words) VALUES (?, ?)');
  const stopWords = createStopWords(db);

  const wordsOfStops = (keys: readonly (Buffer | null)[]) =>
    stopWords.withParcels([...new Set(keys.flatMap((key) => (key === null ? [] : toHex(key))))]);

  function wordsOf(
    { year, place, stop_key }: Omit<ClaimRow, 'entry'>,
    { words, askedBy = '' }: OpenClaimBody,
    ofStops = wordsOfStops([stop_key]),
  ): string {
    const ofStop = stop_key === null ? '' : (ofStops.get(toHex(stop_key)) ?? '');
    // The tokenizer of the index cuts plain letters as our rules do; other letters stand beside it in our form, as with stops.
    const others = isOneWord(words) ? [] : addressWords(words);
    return [claimNumber(year, place), words, ...others, askedBy, ofStop].join(' ');
  }

  const toEntry = ({ at, body, undone }: Pick<KnownEntry, 'at' | 'body' | 'undone'>): ClaimEntry => ({
    ...{ at, undone },
    body: body as ClaimBody,
  });

  function writeNew({ seq, id, at }: LedgerEntry, opening: OpenClaimBody, unworded: UnwordedClaims): Buffer[] | null {
    const claim = foldClaim([{ at, body: opening, undone: false }]);
    const { year, key } = opening;
    const row = { entry: id, year, place: (lastPlace.get(year) ?? 0) + 1, ...rowOf(seq, claim) };
    const { state, allegation, due, stop_key, route_key, notes, files, packs, worded, undone } = row;
    const { changes } = add.run(
      ...[seq, id, year, row.place, key, state, allegation, due, stop_key, route_key],
      ...[row.changedAt, notes, files, packs, worded, undone],
    );
    if (changes === 0) return null;
    const stops = claim.stops.map(keyOf);
    for (const each of stops) addStop.run(each, seq);
    unworded.set(seq, { row, opening });
    return stops;
  }

  function write(row: ClaimRow, claim: Claim, opening: OpenClaimBody): Buffer[] {
    const folded = rowOf(row.seq, claim);
    set.run(folded);
    const before = dropStops.all(row.seq);
    const stops = claim.stops.map(keyOf);
    for (const each of stops) addStop.run(each, row.seq);
    setWords.run(row.seq, wordsOf({ ...row, stop_key: folded.stop_key }, opening));
    return [...before, ...stops];
  }

  function read(id: EntryId): FoldedClaim | null {
    const row = byEntry.get(id);
    const opening = decisions.byEntry(id);
    if (!row || opening?.body.kind !== 'open-claim') return null;
    const later = laterOf.all(row.seq).flatMap((entry) => decisions.byEntry(entry) ?? []);
    const claim = foldClaim([toEntry(opening), ...later.map(toEntry)]);
    return { claim, entries: [opening, ...later], opening: opening.body };
  }

  function fold(id: EntryId, unworded?: UnwordedClaims): Buffer[] {
    const row = byEntry.get(id);
    const folded = row && read(id);
    // Its words are written here.
    if (folded) unworded?.delete(row.seq);
    return folded ? write(row, folded.claim, folded.opening) : [];
  }

  /** The decision at the end of a chain of undos. */
  function rootOf(entryId: EntryId): KnownEntry | null {
    const entry = decisions.byEntry(entryId);
    return entry?.body.kind === 'undo' ? rootOf(entry.body.entry) : entry;
  }

  return {
    read,
    refold: (id) => void fold(id),

    apply(entry, unworded) {
      const { seq, id, body } = entry;
      if (body.kind === 'undo') {
        const root = rootOf(body.entry);
        if (!root || !isAboutClaims(root.body)) return [];
        return fold('claim' in root.body ? root.body.claim : root.entry, unworded);
      }
      if (!isAboutClaims(body)) return [];
      if (body.kind === 'open-claim') return writeNew(entry, body, unworded) ?? fold(id, unworded);
      const claim = byEntry.get(body.claim);
      // What it says something about may lie behind a broken link.
      if (!claim) return [];
      addLater.run(seq, claim.seq);
      return fold(body.claim, unworded);
    },

    writeWords(unworded) {
      const ofStops = wordsOfStops([...unworded.values()].map(({ row }) => row.stop_key));
      for (const [seq, { row, opening }] of unworded) addWords.run(seq, wordsOf(row, opening, ofStops));
    },

    written(stops) {
      if (any.get() === 0) return;
      for (const stop of stops) {
        for (const row of atStop.all(stop)) {
          const opening = decisions.byEntry(row.entry);
          if (opening?.body.kind === 'open-claim') setWords.run(row.seq, wordsOf(row, opening.body));
        }
      }
    },
  };
}

/** A tracking id as a rule. */
const isOneWord = (text: string): boolean => /^[!-~]*$/.test(text);

const keyOf = (stop: StopName) => toBytes(makeStopId(stop.date, stop.route, stop.stop));

/** What its entries come to, as the table holds it. */
function rowOf(seq: number, claim: Claim) {
  const { state, allegation, due, stop, changedAt, notes, files, packs, isWorded, undone } = claim;
  return {
    ...{ seq, state, allegation, due, changedAt, notes, files, packs },
    stop_key: stop && keyOf(stop),
    route_key: stop && toBytes(makeRouteId(stop.date, stop.route)),
    ...{ worded: isWorded ? 1 : 0, undone: undone ? 1 : 0 },
  };
}
