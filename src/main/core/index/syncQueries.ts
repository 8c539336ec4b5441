/**
 * Whether each van has synced: of every route what has come, what was delivered since, and which of its files are not pictures
 * yet. Says what the states `syncing` and `missing` say, as both rest on `routes.deliveries_since`.
 */
import type { Database } from 'better-sqlite3';
import type { Photo, Route } from '#core/domain/delivery.ts';
import { identify, indexIdentities } from '#core/domain/matching/identity.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { SyncRow, SyncView } from '#shared/sync.ts';
import { toHex } from './keys.ts';
import { tiedCode } from './matchStore.ts';
import type { ProblemQueries, UnsettledFile } from './problemQueries.ts';
import { elsewhereSentence, type FileCounts, syncRowSentence } from './syncSentence.ts';

export interface SyncQueries {
  sync(date: ServiceDate, now: number): SyncView;
}

interface RouteRow {
  id: number;
  key: Buffer;
  route: string;
  driver: string | null;
  driver_name: string | null;
  photos: number;
  last_taken_at: number | null;
  last_arrived_at: number | null;
  deliveries_since: number;
  correction: number | null;
}

interface DeviceRow {
  route: number;
  device: string;
  photos: number;
  last_taken_at: number | null;
  last_arrived_at: number | null;
  correction: number | null;
}

/** Pictures of a folder that are asked whose it is. */
const neighboursAsked = 9;

export function createSyncQueries(db: Database, problems: ProblemQueries, settings: () => Settings): SyncQueries {
  const routesOf = db.prepare<[string], RouteRow>(
    `SELECT id, key, route, driver, driver_name, photos, last_taken_at, last_arrived_at, deliveries_since, correction
     FROM routes WHERE date = ?`,
  );
  const devicesOf = db.prepare<[string], DeviceRow>(
    `SELECT route_devices.* FROM routes JOIN route_devices ON route_devices.route = routes.id
     WHERE routes.date = ? ORDER BY route_devices.route, route_devices.photos DESC, device`,
  );
  const copiesOf = db.prepare<[string], { route: number; files: number }>(
    'SELECT route, files FROM conflict_copies WHERE date = ?',
  );
  const photosOf = db.prepare<[string], number>('SELECT count(*) FROM photos WHERE day = ?').pluck();
  const asideOf = db
    .prepare<[string], number>(`SELECT count(*) FROM photos WHERE day = ? AND tied = ${tiedCode.aside}`)
    .pluck();
  const routeOfName = db
    .prepare<[number, string], number>(
      `SELECT routes.id FROM file_stops JOIN stops ON stops.id = file_stops.stop JOIN routes ON routes.id = stops.route
       WHERE file_stops.file = ? AND routes.date = ? ORDER BY routes.id LIMIT 1`,
    )
    .pluck();
  const routesInFolder = db
    .prepare<[string, string, string, number], number>(
      // CROSS: the few files of the folder first, not all photos of the day.
      `SELECT photos.route FROM files CROSS JOIN photos ON photos.id = files.photo
       WHERE files.path >= ? AND files.path < ? AND photos.day = ? AND photos.route IS NOT NULL LIMIT ?`,
    )
    .pluck();

  return {
    sync(date, now) {
      const { timeZone } = settings();
      const routes = routesOf.all(date);
      const devices = Map.groupBy(devicesOf.all(date), (row) => row.route);
      const files = filesByRoute(date, now, routes);
      const none = noFiles();
      const rows = routes.map((row): SyncRow => {
        const counts = files.get(row.id) ?? none;
        const label = `${row.route}${row.driver ? `, driver ${row.driver}` : ''}`;
        return {
          routeId: toHex(row.key),
          route: row.route,
          driver: row.driver,
          driverName: row.driver_name,
          health: healthOf(row),
          lastTakenAt: row.last_taken_at,
          lastArrivedAt: row.last_arrived_at,
          photos: row.photos,
          deliveriesSince: row.deliveries_since,
          ...counts,
          devices: (devices.get(row.id) ?? []).map((device) => ({
            device: device.device,
            photos: device.photos,
            lastTakenAt: device.last_taken_at,
            lastArrivedAt: device.last_arrived_at,
            clockCorrectionSeconds: device.correction,
          })),
          sentence: syncRowSentence(
            {
              label,
              lastTakenAt: row.last_taken_at,
              photos: row.photos,
              deliveriesSince: row.deliveries_since,
              correctionSeconds: row.correction,
            },
            counts,
            timeZone,
          ),
        };
      });
      rows.sort((a, b) => b.deliveriesSince - a.deliveriesSince || byRouteCode.compare(a.route, b.route));
      const claimed = routes.reduce((sum, row) => sum + row.photos, 0) + (asideOf.get(date) ?? 0);
      const photos = Math.max(0, (photosOf.get(date) ?? 0) - claimed);
      const counts = files.get(0) ?? none;
      const elsewhere = { photos, ...counts, sentence: elsewhereSentence(photos, counts, routes.length > 0) };
      return { date, timeZone, rows, elsewhere };
    },
  };

  /** Counts of the date's files that are no pictures (yet), by route; 0 for those of none. */
  function filesByRoute(date: ServiceDate, now: number, routes: readonly RouteRow[]): Map<number, FileCounts> {
    const counts = new Map<number, FileCounts>();
    const at = (route: number): FileCounts => {
      const known = counts.get(route) ?? noFiles();
      counts.set(route, known);
      return known;
    };
    for (const { route, files } of copiesOf.all(date)) at(route).conflictCopies += files;
    const routeOf = routeFinder(date, routes);
    const { pending, unreadable } = problems.unsettled(now);
    for (const file of unreadable) if (isOf(file, date)) at(routeOf(file)).unreadable++;
    for (const file of pending) {
      // What is only queued is here and whole: it is a picture in a moment.
      if (file.state === 'queued' || !isOf(file, date)) continue;
      const count = at(routeOf(file));
      if (file.code === 'online-only') count.onlineOnly++;
      else count.partlySynced++;
    }
    return counts;
  }

  /** Whose a file is: by the stop that it names, by the pictures beside it, by the words of its folders. */
  function routeFinder(date: ServiceDate, routes: readonly RouteRow[]): (file: UnsettledFile) => number {
    const numbers = new Map(routes.map((row) => [toHex(row.key), row.id]));
    const words = indexIdentities(routes.map((row) => asRoute(row, date)));
    const ofFolder = new Map<string, number>();
    return (file) => {
      const named = routeOfName.get(file.id, date);
      if (named !== undefined) return named;
      const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
      const { contextRoutes } = identify(asPhoto(file), words);
      const [spoken, other] = contextRoutes;
      if (spoken !== undefined && other === undefined) return numbers.get(spoken) ?? 0;
      if (folder === '') return 0;
      let beside = ofFolder.get(folder);
      if (beside === undefined) {
        beside = mostOf(routesInFolder.all(folder, `${folder}\u{10ffff}`, date, neighboursAsked));
        ofFolder.set(folder, beside);
      }
      return beside;
    };
  }
}

const byRouteCode = new Intl.Collator('en', { numeric: true });

function healthOf(row: RouteRow): SyncRow['health'] {
  if (row.deliveries_since > 0) return row.photos === 0 ? 'nothing' : 'behind';
  return row.photos === 0 ? 'none-owed' : 'synced';
}

/** A file whose day can't be told stands on every day, as in the report. */
function isOf(file: UnsettledFile, date: ServiceDate): boolean {
  return file.day === null || file.day === date;
}

/** The value that more than half have; 0 where there is none. */
function mostOf(values: readonly number[]): number {
  const counts = Map.groupBy(values, (value) => value);
  for (const [value, same] of counts) if (2 * same.length > values.length) return value;
  return 0;
}

function noFiles(): FileCounts {
  return { partlySynced: 0, onlineOnly: 0, unreadable: 0, conflictCopies: 0 };
}

/** A route of which only the words matter. */
function asRoute(row: RouteRow, date: ServiceDate): Route {
  return {
    id: toHex(row.key),
    date,
    route: row.route,
    driver: row.driver,
    driverName: row.driver_name,
    stops: [],
  };
}

/** A file of which only the path is known. */
function asPhoto(file: UnsettledFile): Photo {
  return {
    id: `file ${file.id}`,
    files: [{ path: file.path, modifiedAt: file.modified_at, sidecar: null }],
    ...{ takenAt: null, takenSource: null, latitude: null, longitude: null, device: null },
    ...{ width: 0, height: 0, quality: null, texts: [], codes: [] },
  };
}
