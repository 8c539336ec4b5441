/** Reads Porchlight's own JSON: `{"porchlight": 1, "serviceDate", "timeZone", "routes": [{…, "stops": [{…, "packages": […]}]}]}`. */
import type { ServiceDate } from '#shared/ids.ts';
import type { ManifestColumn } from '#shared/importing.ts';
import { Collector } from './collector.ts';
import type { ManifestRow, ManifestSink, ReadManifestOptions, ReadManifestResult } from './contract.ts';
import type { TextFile } from './encodings.ts';
import { asList, asObject, type JsonObject, textOf } from './jsonCells.ts';
import { finishJson, summariseJson } from './jsonResult.ts';
import { type JsonEnd, type JsonPath, type JsonValue, readJson } from './jsonStream.ts';
import { buildRow, type RowContext } from './manifestRow.ts';
import { createZoneClock, isTimeZone, parseDate } from './times.ts';

/** The member that fills a column; of a package, its stop and its route, the innermost that has one gives it. */
const members: Partial<Record<ManifestColumn, string>> = {
  route: 'route',
  driver: 'driver',
  driver_name: 'driverName',
  stop: 'stop',
  sequence: 'sequence',
  address: 'address',
  address_2: 'address2',
  postcode: 'postcode',
  latitude: 'latitude',
  longitude: 'longitude',
  customer: 'customer',
  contact: 'contact',
  tracking_id: 'trackingId',
  status: 'status',
  completed_at: 'completedAt',
  left_at: 'leftAt',
  window_start: 'windowStart',
  window_end: 'windowEnd',
  confidential: 'confidential',
  opted_out: 'optedOut',
};

/** What the file says before and besides its routes. */
interface Head {
  version: string;
  serviceDate: string;
  timeZone: string;
}

/** Reads the file into the sink; see `readManifest`. */
export async function readPorchlightJson(
  file: TextFile,
  options: ReadManifestOptions,
  sink: ManifestSink,
): Promise<ReadManifestResult> {
  const collector = new Collector(sink, options.signal);
  const summarise = () => summariseJson('porchlight-json', file, collector);
  const head = await readHead(file, options.signal);
  if ('end' in head) return finishJson(head, collector, summarise);
  if (head.version !== '1') {
    const message = `The file says “porchlight: ${head.version.slice(0, 40)}”; this version of Porchlight reads 1. Update Porchlight, or export the older form.`;
    return { ok: false, code: 'unreadable', message, summary: null };
  }
  const context = makeContext(head, options, collector);
  if (typeof context === 'string') {
    return { ok: false, code: 'lacking-columns', message: context, summary: summarise() };
  }

  let routeNumber = -1;
  const end = await readJson(
    file,
    {
      wants: isRoute,
      onItem(_path, value) {
        routeNumber += 1;
        readRoute(value, `routes[${routeNumber}]`, context, collector);
        return undefined;
      },
      onPiece: () => collector.breathe(),
    },
    options.signal,
  );
  return finishJson(end, collector, summarise);
}

function isRoute(path: JsonPath): boolean {
  return path.length === 2 && path[0] === 'routes' && path[1] === null;
}

/** The head's members may stand behind the routes; then the whole file is read for them. */
async function readHead(file: TextFile, signal: AbortSignal | undefined): Promise<Head | JsonEnd> {
  const head = new Map<string, string>();
  const names = ['porchlight', 'serviceDate', 'timeZone'];
  const end = await readJson(
    file,
    {
      wants: (path) => path.length === 1 && names.includes(path[0] ?? ''),
      onItem(path, value) {
        head.set(path[0] ?? '', typeof value === 'string' ? value.trim() : '');
        return names.every((name) => head.has(name)) ? 'stop' : undefined;
      },
    },
    signal,
  );
  if (end.end !== 'complete' && end.end !== 'stopped') return end;
  return {
    version: head.get('porchlight') ?? '',
    serviceDate: head.get('serviceDate') ?? '',
    timeZone: head.get('timeZone') ?? '',
  };
}

/** A text says what is lacking. */
function makeContext(head: Head, options: ReadManifestOptions, collector: Collector): RowContext | string {
  let timeZone = options.timeZone;
  if (head.timeZone !== '' && isTimeZone(head.timeZone)) timeZone = head.timeZone;
  else if (head.timeZone !== '') {
    collector.tell({
      line: null,
      column: 'timeZone',
      message: `Found “${head.timeZone.slice(0, 80)}”; expected a zone such as America/Los_Angeles. The depot's zone was used.`,
    });
  }
  const clock = createZoneClock(timeZone);
  let serviceDate: ServiceDate | null = options.serviceDate ?? null;
  if (head.serviceDate !== '') {
    const parsed = parseDate(head.serviceDate, null, clock);
    if (!parsed.ok) {
      return `Found “${head.serviceDate.slice(0, 80)}” as “serviceDate”; expected a date such as 2026-11-21.`;
    }
    serviceDate = parsed.date;
  }
  if (serviceDate === null)
    return 'The file has no “serviceDate”. Add it, or choose the service date in the import screen.';
  return { clock, order: 'undecidable', serviceDate, stopAlone: false };
}

function readRoute(value: JsonValue, where: string, context: RowContext, collector: Collector): void {
  const route = asObject(value);
  if (!route) {
    tellShape(collector, where, 'an object with “route” and “stops”');
    return;
  }
  if (!Array.isArray(route.stops)) {
    tellShape(collector, `${where}.stops`, 'a list of stops');
    return;
  }
  for (const [stopIndex, stopValue] of route.stops.entries()) {
    readStop(route, stopValue, `${where}.stops[${stopIndex}]`, context, collector);
  }
}

function readStop(route: JsonObject, value: JsonValue, where: string, context: RowContext, collector: Collector): void {
  const stop = asObject(value);
  if (!stop) {
    tellShape(collector, where, 'an object with “stop” and “packages”');
    return;
  }
  const packages = asList(stop.packages);
  if (packages.length === 0) {
    readStopAlone(route, stop, where, context, collector);
    return;
  }
  for (const [index, packageValue] of packages.entries()) {
    const package_ = asObject(packageValue);
    const packageWhere = `${where}.packages[${index}]`;
    if (package_) readPackage([package_, stop, route], packageWhere, context, collector);
    else tellShape(collector, packageWhere, 'an object with “trackingId” and “status”');
  }
}

function readPackage(levels: JsonObject[], where: string, context: RowContext, collector: Collector): void {
  const row = readLevels(levels, where, context, collector);
  if (row) collector.take(row, `${where}.trackingId`);
  else collector.leaveOut();
}

/** A stop without packages is still a stop of the route. */
function readStopAlone(
  route: JsonObject,
  stop: JsonObject,
  where: string,
  context: RowContext,
  collector: Collector,
): void {
  const row = readLevels([stop, route], where, { ...context, stopAlone: true }, collector);
  if (row) collector.take(row, where);
  else collector.leaveOut();
}

function readLevels(
  levels: JsonObject[],
  where: string,
  context: RowContext,
  collector: Collector,
): ManifestRow | null {
  const cell = (column: ManifestColumn) => {
    const name = members[column];
    if (name === undefined) return '';
    for (const level of levels) {
      const text = textOf(level, name);
      if (text !== '') return text;
    }
    return '';
  };
  const tell = (column: ManifestColumn, message: string) =>
    collector.tell({ line: null, column: `${where}.${members[column] ?? column}`, message });
  // JSON has no columns whose evidence could settle day and month, and its head has the date: nothing is left to ask.
  const built = buildRow(cell, null, context, { known: true, date: null });
  if (built.needs !== null) return null;
  for (const { column, message } of built.problems) tell(column, message);
  return built.row;
}

function tellShape(collector: Collector, where: string, expected: string): void {
  collector.leaveOut();
  collector.tell({ line: null, column: where, message: `Found something else; expected ${expected}.` });
}
