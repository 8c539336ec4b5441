/** What a whole table says about its dates: the order of day and month, and the one day it is about. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ServiceDate } from '#shared/ids.ts';
import type { ManifestColumn } from '#shared/importing.ts';
import type { CsvTable } from './csvTable.ts';
import type { RowContext } from './manifestRow.ts';
import { type DateOrder, isTimeAlone, orderEvidence, parseDate, parseTime } from './times.ts';

export type DateOrderVerdict = { ok: true; order: DateOrder } | { ok: false; message: string };

const dateColumns: readonly ManifestColumn[] = ['service_date', 'completed_at', 'window_start', 'window_end'];
/** A delivery is entered on its service date or the night after; more apart and the order read is the wrong one. */
const NEAR_MILLISECONDS = 2 * 86_400_000;

interface Example {
  line: number;
  text: string;
}

/**
 * Reads the whole table for evidence: a number above 12 proves an order; where no cell proves one, dates that lie beside a
 * known service date in one order only do. Two orders proved, or none, and the answer is a sentence that says so.
 */
export async function surveyDateOrder(
  table: CsvTable,
  columnIndex: ReadonlyMap<ManifestColumn, number>,
  context: RowContext,
  signal: AbortSignal | undefined,
): Promise<DateOrderVerdict> {
  const proofs: Record<DateOrder, Example | null> = { 'day-first': null, 'month-first': null };
  const near = { 'day-first': 0, 'month-first': 0 };
  let ambiguous: Example = { line: 0, text: '' };
  for await (const batch of table.rows(signal)) {
    for (const { cells, line } of batch) {
      const cell = (column: ManifestColumn) => (cells[columnIndex.get(column) ?? -1] ?? '').trim();
      for (const column of dateColumns) {
        const text = cell(column);
        const evidence = orderEvidence(text);
        if (evidence === null) continue;
        if (evidence !== 'either') {
          proofs[evidence] ??= { line, text };
          continue;
        }
        if (ambiguous.line === 0) ambiguous = { line, text };
        const beside = nearerOrder(text, cell('service_date'), context);
        if (beside) near[beside] += 1;
      }
    }
    await nextTurn();
  }
  const { 'day-first': dayFirst, 'month-first': monthFirst } = proofs;
  if (dayFirst && monthFirst) {
    return {
      ok: false,
      message: `Line ${dayFirst.line} says “${dayFirst.text}” and line ${monthFirst.line} says “${monthFirst.text}”: day and month change places within the file, so dates such as “${ambiguous.text}” can't be told. Export the file with dates as 2026-11-21.`,
    };
  }
  if (dayFirst) return { ok: true, order: 'day-first' };
  if (monthFirst) return { ok: true, order: 'month-first' };
  if (near['day-first'] > 0 && near['month-first'] === 0) return { ok: true, order: 'day-first' };
  if (near['month-first'] > 0 && near['day-first'] === 0) return { ok: true, order: 'month-first' };
  return {
    ok: false,
    message: `Line ${ambiguous.line} says “${ambiguous.text}”, which may be day/month or month/day, and no date of the file settles it. Choose the service date in the import screen, or export the file with dates as 2026-11-21.`,
  };
}

/** The one local date on which everything in a table without a date column happened; null when there are several or none. */
export async function surveyOnlyDate(
  table: CsvTable,
  columnIndex: ReadonlyMap<ManifestColumn, number>,
  context: RowContext,
  signal: AbortSignal | undefined,
): Promise<ServiceDate | null> {
  const dates = new Set<ServiceDate>();
  for await (const batch of table.rows(signal)) {
    for (const { cells } of batch) {
      for (const column of ['completed_at', 'window_start'] as const) {
        const text = (cells[columnIndex.get(column) ?? -1] ?? '').trim();
        if (isTimeAlone(text)) continue;
        const parsed = parseTime(text, knownOrder(context), context.clock, null);
        if (parsed.ok) dates.add(context.clock.toDate(parsed.at));
      }
    }
    if (dates.size > 1) return null;
    await nextTurn();
  }
  return [...dates][0] ?? null;
}

function knownOrder({ order }: RowContext): DateOrder | null {
  return order === 'unknown' || order === 'undecidable' ? null : order;
}

/** The order in which an ambiguous date lies beside the row's service date, when only one does. */
function nearerOrder(text: string, serviceDateText: string, context: RowContext): DateOrder | null {
  const known = parseDate(serviceDateText, null, context.clock);
  const reference = known.ok ? known.date : context.serviceDate;
  if (reference === null) return null;
  const isNear = (order: DateOrder) => {
    const parsed = parseDate(text, order, context.clock);
    return parsed.ok && Math.abs(Date.parse(parsed.date) - Date.parse(reference)) <= NEAR_MILLISECONDS;
  };
  const dayFirst = isNear('day-first');
  if (dayFirst === isNear('month-first')) return null;
  return dayFirst ? 'day-first' : 'month-first';
}
