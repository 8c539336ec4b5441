/** A CSV file opened: its delimiter, its headers, and its rows as often as they are asked for. */
import { type CsvRecord, readRecords } from './csvRecords.ts';
import { chooseDelimiter, type Delimiter, declaredDelimiter } from './delimiters.ts';
import { readText, type TextFile } from './encodings.ts';
import { uniqueHeaders } from './headerMapping.ts';

export interface CsvTable {
  file: TextFile;
  delimiter: Delimiter;
  /** Unique, in order; blanks and repeats are named. */
  headers: string[];
  /** The header line has no line break after it: nothing but it is here, perhaps not all of it. */
  headerUnfinished: boolean;
  /** Rows below the header in batches of at most 500; reads the file anew each time. Ends early when aborted. */
  rows(signal?: AbortSignal): AsyncGenerator<CsvRecord[]>;
}

const EVIDENCE_LINES = 50;

/** Opens a table; null when there is no line in it that could be a header. */
export async function openCsvTable(file: TextFile, signal?: AbortSignal): Promise<CsvTable | null> {
  const lines = await firstLines(file, signal);
  const delimiter = chooseDelimiter(lines);
  const declared = declaredDelimiter(lines[0] ?? '') !== null;

  async function* records(stop?: AbortSignal): AsyncGenerator<CsvRecord[]> {
    let toPassOver = declared ? 1 : 0;
    for await (const batch of readRecords(readText(file, stop), delimiter)) {
      const passed = Math.min(toPassOver, batch.length);
      toPassOver -= passed;
      yield batch.slice(passed);
    }
  }
  async function* rows(stop?: AbortSignal): AsyncGenerator<CsvRecord[]> {
    let isFirst = true;
    for await (const batch of records(stop)) {
      yield isFirst ? batch.slice(1) : batch;
      if (batch.length > 0) isFirst = false;
    }
  }

  for await (const [header] of records(signal)) {
    if (!header) continue;
    if (header.fault !== null) return null;
    return { file, delimiter, headers: uniqueHeaders(header.cells), headerUnfinished: header.unfinished, rows };
  }
  return null;
}

async function firstLines(file: TextFile, signal: AbortSignal | undefined): Promise<string[]> {
  for await (const text of readText(file, signal)) {
    const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
    // The last line of the piece is probably cut.
    return (lines.length > 1 ? lines.slice(0, -1) : lines).slice(0, EVIDENCE_LINES);
  }
  return [];
}
