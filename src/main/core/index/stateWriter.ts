/**
 * Keeps the state of every stop, and the counts of its route, at what the rules say (`domain/stopState.ts`). A route is the
 * unit: the last picture that arrived for one stop says something about the others.
 */
import type { Database } from 'better-sqlite3';
import { coverageOf } from '#core/domain/programme.ts';
import { isOpen, routeText, type Signed, toSigned } from '#core/domain/signOff.ts';
import { mainPackage } from '#core/domain/stopOutcome.ts';
import { decideStopState, deliveredAt, type TiedPhoto } from '#core/domain/stopState.ts';
import type { RouteId, ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { type Flag, type MatchMethod, pendingReasons, type StopState } from '#shared/words.ts';
import { cutOffOfRoute, lastDeliverySql } from './cutOff.ts';
import type { DecisionStore } from './decisionStore.ts';
import { createDeliveryReader, toStop } from './deliveryReader.ts';
import { createErasedStops, isFrozen } from './erasedStops.ts';
import { fingerprintOf, toBytes, toHex } from './keys.ts';
import { createMarkWriter, type JudgedStop } from './markWriter.ts';
import { usualCorrection } from './matchStore.ts';
import type { ProgrammeStore } from './programmeStore.ts';

export interface StateWriter {
  /** Recomputes a route's stops and counts in one transaction; true when something changed. */
  refreshRoute(route: number, now: number): boolean;
  /** Routes whose cut-off lies between the moment they were judged for and this one, whichever is the later: clocks are set back too. */
  routesTurnedBy(now: number): number[];
  routesOf(date: string): number[];
  /** Routes of a date (or this one of them) whose fingerprint is not known. */
  routesUnjudged(date: string, routeId: RouteId | null): number[];
  /** The newest date that has such routes. */
  newestUnjudged(): ServiceDate | null;
  /** Brings what is remembered of stops (their keys in digits) to what claims say now. In the caller's transaction. */
  claimsChanged(stops: readonly string[]): void;
  routeNumber(routeId: RouteId): number | null;
  dateOf(route: number): ServiceDate;
}

interface TieRow {
  stop: number;
  sha256: Buffer;
  method: MatchMethod;
  confidence: number;
  flags: string | null;
}

interface RouteRow {
  date: ServiceDate;
  last_completed_at: number | null;
  last_taken_at: number | null;
  last_arrived_at: number | null;
  photos: number;
  deliveries_since: number;
  correction: number | null;
  fingerprint: string | null;
  follow_ups: number;
}

/** A file that names a stop and holds no picture (yet). */
interface NamedFile {
  stop: number;
  state: string;
  code: string | null;
  tries: number;
  may_still_arrive: number;
}

/** While a file that could not be read is tried once more, it is what it was: the stop must not change with each try. */
function isUnreadable({ state, code, tries, may_still_arrive }: NamedFile): boolean {
  if (state === 'unreadable') return true;
  const wasWaiting = may_still_arrive === 0 && pendingReasons.some((reason) => reason === code);
  return state === 'queued' && tries > 0 && code !== null && !wasWaiting;
}

const tallyColumns = {
  confirmed: 'confirmed',
  'needs-review': 'needs_review',
  candidate: 'candidate',
  syncing: 'syncing',
  missing: 'missing',
  excused: 'excused',
  'not-required': 'not_required',
} as const satisfies Record<StopState, string>;

export function createStateWriter(
  db: Database,
  decisions: DecisionStore,
  programme: Pick<ProgrammeStore, 'current'>,
  settings: () => Settings,
): StateWriter {
  const deliveries = createDeliveryReader(db);
  const erased = createErasedStops(db);
  const marks = createMarkWriter(db);
  const routeRow = db.prepare<[number], RouteRow & { key: Buffer; route: string }>('SELECT * FROM routes WHERE id = ?');
  const tiesOf = db.prepare<[number], TieRow>(
    `SELECT ties.stop, photos.sha256, ties.method, ties.confidence, ties.flags FROM ties
       JOIN stops ON stops.id = ties.stop JOIN photos ON photos.id = ties.photo
     WHERE stops.route = ? ORDER BY ties.stop, photos.sha256`,
  );
  const candidatesOf = db.prepare<[number], { stop: number; n: number }>(
    `SELECT candidates.stop, count(*) AS n FROM candidates JOIN stops ON stops.id = candidates.stop
     WHERE stops.route = ? GROUP BY candidates.stop`,
  );
  const candidatePhotos = db
    .prepare<[number], Buffer>(
      'SELECT photos.sha256 FROM candidates JOIN photos ON photos.id = candidates.photo WHERE candidates.stop = ?',
    )
    .pluck();
  const filesOf = db.prepare<[number], NamedFile>(
    `SELECT file_stops.stop, files.state, files.code, files.tries, files.may_still_arrive FROM file_stops
       JOIN stops ON stops.id = file_stops.stop JOIN files ON files.id = file_stops.file
     WHERE stops.route = ? AND files.present = 1 AND files.state IN ('queued', 'waiting', 'unreadable')`,
  );
  const progressOf = db.prepare<
    [number],
    { taken: number | null; arrived: number | null; photos: number; correction: number | null }
  >(
    // A file's own time is when it was copied, and says nothing about the driver's progress.
    `SELECT max(CASE WHEN taken_source <> 'file-time' THEN taken_at + coalesce(correction, 0) * 1000 END) AS taken,
            max(arrived_at) AS arrived, count(*) AS photos, ${usualCorrection} AS correction
     FROM photos WHERE route = ?`,
  );
  const setStop = db.prepare('UPDATE stops SET state = ?, reason = ?, flags = ? WHERE id = ?');
  const setRoute = db.prepare(
    `UPDATE routes SET stops = @stops, confirmed = @confirmed, needs_review = @needs_review, candidate = @candidate,
       syncing = @syncing, missing = @missing, excused = @excused, not_required = @not_required, photos = @photos,
       last_taken_at = @lastTakenAt, last_arrived_at = @lastArrivedAt, deliveries_since = @deliveriesSince,
       correction = @correction, judged_at = @now, fingerprint = @fingerprint, follow_ups = @followUps
     WHERE id = @id`,
  );
  const routesOf = db.prepare<[string], number>('SELECT id FROM routes WHERE date = ? ORDER BY id').pluck();
  const unjudged = db.prepare<[string], { id: number; key: Buffer }>(
    'SELECT id, key FROM routes WHERE date = ? AND fingerprint IS NULL',
  );
  const newestUnjudged = db.prepare<[], string>('SELECT max(date) FROM routes WHERE fingerprint IS NULL').pluck();
  const routeNumber = db.prepare<[Buffer], number>('SELECT id FROM routes WHERE key = ?').pluck();
  const dateOf = db.prepare<[number], string>('SELECT date FROM routes WHERE id = ?').pluck();
  const turned = db
    .prepare<{ cutOff: number; now: number }, number>(
      `SELECT id FROM routes
       WHERE (judged_at < ${lastDeliverySql} + @cutOff) <> (@now < ${lastDeliverySql} + @cutOff)`,
    )
    .pluck();

  function refresh(route: number, now: number): boolean {
    const row = routeRow.get(route);
    if (!row) return false;
    const { cutOffHours, ...rules } = settings();
    const cutOffAt = cutOffOfRoute(row, cutOffHours);
    const progress = progressOf.get(route) ?? { taken: null, arrived: null, photos: 0, correction: null };
    const packages = deliveries.packagesOf(route);
    const decided = decisions.ofRoute(route);
    const frozen = erased.ofRoute(row.date, toHex(row.key));
    const ties = Map.groupBy(tiesOf.all(route), (tie) => tie.stop);
    const candidates = new Map(candidatesOf.all(route).map(({ stop, n }) => [stop, n]));
    const files = Map.groupBy(filesOf.all(route), (file) => file.stop);
    const inForce = programme.current().on(row.date);

    const tally = { confirmed: 0, needs_review: 0, candidate: 0, syncing: 0, missing: 0, excused: 0, not_required: 0 };
    let changed = false;
    let deliveriesSince = 0;
    let followUps = 0;
    const signed: Signed[] = [];
    const judged: JudgedStop[] = [];
    const stops = deliveries.stopsOf(route);
    for (const record of stops) {
      const stop = toStop(record, toHex(row.key), packages.get(record.id) ?? []);
      const here = decided.get(stop.id);
      // Truncated is still syncing, and only after the cut-off unreadable.
      const named = files.get(record.id) ?? [];
      const unreadable = named.filter((file) => isUnreadable(file) && (file.may_still_arrive === 0 || now >= cutOffAt));
      const photos: TiedPhoto[] = (ties.get(record.id) ?? []).map((tie) => ({
        photoId: toHex(tie.sha256),
        method: tie.method,
        confidence: tie.confidence,
        flags: tie.flags === null ? [] : (JSON.parse(tie.flags) as Flag[]),
      }));
      // A picture that was refused here is not proposed here again, or the stop would come back for ever.
      const openCandidates =
        candidates.has(record.id) && here && here.rejected.size > 0
          ? candidatePhotos.all(record.id).filter((sha256) => !here.rejected.has(toHex(sha256))).length
          : (candidates.get(record.id) ?? 0);
      const stands = isFrozen(record.erased) ? frozen.get(record.stop) : undefined;
      const decide = () =>
        decideStopState({
          stop,
          coverage: coverageOf(inForce, { ...stop, route: row.route }),
          photos,
          decisions: {
            accepted: here?.accepted ?? new Set(),
            rejected: here?.rejected ?? new Map(),
            excused: here?.excused ?? null,
          },
          candidates: openCandidates,
          deviceProgress: progress.taken,
          pendingFile: unreadable.length < named.length,
          now,
          cutOffAt,
          settings: rules,
        });
      // What it would be judged by was erased.
      const verdict = stands ? { state: stands.state, reason: stands.reason, flags: [] } : decide();
      const flags = unreadable.length > 0 && !stands ? [...verdict.flags, 'unreadable' as const] : verdict.flags;
      const flagText = flags.length > 0 ? JSON.stringify(flags) : null;
      if (record.state !== verdict.state || record.reason !== verdict.reason || record.flags !== flagText) {
        setStop.run(verdict.state, verdict.reason, flagText, record.id);
        changed = true;
      }
      tally[tallyColumns[verdict.state]]++;
      judged.push({ record, packages: packages.get(record.id) ?? [], photos, verdict, here: here ?? null });
      const followUp = stands ? stands.followUp === true : here?.followUp !== null && here?.followUp !== undefined;
      if (followUp && isOpen(verdict.state)) followUps++;
      signed.push(
        stands ??
          toSigned({
            stop: record.stop,
            state: verdict.state,
            photoIds: photos.map(({ photoId }) => photoId).filter((photoId) => !here?.rejected.has(photoId)),
            excuse: here?.excused ?? null,
            outcome: mainPackage(stop.packages)?.outcome ?? 'pending',
            followUp,
          }),
      );
      const done = deliveredAt(stop);
      if (verdict.state !== 'not-required' && verdict.state !== 'excused' && photos.length === 0) {
        if (progress.taken === null || (done !== null && done > progress.taken)) deliveriesSince++;
      }
    }
    const next = {
      id: route,
      stops: stops.length,
      ...tally,
      photos: progress.photos,
      lastTakenAt: progress.taken === null ? null : Math.round(progress.taken),
      lastArrivedAt: progress.arrived,
      deliveriesSince,
      correction: progress.correction,
      now,
      fingerprint: fingerprintOf(routeText(signed)),
      followUps,
    };
    changed ||=
      next.photos !== row.photos ||
      next.lastTakenAt !== row.last_taken_at ||
      next.deliveriesSince !== row.deliveries_since ||
      next.fingerprint !== row.fingerprint ||
      next.followUps !== row.follow_ups;
    setRoute.run(next);
    return marks.write({ id: route, key: row.key }, judged) || changed;
  }

  return {
    refreshRoute: db.transaction(refresh),
    routesTurnedBy: (now) => turned.all({ cutOff: settings().cutOffHours * 3_600_000, now }),
    routesOf: (date) => routesOf.all(date),
    routesUnjudged: (date, routeId) =>
      unjudged.all(date).flatMap(({ id, key }) => (routeId === null || toHex(key) === routeId ? [id] : [])),
    claimsChanged: marks.claimsChanged,
    newestUnjudged: () => newestUnjudged.get() ?? null,
    routeNumber: (routeId) => routeNumber.get(toBytes(routeId)) ?? null,
    dateOf: (route) => dateOf.get(route) ?? '',
  };
}
