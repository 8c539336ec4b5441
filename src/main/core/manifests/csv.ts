/** Reads a manifest that is a table: one row a package. */
import type { ServiceDate } from '#shared/ids.ts';
import type { ColumnMapping, ManifestColumn } from '#shared/importing.ts';
import { Collector } from './collector.ts';
import type { ManifestSink, ManifestSummary, ReadManifestOptions, ReadManifestResult } from './contract.ts';
import type { CsvRecord } from './csvRecords.ts';
import { type CsvTable, openCsvTable } from './csvTable.ts';
import { surveyDateOrder, surveyOnlyDate } from './dateSurvey.ts';
import { encodingLabel, type TextFile } from './encodings.ts';
import { applyMapping, findProfile, lackingColumns, looksLikeManifest, mapHeaders } from './headerMapping.ts';
import { buildRow, type CellReader, type RowContext } from './manifestRow.ts';
import { createZoneClock, orderEvidence } from './times.ts';

/** How a table will be read, before any row is. */
export interface CsvPlan {
  mapping: ColumnMapping;
  /** Profile that the mapping comes from. */
  profile: string | null;
  serviceDate: ServiceDate | null;
  /** Required columns that nothing gives; the service date among them when neither a column nor a choice has it. */
  lacking: ManifestColumn[];
  /** False for a table that is about something else. */
  isManifest: boolean;
}

/** Settles mapping and service date: a given mapping, else a saved profile with the same headers, else the names. */
export function planCsv(headers: readonly string[], options: ReadManifestOptions): CsvPlan {
  const profile = options.mapping ? null : findProfile(headers, options.profiles);
  const given = options.mapping ?? profile?.mapping;
  const mapping = given ? applyMapping(headers, given) : mapHeaders(headers);
  const serviceDate = options.serviceDate ?? profile?.serviceDate ?? null;
  const mapped = new Set(Object.values(mapping));
  const hasDate = serviceDate !== null || mapped.has('service_date') || mapped.has('completed_at');
  return {
    mapping,
    profile: profile?.name ?? null,
    serviceDate,
    lacking: [...lackingColumns(mapping), ...(hasDate ? [] : (['service_date'] as const))],
    isManifest: given !== undefined || looksLikeManifest(mapping),
  };
}

/** Reads the rows of a table into the sink; see `readManifest`. */
export async function readCsv(
  file: TextFile,
  options: ReadManifestOptions,
  sink: ManifestSink,
): Promise<ReadManifestResult> {
  const { signal } = options;
  const collector = new Collector(sink, signal);
  const table = await openCsvTable(file, signal);
  if (collector.cancelled) return cancelled;
  if (!table) return { ok: false, code: 'not-a-manifest', message: 'This file has no header line.', summary: null };

  const plan = planCsv(table.headers, options);
  const summarise = () => summariseCsv(table, plan, collector);
  if (plan.lacking.length > 0 || !plan.isManifest) return refuse(table, plan, summarise());

  const trackingColumn = headerOf(plan.mapping, 'tracking_id');
  const reader = new CsvRowReader(table, plan, options);
  for await (const batch of table.rows(signal)) {
    for (const record of batch) {
      if (isBlank(record)) continue;
      const fault = faultOf(record, table.headers.length);
      if (fault !== null) {
        collector.leaveOut();
        collector.tell({ line: record.line, column: null, message: fault });
        continue;
      }
      const built = await reader.read(record);
      if (collector.cancelled) return cancelled;
      if ('message' in built) {
        return { ok: false, code: 'ambiguous-dates', message: built.message, summary: summarise() };
      }
      for (const { column, message } of built.problems) {
        collector.tell({ line: record.line, column: headerOf(plan.mapping, column), message });
      }
      if (built.row) collector.take(built.row, trackingColumn);
      else collector.leaveOut();
    }
    await collector.breathe();
    if (collector.cancelled) return cancelled;
  }
  await collector.finish();
  return collector.cancelled ? cancelled : { ok: true, summary: summarise() };
}

const cancelled: ReadManifestResult = {
  ok: false,
  code: 'cancelled',
  message: 'Reading was stopped.',
  summary: null,
};

/** Reads records as rows, and asks the whole table when one row can't tell its date by itself. */
class CsvRowReader {
  readonly #table: CsvTable;
  readonly #signal: AbortSignal | undefined;
  readonly #columnIndex: ReadonlyMap<ManifestColumn, number>;
  readonly #context: RowContext;
  #undecided: string | null = null;
  #fileDate: { known: boolean; date: ServiceDate | null } = { known: false, date: null };

  constructor(table: CsvTable, plan: CsvPlan, options: ReadManifestOptions) {
    this.#table = table;
    this.#signal = options.signal;
    this.#columnIndex = new Map(
      table.headers.flatMap((header, index) => {
        const column = plan.mapping[header];
        return column ? [[column, index] as const] : [];
      }),
    );
    this.#context = {
      clock: createZoneClock(options.timeZone),
      order: 'unknown',
      serviceDate: plan.serviceDate,
      stopAlone: false,
    };
  }

  /** Reads one record. A message stands for dates that can't be told in the whole file. */
  async read(record: CsvRecord) {
    const cell: CellReader = (column) => {
      const index = this.#columnIndex.get(column);
      return index === undefined ? '' : (record.cells[index] ?? '').trim();
    };
    for (;;) {
      // A time that can't be told leaves one cell empty; a service date that can't be told leaves the whole day in doubt.
      if (this.#undecided !== null && orderEvidence(cell('service_date')) === 'either') {
        return { message: this.#undecided };
      }
      const built = buildRow(cell, record.line, this.#context, this.#fileDate);
      if (built.needs === null) return built;
      if (built.needs === 'date-order') {
        const verdict = await surveyDateOrder(this.#table, this.#columnIndex, this.#context, this.#signal);
        this.#context.order = verdict.ok ? verdict.order : 'undecidable';
        if (!verdict.ok) this.#undecided = verdict.message;
      } else {
        const date = await surveyOnlyDate(this.#table, this.#columnIndex, this.#context, this.#signal);
        this.#fileDate = { known: true, date };
      }
    }
  }
}

/** Spreadsheets export the empty rows below a table as delimiters alone. */
function isBlank(record: CsvRecord): boolean {
  return record.fault === null && record.cells.every((cell) => cell.trim() === '');
}

function faultOf(record: CsvRecord, columns: number): string | null {
  if (record.fault !== null) return record.fault;
  if (record.unfinished && record.cells.length < columns) {
    return `Found ${record.cells.length} of ${columns} cells; the file ends in the middle of this row, and the rest may still be arriving.`;
  }
  if (record.cells.slice(columns).some((cell) => cell.trim() !== '')) {
    return `Found ${record.cells.length} cells; expected ${columns} as in the header. A delimiter inside a value needs quotes around the value.`;
  }
  return null;
}

function refuse(table: CsvTable, plan: CsvPlan, summary: ManifestSummary): ReadManifestResult {
  const found = `Its columns are: ${table.headers.slice(0, 100).join(', ')}.`;
  if (!plan.isManifest) {
    return { ok: false, code: 'not-a-manifest', message: `This table is not about deliveries. ${found}`, summary };
  }
  if (table.headerUnfinished) {
    return {
      ok: false,
      code: 'half-written',
      message: 'The file ends inside its header line; the rest may still be arriving.',
      summary,
    };
  }
  const names = plan.lacking.map((column) => `“${column}”`).join(' and ');
  return {
    ok: false,
    code: 'lacking-columns',
    message: `No column gives ${names}. ${found} Choose the columns in the import screen, or rename them in the export.`,
    summary,
  };
}

function summariseCsv(table: CsvTable, plan: CsvPlan, collector: Collector): ManifestSummary {
  return collector.summarise({
    kind: 'csv',
    encoding: encodingLabel(table.file),
    delimiter: table.delimiter,
    headers: table.headers,
    mapping: plan.mapping,
    profile: plan.profile,
  });
}

/** The file's own name for a column; ours where the file has none. */
function headerOf(mapping: ColumnMapping, column: ManifestColumn): string {
  return Object.keys(mapping).find((header) => mapping[header] === column) ?? column;
}
