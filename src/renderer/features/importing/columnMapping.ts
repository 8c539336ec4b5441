/** Which header of a file has which of Porchlight's columns. */
import type { ColumnMapping, ManifestColumn } from '#shared/importing.ts';

/** Values shown beside a header: enough to see what it holds. */
const samplesShown = 3;

/** The mapping with one header changed; a column that another header had moves, because no two can have it. */
export function assigned(mapping: ColumnMapping, header: string, column: ManifestColumn | null): ColumnMapping {
  const others = Object.entries(mapping).map(([other, had]) => [other, had === column ? null : had] as const);
  return { ...Object.fromEntries(others), [header]: column };
}

/** The first different values of a column. */
export function samplesOf(rows: readonly (readonly string[])[], column: number): string[] {
  const values = new Set<string>();
  for (const row of rows) {
    const value = row[column]?.trim();
    if (value) values.add(value);
    if (values.size === samplesShown) break;
  }
  return [...values];
}
