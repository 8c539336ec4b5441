/** Which of the known JSON manifests a file is, by the members it has. */
import type { ManifestKind } from './contract.ts';
import { readText, type TextFile } from './encodings.ts';
import { type JsonEnd, type JsonPath, readJson } from './jsonStream.ts';

export type JsonKind = Exclude<ManifestKind, 'csv'>;

const routeDataMembers = new Set([
  'station_code',
  'date_YYYY_MM_DD',
  'departure_time_utc',
  'executor_capacity_cm3',
  'route_score',
]);
const packageMembers = new Set(['scan_status', 'time_window', 'planned_service_time_seconds']);
/** Evidence stands in the first route of every known file; only members of Porchlight's own may come in any order. */
const ENOUGH_CHARACTERS = 4 * 1024 * 1024;

/** The kind; null for JSON that is none of ours; an end where the file stopped short, or broke the rules, before it could be told. */
export async function recogniseJson(file: TextFile, signal?: AbortSignal): Promise<JsonKind | JsonEnd | null> {
  let kind: JsonKind | null = null;
  let hasRoutes = false;
  let read = 0;
  const end = await readJson(
    file,
    {
      wants(path) {
        hasRoutes ||= path.length === 2 && path[0] === 'routes' && path[1] === null;
        return evidence(path) !== null;
      },
      onItem(path, value) {
        const found = evidence(path);
        if (found === 'amazon-sequences' && (value === null || typeof value !== 'object')) return undefined;
        kind = found;
        return 'stop';
      },
      async onPiece(characters) {
        read += characters;
        return !hasRoutes && read > ENOUGH_CHARACTERS ? 'stop' : undefined;
      },
    },
    signal,
  );
  if (kind !== null) return kind;
  if (end.end === 'malformed') return (await mentionsOurMembers(file, signal)) ? end : null;
  return end.end === 'cancelled' || end.end === 'half-written' ? end : null;
}

/** Broken JSON can't be recognised by its shape; the supervisor is told of it only when it was meant for us. */
async function mentionsOurMembers(file: TextFile, signal: AbortSignal | undefined): Promise<boolean> {
  for await (const start of readText(file, signal)) {
    return ['porchlight', ...routeDataMembers, ...packageMembers].some((name) => start.includes(`"${name}"`));
  }
  return false;
}

function evidence(path: JsonPath): JsonKind | null {
  const last = path.at(-1) ?? '';
  if (path.length === 1 && last === 'porchlight') return 'porchlight-json';
  if (path.length === 2 && routeDataMembers.has(last)) return 'amazon-route-data';
  if (path.length === 2 && last === 'actual') return 'amazon-sequences';
  if (path.length === 4 && packageMembers.has(last)) return 'amazon-package-data';
  return null;
}
