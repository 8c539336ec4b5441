/** CSV that Excel and LibreOffice open rightly and never calculate: UTF-8 with BOM, CRLF, formulas made text. */
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';

export type CsvCell = string | number | null;

/**
 * What a spreadsheet would take for a formula, or may after it has taken away blanks and quotes; with the full-width forms
 * that East Asian Excel reads alike.
 */
const formula = /^[\s"'‘’“”\u200b\u2060\ufeff]*[=+\-@|＝＋－＠\t\r]/u;
/** Excel's limit for a cell; beyond it the rest would slip into the next row. */
const longestCell = 32_000;

/** Text as a cell may hold it: an apostrophe before what begins like a formula, no control characters but line breaks. */
export function neutralised(text: string): string {
  const begins = formula.test(text) || /^[\t\r]/.test(text);
  const clean = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .slice(0, longestCell)
    .toWellFormed();
  return begins ? `'${clean}` : clean;
}

/** Writes one row after the other as `rows` gives them, with the columns' names first; ends `out`. */
export async function writeCsv(
  columns: readonly string[],
  rows: Iterable<readonly CsvCell[]> | AsyncIterable<readonly CsvCell[]>,
  out: Writable,
  signal: AbortSignal,
): Promise<void> {
  await pipeline(
    Readable.from(rows, { objectMode: true }),
    stringify({
      header: true,
      columns: [...columns],
      bom: true,
      record_delimiter: 'windows',
      // Numbers are ours; every text may be somebody's.
      cast: { string: (text) => neutralised(text) },
    }),
    out,
    { signal },
  );
}
