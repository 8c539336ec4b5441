/** What the day and route screens read. A day opens from its route rows alone: their counts are kept current by the writers. */
import type { Database } from 'better-sqlite3';
import { addCounts, countsFromTally, settleMore } from '#core/domain/score.ts';
import { dayText } from '#core/domain/signOff.ts';
import type { RouteId, ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { DaySummary, DayView, DeviceSync, RouteSummary, SignOffSummary, StateCounts } from '#shared/views.ts';
import { cutOffOfRoute } from './cutOff.ts';
import { unsettled } from './fileStore.ts';
import { fingerprintOf, toBytes, toHex } from './keys.ts';
import { syncSentence } from './syncSentence.ts';

interface RouteCountsRow {
  stops: number;
  confirmed: number;
  needs_review: number;
  candidate: number;
  syncing: number;
  missing: number;
  excused: number;
  not_required: number;
}

export interface RouteSummaryRow extends RouteCountsRow {
  id: number;
  key: Buffer;
  date: ServiceDate;
  route: string;
  driver: string | null;
  driver_name: string | null;
  packages: number;
  photos: number;
  last_completed_at: number | null;
  last_taken_at: number | null;
  last_arrived_at: number | null;
  deliveries_since: number;
  correction: number | null;
  fingerprint: string | null;
  follow_ups: number;
}

interface SignOffRow {
  route: string;
  entry: string;
  at: number;
  person: string | null;
  pod_score: number | null;
  left_open: number;
  reason: string | null;
  fingerprint: string;
}

const countColumns = 'stops, confirmed, needs_review, candidate, syncing, missing, excused, not_required';
const summaryColumns = `id, key, date, route, driver, driver_name, packages, photos, last_completed_at, last_taken_at,
  last_arrived_at, deliveries_since, correction, fingerprint, follow_ups, ${countColumns}`;

export function toCounts(row: RouteCountsRow): StateCounts {
  return countsFromTally({
    confirmed: row.confirmed,
    'needs-review': row.needs_review,
    candidate: row.candidate,
    syncing: row.syncing,
    missing: row.missing,
    excused: row.excused,
    'not-required': row.not_required,
  });
}

/** The sign-off against how it stands now; a route that was not judged yet can't differ. */
function toSignOff(row: SignOffRow, fingerprint: string | null): SignOffSummary {
  return {
    entryId: row.entry,
    at: row.at,
    person: row.person,
    podScore: row.pod_score,
    left: row.left_open,
    reason: row.reason,
    changed: fingerprint !== null && fingerprint !== row.fingerprint,
  };
}

/** Missing weighs most, then what waits for a decision: the route that needs the supervisor first stands first. */
function urgency(counts: StateCounts): number {
  return counts.missing * 100 + counts.needsReview * 10 + counts.candidate * 10 + counts.syncing;
}

/** R9 before R10. */
const byRouteCode = new Intl.Collator('en', { numeric: true });

export interface DayQueries {
  days(): DaySummary[];
  day(date: ServiceDate): DayView;
  routeSummary(id: RouteId): RouteSummary | null;
  deviceSync(id: RouteId): DeviceSync | null;
  /** Photos that belong to no stop, those that were put aside left out. */
  unmatchedPhotos(date: ServiceDate): number;
  /** Of everything that the sign-off of a day is about; differs as soon as any of it differs. */
  fingerprint(date: ServiceDate): string;
}

export function createDayQueries(db: Database, settings: () => Settings): DayQueries {
  const days = db.prepare<[], RouteCountsRow & { date: string; routes: number }>(
    `SELECT date, count(*) AS routes, sum(stops) AS stops, sum(confirmed) AS confirmed, sum(needs_review) AS needs_review,
            sum(candidate) AS candidate, sum(syncing) AS syncing, sum(missing) AS missing, sum(excused) AS excused,
            sum(not_required) AS not_required
     FROM routes GROUP BY date`,
  );
  const photoDays = db.prepare<[], { day: string; photos: number }>('SELECT day, photos FROM photo_days');
  const routesOf = db.prepare<[string], RouteSummaryRow>(`SELECT ${summaryColumns} FROM routes WHERE date = ?`);
  const routeByKey = db.prepare<[Buffer], RouteSummaryRow>(`SELECT ${summaryColumns} FROM routes WHERE key = ?`);
  const photosOf = db.prepare<[string], { photos: number; unmatched: number }>(
    'SELECT count(*) AS photos, coalesce(sum(tied = 0), 0) AS unmatched FROM photos WHERE day = ?',
  );
  const unreadableOf = db
    .prepare<[string], number>(
      `SELECT count(*) FROM files WHERE ${unsettled} AND state = 'unreadable' AND present = 1 AND (day = ? OR day IS NULL)`,
    )
    .pluck();

  const signOffsOf = db.prepare<[string], SignOffRow>('SELECT * FROM sign_offs WHERE date = ?');
  const signOffOf = db.prepare<[string, string], SignOffRow>('SELECT * FROM sign_offs WHERE date = ? AND route = ?');

  function toSummary(row: RouteSummaryRow, signOff: SignOffRow | undefined): RouteSummary {
    return {
      id: toHex(row.key),
      date: row.date,
      route: row.route,
      driver: row.driver,
      driverName: row.driver_name,
      counts: toCounts(row),
      photos: row.photos,
      packages: row.packages,
      synced: row.deliveries_since === 0,
      lastCompletedAt: row.last_completed_at,
      cutOffAt: cutOffOfRoute(row, settings().cutOffHours),
      followUps: row.follow_ups,
      signOff: signOff ? toSignOff(signOff, row.fingerprint) : null,
    };
  }

  // Matching marks photos that were put aside as such (`tiedCode`): they are no strays.
  const unmatchedPhotos = (date: ServiceDate) => photosOf.get(date)?.unmatched ?? 0;

  function toDevice(row: RouteSummaryRow): DeviceSync {
    const label = row.driver ?? row.driver_name ?? row.route;
    return {
      label,
      routeId: toHex(row.key),
      lastTakenAt: row.last_taken_at,
      lastArrivedAt: row.last_arrived_at,
      photos: row.photos,
      deliveriesSince: row.deliveries_since,
      synced: row.deliveries_since === 0,
      clockCorrectionSeconds: row.correction,
      sentence: syncSentence(
        {
          label: `${row.route}${row.driver ? `, driver ${row.driver}` : ''}`,
          lastTakenAt: row.last_taken_at,
          photos: row.photos,
          deliveriesSince: row.deliveries_since,
          correctionSeconds: row.correction,
        },
        settings().timeZone,
      ),
    };
  }

  return {
    days() {
      const byDate = new Map<string, DaySummary>();
      for (const row of days.all()) {
        byDate.set(row.date, { date: row.date, routes: row.routes, photos: 0, counts: toCounts(row) });
      }
      for (const { day, photos } of photoDays.all()) {
        const known = byDate.get(day);
        if (known) known.photos = photos;
        else byDate.set(day, { date: day, routes: 0, photos, counts: addCounts([]) });
      }
      return [...byDate.values()].sort((a, b) => (a.date < b.date ? 1 : -1));
    },

    day(date) {
      const rows = routesOf.all(date);
      const signOffs = new Map(signOffsOf.all(date).map((row) => [row.route, row]));
      const signOff = signOffs.get('');
      const counts = addCounts(rows.map(toCounts));
      const photos = photosOf.get(date) ?? { photos: 0, unmatched: 0 };
      const { unmatched } = photos;
      const routes = rows
        .map((row) => toSummary(row, signOffs.get(row.route)))
        .sort((a, b) => urgency(b.counts) - urgency(a.counts) || byRouteCode.compare(a.route, b.route));
      const { timeZone, depotName, podTarget } = settings();
      return {
        date,
        timeZone,
        depotName,
        counts,
        packages: rows.reduce((total, row) => total + row.packages, 0),
        photos: photos.photos,
        unmatchedPhotos: unmatched,
        unreadableFiles: unreadableOf.get(date) ?? 0,
        podTarget,
        settleMore: settleMore(counts, podTarget),
        routes,
        devices: rows
          .map(toDevice)
          .sort((a, b) => b.deliveriesSince - a.deliveriesSince || (a.label < b.label ? -1 : 1)),
        signOff: signOff ? toSignOff(signOff, fingerprintOf(dayText({ routes: rows, unmatched }))) : null,
      };
    },

    routeSummary(id) {
      const row = routeByKey.get(toBytes(id));
      return row ? toSummary(row, signOffOf.get(row.date, row.route)) : null;
    },

    unmatchedPhotos,

    fingerprint: (date) => fingerprintOf(dayText({ routes: routesOf.all(date), unmatched: unmatchedPhotos(date) })),

    deviceSync(id) {
      const row = routeByKey.get(toBytes(id));
      return row ? toDevice(row) : null;
    },
  };
}
