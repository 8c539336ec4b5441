/**
 * Reads `package_data.json` of the Amazon Last Mile Routing Research Challenge: the packages of each stop, with their scan
 * status and time window. It names routes by id alone, so what it gives are patches to routes of `route_data.json`.
 */
import { Collector } from './collector.ts';
import type { ManifestPatch, ManifestSink, ReadManifestOptions, ReadManifestResult } from './contract.ts';
import type { TextFile } from './encodings.ts';
import { asObject, textOf } from './jsonCells.ts';
import { finishJson, summariseJson } from './jsonResult.ts';
import { type JsonValue, readJson } from './jsonStream.ts';
import { readOutcome } from './outcomes.ts';
import { createZoneClock, parseTime, type ZoneClock } from './times.ts';

type PatchPackage = NonNullable<ManifestPatch['packages']>[number];

/** Reads the file into the sink: one patch a stop with packages; see `readManifest`. */
export async function readAmazonPackageData(
  file: TextFile,
  options: ReadManifestOptions,
  sink: ManifestSink,
): Promise<ReadManifestResult> {
  const collector = new Collector(sink, options.signal);
  const utc = createZoneClock('UTC');
  const end = await readJson(
    file,
    {
      wants: (path) => path.length === 1,
      onItem(path, value) {
        readRoute(path[0] ?? '', value, utc, collector);
        return undefined;
      },
      onPiece: () => collector.breathe(),
    },
    options.signal,
  );
  return finishJson(end, collector, () => summariseJson('amazon-package-data', file, collector));
}

function readRoute(route: string, value: JsonValue, utc: ZoneClock, collector: Collector): void {
  const stops = asObject(value);
  if (!stops) {
    collector.leaveOut();
    collector.tell({ line: null, column: route, message: 'Found something else; expected stops by their codes.' });
    return;
  }
  for (const [stop, stopValue] of Object.entries(stops)) {
    const packages = Object.entries(asObject(stopValue) ?? {}).flatMap(([trackingId, packageValue]) => {
      const found = readPackage(`${route}.${stop}.${trackingId}`, trackingId, packageValue, utc, collector);
      return found ? [found] : [];
    });
    // The station has no packages, and a stop without any has nothing to add.
    if (packages.length > 0) collector.takePatch({ route, stop, packages });
  }
}

function readPackage(
  where: string,
  trackingId: string,
  value: JsonValue,
  utc: ZoneClock,
  collector: Collector,
): PatchPackage | null {
  const leaveOut = (column: string, message: string): null => {
    collector.leaveOut();
    collector.tell({ line: null, column, message });
    return null;
  };
  const package_ = asObject(value);
  if (!package_) return leaveOut(where, 'Found something else; expected “scan_status” and “time_window”.');
  const statusText = textOf(package_, 'scan_status');
  const status = statusText === '' ? null : readOutcome(statusText);
  if (statusText !== '' && !status) {
    const message = `Found “${statusText.slice(0, 80)}”; expected DELIVERED, DELIVERY_ATTEMPTED or REJECTED.`;
    return leaveOut(`${where}.scan_status`, message);
  }
  const window = asObject(package_.time_window) ?? {};
  const readTime = (name: string): number | null => {
    const text = textOf(window, name);
    if (text === '' || text.toLowerCase() === 'nan') return null;
    const parsed = parseTime(text, null, utc, null);
    if (parsed.ok) return parsed.at;
    const message = `Found “${text.slice(0, 80)}”; expected a time such as 2018-07-27 16:00:00.`;
    collector.tell({ line: null, column: `${where}.time_window.${name}`, message });
    return null;
  };
  return {
    trackingId,
    outcome: status?.outcome ?? 'pending',
    completedAt: null,
    windowStart: readTime('start_time_utc'),
    windowEnd: readTime('end_time_utc'),
  };
}
