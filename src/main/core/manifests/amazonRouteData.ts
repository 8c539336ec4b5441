/**
 * Reads `route_data.json` of the Amazon Last Mile Routing Research Challenge: routes with their day and the positions of
 * their stops. There are no addresses and no packages in it; `package_data.json` brings the packages.
 */
import { readAmazonRoutes } from './amazonRoutes.ts';
import type { Collector } from './collector.ts';
import type { ManifestRow, ManifestSink, ReadManifestOptions, ReadManifestResult } from './contract.ts';
import type { TextFile } from './encodings.ts';
import { asObject, textOf } from './jsonCells.ts';
import type { JsonValue } from './jsonStream.ts';

/** Reads the file into the sink: one row a drop-off stop, without a package; see `readManifest`. */
export function readAmazonRouteData(
  file: TextFile,
  options: ReadManifestOptions,
  sink: ManifestSink,
): Promise<ReadManifestResult> {
  return readAmazonRoutes('amazon-route-data', file, options, sink, readRoute);
}

function readRoute(routeId: string, value: JsonValue, collector: Collector): void {
  const tell = (column: string, message: string) => {
    collector.leaveOut();
    collector.tell({ line: null, column: `${routeId}.${column}`, message });
  };
  const route = asObject(value);
  const stops = asObject(route?.stops);
  if (!route || !stops) {
    tell('stops', 'Found no stops; expected an object of stops by their codes.');
    return;
  }
  const serviceDate = textOf(route, 'date_YYYY_MM_DD');
  if (!isDate(serviceDate)) {
    tell('date_YYYY_MM_DD', `Found “${serviceDate.slice(0, 80)}”; expected a date such as 2018-07-27.`);
    return;
  }
  for (const [code, stopValue] of Object.entries(stops)) {
    const stop = asObject(stopValue);
    if (!stop) {
      tell(`stops.${code}`, 'Found something else; expected “lat”, “lng” and “type”.');
      continue;
    }
    // The station is where the route starts: nothing is delivered there.
    if (textOf(stop, 'type').toLowerCase() === 'station') continue;
    collector.take(
      stopRow(routeId, serviceDate, code, degrees(textOf(stop, 'lat'), 90), degrees(textOf(stop, 'lng'), 180)),
      code,
    );
  }
}

function stopRow(
  route: string,
  serviceDate: string,
  stop: string,
  latitude: number | null,
  longitude: number | null,
): ManifestRow {
  const hasPosition = latitude !== null && longitude !== null;
  return {
    line: null,
    serviceDate,
    route,
    driver: null,
    driverName: null,
    stop,
    sequence: null,
    address: '',
    postcode: null,
    latitude: hasPosition ? latitude : null,
    longitude: hasPosition ? longitude : null,
    customer: null,
    contact: null,
    trackingId: null,
    outcome: 'pending',
    completedAt: null,
    handover: null,
    leftAt: null,
    windowStart: null,
    windowEnd: null,
    confidential: false,
    optedOut: false,
  };
}

function degrees(text: string, limit: number): number | null {
  const number = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) && Math.abs(number) <= limit ? number : null;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
