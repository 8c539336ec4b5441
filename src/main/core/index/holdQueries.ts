/** Holds that stand: what screens show of them, and what is asked before anything is erased. */
import type { Database } from 'better-sqlite3';
import { erasedWord } from '#core/domain/activity.ts';
import { type HoldEntry, type StandingHold, standingHolds } from '#core/domain/retention.ts';
import type { EntryId, StopId } from '#shared/ids.ts';
import type { HoldView } from '#shared/privacy.ts';
import type { DecisionStore } from './decisionStore.ts';
import { makeStopId, toBytes } from './keys.ts';

export interface HoldQueries {
  /** That stand at a stop, oldest first. */
  ofStop(stopId: StopId): HoldView[];
  /** All that stand, oldest first, whether their stop is in the index or not. */
  all(): HoldView[];
}

export function createHoldQueries(db: Database, decisions: Pick<DecisionStore, 'byEntry'>): HoldQueries {
  const entries = db.prepare<[], Omit<HoldEntry, 'body'> & { body: string }>(
    `SELECT entry AS id, at, person, body FROM decisions WHERE kind IN ('hold', 'release-hold') ORDER BY seq`,
  );
  const isAnyAt = db
    .prepare<[Buffer], number>(`SELECT 1 FROM decisions WHERE stop_key = ? AND kind = 'hold' LIMIT 1`)
    .pluck();

  const isUndone = (entry: EntryId) => decisions.byEntry(entry)?.undone ?? false;

  const view = ({ entry, at, person, stop, note }: StandingHold): HoldView => ({
    ...{ entryId: entry, stopId: makeStopId(stop.date, stop.route, stop.stop), at, person, note: note || erasedWord },
  });

  /** A few hundred entries at most: a hold is put by hand, for a claim. */
  const all = () =>
    standingHolds(
      entries.all().map((row) => ({ ...row, body: JSON.parse(row.body) as HoldEntry['body'] })),
      isUndone,
    ).map(view);

  return {
    all,
    // Most stops never had one: they are not to pay for those that have.
    ofStop: (stopId) =>
      isAnyAt.get(toBytes(stopId)) === undefined ? [] : all().filter((hold) => hold.stopId === stopId),
  };
}
