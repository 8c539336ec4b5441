/** The depot system's exports: one manifest for the day, one route in another dialect, and a later update. */
import { stringify } from 'csv-stringify/sync';
import { Temporal } from 'temporal-polyfill';
import { depotZone, type SamplePackage, type SampleRoute, type SampleStop } from './depot.ts';
import type { FaultLevel } from './faults.ts';

export interface ManifestFile {
  /** Relative path, with `/`. */
  file: string;
  bytes: Buffer;
  /** When the depot system wrote it, epoch milliseconds. */
  writtenAt: number;
}

type Column = (route: SampleRoute, stop: SampleStop, parcel: SamplePackage) => string | number | null;

const localTime = (at: number | null) =>
  at === null
    ? ''
    : Temporal.Instant.fromEpochMilliseconds(at)
        .toZonedDateTimeISO(depotZone)
        .toString({ timeZoneName: 'never', offset: 'never', smallestUnit: 'second' })
        .replace('T', ' ');
const zonedTime = (at: number | null) =>
  at === null
    ? ''
    : Temporal.Instant.fromEpochMilliseconds(at)
        .toZonedDateTimeISO(depotZone)
        .toString({ timeZoneName: 'never', smallestUnit: 'second' });

function plainColumns(date: string): Record<string, Column> {
  return {
    service_date: () => date,
    route: (route) => route.route,
    driver: (route) => route.driver,
    driver_name: (route) => route.driverName,
    stop: (_route, stop) => stop.stop,
    sequence: (_route, stop) => stop.sequence,
    address: (_route, stop) => stop.address,
    postcode: (_route, stop) => stop.place.postcode,
    latitude: (_route, stop) => stop.place.latitude,
    longitude: (_route, stop) => stop.place.longitude,
    customer: (_route, stop) => stop.customer,
    contact: (_route, stop) => stop.contact,
    tracking_id: (_route, _stop, parcel) => parcel.trackingId,
    status: (_route, _stop, parcel) => parcel.status,
    completed_at: (_route, _stop, parcel) => zonedTime(parcel.completedAt),
    left_at: (_route, _stop, parcel) => parcel.leftAt,
    confidential: (_route, stop) => (stop.confidential ? 'yes' : 'no'),
    opted_out: (_route, stop) => (stop.optedOut ? 'yes' : 'no'),
  };
}

/** The same things as another carrier's export calls them, with local times. */
function carrierColumns(date: string): Record<string, Column> {
  return {
    'Planned Delivery Date': () => date,
    'Route Code': (route) => route.route,
    'Transporter ID': (route) => route.driver,
    'Delivery Associate': (route) => route.driverName,
    'Order Number': (_route, stop) => stop.stop,
    'Stop Number': (_route, stop) => stop.sequence,
    'Address Line 1': (_route, stop) => stop.address,
    Zip: (_route, stop) => stop.place.postcode,
    Lat: (_route, stop) => stop.place.latitude,
    Lng: (_route, stop) => stop.place.longitude,
    Recipient: (_route, stop) => stop.customer,
    TBA: (_route, _stop, parcel) => parcel.trackingId,
    'Scan Status': (_route, _stop, parcel) => parcel.status,
    'Delivery Time': (_route, _stop, parcel) => localTime(parcel.completedAt),
    'Drop Off Location': (_route, _stop, parcel) => parcel.leftAt,
    Confidential: (_route, stop) => (stop.confidential ? 'Y' : 'N'),
    'Opted Out': (_route, stop) => (stop.optedOut ? 'Y' : 'N'),
  };
}

type Row = Array<string | number | null>;

function rowsOf(
  columns: Record<string, Column>,
  route: SampleRoute,
  asKnown: (parcel: SamplePackage, stop: SampleStop) => SamplePackage = (parcel) => parcel,
): Row[] {
  return route.stops.flatMap((stop) =>
    stop.packages.map((parcel) => Object.values(columns).map((cell) => cell(route, stop, asKnown(parcel, stop)))),
  );
}

function csv(columns: Record<string, Column>, rows: Row[], delimiter: string): Buffer {
  return Buffer.from(stringify([Object.keys(columns), ...rows], { delimiter, record_delimiter: '\r\n' }), 'utf8');
}

/** Rows that no reader can use; the good ones around them must come in all the same. */
function brokenRows(columns: Record<string, Column>, rows: readonly Row[]): Row[] {
  const at = (name: string) => Object.keys(columns).indexOf(name);
  const changed = (from: number, changes: Record<string, string>): Row => {
    const row = [...(rows[from % rows.length] ?? [])];
    for (const [name, value] of Object.entries(changes)) row[at(name)] = value;
    return row;
  };
  return [
    changed(3, { tracking_id: '' }),
    changed(9, { route: '', tracking_id: 'TBA000000000101' }),
    changed(17, { tracking_id: 'TBA000000000102', status: 'left with the dog', latitude: '97.3', longitude: 'west' }),
    changed(22, { tracking_id: 'TBA000000000103', service_date: 'tomorrow', completed_at: 'yesterday evening' }),
  ];
}

/** A day that is over, in one file: everything delivered and written out that evening. */
export function finishedManifest(routes: readonly SampleRoute[], date: string): ManifestFile {
  const columns = plainColumns(date);
  const rows = routes.flatMap((route) => rowsOf(columns, route));
  const end = Math.max(...routes.flatMap((route) => route.stops.map((stop) => stop.at)));
  return { file: manifestPath(date), bytes: csv(columns, rows, ','), writtenAt: end + 30 * 60_000 };
}

const manifestPath = (date: string) => `Manifests/maple-junction-${date}.csv`;

/**
 * Every manifest of the day. With faults, the day's file has some rows that can't be used and knows one route's last stops
 * as pending only; the update that came later has them delivered.
 */
export function manifestFiles(routes: readonly SampleRoute[], date: string, faults: FaultLevel): ManifestFile[] {
  const end = Math.max(...routes.flatMap((route) => route.stops.map((stop) => stop.at)));
  const plain = plainColumns(date);
  const dialect = routes.length > 2 ? routes[1] : undefined;
  const updated = faults !== 'none' && routes.length > 3 ? routes[3] : undefined;
  const late = new Set(updated?.stops.slice(-8));
  const rows = routes
    .filter((route) => route !== dialect)
    .flatMap((route) =>
      rowsOf(plain, route, (parcel, stop) =>
        late.has(stop) ? { ...parcel, outcome: 'pending', status: 'Pending', completedAt: null, leftAt: null } : parcel,
      ),
    );
  if (faults !== 'none')
    for (const [index, row] of brokenRows(plain, rows).entries()) rows.splice(11 * (index + 1), 0, row);
  const files: ManifestFile[] = [
    { file: manifestPath(date), bytes: csv(plain, rows, ','), writtenAt: end - 45 * 60_000 },
  ];
  if (dialect) {
    const columns = carrierColumns(date);
    files.push({
      file: `Manifests/${dialect.route} ${date} export.csv`,
      bytes: csv(columns, rowsOf(columns, dialect), ';'),
      writtenAt: end,
    });
  }
  if (updated) {
    files.push({
      file: `Manifests/maple-junction-${date}-update-1.csv`,
      bytes: csv(plain, rowsOf(plain, { ...updated, stops: [...late] }), ','),
      writtenAt: end + 10 * 60_000,
    });
  }
  return files;
}
