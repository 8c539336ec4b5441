/** Which column of Porchlight each header of a file stands for. */
import type { ColumnMapping, ImportProfile, ManifestColumn } from '#shared/importing.ts';
import { manifestColumns } from '#shared/importing.ts';
import { headerSynonyms } from './headerSynonyms.ts';

/** Columns that a table can't do without; a date may also come from elsewhere (see `csv.ts`). */
export const requiredColumns: readonly ManifestColumn[] = ['route', 'tracking_id'];

/** A header as it is compared: without case, spaces, `_`, `-` and other punctuation. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-–—./()'’":?*]+/g, '');
}

interface Meaning {
  column: ManifestColumn;
  /** Place among the names of its column; the lowest wins. */
  rank: number;
}
const meanings = new Map<string, Meaning>();
for (const column of manifestColumns) {
  [column, ...headerSynonyms[column]].forEach((name, rank) => {
    const key = normaliseHeader(name);
    if (!meanings.has(key)) meanings.set(key, { column, rank });
  });
}

/** Names that say too little to tell a manifest from any other table. */
const weakNames = new Set(
  ['id', '#', 'name', 'date', 'day', 'state', 'number', 'position', 'order', 'status', 'result'].map(normaliseHeader),
);

/** Headers as keys of a mapping: trimmed, blanks named by their place, repeats told apart. */
export function uniqueHeaders(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = cell.trim() || `column ${index + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** The mapping by names alone. No column is given twice; the second line of an address has its own. */
export function mapHeaders(headers: readonly string[]): ColumnMapping {
  const best = new Map<ManifestColumn, { header: string; rank: number }>();
  for (const header of headers) {
    const meaning = meanings.get(normaliseHeader(header));
    if (!meaning) continue;
    const rival = best.get(meaning.column);
    if (!rival || meaning.rank < rival.rank) best.set(meaning.column, { header, rank: meaning.rank });
  }
  const columnOf = new Map([...best].map(([column, { header }]) => [header, column]));
  return asMapping(headers, (header) => columnOf.get(header) ?? null);
}

/** A given mapping laid on these headers: unknown headers fall away, a column given twice stays with the first. */
export function applyMapping(headers: readonly string[], mapping: ColumnMapping): ColumnMapping {
  const byName = new Map(Object.entries(mapping).map(([header, column]) => [normaliseHeader(header), column]));
  const taken = new Set<ManifestColumn>();
  return asMapping(headers, (header) => {
    const column = (Object.hasOwn(mapping, header) ? mapping[header] : byName.get(normaliseHeader(header))) ?? null;
    if (column === null || taken.has(column)) return null;
    taken.add(column);
    return column;
  });
}

/** The saved profile that was made for exactly these headers, in whatever order; null when there is none. */
export function findProfile(headers: readonly string[], profiles: readonly ImportProfile[]): ImportProfile | null {
  const key = profileKey(headers);
  return profiles.find((profile) => profileKey(profile.headers) === key) ?? null;
}

/** Columns that are required and mapped by nothing. */
export function lackingColumns(mapping: ColumnMapping): ManifestColumn[] {
  const mapped = new Set(Object.values(mapping));
  return requiredColumns.filter((column) => !mapped.has(column));
}

/**
 * Whether the headers speak of deliveries at all. One of the required columns by a name of its own and one column more,
 * or five columns that we know, make a manifest (perhaps one that lacks something); anything else is some other table.
 */
export function looksLikeManifest(mapping: ColumnMapping): boolean {
  const known = Object.entries(mapping).filter(([, column]) => column !== null);
  const named = known.some(
    ([header, column]) =>
      column !== null && requiredColumns.includes(column) && !weakNames.has(normaliseHeader(header)),
  );
  return (named && known.length >= 2) || known.length >= 5;
}

function asMapping(headers: readonly string[], columnOf: (header: string) => ManifestColumn | null): ColumnMapping {
  // A header may be called `__proto__`; it is only text.
  const mapping: ColumnMapping = Object.create(null);
  for (const header of headers) mapping[header] = columnOf(header);
  return mapping;
}

function profileKey(headers: readonly string[]): string {
  return headers.map(normaliseHeader).sort().join('\n');
}
