/** Writes what is remembered of a route's stops, each time the route is judged (`domain/stopMarks.ts`). */
import type { Database } from 'better-sqlite3';
import { areaOf } from '#core/domain/areas.ts';
import type { StopDecisions } from '#core/domain/decisions.ts';
import { placeOf } from '#core/domain/geo.ts';
import { refusalsAt } from '#core/domain/refusals.ts';
import { type StopScans, scanBursts } from '#core/domain/scanBursts.ts';
import { historyBits, type MarkedStop, marksOf, withClaims } from '#core/domain/stopMarks.ts';
import type { StopReason, TiedPhoto } from '#core/domain/stopState.ts';
import type { ClaimState, StopState } from '#shared/words.ts';
import type { PackageRecord, StopRecord } from './deliveryReader.ts';
import { doorOf } from './doors.ts';
import { isErased, isFrozen } from './erasedStops.ts';

/** A stop as it was just judged. */
export interface JudgedStop {
  record: StopRecord;
  packages: readonly PackageRecord[];
  photos: readonly TiedPhoto[];
  /** The reason of an erased stop is as its ledger entry has it. */
  verdict: { state: StopState; reason: string | null };
  here: StopDecisions | null;
}

/** Both in the caller's transaction. */
export interface MarkWriter {
  /** True when something changed. */
  write(route: { id: number; key: Buffer }, stops: readonly JudgedStop[]): boolean;
  /**
   * The claims about stops (their keys in digits) are others now, and nothing else: fifty thousand of an imported list judge no route
   * anew.
   */
  claimsChanged(stops: readonly string[]): void;
}

/** The part of a stop that its marks and its door are told by. */
type MarkedRecord = Pick<StopRecord, 'id' | 'route' | 'address' | 'postcode' | 'erased'>;

interface MarkRow {
  stop: number;
  marks: number;
  door: number | null;
}

export function createMarkWriter(db: Database): MarkWriter {
  const marksOfRoute = db.prepare<[number], MarkRow>('SELECT stop, marks, door FROM stop_marks WHERE route = ?');
  const setMarks = db.prepare(
    `INSERT INTO stop_marks (route, stop, marks, door) VALUES (?, ?, ?, ?)
     ON CONFLICT (route, stop) DO UPDATE SET marks = excluded.marks, door = excluded.door`,
  );
  const dropMarks = db.prepare('DELETE FROM stop_marks WHERE route = ? AND stop = ?');
  const areasOfRoute = db.prepare<[number], { area: string; delivered: number }>(
    'SELECT area, delivered FROM route_deliveries WHERE route = ?',
  );
  const setArea = db.prepare(
    `INSERT INTO route_deliveries (route, area, delivered) VALUES (?, ?, ?)
     ON CONFLICT (route, area) DO UPDATE SET delivered = excluded.delivered`,
  );
  const dropArea = db.prepare('DELETE FROM route_deliveries WHERE route = ? AND area = ?');
  const claimsOfRoute = db.prepare<[Buffer], { stop_key: Buffer; state: ClaimState }>(
    'SELECT stop_key, state FROM claims WHERE route_key = ? AND undone = 0',
  );

  const stopsByKeys = db.prepare<
    [string],
    MarkedRecord & { delivered: 0 | 1; marks: number | null; claims: string | null }
  >(
    `SELECT stops.id, stops.route, stops.address, stops.postcode, stops.erased, stop_marks.marks,
       (SELECT group_concat(claims.state) FROM claim_stops JOIN claims ON claims.seq = claim_stops.claim
        WHERE claim_stops.stop_key = stops.key AND claims.stop_key = stops.key AND claims.undone = 0) AS claims,
       EXISTS (SELECT 1 FROM packages WHERE packages.stop = stops.id AND packages.outcome = 'delivered') AS delivered
     FROM json_each(?) AS asked CROSS JOIN stops ON stops.key = unhex(asked.value)
       LEFT JOIN stop_marks ON stop_marks.route = stops.route AND stop_marks.stop = stops.id`,
  );

  function put(record: MarkedRecord, marks: number, known: Omit<MarkRow, 'stop'> | undefined): boolean {
    const door = (marks & historyBits) !== 0 && !isNameless(record) ? doorOf(record) : null;
    if (known?.marks === marks && known.door === door) return false;
    setMarks.run(record.route, record.id, marks, door);
    return true;
  }

  function writeMarks(route: { id: number; key: Buffer }, stops: readonly JudgedStop[]): boolean {
    const before = new Map(marksOfRoute.all(route.id).map((row) => [row.stop, row]));
    const claims = Map.groupBy(claimsOfRoute.all(route.key), ({ stop_key }) => stop_key.toString('hex'));
    const { inBursts, uploads } = burstsOf(stops);
    let changed = false;
    for (const stop of stops) {
      const { record } = stop;
      const marks = marksOf({
        ...toMarked(stop, claims.get(record.key.toString('hex')) ?? []),
        burst: inBursts.has(record.id),
        uploadTimes: record.id === uploads,
      });
      if (marks === 0) continue;
      const known = before.get(record.id);
      before.delete(record.id);
      if (put(record, marks, known)) changed = true;
    }
    for (const stop of before.keys()) dropMarks.run(route.id, stop);
    return changed || before.size > 0;
  }

  function writeAreas(route: number, stops: readonly JudgedStop[]): void {
    const counts = new Map<string, number>();
    for (const { record, packages } of stops) {
      if (!isDelivered(packages)) continue;
      const area = (isNameless(record) ? null : areaOf(record.postcode)) ?? '';
      counts.set(area, (counts.get(area) ?? 0) + 1);
    }
    for (const { area, delivered } of areasOfRoute.all(route)) {
      const now = counts.get(area);
      if (now === undefined) dropArea.run(route, area);
      else if (now === delivered) counts.delete(area);
    }
    for (const [area, delivered] of counts) setArea.run(route, area, delivered);
  }

  return {
    write(route, stops) {
      writeAreas(route.id, stops);
      return writeMarks(route, stops);
    },

    claimsChanged(stops) {
      for (const record of stopsByKeys.all(JSON.stringify(stops))) {
        const claims = (record.claims?.split(',') ?? []) as ClaimState[];
        const marks = withClaims(record.marks ?? 0, claims, record.delivered === 1);
        if (marks === 0) dropMarks.run(record.route, record.id);
        else put(record, marks, undefined);
      }
    },
  };
}

const isDelivered = (packages: readonly PackageRecord[]): boolean =>
  packages.some(({ outcome }) => outcome === 'delivered');

/** Whoever asked to be forgotten has no door any more, also before the row itself is wiped. */
const isNameless = (record: Pick<StopRecord, 'erased'>): boolean => isErased(record.erased, 'customer-data');

function toMarked(
  { record, packages, photos, verdict, here }: JudgedStop,
  claims: readonly { state: ClaimState }[],
): Omit<MarkedStop, 'burst' | 'uploadTimes'> {
  return {
    state: verdict.state,
    reason: verdict.reason as StopReason | null,
    delivered: isDelivered(packages),
    // What was found about an erased picture goes with it.
    photos: isFrozen(record.erased)
      ? []
      : photos.map(({ photoId, flags }) => ({
          flags,
          accepted: here?.accepted.has(photoId) ?? false,
          rejected: here?.rejected.has(photoId) ?? false,
        })),
    refused: here === null ? [] : refusalsAt(here).map(({ reason }) => reason),
    claims: claims.map(({ state }) => state),
  };
}

function burstsOf(stops: readonly JudgedStop[]): { inBursts: ReadonlySet<number>; uploads: number | null } {
  const scans: StopScans<number>[] = [];
  for (const { record, packages } of stops) {
    const times = packages.flatMap(({ outcome, completed_at }) =>
      outcome === 'delivered' && completed_at !== null ? [completed_at] : [],
    );
    if (times.length === 0) continue;
    const place = isNameless(record) ? null : placeOf(record);
    scans.push({ id: record.id, first: Math.min(...times), last: Math.max(...times), place });
  }
  const { bursts, areUploads } = scanBursts(scans);
  return {
    inBursts: new Set(bursts.flatMap((burst) => burst.stops)),
    uploads: areUploads ? (scans[0]?.id ?? null) : null,
  };
}
