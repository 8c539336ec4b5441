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
import { addressWords } from '#core/domain/places.ts';
import type { DecisionStore, KnownEntry } from '#core/index/decisionStore.ts';
import { keysOf, toHex } from '#core/index/keys.ts';
import { createStopWords } from '#core/index/stopWords.ts';
import type { LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import type { EntryId, StopId } from '#shared/ids.ts';

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
   * Brings an entry in, when it is about claims; inside the transaction that applies it, after the decisions. Returns the stops that its
   * claim is about now or was before. A claim that it opens is found by its words when they are written.
   */
  apply(entry: LedgerEntry, openings: Openings): StopId[];
  /** Writes the words of what was opened, at the end of the transaction that opened it: a list asks for its stops all together. */
  writeWords(openings: Openings): void;
  /** Stops whose names may have changed, inside the transaction that wrote them: claims are found by them. */
  written(stops: Iterable<number>): void;
  /** Brings the row and the words of a claim to what its entries say now, as the index holds them. */
  refold(claim: EntryId): void;
}

/** What one transaction opens. */
export interface Openings {
  /** Claims without words as yet, by the numbers of the entries that opened them. */
  unworded: Map<number, { claim: WordedClaim; opening: OpenClaimBody }>;
  /** The last place of each year that something was opened in. */
  places: Map<number, number>;
}

export const noOpenings = (): Openings => ({ unworded: new Map(), places: new Map() });

/** A claim as far as its words come of its row. */
interface WordedClaim {
  year: number;
  place: number;
  stopId: StopId | null;
}

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

  const wordsOfStops = (claims: readonly WordedClaim[]) =>
    stopWords.withParcels([...new Set(claims.flatMap(({ stopId }) => stopId ?? []))]);

  function wordsOf(
    claim: WordedClaim,
    { words, askedBy = '' }: OpenClaimBody,
    ofStops = wordsOfStops([claim]),
  ): string {
    const { year, place, stopId } = claim;
    const ofStop = stopId === null ? '' : (ofStops.get(stopId) ?? '');
    // The tokenizer of the index cuts plain letters as our rules do; other letters stand beside it in our form, as with stops.
    const others = isOneWord(words) ? [] : addressWords(words);
    return [claimNumber(year, place), words, ...others, askedBy, ofStop].join(' ');
  }

  const toEntry = ({ at, body, undone }: Pick<KnownEntry, 'at' | 'body' | 'undone'>): ClaimEntry => ({
    ...{ at, undone },
    body: body as ClaimBody,
  });

  function addStops(seq: number, { stops }: Claim): StopId[] {
    return stops.map((stop) => {
      const { id, key } = keysOf(stop);
      addStop.run(key, seq);
      return id;
    });
  }

  function writeNew({ seq, id, at }: LedgerEntry, opening: OpenClaimBody, { unworded, places }: Openings) {
    const claim = foldClaim([{ at, body: opening, undone: false }]);
    const { year, key } = opening;
    const place = (places.get(year) ?? lastPlace.get(year) ?? 0) + 1;
    const { state, allegation, due, stop_key, route_key, changedAt, notes, files, packs, worded, undone } = rowOf(
      seq,
      claim,
    );
    const { changes } = add.run(
      ...[seq, id, year, place, key, state, allegation, due, stop_key, route_key],
      ...[changedAt, notes, files, packs, worded, undone],
    );
    if (changes === 0) return null;
    places.set(year, place);
    unworded.set(seq, { claim: { year, place, stopId: idOf(claim) }, opening });
    return addStops(seq, claim);
  }

  function write({ seq, year, place }: ClaimRow, claim: Claim, opening: OpenClaimBody): StopId[] {
    set.run(rowOf(seq, claim));
    const before = dropStops.all(seq).map(toHex);
    const stops = addStops(seq, claim);
    setWords.run(seq, wordsOf({ year, place, stopId: idOf(claim) }, opening));
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

  function fold(id: EntryId, openings?: Openings): StopId[] {
    const row = byEntry.get(id);
    const folded = row && read(id);
    // Its words are written here.
    if (folded) openings?.unworded.delete(row.seq);
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

    apply(entry, openings) {
      const { seq, id, body } = entry;
      if (body.kind === 'undo') {
        const root = rootOf(body.entry);
        if (!root || !isAboutClaims(root.body)) return [];
        return fold('claim' in root.body ? root.body.claim : root.entry, openings);
      }
      if (!isAboutClaims(body)) return [];
      if (body.kind === 'open-claim') return writeNew(entry, body, openings) ?? fold(id, openings);
      const claim = byEntry.get(body.claim);
      // What it says something about may lie behind a broken link.
      if (!claim) return [];
      addLater.run(seq, claim.seq);
      return fold(body.claim, openings);
    },

    writeWords({ unworded }) {
      const ofStops = wordsOfStops([...unworded.values()].map(({ claim }) => claim));
      for (const [seq, { claim, opening }] of unworded) addWords.run(seq, wordsOf(claim, opening, ofStops));
    },

    written(stops) {
      if (any.get() === 0) return;
      for (const stop of stops) {
        for (const row of atStop.all(stop)) {
          const opening = decisions.byEntry(row.entry);
          if (opening?.body.kind !== 'open-claim') continue;
          const { seq, year, place, stop_key } = row;
          setWords.run(seq, wordsOf({ year, place, stopId: stop_key && toHex(stop_key) }, opening.body));
        }
      }
    },
  };
}

/** A tracking id as a rule. */
const isOneWord = (text: string): boolean => /^[!-~]*$/.test(text);

const idOf = ({ stop }: Claim): StopId | null => stop && keysOf(stop).id;

/** What its entries come to, as the table holds it. */
function rowOf(seq: number, claim: Claim) {
  const { state, allegation, due, stop, changedAt, notes, files, packs, isWorded, undone } = claim;
  return {
    ...{ seq, state, allegation, due, changedAt, notes, files, packs },
    stop_key: stop && keysOf(stop).key,
    route_key: stop && keysOf(stop).routeKey,
    ...{ worded: isWorded ? 1 : 0, undone: undone ? 1 : 0 },
  };
}
