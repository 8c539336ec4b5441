/**
 * Writes manifests into routes, stops and packages. The later manifest updates the earlier one: of two rows for the same
 * package the one with the later `completed_at` wins, else the one of the later file (contract). Manifests count in the order of
 * their file time; what came in another order is laid again (`Renewal`), so that a rebuild ends at the same rows.
 */
import type { Database } from 'better-sqlite3';
import { canonicalId } from '#core/domain/matching/tokens.ts';
import { optedOutBits } from '#core/domain/optOuts.ts';
import type { ManifestPatch, ManifestRow } from '#core/manifests/contract.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { StopRecord } from './deliveryReader.ts';
import { createDirtyDays } from './dirtyDays.ts';
import { isErased } from './erasedStops.ts';
import { makeRouteId, makeStopId, stopNameFrom, toBytes } from './keys.ts';
import { createStopWords } from './stopWords.ts';

/** What one manifest changed in what was known, told as sentences at the end. */
export interface ChangeTally {
  newRoutes: number;
  newStops: number;
  newPackages: number;
  /** Per route: how many packages went from one outcome to another. */
  outcomes: Map<string, number>;
  movedPackages: number;
  changedStops: number;
  /** No manifest lists them any more. */
  goneStops: number;
  gonePackages: number;
}

export function emptyTally(): ChangeTally {
  return {
    ...{ newRoutes: 0, newStops: 0, newPackages: 0, outcomes: new Map(), movedPackages: 0, changedStops: 0 },
    ...{ goneStops: 0, gonePackages: 0 },
  };
}

const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** At most 20 sentences for the supervisor; empty when the manifest said nothing new. */
export function tallySentences(tally: ChangeTally): string[] {
  const sentences: string[] = [];
  const added = [
    tally.newRoutes > 0 ? plural(tally.newRoutes, 'route') : null,
    tally.newStops > 0 ? plural(tally.newStops, 'stop') : null,
    tally.newPackages > 0 ? plural(tally.newPackages, 'package') : null,
  ].filter((part) => part !== null);
  if (added.length > 0) sentences.push(`Added ${added.join(', ')}.`);
  if (tally.changedStops > 0)
    sentences.push(`Changed the address or details of ${plural(tally.changedStops, 'stop')}.`);
  if (tally.movedPackages > 0) sentences.push(`Moved ${plural(tally.movedPackages, 'package')} to another stop.`);
  const gone = [
    tally.goneStops > 0 ? plural(tally.goneStops, 'stop') : null,
    tally.gonePackages > 0 ? plural(tally.gonePackages, 'package') : null,
  ].filter((part) => part !== null);
  if (gone.length > 0) sentences.push(`No longer listed: ${gone.join(', ')}.`);
  const outcomes = [...tally.outcomes].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [change, n] of outcomes.slice(0, 16)) sentences.push(`${plural(n, 'package')} ${change}.`);
  if (outcomes.length > 16) sentences.push(`… and ${outcomes.length - 16} more kinds of change.`);
  return sentences;
}

/**
 * Everything that is said about some dates is laid once more, in order: the first word about a row begins it anew, and what
 * nobody speaks of goes at the end. So rows that were written in another order, or by a file that was replaced since, end where
 * a new index would. Row numbers that were come to so far:
 */
export interface Renewal {
  dates: ReadonlySet<ServiceDate>;
  routes: Set<number>;
  stops: Set<number>;
  packages: Set<number>;
}

export function emptyRenewal(dates: Iterable<ServiceDate>): Renewal {
  return { dates: new Set(dates), routes: new Set(), stops: new Set(), packages: new Set() };
}

/** Which laying a row belongs to, and what it changes. */
export interface Laying {
  fileTime: number;
  tally: ChangeTally;
  renewal: Renewal | null;
}

export interface DeliveryWriter {
  /** One batch, to be called inside a transaction. Returns the dates that were touched. */
  applyRows(rows: readonly ManifestRow[], laying: Laying): Set<ServiceDate>;
  /** Amazon's later files; patches for routes that are not known yet are counted in `waiting`. */
  applyPatches(patches: readonly ManifestPatch[], laying: Laying): { dates: Set<ServiceDate>; waiting: number };
  /** Ends a renewal, inside a transaction: takes away what it never came to. */
  sweep(renewal: Renewal): { stops: number; trackingIds: string[] };
}

/** What a manifest says of a stop; its name and route are its identity, its state is the rules' affair. */
type StopFields = Omit<StopRecord, 'key' | 'route' | 'stop' | 'state' | 'reason' | 'flags'>;

/** A stop's row number, and whether what is known of its customer was erased. */
interface StopLaid {
  id: number;
  isNameless: boolean;
}

/** The same row without a word about who lives there: what was erased is not kept again. */
export function withoutCustomer(row: ManifestRow): ManifestRow {
  const nothing = { address: '', postcode: null, latitude: null, longitude: null, customer: null, contact: null };
  return { ...row, ...nothing, leftAt: null };
}

const blankStop: Omit<StopFields, 'id' | 'erased'> = {
  ...{ sequence: null, address: '', postcode: null, latitude: null, longitude: null, customer: null, contact: null },
  ...{ window_start: null, window_end: null, confidential: 0, opted_out: 0 },
};

interface PackageRow {
  id: number;
  stop: number;
  outcome: string;
  completed_at: number | null;
  handover: string | null;
  left_at: string | null;
  file_time: number;
}

/** Who has to know which stops were written; called in the transaction that wrote them. */
export type FollowStops = (stops: ReadonlySet<number>) => void;

export function createDeliveryWriter(db: Database, followStops: FollowStops = () => undefined): DeliveryWriter {
  const dirty = createDirtyDays(db);
  const findRoute = db.prepare<[Buffer], { id: number; driver: string | null; driver_name: string | null }>(
    'SELECT id, driver, driver_name FROM routes WHERE key = ?',
  );
  const addRoute = db.prepare('INSERT INTO routes (key, date, route, driver, driver_name) VALUES (?, ?, ?, ?, ?)');
  const setDriver = db.prepare('UPDATE routes SET driver = ?, driver_name = ? WHERE id = ?');
  const refreshRoute = db.prepare(
    `UPDATE routes SET
       packages = (SELECT count(*) FROM packages JOIN stops ON stops.id = packages.stop WHERE stops.route = routes.id),
       last_completed_at =
         (SELECT max(completed_at) FROM packages JOIN stops ON stops.id = packages.stop WHERE stops.route = routes.id)
     WHERE id = ?`,
  );
  const findStop = db.prepare<[Buffer], StopFields>(
    `SELECT id, sequence, address, postcode, latitude, longitude, customer, contact, window_start, window_end,
            confidential, opted_out, erased
     FROM stops WHERE key = ?`,
  );
  const addStop = db.prepare(
    `INSERT INTO stops (key, route, stop, sequence, address, postcode, latitude, longitude, customer, contact,
                        window_start, window_end, confidential, opted_out)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setStop = db.prepare(
    `UPDATE stops SET sequence = ?, address = ?, postcode = ?, latitude = ?, longitude = ?, customer = ?, contact = ?,
                      window_start = ?, window_end = ?, confidential = ?, opted_out = ?
     WHERE id = ?`,
  );
  const findPackage = db.prepare<[string, number], PackageRow>(
    `SELECT packages.id, packages.stop, outcome, completed_at, handover, left_at, file_time
     FROM packages JOIN stops ON stops.id = packages.stop
     WHERE packages.tracking_key = ? AND stops.route = ?`,
  );
  const addPackage = db.prepare(
    `INSERT INTO packages (stop, tracking_id, tracking_key, outcome, completed_at, handover, left_at, file_time)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setPackage = db.prepare(
    'UPDATE packages SET stop = ?, outcome = ?, completed_at = ?, handover = ?, left_at = ?, file_time = ? WHERE id = ?',
  );
  const stopWords = createStopWords(db);
  const packagesOfDate = db.prepare<[string], { id: number; stop: number; tracking_id: string }>(
    `SELECT packages.id, packages.stop, packages.tracking_id FROM routes
       JOIN stops ON stops.route = routes.id JOIN packages ON packages.stop = stops.id
     WHERE routes.date = ? AND stops.erased IS NULL`,
  );
  const stopsOfDate = db
    .prepare<[string], number>(
      // What stands as the ledger says stands without a manifest.
      'SELECT stops.id FROM routes JOIN stops ON stops.route = routes.id WHERE routes.date = ? AND stops.erased IS NULL',
    )
    .pluck();
  const routesOfDate = db.prepare<[string], number>('SELECT id FROM routes WHERE date = ?').pluck();
  const dropPackage = db.prepare('DELETE FROM packages WHERE id = ?');
  const dropStop = [
    'DELETE FROM ties WHERE stop = ?',
    'DELETE FROM candidates WHERE stop = ?',
    'DELETE FROM file_stops WHERE stop = ?',
    'DELETE FROM opt_out_stops WHERE stop = ?',
    'DELETE FROM stop_words WHERE rowid = ?',
    'DELETE FROM stops WHERE id = ?',
  ].map((sql) => db.prepare(sql));
  const dropRoute = db.prepare(
    'DELETE FROM routes WHERE id = ? AND NOT EXISTS (SELECT 1 FROM stops WHERE stops.route = routes.id)',
  );
  const routesByCode = db.prepare<[string], { id: number; date: string }>(
    'SELECT id, date FROM routes WHERE route = ?',
  );

  /** True for the first word of a renewal about a row, which is as good as new then. */
  function isFirstWord(seen: Set<number> | undefined, id: number): boolean {
    if (!seen || seen.has(id)) return false;
    seen.add(id);
    return true;
  }

  function upsertRoute(row: ManifestRow, { tally, renewal }: Laying): number {
    const key = toBytes(makeRouteId(row.serviceDate, row.route));
    const known = findRoute.get(key);
    if (!known) {
      tally.newRoutes++;
      const id = Number(addRoute.run(key, row.serviceDate, row.route, row.driver, row.driverName).lastInsertRowid);
      renewal?.routes.add(id);
      return id;
    }
    const first = isFirstWord(renewal?.routes, known.id);
    if (first) tally.newRoutes++;
    const driver = row.driver ?? (first ? null : known.driver);
    const driverName = row.driverName ?? (first ? null : known.driver_name);
    if (driver !== known.driver || driverName !== known.driver_name) setDriver.run(driver, driverName, known.id);
    return known.id;
  }

  /** The later file's words win field by field; what it leaves empty stays as it was. */
  function upsertStop(route: number, given: ManifestRow, { tally, renewal }: Laying): StopLaid {
    const name = given.stop ?? stopNameFrom(given);
    const key = toBytes(makeStopId(given.serviceDate, given.route, name));
    const known = findStop.get(key);
    const isNameless = isErased(known?.erased, 'customer-data');
    const row = isNameless ? withoutCustomer(given) : given;
    if (!known) {
      tally.newStops++;
      const added = addStop.run(
        ...[key, route, name, row.sequence, row.address, row.postcode, row.latitude, row.longitude, row.customer],
        ...[
          row.contact,
          row.windowStart,
          row.windowEnd,
          row.confidential ? 1 : 0,
          row.optedOut ? optedOutBits.manifest : 0,
        ],
      );
      const id = Number(added.lastInsertRowid);
      renewal?.stops.add(id);
      return { id, isNameless };
    }
    const first = isFirstWord(renewal?.stops, known.id);
    const base = first ? blankStop : known;
    const next = [
      row.sequence ?? base.sequence,
      row.address || base.address,
      row.postcode ?? base.postcode,
      row.latitude ?? base.latitude,
      row.longitude ?? base.longitude,
      row.customer ?? base.customer,
      row.contact ?? base.contact,
      row.windowStart ?? base.window_start,
      row.windowEnd ?? base.window_end,
      // A protection once said stays until a person takes it back: a later row may simply lack the column.
      row.confidential || base.confidential === 1 ? 1 : 0,
      // What the register says of it is the register's affair (`core/optOuts`).
      (row.optedOut ? optedOutBits.manifest : base.opted_out & optedOutBits.manifest) |
        (known.opted_out & ~optedOutBits.manifest),
    ];
    const { id, erased: _erased, ...before } = known;
    const changes = Object.values(before).some((value, n) => value !== next[n]);
    if (first) tally.newStops++;
    else if (changes) tally.changedStops++;
    if (changes) setStop.run(...next, id);
    return { id, isNameless };
  }

  type PackageFacts = Pick<ManifestRow, 'outcome' | 'completedAt' | 'handover' | 'leftAt'>;

  function upsertPackage(
    at: { route: number; stop: number; routeName: string },
    trackingId: string,
    row: PackageFacts,
    { fileTime, tally, renewal }: Laying,
  ): void {
    const key = canonicalId(trackingId);
    const known = findPackage.get(key, at.route);
    if (!known || (renewal && !renewal.packages.has(known.id))) {
      if (known) dropPackage.run(known.id);
      tally.newPackages++;
      const facts = [row.outcome, row.completedAt, row.handover, row.leftAt, fileTime];
      const added = addPackage.run(at.stop, trackingId, key, ...facts);
      renewal?.packages.add(Number(added.lastInsertRowid));
      return;
    }
    const newer =
      row.completedAt !== null && known.completed_at !== null && row.completedAt !== known.completed_at
        ? row.completedAt > known.completed_at
        : fileTime >= known.file_time;
    if (!newer) return;
    if (known.outcome !== row.outcome) {
      const change = `of ${at.routeName} went from ${known.outcome} to ${row.outcome}`;
      tally.outcomes.set(change, (tally.outcomes.get(change) ?? 0) + 1);
    }
    if (known.stop !== at.stop) tally.movedPackages++;
    setPackage.run(
      ...[at.stop, row.outcome, row.completedAt ?? known.completed_at, row.handover ?? known.handover],
      ...[row.leftAt ?? known.left_at, fileTime, known.id],
    );
  }

  function finish(routes: Set<number>, stops: Set<number>): void {
    for (const route of routes) refreshRoute.run(route);
    for (const stop of stops) stopWords.write(stop);
    followStops(stops);
  }

  return {
    applyRows(rows, laying) {
      const dates = new Set<ServiceDate>();
      const routes = new Set<number>();
      const stops = new Set<number>();
      for (const row of rows) {
        if (laying.renewal && !laying.renewal.dates.has(row.serviceDate)) continue;
        const route = upsertRoute(row, laying);
        const { id: stop, isNameless } = upsertStop(route, row, laying);
        if (row.trackingId !== null) {
          const facts = isNameless ? withoutCustomer(row) : row;
          upsertPackage({ route, stop, routeName: row.route }, row.trackingId, facts, laying);
        }
        dates.add(row.serviceDate);
        routes.add(route);
        stops.add(stop);
      }
      finish(routes, stops);
      dirty.add(dates, 'all-routes');
      return dates;
    },

    applyPatches(patches, laying) {
      const dates = new Set<ServiceDate>();
      const routes = new Set<number>();
      const stops = new Set<number>();
      let waiting = 0;
      for (const patch of patches) {
        const known = routesByCode.all(patch.route);
        if (known.length === 0) waiting++;
        for (const route of known) {
          if (laying.renewal && !laying.renewal.dates.has(route.date)) continue;
          const stop = findStop.get(toBytes(makeStopId(route.date, patch.route, patch.stop)));
          if (!stop) continue;
          if (patch.sequence !== undefined && patch.sequence !== stop.sequence) {
            db.prepare('UPDATE stops SET sequence = ? WHERE id = ?').run(patch.sequence, stop.id);
          }
          for (const pack of patch.packages ?? []) {
            if (pack.trackingId === null) continue;
            const at = { route: route.id, stop: stop.id, routeName: patch.route };
            upsertPackage(at, pack.trackingId, { ...pack, handover: null, leftAt: null }, laying);
            if (pack.windowStart !== null || pack.windowEnd !== null) {
              db.prepare(
                'UPDATE stops SET window_start = coalesce(?, window_start), window_end = coalesce(?, window_end) WHERE id = ?',
              ).run(pack.windowStart, pack.windowEnd, stop.id);
            }
          }
          dates.add(route.date);
          routes.add(route.id);
          stops.add(stop.id);
        }
      }
      finish(routes, stops);
      dirty.add(dates, 'all-routes');
      return { dates, waiting };
    },

    sweep({ dates, routes, stops, packages }) {
      const gone = { stops: 0, trackingIds: [] as string[] };
      const emptied = new Set<number>();
      for (const date of dates) {
        for (const pack of packagesOfDate.all(date)) {
          if (packages.has(pack.id)) continue;
          dropPackage.run(pack.id);
          emptied.add(pack.stop);
          gone.trackingIds.push(pack.tracking_id);
        }
        for (const stop of stopsOfDate.all(date)) {
          if (stops.has(stop)) continue;
          for (const drop of dropStop) drop.run(stop);
          emptied.delete(stop);
          gone.stops++;
        }
        for (const route of routesOfDate.all(date)) {
          if (routes.has(route)) refreshRoute.run(route);
          else dropRoute.run(route);
        }
      }
      finish(new Set(), emptied);
      dirty.add(dates, 'all-routes');
      return gone;
    },
  };
}
