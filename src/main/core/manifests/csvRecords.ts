/**
 * Text to records of cells, each with the physical line it starts on. The cutting into records is ours, because only then a
 * stray quote costs one row and not the rest of the file, and because a parser's own line count doubles `\r\n` inside
 * quotes; the cells of records with quotes in other places than they should be are csv-parse's work.
 */
import { parse } from 'csv-parse/sync';
import type { Delimiter } from './delimiters.ts';

export interface CsvRecord {
  /** Line of the file, counted from 1, on which the record starts. */
  line: number;
  cells: string[];
  /** Why the cells can't be trusted, as a sentence; null for a sound record. */
  fault: string | null;
  /** The file's last record, without a line break after it: it may be cut off. */
  unfinished: boolean;
}

/** A line longer than this is no delivery; the file is no table. */
const MOST_CHARACTERS = 64 * 1024;
/**
 * As much as a record with quoted line breaks can plausibly hold; beyond it, the quote that opened it is a stray one. Kept
 * low because a file full of stray quotes has every line looked at once for each line before it within these limits.
 */
const MOST_QUOTED_LINES = 50;
const MOST_QUOTED_CHARACTERS = 16 * 1024;
const BATCH = 500;

/** Lines of a text that comes in pieces; `\r\n`, `\n` and `\r` all end one. */
async function* readLines(pieces: AsyncIterable<string>): AsyncGenerator<{ lines: string[]; unfinished: boolean }> {
  let rest = '';
  let tooLong = false;
  for await (const piece of pieces) {
    let text = rest + piece;
    // A `\r` at the very end may be half of a `\r\n`.
    const held = text.endsWith('\r') ? '\r' : '';
    if (held) text = text.slice(0, -1);
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
    const lines = text.split('\n');
    rest = (lines.pop() ?? '') + held;
    // What follows of a line that is far too long is dropped, so that memory stays bounded; its start stays, as a fault.
    if (tooLong && lines.length > 0) lines[0] = lines[0]?.slice(0, MOST_CHARACTERS + 1) ?? '';
    tooLong = rest.length > MOST_CHARACTERS;
    if (tooLong) rest = rest.slice(0, MOST_CHARACTERS + 1);
    if (lines.length > 0) yield { lines, unfinished: false };
  }
  if (rest.endsWith('\r')) yield { lines: [rest.slice(0, -1)], unfinished: false };
  else if (rest !== '') yield { lines: [rest], unfinished: true };
}

/** A record with a quoted cell that goes on over the end of the line. */
interface OpenRecord {
  line: number;
  lines: string[];
}

/**
 * Records in batches of at most 500. Blank lines are passed over (and counted). A quote that is never closed makes a record
 * with a fault out of its first line; reading goes on with the line after it.
 */
export async function* readRecords(pieces: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<CsvRecord[]> {
  let nextLine = 1;
  let open: OpenRecord | null = null;
  const batch: PendingRecord[] = [];

  function take(line: string, number: number, unfinished: boolean): void {
    if (open === null && line.trim() === '') return;
    if (open === null && line.length > MOST_CHARACTERS) {
      batch.push({ line: number, text: '', quoted: false, fault: tooLongFault, unfinished });
      return;
    }
    const hasQuote = line.includes('"');
    if (open === null && !hasQuote) {
      batch.push({ line: number, text: line, quoted: false, fault: null, unfinished });
      return;
    }
    const end = hasQuote ? endOfLine(line, delimiter, open !== null) : 'inside';
    open ??= { line: number, lines: [] };
    open.lines.push(line);
    if (end === 'outside') {
      batch.push({ line: open.line, text: open.lines.join('\n'), quoted: true, fault: null, unfinished });
      open = null;
    } else if (
      end === 'stray' ||
      open.lines.length > MOST_QUOTED_LINES ||
      lengthOf(open.lines) > MOST_QUOTED_CHARACTERS
    ) {
      giveUpQuote(unfinished);
    }
  }

  /** The quote on the first line was a stray one: that line is a fault, the lines after it are rows again. */
  function giveUpQuote(unfinished: boolean): void {
    const record = open;
    if (record === null) return;
    open = null;
    const cutOff = unfinished && record.lines.length === 1;
    batch.push({
      line: record.line,
      text: '',
      quoted: false,
      fault: cutOff ? cutOffFault : strayQuoteFault,
      unfinished: false,
    });
    record.lines.slice(1).forEach((line, index, all) => {
      take(line, record.line + 1 + index, unfinished && index === all.length - 1);
    });
  }

  let endsUnfinished = false;
  for await (const { lines, unfinished } of readLines(pieces)) {
    endsUnfinished = unfinished;
    for (const line of lines) {
      take(line, nextLine, unfinished);
      nextLine += 1;
      while (batch.length >= BATCH) yield parseRecords(batch.splice(0, BATCH), delimiter);
    }
  }
  while (open !== null) giveUpQuote(endsUnfinished);
  while (batch.length > 0) yield parseRecords(batch.splice(0, BATCH), delimiter);
}

interface PendingRecord {
  line: number;
  text: string;
  quoted: boolean;
  fault: string | null;
  unfinished: boolean;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

const strayQuoteFault =
  'A quote opens in this row and never closes. Expected " around a whole cell, and "" for a quote inside it.';
const cutOffFault = 'The file ends in the middle of this row; the rest may still be arriving.';
const tooLongFault = 'This line is longer than any delivery can be. Expected one package a line.';

function parseRecords(pending: PendingRecord[], delimiter: Delimiter): CsvRecord[] {
  const sound = pending.map(({ text, quoted }) => (quoted ? soundCells(text, delimiter) : text.split(delimiter)));
  const unclear = pending.filter((_record, place) => sound[place] === null);
  const parsed = parseQuoted(unclear, delimiter);
  return pending.map(({ line, fault, unfinished }, place) => {
    if (fault !== null) return { line, cells: [], fault, unfinished };
    const cells = sound[place] ?? parsed.shift() ?? null;
    return { line, cells: cells ?? [], fault: cells ? null : strayQuoteFault, unfinished };
  });
}

/**
 * The cells of a record whose every quote opens a cell, closes one or is one of two inside; null: what any other means is for
 * csv-parse to say, which takes ten times as long.
 */
function soundCells(text: string, delimiter: Delimiter): string[] | null {
  const cells: string[] = [];
  for (let begin = 0, end = -1; end < text.length; begin = end + 1) {
    if (text[begin] === '"') {
      let close = text.indexOf('"', begin + 1);
      while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
      end = close + 1;
      if (close < 0 || (end < text.length && text[end] !== delimiter)) return null;
      cells.push(text.slice(begin + 1, close).replaceAll('""', '"'));
    } else {
      const next = text.indexOf(delimiter, begin);
      end = next < 0 ? text.length : next;
      const cell = text.slice(begin, end);
      if (cell.includes('"')) return null;
      cells.push(cell);
    }
  }
  return cells;
}

/** All such records of a batch at once; one by one only when csv-parse sees other borders than we did. */
function parseQuoted(records: readonly PendingRecord[], delimiter: Delimiter): Array<string[] | null> {
  if (records.length === 0) return [];
  const together = parseCells(records.map((record) => record.text).join('\n'), delimiter);
  if (together?.length === records.length) return together;
  return records.map((record) => {
    const alone = parseCells(record.text, delimiter);
    return alone?.length === 1 ? (alone[0] ?? null) : null;
  });
}

function parseCells(text: string, delimiter: Delimiter): string[][] | null {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: 0,
    });
  } catch {
    return null;
  }
}

/**
 * Where the end of a line stands: inside a quoted cell or outside. `stray` when a cell from an earlier line seems to close
 * right before more text: then it is this line's quote that opens a cell, and the earlier one was never meant to. A quote
 * opens a cell only at its very start.
 */
function endOfLine(line: string, delimiter: Delimiter, startsInside: boolean): 'inside' | 'outside' | 'stray' {
  let inside = startsInside;
  let fromEarlierLine = startsInside;
  let atStart = !startsInside;
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index];
    if (!inside) {
      inside = character === '"' && atStart;
      atStart = character === delimiter;
    } else if (character === '"') {
      if (line[index + 1] === '"') {
        index += 1;
        continue;
      }
      if (fromEarlierLine && !closesCell(line, index, delimiter)) return 'stray';
      inside = false;
      fromEarlierLine = false;
    }
  }
  return inside ? 'inside' : 'outside';
}

function closesCell(line: string, quote: number, delimiter: Delimiter): boolean {
  let next = quote + 1;
  while (line[next] === ' ') next += 1;
  return next >= line.length || line[next] === delimiter;
}
