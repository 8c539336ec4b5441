/** What the import screen shows of a file before it is taken in. The whole file is read; nothing is kept but numbers. */
import { basename } from 'node:path';
import type { ServiceDate } from '#shared/ids.ts';
import type { ImportPreview, ManifestColumn } from '#shared/importing.ts';
import type { ManifestPatch, ManifestRow, ManifestSink, ManifestSummary, ReadManifestOptions } from './contract.ts';
import { planCsv } from './csv.ts';
import { openCsvTable } from './csvTable.ts';
import { DistinctTexts } from './distinctTexts.ts';
import type { TextFile } from './encodings.ts';
import { readFailureSentence } from './readFailure.ts';
import { type ReadFailure, readRecognised, recogniseManifest } from './readManifest.ts';

export interface PreviewManifestOptions extends ReadManifestOptions {
  /** The name that the supervisor knows the file by; default: the last part of the path. */
  fileName?: string;
}

/** All that the screen needs but the handle of the upload, which only the caller knows. */
export type ManifestPreview = Omit<ImportPreview, 'uploadId'>;
export type PreviewManifestResult =
  | { ok: true; preview: ManifestPreview }
  | { ok: false; code: ReadFailure['code']; message: string };

const SAMPLE_ROWS = 20;
/** Headers of the sample where a file has none of its own. */
const sampleColumns: readonly ManifestColumn[] = [
  'service_date',
  'route',
  'stop',
  'sequence',
  'address',
  'tracking_id',
  'status',
  'completed_at',
  'left_at',
];

/**
 * Reads a file through and tells what would come of it. A table that lacks columns, has dates that can't be told, or is of a
 * kind we don't know is still shown, so that its columns can be chosen by hand; what is wrong stands first among the
 * problems. Never rejects.
 */
export async function previewManifest(path: string, options: PreviewManifestOptions): Promise<PreviewManifestResult> {
  try {
    const recognised = await recogniseManifest(path, options.signal);
    if (!recognised.ok) return { ok: false, code: recognised.code, message: recognised.message };
    const { kind, file } = recognised;
    const counter = new PreviewCounter();
    const result = await readRecognised(kind, file, options, counter);
    const fileName = options.fileName ?? basename(path);
    if (!result.ok && !canBeMended(result)) return { ok: false, code: result.code, message: result.message };
    const { summary } = result;
    if (summary === null) return { ok: false, code: 'unreadable', message: 'The file could not be read.' };
    const problems = [
      ...(result.ok ? [] : [{ line: null, column: null, message: result.message }]),
      ...summary.problems,
    ];
    return {
      ok: true,
      preview: {
        fileName,
        kind,
        encoding: summary.encoding,
        delimiter: summary.delimiter,
        headers: kind === 'csv' ? summary.headers : [...sampleColumns],
        mapping: { ...summary.mapping },
        profile: summary.profile,
        lacking: kind === 'csv' ? planCsv(summary.headers, options).lacking : [],
        sampleRows: kind === 'csv' ? await sampleCsv(file, summary, options.signal) : counter.sample,
        totals: { rows: summary.rows, good: summary.good, bad: summary.bad, ...counter.totals },
        dates: counter.dates,
        problems: problems.map((problem) => ({ file: fileName, ...problem })),
        problemsTotal: summary.problemsTotal + (result.ok ? 0 : 1),
      },
    };
  } catch (error) {
    const message = readFailureSentence(error);
    if (message === null) throw error;
    return { ok: false, code: 'unreadable', message };
  }
}

/** A table whose columns or date the supervisor can still choose. */
function canBeMended(result: ReadFailure): boolean {
  return (
    result.code === 'lacking-columns' || result.code === 'ambiguous-dates' || (result.summary?.headers.length ?? 0) > 1
  );
}

async function sampleCsv(
  file: TextFile,
  summary: ManifestSummary,
  signal: AbortSignal | undefined,
): Promise<string[][]> {
  const sample: string[][] = [];
  const table = await openCsvTable(file, signal);
  if (!table) return sample;
  for await (const batch of table.rows(signal)) {
    for (const { cells } of batch) {
      sample.push(summary.headers.map((_header, index) => cells[index] ?? ''));
      if (sample.length === SAMPLE_ROWS) return sample;
    }
  }
  return sample;
}

/** Counts what a file holds, in a few bytes a package. */
class PreviewCounter implements ManifestSink {
  readonly sample: string[][] = [];
  readonly #routes = new DistinctTexts();
  readonly #stops = new DistinctTexts();
  readonly #packages = new DistinctTexts();
  readonly #dates = new Set<ServiceDate>();

  rows(batch: ManifestRow[]): void {
    for (const row of batch) {
      const route = `${row.serviceDate}\0${row.route}`;
      this.#dates.add(row.serviceDate);
      this.#routes.add(route);
      this.#stops.add(`${route}\0${row.stop ?? `${row.address}\0${row.latitude}\0${row.longitude}`}`);
      if (row.trackingId !== null) this.#packages.add(`${route}\0${row.trackingId}`);
      const { serviceDate, stop, sequence, address, trackingId, outcome, completedAt, leftAt } = row;
      this.#show([serviceDate, row.route, stop, sequence, address, trackingId, outcome, timeText(completedAt), leftAt]);
    }
  }

  patches(batch: ManifestPatch[]): void {
    for (const { route, stop, sequence = null, packages = [] } of batch) {
      this.#routes.add(route);
      this.#stops.add(`${route}\0${stop}`);
      for (const { trackingId, outcome, completedAt } of packages) {
        this.#packages.add(`${route}\0${trackingId}`);
        this.#show([null, route, stop, sequence, null, trackingId, outcome, timeText(completedAt), null]);
      }
      if (packages.length === 0) this.#show([null, route, stop, sequence, null, null, null, null, null]);
    }
  }

  get totals(): { routes: number; stops: number; packages: number } {
    return { routes: this.#routes.size, stops: this.#stops.size, packages: this.#packages.size };
  }

  get dates(): ServiceDate[] {
    return [...this.#dates].sort();
  }

  #show(cells: Array<string | number | null>): void {
    if (this.sample.length < SAMPLE_ROWS) this.sample.push(cells.map((cell) => String(cell ?? '')));
  }
}

function timeText(epoch: number | null): string {
  return epoch === null ? '' : new Date(epoch).toISOString();
}
