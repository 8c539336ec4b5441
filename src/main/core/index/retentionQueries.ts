/** What is due, and what lies in the folder though its time is up. */
import type { Database } from 'better-sqlite3';
import type { PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import { erasedBit, wholeDayBit } from './erasedStops.ts';
import { toBytes, toHex } from './keys.ts';
import { protectedSql } from './protection.ts';

/** A stop of which something is to be erased. */
export interface KeptStop {
  /** Row number. */
  id: number;
  stopId: StopId;
  /** Bits of `erasedBit`. */
  erased: number;
  /** No picture of it may be shown: opted out, or confidential. */
  isProtected: boolean;
}

export interface DueFileRow {
  id: number;
  path: string;
  bytes: number;
  date: ServiceDate;
}

export interface RetentionQueries {
  /** Service dates with routes up to one, oldest first. */
  datesUpTo(date: ServiceDate): ServiceDate[];
  route(id: number): { date: ServiceDate; route: string } | null;
  /** Row numbers of a date's routes. */
  routesOf(date: ServiceDate): Array<{ id: number; route: string }>;
  /** Stops of a route of which not all of these kinds (bits) were erased. */
  keptOf(route: number, what: number): KeptStop[];
  /** Stops that stand on a picture which stands at another stop as well, with those others (ids). */
  sharing(route: number): Map<StopId, StopId[]>;
  dateOfStop(stopId: StopId): ServiceDate | null;
  /** Per kind: stops of a date, and how many of them were erased. */
  countsOf(date: ServiceDate): { stops: number; erased: Record<keyof typeof erasedBit, number> };
  /** The next date after one with pictures that belong to no stop, of which not all of these kinds were erased. */
  nextStrayDate(after: ServiceDate, upTo: ServiceDate, what: number): ServiceDate | null;
  /** Whether a date has such pictures. */
  hasStrays(date: ServiceDate, what: number): boolean;
  /** The stop's row, for its view. */
  stop(
    stopId: StopId,
  ): { date: ServiceDate; erased: number; photos: Array<{ photoId: PhotoId; erased: number }> } | null;
  /** Row numbers of stops by their ids, with their route; unknown ones are left out. */
  rowsOf(stopIds: readonly StopId[]): Array<{ id: number; stopId: StopId; route: number }>;
  /** Confirmations of a stop that were made, by their names (UUID). */
  confirmationsOf(stopId: StopId): string[];
  dueFiles(offset: number, most: number): DueFileRow[];
  dueFile(id: number): DueFileRow | null;
  dueFileTotals(): { files: number; bytes: number };
}

/** Files of pictures that were erased, and manifests all of whose days were. */
const dueFiles = `
  SELECT files.id, files.path, files.size AS bytes, photos.day AS date FROM photos JOIN files ON files.photo = photos.id
  WHERE photos.erased IS NOT NULL AND (photos.erased & ${erasedBit.picture}) <> 0 AND files.present = 1
  UNION ALL
  SELECT files.id, files.path, files.size, (SELECT max(value) FROM json_each(manifests.dates))
  FROM manifests JOIN files ON files.path = manifests.path AND files.present = 1
  WHERE manifests.dates <> '[]' AND NOT EXISTS (
    SELECT 1 FROM json_each(manifests.dates) AS own LEFT JOIN erased_days ON erased_days.date = own.value
    WHERE coalesce(erased_days.what & ${wholeDayBit}, 0) = 0)`;

export function createRetentionQueries(db: Database): RetentionQueries {
  const dates = db.prepare<[string], string>('SELECT DISTINCT date FROM routes WHERE date <= ? ORDER BY date').pluck();
  const routes = db.prepare<[string], { id: number; route: string }>(
    'SELECT id, route FROM routes WHERE date = ? ORDER BY route',
  );
  const route = db.prepare<[number], { date: ServiceDate; route: string }>(
    'SELECT date, route FROM routes WHERE id = ?',
  );
  const kept = db.prepare<[number, number, number], { id: number; key: Buffer; erased: number; isProtected: number }>(
    `SELECT id, key, coalesce(erased, 0) AS erased, ${protectedSql('stops')} AS isProtected FROM stops WHERE route = ? AND (coalesce(erased, 0) & ?) <> ? ORDER BY id`,
  );
  const sharing = db.prepare<[number], { key: Buffer; other: Buffer }>(
    `SELECT stops.key, others.key AS other FROM stops JOIN ties ON ties.stop = stops.id
       JOIN ties AS elsewhere ON elsewhere.photo = ties.photo AND elsewhere.stop <> ties.stop
       JOIN stops AS others ON others.id = elsewhere.stop WHERE stops.route = ?`,
  );
  const dateOfStop = db
    .prepare<[Buffer], string>(
      'SELECT routes.date FROM stops JOIN routes ON routes.id = stops.route WHERE stops.key = ?',
    )
    .pluck();
  const sums = (Object.keys(erasedBit) as Array<keyof typeof erasedBit>).map(
    (kind) => `coalesce(sum((coalesce(stops.erased, 0) & ${erasedBit[kind]}) <> 0), 0) AS "${kind}"`,
  );
  const counts = db.prepare<[string], Record<keyof typeof erasedBit, number> & { stops: number }>(
    `SELECT count(*) AS stops, ${sums.join(', ')} FROM routes JOIN stops ON stops.route = routes.id WHERE routes.date = ?`,
  );
  const nextDay = db
    .prepare<[string, string], string | null>('SELECT min(day) FROM photos WHERE day > ? AND day <= ?')
    .pluck();
  const hasStray = db
    .prepare<[string, number, number], number>(
      'SELECT EXISTS (SELECT 1 FROM photos WHERE day = ? AND tied IN (0, 2) AND (coalesce(erased, 0) & ?) <> ?)',
    )
    .pluck();
  const stopRow = db.prepare<[Buffer], { id: number; route: number; erased: number | null; date: ServiceDate }>(
    `SELECT stops.id, stops.route, stops.erased, routes.date FROM stops JOIN routes ON routes.id = stops.route
     WHERE stops.key = ?`,
  );
  const photosAt = db.prepare<[number], { sha256: Buffer; erased: number | null }>(
    `SELECT photos.sha256, photos.erased FROM ties JOIN photos ON photos.id = ties.photo WHERE ties.stop = ?
     ORDER BY photos.taken_at, photos.sha256`,
  );
  const confirmations = db
    .prepare<[Buffer], string>(
      `SELECT confirmation FROM confirmations WHERE stop_key = ? AND state <> 'withdrawn' ORDER BY id`,
    )
    .pluck();
  const page = db.prepare<[number, number], DueFileRow>(`${dueFiles} ORDER BY date, path LIMIT ? OFFSET ?`);
  const one = db.prepare<[number], DueFileRow>(`SELECT * FROM (${dueFiles}) WHERE id = ?`);
  const totals = db.prepare<[], { files: number; bytes: number }>(
    `SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes FROM (${dueFiles})`,
  );

  return {
    datesUpTo: (date) => dates.all(date),
    route: (id) => route.get(id) ?? null,
    routesOf: (date) => routes.all(date),
    keptOf: (route, what) =>
      kept.all(route, what, what).map(({ id, key, erased, isProtected }) => ({
        id,
        stopId: toHex(key),
        erased,
        isProtected: isProtected === 1,
      })),
    sharing(route) {
      const found = new Map<StopId, StopId[]>();
      for (const { key, other } of sharing.all(route)) {
        const stopId = toHex(key);
        found.set(stopId, [...(found.get(stopId) ?? []), toHex(other)]);
      }
      return found;
    },
    dateOfStop: (stopId) => dateOfStop.get(toBytes(stopId)) ?? null,
    countsOf(date) {
      const { stops = 0, ...erased } = counts.get(date) ?? { stops: 0 };
      return { stops, erased: erased as Record<keyof typeof erasedBit, number> };
    },
    nextStrayDate(after, upTo, what) {
      for (let day = nextDay.get(after, upTo); day; day = nextDay.get(day, upTo)) {
        if (hasStray.get(day, what, what) === 1) return day;
      }
      return null;
    },
    hasStrays: (date, what) => hasStray.get(date, what, what) === 1,
    stop(stopId) {
      const row = stopRow.get(toBytes(stopId));
      if (!row) return null;
      const photos = photosAt
        .all(row.id)
        .map(({ sha256, erased }) => ({ photoId: toHex(sha256), erased: erased ?? 0 }));
      return { date: row.date, erased: row.erased ?? 0, photos };
    },
    rowsOf: (stopIds) =>
      stopIds.flatMap((stopId) => {
        const row = stopRow.get(toBytes(stopId));
        return row ? [{ id: row.id, stopId, route: row.route }] : [];
      }),
    confirmationsOf: (stopId) => confirmations.all(toBytes(stopId)),
    dueFiles: (offset, most) => page.all(most, offset),
    dueFile: (id) => one.get(id) ?? null,
    dueFileTotals: () => totals.get() ?? { files: 0, bytes: 0 },
  };
}
