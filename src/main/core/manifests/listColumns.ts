/** Lists that are no manifests (opt-outs, claims): which column means what by its name, and which way round their dates are. */
import type { CsvRecord } from './csvRecords.ts';
import { normaliseHeader } from './headerMapping.ts';
import { type DateOrder, orderEvidence } from './times.ts';

/** Names of each column, best first; compared without case, blanks and punctuation. */
export type ColumnNames<Column extends string> = Readonly<Record<Column, readonly string[]>>;

/** Where each column stands; the first header that is called so counts. */
export function columnPlaces<Column extends string>(
  headers: readonly string[],
  names: ColumnNames<Column>,
): Map<Column, number> {
  const places = new Map<Column, number>();
  const called = headers.map(normaliseHeader);
  for (const column of Object.keys(names) as Column[]) {
    const found = names[column].map((name) => called.indexOf(normaliseHeader(name)));
    const place = found.find((index) => index >= 0);
    if (place !== undefined) places.set(column, place);
  }
  return places;
}

/** Which way round 3/4/2026 is meant in these columns (their places) of the file; null: nothing proves one, or both are proved. */
export async function listDateOrder(
  rows: AsyncIterable<CsvRecord[]> | Iterable<CsvRecord[]>,
  places: readonly number[],
): Promise<DateOrder | null> {
  const proved = new Set<DateOrder>();
  if (places.length === 0) return null;
  for await (const batch of rows) {
    for (const { cells } of batch) {
      for (const place of places) {
        const evidence = orderEvidence((cells[place] ?? '').trim());
        if (evidence !== null && evidence !== 'either') proved.add(evidence);
      }
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const [order] = proved;
  return proved.size === 1 && order ? order : null;
}

/** Some date of these rows is written as 3/4/2026 is, so that {@link listDateOrder} has to be asked. */
export function hasAmbiguousForm(rows: readonly CsvRecord[], places: readonly number[]): boolean {
  return rows.some(({ cells }) => places.some((place) => orderEvidence((cells[place] ?? '').trim()) !== null));
}

/** Why a cell is no date, for whoever sees to the file. */
export function dateProblem(text: string, reason: 'ambiguous' | 'unreadable'): string {
  return reason === 'ambiguous'
    ? `“${text}” may be day/month or month/day. Write dates as 2026-11-21.`
    : `“${text}” is no date. Write dates as 2026-11-21.`;
}
