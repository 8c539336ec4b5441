/** Stops that somebody still has to decide about, and what is doubtful about them: for the review queue and the sign-off. */
import type { Database } from 'better-sqlite3';
import type { StopDecisions } from '#core/domain/decisions.ts';
import { isWaiting, type Review, type ReviewedPhoto, type ReviewedStop, reviewOf } from '#core/domain/review.ts';
import type { StopReason } from '#core/domain/stopState.ts';
import type { RouteId, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { StopRow } from '#shared/views.ts';
import type { MatchMethod, StopState } from '#shared/words.ts';
import type { PackageRecord, StopRecord } from './deliveryReader.ts';
import { isFrozen } from './erasedStops.ts';
import { toBytes, toHex } from './keys.ts';
import { type ErasedMarks, erasedMarks, flagsOf, toStopRow } from './stopRows.ts';

export interface ReviewedRecord {
  record: StopRecord;
  here: StopDecisions | null;
  /** Somebody has to decide; false: somebody has, only the sync is awaited, or it is frozen. */
  waits: boolean;
  /** It was erased: nothing can be decided about it. */
  isFrozen: boolean;
  review: Review;
  /** The stop as lists show it; made when it is asked for. */
  row(routeId: RouteId): StopRow;
}

export interface WaitingStops {
  /** Stops of a route that are open or hold a picture that must not be, with all that `decided` says. */
  ofRoute(route: number, decided: ReadonlyMap<StopId, StopDecisions>): ReviewedRecord[];
  /** These stops, whatever their state; those that are not in the index are left out. */
  named(ids: readonly StopId[], decided: ReadonlyMap<StopId, StopDecisions>): ReviewedRecord[];
}

interface CandidateRow {
  stop: number;
  sha256: Buffer;
  score: number;
}

interface TieRow {
  stop: number;
  sha256: Buffer;
  /** Bits of `erasedBit`. */
  erased: number | null;
  flags: string | null;
  method: MatchMethod;
  confidence: number;
  seconds: number | null;
  metres: number | null;
}

const nobodyDecided = { accepted: new Set<string>(), rejected: new Set<string>(), isExcused: false, isAsked: false };

/**
 * Of a stop in these states no picture is tied or proposed (`decideStopState`): most of what waits on an evening with vans still
 * out, and nothing needs to be looked for.
 */
function hasNothing({ state, reason }: StopRecord): boolean {
  return (state === 'missing' && reason === null) || (state === 'syncing' && reason === 'device-behind');
}

function toPhoto(tie: TieRow): ReviewedPhoto & ErasedMarks {
  return {
    id: toHex(tie.sha256),
    flags: flagsOf(tie.flags),
    method: tie.method,
    confidence: tie.confidence,
    secondsAfterScan: tie.seconds,
    metresFromStop: tie.metres,
    ...erasedMarks(tie.erased),
  };
}

export function createWaitingStops(db: Database, settings: () => Settings): WaitingStops {
  const open = db.prepare<[number], StopRecord>(
    `SELECT * FROM stops WHERE route = ?
       AND (state IN ('needs-review', 'candidate', 'missing', 'syncing') OR flags LIKE '%photo-despite-opt-out%')
     ORDER BY sequence IS NULL, sequence, stop`,
  );
  const byKey = db.prepare<[Buffer], StopRecord>('SELECT * FROM stops WHERE key = ?');
  // All that is wanted of a route in one statement each: a day of two hundred routes would be ten thousand otherwise.
  const packagesOf = db.prepare<[string], PackageRecord>(
    `SELECT stop, tracking_id, outcome, completed_at, handover, left_at FROM packages
     WHERE stop IN (SELECT value FROM json_each(?)) ORDER BY stop, tracking_id`,
  );
  const tiesOf = db.prepare<[string], TieRow>(
    `SELECT ties.stop, photos.sha256, photos.erased, ties.flags, ties.method, ties.confidence, ties.seconds, ties.metres
     FROM ties JOIN photos ON photos.id = ties.photo
     WHERE ties.stop IN (SELECT value FROM json_each(?)) ORDER BY photos.taken_at, photos.sha256`,
  );
  const candidatesOf = db.prepare<[string], CandidateRow>(
    `SELECT candidates.stop, photos.sha256, candidates.score
     FROM candidates JOIN photos ON photos.id = candidates.photo
     WHERE candidates.stop IN (SELECT value FROM json_each(?)) ORDER BY candidates.score DESC, photos.sha256`,
  );

  function review(records: readonly StopRecord[], decided: ReadonlyMap<StopId, StopDecisions>): ReviewedRecord[] {
    const hereOf = (record: StopRecord) => decided.get(toHex(record.key)) ?? null;
    const full = records.filter((record) => hereOf(record) !== null || !hasNothing(record));
    const ids = JSON.stringify(full.map(({ id }) => id));
    const ties = full.length > 0 ? Map.groupBy(tiesOf.all(ids), (tie) => tie.stop) : new Map<number, TieRow[]>();
    const candidates =
      full.length > 0 ? Map.groupBy(candidatesOf.all(ids), ({ stop }) => stop) : new Map<number, CandidateRow[]>();
    let packages: Map<number, PackageRecord[]> | null = null;
    const packagesOfAll = () => {
      packages ??= Map.groupBy(packagesOf.all(JSON.stringify(records.map(({ id }) => id))), ({ stop }) => stop);
      return packages;
    };
    return records.map((record) => {
      const here = hereOf(record);
      const parts = {
        photos: (ties.get(record.id) ?? []).map(toPhoto),
        candidates: (candidates.get(record.id) ?? []).filter(({ sha256 }) => !here?.rejected.has(toHex(sha256))),
      };
      return toReviewed(record, here, parts, () => packagesOfAll().get(record.id) ?? []);
    });
  }

  function toReviewed(
    record: StopRecord,
    here: StopDecisions | null,
    { photos, candidates }: { photos: (ReviewedPhoto & ErasedMarks)[]; candidates: CandidateRow[] },
    packages: () => PackageRecord[],
  ): ReviewedRecord {
    const stop: ReviewedStop = {
      state: record.state as StopState,
      reason: record.reason as StopReason | null,
      photos,
      candidates: candidates.map(({ score }) => score),
      decisions: here
        ? {
            accepted: here.accepted,
            rejected: here.rejected,
            isExcused: here.excused !== null,
            isAsked: here.followUp !== null,
          }
        : nobodyDecided,
    };
    const frozen = isFrozen(record.erased);
    return {
      record,
      here,
      waits: !frozen && isWaiting(stop),
      isFrozen: frozen,
      review: reviewOf(stop, settings()),
      row: (routeId) =>
        toStopRow(record, { routeId, packages: packages(), photos, candidates: candidates.length, here }, settings()),
    };
  }

  return {
    ofRoute: (route, decided) => review(open.all(route), decided),
    named: (ids, decided) =>
      review(
        ids.map((id) => byKey.get(toBytes(id))).filter((record) => record !== undefined),
        decided,
      ),
  };
}
