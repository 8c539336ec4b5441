/** The ledger's entries as the index keeps them, folded by `domain/decisions.ts` for a stop or a day. */
import type { Database } from 'better-sqlite3';
import {
  type DecidedTie,
  type DecisionEntry,
  decidedTies,
  foldDecisions,
  type StopDecision,
  type StopDecisions,
} from '#core/domain/decisions.ts';
import type { ManualTie } from '#core/domain/delivery.ts';
import type { LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import type { EntryId, PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import { createDirtyDays } from './dirtyDays.ts';
import { makeStopId, toBytes, toHex } from './keys.ts';

export interface StandingDecision {
  decision: StopDecision;
  stopId: StopId;
}

export interface DecisionStore {
  /** Number of the last entry that was applied; 0 when one before it is lacking (the disk was full) and all must be applied again. */
  lastSeq(): number;
  /**
   * Applies one entry (again: does nothing) and marks its day. Returns the stop and the photo whose
   * decisions it changed, if any.
   */
  apply(entry: LedgerEntry): { stopId: StopId | null; photoId: PhotoId | null };
  /** The date of the stop that a person laid the photo to, the last one that holds. */
  acceptedOn(photo: Buffer): ServiceDate | null;
  /** What holds at a stop; null when nobody decided anything there. */
  ofStop(stopId: StopId): StopDecisions | null;
  /** What holds at the stops of a route. */
  ofRoute(route: number): Map<StopId, StopDecisions>;
  byEntry(entryId: EntryId): StandingDecision | null;
  /** The latest accept, reject or excuse that still holds. */
  latest(): StandingDecision | null;
  /** Ties that matching must obey on a date. */
  tiesOfDay(date: ServiceDate): { manual: ManualTie[]; refused: ManualTie[] };
}

interface Row {
  seq: number;
  entry: EntryId;
  at: number;
  person: string | null;
  kind: LedgerBody['kind'];
  stop_key: Buffer | null;
  photo: Buffer | null;
  target: string | null;
  body: string;
}

const toEntry = (row: Row): DecisionEntry => ({
  id: row.entry,
  at: row.at,
  person: row.person,
  body: JSON.parse(row.body) as DecisionEntry['body'],
});

const stopIdOf = (stop: { date: string; route: string; stop: string }) => makeStopId(stop.date, stop.route, stop.stop);

/** The seed's entries and every undo (and undo of an undo …) that reaches them. */
const withUndos = (seed: string) =>
  `WITH RECURSIVE about AS (
     ${seed} UNION SELECT decisions.* FROM decisions JOIN about ON decisions.target = about.entry
   ) SELECT * FROM about ORDER BY seq`;

export function createDecisionStore(db: Database): DecisionStore {
  const insert = db.prepare(
    `INSERT OR IGNORE INTO decisions (seq, entry, at, person, kind, stop_key, photo, target, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const last = db.prepare<[], { seq: number | null; n: number }>(
    'SELECT max(seq) AS seq, count(*) AS n FROM decisions',
  );
  const byEntry = db.prepare<[string], Row>('SELECT * FROM decisions WHERE entry = ?');
  const ofStop = db.prepare<[Buffer], Row>(withUndos('SELECT * FROM decisions WHERE stop_key = ?'));
  const ofPhoto = db.prepare<[Buffer], Row>(withUndos('SELECT * FROM decisions WHERE photo = ?'));
  const ofRoute = db.prepare<[number], Row>(
    withUndos('SELECT decisions.* FROM decisions JOIN stops ON stops.key = stop_key WHERE stops.route = ?'),
  );
  const ofDay = db.prepare<[string], Row>(
    withUndos(
      `SELECT decisions.* FROM decisions JOIN stops ON stops.key = stop_key JOIN routes ON routes.id = stops.route
       WHERE routes.date = ?`,
    ),
  );
  const decisionsBefore = db.prepare<[number], Row>(
    `SELECT * FROM decisions WHERE kind IN ('accept', 'reject', 'excuse') AND seq < ? ORDER BY seq DESC LIMIT 50`,
  );

  const dirty = createDirtyDays(db);

  /** The decision at the end of a chain of undos. */
  function rootOf(entryId: EntryId): Row | undefined {
    const row = byEntry.get(entryId);
    return row?.target ? rootOf(row.target) : row;
  }

  function decisionsOfStop(key: Buffer): StopDecisions | null {
    const [decisions] = foldDecisions(ofStop.all(key).map(toEntry)).byStop.values();
    return decisions ?? null;
  }

  function standing(row: Row): StandingDecision | null {
    if (!row.stop_key) return null;
    const decision = decisionsOfStop(row.stop_key)?.history.find((each) => each.entry === row.entry);
    return decision ? { decision, stopId: toHex(row.stop_key) } : null;
  }

  const toTies = (ties: DecidedTie[]): ManualTie[] =>
    ties.map(({ stop, photo }: { stop: DecidedTie['stop']; photo: PhotoId }) => ({
      photoId: photo,
      stopId: stopIdOf(stop),
    }));

  return {
    lastSeq() {
      const { seq, n } = last.get() ?? { seq: 0, n: 0 };
      return seq === n ? (seq ?? 0) : 0;
    },

    apply: db.transaction(({ seq, id, at, person, body }: LedgerEntry) => {
      const stopId = 'stop' in body ? stopIdOf(body.stop) : null;
      const photoId = 'photo' in body ? body.photo : null;
      const target = body.kind === 'undo' ? body.entry : null;
      const names = [stopId ? toBytes(stopId) : null, photoId ? toBytes(photoId) : null, target];
      insert.run(seq, id, at, person, body.kind, ...names, JSON.stringify(body));
      const root = target ? rootOf(target) : undefined;
      const about = root ? toEntry(root).body : body;
      if ('stop' in about) dirty.add([about.stop.date]);
      return {
        stopId: stopId ?? (root?.stop_key ? toHex(root.stop_key) : null),
        photoId: photoId ?? (root?.photo ? toHex(root.photo) : null),
      };
    }),

    acceptedOn(photo) {
      const entries = ofPhoto.all(photo).map(toEntry);
      if (entries.length === 0) return null;
      const { byStop, standing } = foldDecisions(entries);
      const holding = [...byStop.values()].filter((each) => each.accepted.has(toHex(photo)));
      const lastEntry = ({ history }: StopDecisions) =>
        standing.indexOf(history.findLast((each) => !each.undone)?.entry ?? '');
      return holding.sort((a, b) => lastEntry(b) - lastEntry(a))[0]?.stop.date ?? null;
    },

    ofStop: (stopId) => decisionsOfStop(toBytes(stopId)),

    ofRoute(route) {
      const { byStop } = foldDecisions(ofRoute.all(route).map(toEntry));
      return new Map([...byStop.values()].map((decisions) => [stopIdOf(decisions.stop), decisions]));
    },

    byEntry(entryId) {
      const row = byEntry.get(entryId);
      return row ? standing(row) : null;
    },

    latest() {
      for (let before = Number.MAX_SAFE_INTEGER; ; ) {
        const rows = decisionsBefore.all(before);
        for (const row of rows) {
          const found = standing(row);
          if (found && !found.decision.undone) return found;
        }
        const oldest = rows.at(-1);
        if (!oldest) return null;
        before = oldest.seq;
      }
    },

    tiesOfDay(date) {
      const ties = decidedTies(foldDecisions(ofDay.all(date).map(toEntry)));
      return { manual: toTies(ties.manual), refused: toTies(ties.refused) };
    },
  };
}
