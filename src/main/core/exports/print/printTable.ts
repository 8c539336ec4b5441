/** A table on paper that goes on over pages with its head repeated. */
import { ink, type TextStyle } from './pen.ts';
import type { Printout } from './printout.ts';

export interface PrintColumn<Row> {
  head: string;
  /** Points; one column may be 0 and takes what is left. */
  width: number;
  align?: 'left' | 'right';
  /** Lines at most in a cell. Default 2. */
  lines?: number;
  text(row: Row): string;
  style?(row: Row): Partial<TextStyle>;
  /** Draws instead of the text, in a box of the cell's width; returns its height. */
  draw?(row: Row, x: number, y: number, width: number): number;
  /** Height of what `draw` draws. */
  drawnHeight?(row: Row): number;
}

const bodySize = 8.5;
const headSize = 7.5;
const padding = 3;
const gap = 8;

/** Draws from `y` on and returns where it ended, on whatever page. `onNewPage` draws what stands above the repeated head. */
export function drawTable<Row>(
  printout: Printout,
  options: { columns: readonly PrintColumn<Row>[]; rows: readonly Row[]; onNewPage: () => number },
  y: number,
): number {
  const { doc, pen, left, right, bottom, width } = printout;
  const { columns, rows, onNewPage } = options;
  const fixed = columns.reduce((sum, column) => sum + column.width, 0) + gap * (columns.length - 1);
  const widths = columns.map((column) => (column.width === 0 ? width - fixed : column.width));
  const places = widths.map((_each, n) => left + widths.slice(0, n).reduce((sum, each) => sum + each + gap, 0));
  const styleOf = (column: PrintColumn<Row>, row: Row): TextStyle => ({
    ...{ size: bodySize, align: column.align ?? 'left', lines: column.lines ?? 2 },
    ...column.style?.(row),
  });
  const heightOf = (row: Row) =>
    Math.max(
      bodySize * 1.32,
      ...columns.map((column, n) =>
        column.draw
          ? (column.drawnHeight?.(row) ?? 0)
          : pen.heightOf(column.text(row), widths[n] as number, styleOf(column, row)),
      ),
    ) +
    2 * padding;

  function head(at: number): number {
    for (const [n, column] of columns.entries()) {
      const style = { size: headSize, weight: 'bold', colour: ink.faint, align: column.align ?? 'left' } as const;
      pen.text(column.head, places[n] as number, at, widths[n] as number, style);
    }
    const under = at + headSize * 1.32 + 3;
    doc.moveTo(left, under).lineTo(right, under).lineWidth(0.7).strokeColor(ink.soft).stroke();
    return under + 1;
  }

  let at = y;
  // A head with nothing under it tells nothing: it goes with its first row.
  const first = rows[0];
  if (first && at + 20 + heightOf(first) > bottom) {
    printout.newPage();
    at = onNewPage();
  }
  at = head(at);
  for (const row of rows) {
    const height = heightOf(row);
    if (at + height > bottom) {
      printout.newPage();
      at = head(onNewPage());
    }
    for (const [n, column] of columns.entries()) {
      const [x, cell] = [places[n] as number, widths[n] as number];
      if (column.draw) column.draw(row, x, at + padding, cell);
      else pen.text(column.text(row), x, at + padding, cell, styleOf(column, row));
    }
    at += height;
    doc.moveTo(left, at).lineTo(right, at).lineWidth(0.35).strokeColor(ink.line).stroke();
  }
  return at;
}
