/** Which header of a list means which of a claim's fields. Pure. */
import type { ClaimColumn, ClaimImport } from '#shared/claims.ts';

/** Headers whose meaning somebody said; the others mean what the core takes them for. */
export type ClaimMapping = Readonly<Record<string, ClaimColumn | null>>;

/** What a header means now. */
export function meaningOf(columns: ClaimImport['columns'], mapping: ClaimMapping, header: string): ClaimColumn | null {
  if (Object.hasOwn(mapping, header)) return mapping[header] ?? null;
  return columns.find((column) => column.header === header)?.meaning ?? null;
}

/** All headers with their meanings after one was changed; a meaning that another header had moves, because no two can have it. */
export function assignedColumns(
  columns: ClaimImport['columns'],
  mapping: ClaimMapping,
  header: string,
  column: ClaimColumn | null,
): ClaimMapping {
  const others = columns.map(({ header: other }) => {
    const had = meaningOf(columns, mapping, other);
    return [other, had === column ? null : had] as const;
  });
  return { ...Object.fromEntries(others), [header]: column };
}
