/**
 * Holds that stand: what screens show of them, and what is asked before anything is erased. A hold is put by hand, or it is a claim
 * that nobody has judged yet; of the second there may be fifty thousand, so nobody asks for all of them at once.
 */
import type { Database } from 'better-sqlite3';
import { erasedWord } from '#core/domain/activity.ts';
import { claimKeeps, claimNumber } from '#core/domain/claims.ts';
import { type HoldEntry, type StandingHold, standingHolds } from '#core/domain/retention.ts';
import type { EntryId, ServiceDate, StopId } from '#shared/ids.ts';
import type { HoldView } from '#shared/privacy.ts';
import type { DecisionStore } from './decisionStore.ts';
import { makeStopId, toBytes } from './keys.ts';

/** Which stops a hold keeps, for one piece of work: holds by hand as they stood when it began, claims as they stand when asked. */
export interface HeldStops {
  has(stopId: StopId): boolean;
  /** Nothing is held at all. */
  readonly isEmpty: boolean;
}

export interface HoldQueries {
  /** That stand at a stop: those by hand first, oldest first. */
  ofStop(stopId: StopId): HoldView[];
  /** All that were put by hand and stand, oldest first, whether their stop is in the index or not. */
  byHand(): HoldView[];
  held(): HeldStops;
  /** Stops of the index that claims keep, counted by service date and by what of them was erased (bits). */
  claimedStops(): { date: ServiceDate; erased: number; stops: number }[];
}

interface ClaimRow {
  entry: EntryId;
  year: number;
  place: number;
  at: number;
  person: string | null;
}

const stands = `claims.undone = 0 AND claims.state IN ('open', 'answered')`;

export function createHoldQueries(db: Database, decisions: Pick<DecisionStore, 'byEntry'>): HoldQueries {
  const entries = db.prepare<[], Omit<HoldEntry, 'body'> & { body: string }>(
    `SELECT entry AS id, at, person, body FROM decisions WHERE kind IN ('hold', 'release-hold') ORDER BY seq`,
  );
  const isAnyAt = db
    .prepare<[Buffer], number>(`SELECT 1 FROM decisions WHERE stop_key = ? AND kind = 'hold' LIMIT 1`)
    .pluck();
  const claimsAt = db.prepare<[Buffer], ClaimRow>(
    `SELECT claims.entry, claims.year, claims.place, decisions.at, decisions.person
     FROM claim_stops JOIN claims ON claims.seq = claim_stops.claim JOIN decisions ON decisions.seq = claims.seq
     WHERE claim_stops.stop_key = ? AND ${stands} ORDER BY claims.seq`,
  );
  const isClaimed = db
    .prepare<[Buffer], number>(
      `SELECT EXISTS (SELECT 1 FROM claim_stops JOIN claims ON claims.seq = claim_stops.claim
                      WHERE claim_stops.stop_key = ? AND ${stands})`,
    )
    .pluck();
  const anyClaim = db.prepare<[], number>(`SELECT EXISTS (SELECT 1 FROM claims WHERE ${stands})`).pluck();
  const claimedStops = db.prepare<[], { date: ServiceDate; erased: number; stops: number }>(
    `SELECT routes.date, coalesce(stops.erased, 0) AS erased, count(*) AS stops
     FROM (SELECT DISTINCT claim_stops.stop_key FROM claims JOIN claim_stops ON claim_stops.claim = claims.seq
           WHERE ${stands}) AS claimed
       CROSS JOIN stops ON stops.key = claimed.stop_key JOIN routes ON routes.id = stops.route
     GROUP BY 1, 2`,
  );

  const isUndone = (entry: EntryId) => decisions.byEntry(entry)?.undone ?? false;

  const view = ({ entry, at, person, stop, note }: StandingHold): HoldView => ({
    ...{ entryId: entry, stopId: makeStopId(stop.date, stop.route, stop.stop), at, person, note: note || erasedWord },
  });

  /** A few hundred entries at most: such a hold is put by a person for one stop. */
  const byHand = () =>
    standingHolds(
      entries.all().map((row) => ({ ...row, body: JSON.parse(row.body) as HoldEntry['body'] })),
      isUndone,
    ).map(view);

  function ofClaims(stopId: StopId): HoldView[] {
    return claimsAt.all(toBytes(stopId)).map(({ entry, year, place, at, person }) => {
      const number = claimNumber(year, place);
      return { entryId: entry, stopId, at, person, note: claimKeeps(number), claim: { id: entry, number } };
    });
  }

  return {
    byHand,
    // Most stops never had one: they are not to pay for those that have.
    ofStop: (stopId) => [
      ...(isAnyAt.get(toBytes(stopId)) === undefined ? [] : byHand().filter((hold) => hold.stopId === stopId)),
      ...ofClaims(stopId),
    ],
    held() {
      const own = new Set(byHand().map(({ stopId }) => stopId));
      return {
        isEmpty: own.size === 0 && anyClaim.get() === 0,
        has: (stopId) => own.has(stopId) || isClaimed.get(toBytes(stopId)) === 1,
      };
    },
    claimedStops: () => claimedStops.all(),
  };
}
