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
import { toBytes, toHex } from './keys.ts';
import { flagsOf, toStopRow } from './stopRows.ts';

export interface ReviewedRecord {
  record: StopRecord;
  here: StopDecisions | null;
  /** Somebody has to decide; false: somebody has, or only the sync is awaited. */
  waits: boolean;
  review: Review;
  /** The stop as lists show it; made when it is asked for. */
  row(routeId: RouteId): StopRow;
}

export interface WaitingStops {
  /** Stops of a route that are open or hold a picture that must not be, with all that `decided` says. */
  ofRoute(route: number, decided: ReadonlyMap<StopId, StopDecisions>): ReviewedRecord[];
  /** One stop, whatever its state; null when it is not in the index. */
  byId(id: StopId, here: StopDecisions | null): ReviewedRecord | null;
}

interface TieRow {
  sha256: Buffer;
  flags: string | null;
  method: MatchMethod;
  confidence: number;
  seconds: number | null;
  metres: number | null;
}

const nobodyDecided = { accepted: new Set<string>(), rejected: new Set<string>(), isExcused: false, isAsked: false };

export function createWaitingStops(db: Database, settings: () => Settings): WaitingStops {
  const open = db.prepare<[number], StopRecord>(
    `SELECT * FROM stops WHERE route = ?
       AND (state IN ('needs-review', 'candidate', 'missing', 'syncing') OR flags LIKE '%photo-despite-opt-out%')
     ORDER BY sequence IS NULL, sequence, stop`,
  );
  const byKey = db.prepare<[Buffer], StopRecord>('SELECT * FROM stops WHERE key = ?');
  const packagesOf = db.prepare<[number], PackageRecord>(
    'SELECT stop, tracking_id, outcome, completed_at, handover, left_at FROM packages WHERE stop = ? ORDER BY tracking_id',
  );
  const tiesOf = db.prepare<[number], TieRow>(
    `SELECT photos.sha256, ties.flags, ties.method, ties.confidence, ties.seconds, ties.metres
     FROM ties JOIN photos ON photos.id = ties.photo WHERE ties.stop = ? ORDER BY photos.taken_at, photos.sha256`,
  );
  const candidatesOf = db.prepare<[number], { sha256: Buffer; score: number }>(
    `SELECT photos.sha256, candidates.score FROM candidates JOIN photos ON photos.id = candidates.photo
     WHERE candidates.stop = ? ORDER BY candidates.score DESC`,
  );

  function toReviewed(record: StopRecord, here: StopDecisions | null): ReviewedRecord {
    const photos = tiesOf.all(record.id).map(
      (tie): ReviewedPhoto => ({
        id: toHex(tie.sha256),
        flags: flagsOf(tie.flags),
        method: tie.method,
        confidence: tie.confidence,
        secondsAfterScan: tie.seconds,
        metresFromStop: tie.metres,
      }),
    );
    const candidates = candidatesOf.all(record.id).filter(({ sha256 }) => !here?.rejected.has(toHex(sha256)));
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
    return {
      record,
      here,
      waits: isWaiting(stop),
      review: reviewOf(stop, settings()),
      row: (routeId) =>
        toStopRow(
          record,
          { routeId, packages: packagesOf.all(record.id), photos, candidates: candidates.length, here },
          settings(),
        ),
    };
  }

  return {
    ofRoute: (route, decided) =>
      open.all(route).map((record) => toReviewed(record, decided.get(toHex(record.key)) ?? null)),
    byId(id, here) {
      const record = byKey.get(toBytes(id));
      return record ? toReviewed(record, here) : null;
    },
  };
}
