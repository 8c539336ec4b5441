/** Reads routes, stops and packages out of the index as the rules know them (`domain/delivery.ts`). */
import type { Database } from 'better-sqlite3';
import type { Package, Route, Stop } from '#core/domain/delivery.ts';
import type { RouteId, ServiceDate } from '#shared/ids.ts';
import type { Handover, Outcome } from '#shared/words.ts';
import { toBytes, toHex } from './keys.ts';
import { protectionOf } from './protection.ts';

export interface RouteRow {
  id: number;
  key: Buffer;
  date: ServiceDate;
  route: string;
  driver: string | null;
  driver_name: string | null;
}

export interface StopRecord {
  id: number;
  key: Buffer;
  route: number;
  stop: string;
  sequence: number | null;
  address: string;
  postcode: string | null;
  latitude: number | null;
  longitude: number | null;
  customer: string | null;
  contact: string | null;
  window_start: number | null;
  window_end: number | null;
  confidential: number;
  /** Bits of `optedOutBits`. */
  opted_out: number;
  state: string;
  reason: string | null;
  flags: string | null;
  /** Bits of `erasedBit`. */
  erased: number | null;
}

export interface PackageRecord {
  stop: number;
  tracking_id: string;
  outcome: Outcome;
  completed_at: number | null;
  handover: Handover | null;
  left_at: string | null;
}

export interface DeliveryReader {
  /** The routes of a date with everything in them, in order of route code. */
  day(date: ServiceDate): Route[];
  route(id: RouteId): Route | null;
  stopsOf(route: number): StopRecord[];
  /** Packages of a route by stop, in order of tracking id. */
  packagesOf(route: number): Map<number, PackageRecord[]>;
}

export function toPackage(row: PackageRecord): Package {
  return {
    trackingId: row.tracking_id,
    outcome: row.outcome,
    completedAt: row.completed_at,
    handover: row.handover,
    leftAt: row.left_at,
  };
}

export function toStop(row: StopRecord, routeId: RouteId, packages: readonly PackageRecord[]): Stop {
  return {
    id: toHex(row.key),
    routeId,
    stop: row.stop,
    sequence: row.sequence,
    address: row.address,
    postcode: row.postcode,
    latitude: row.latitude,
    longitude: row.longitude,
    customer: row.customer,
    contact: row.contact,
    windowStart: row.window_start,
    windowEnd: row.window_end,
    ...protectionOf(row),
    packages: packages.map(toPackage),
  };
}

export function createDeliveryReader(db: Database): DeliveryReader {
  const routesOf = db.prepare<[string], RouteRow>(
    'SELECT id, key, date, route, driver, driver_name FROM routes WHERE date = ? ORDER BY route',
  );
  const routeByKey = db.prepare<[Buffer], RouteRow>(
    'SELECT id, key, date, route, driver, driver_name FROM routes WHERE key = ?',
  );
  // Planned order, then the manifest's names: the order in which a supervisor reads a route.
  const stopsOf = db.prepare<[number], StopRecord>(
    'SELECT * FROM stops WHERE route = ? ORDER BY sequence IS NULL, sequence, stop',
  );
  const packagesOf = db.prepare<[number], PackageRecord>(
    `SELECT stop, tracking_id, outcome, completed_at, handover, left_at FROM packages
     WHERE stop IN (SELECT id FROM stops WHERE route = ?) ORDER BY stop, tracking_id`,
  );

  function packagesByStop(route: number): Map<number, PackageRecord[]> {
    const byStop = new Map<number, PackageRecord[]>();
    for (const row of packagesOf.all(route)) {
      const list = byStop.get(row.stop);
      if (list) list.push(row);
      else byStop.set(row.stop, [row]);
    }
    return byStop;
  }

  function toRoute(row: RouteRow): Route {
    const routeId = toHex(row.key);
    const packages = packagesByStop(row.id);
    return {
      id: routeId,
      date: row.date,
      route: row.route,
      driver: row.driver,
      driverName: row.driver_name,
      stops: stopsOf.all(row.id).map((stop) => toStop(stop, routeId, packages.get(stop.id) ?? [])),
    };
  }

  return {
    day: (date) => routesOf.all(date).map(toRoute),
    route(id) {
      const row = routeByKey.get(toBytes(id));
      return row ? toRoute(row) : null;
    },
    stopsOf: (route) => stopsOf.all(route),
    packagesOf: packagesByStop,
  };
}
