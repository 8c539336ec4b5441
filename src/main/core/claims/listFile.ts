/**
 * Reads a list of claims (CSV): one row a parcel, an address or a customer. Columns are found by their names, those of the carrier's
 * DNR and feedback reports among them; a row that can't be used is told with its line, and the others count.
 */
import type { CsvRecord } from '#core/manifests/csvRecords.ts';
import { type CsvTable, openCsvTable } from '#core/manifests/csvTable.ts';
import { inspectText } from '#core/manifests/encodings.ts';
import { normaliseHeader } from '#core/manifests/headerMapping.ts';
import { columnPlaces, dateProblem, hasAmbiguousForm, listDateOrder } from '#core/manifests/listColumns.ts';
import { createZoneClock, type DateOrder, parseDate, type ZoneClock } from '#core/manifests/times.ts';
import { type ClaimColumn, type ClaimImport, claimColumns } from '#shared/claims.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ClaimAllegation } from '#shared/words.ts';

/** Names of each column, compared without case, blanks and punctuation (docs/claims.md). */
const columnNames: Record<ClaimColumn, readonly string[]> = {
  trackingId: [
    ...['tracking id', 'tracking number', 'tracking', 'tracking no', 'tracking ids', 'package id', 'parcel id'],
    ...['scannable id', 'shipment id', 'barcode', 'tba', 'tba number', 'consignment', 'consignment number'],
  ],
  date: [
    ...['delivery date', 'date delivered', 'delivered on', 'delivered at', 'delivery time', 'service date'],
    ...['pickup date', 'concession date', 'event date', 'date'],
  ],
  address: ['address', 'delivery address', 'customer address', 'address line 1', 'street', 'street address'],
  customer: ['customer', 'customer name', 'recipient', 'recipient name', 'email', 'e-mail', 'customer email', 'phone'],
  allegation: [
    ...['allegation', 'claim', 'claim type', 'what is said', 'concession type', 'concession reason', 'feedback'],
    ...[
      'feedback details',
      'feedback type',
      'negative feedback',
      'customer feedback',
      'issue',
      'issue type',
      'complaint',
    ],
    ...['category', 'reason', 'type', 'impact'],
  ],
  askedBy: ['asked by', 'claimant', 'reported by', 'contact', 'contact name', 'caller'],
  received: [
    'received',
    'received on',
    'reported',
    'reported on',
    'report date',
    'claim date',
    'opened',
    'opened on',
    'created',
  ],
  due: ['due', 'due date', 'answer by', 'respond by', 'reply by', 'deadline'],
  note: ['note', 'notes', 'comment', 'comments', 'remark', 'description', 'details'],
};

/** By one of them a row says what it is about. */
const naming = ['trackingId', 'address', 'customer'] as const satisfies readonly ClaimColumn[];
/** Names of the column in which the carrier's reports name a driver. */
const driverNames = [
  'transporter id',
  'da transporter id',
  'delivery associate',
  'delivery associate name',
  'driver',
  'driver id',
];

/** A row as the file says it; `line` counts from 1. */
export interface ListedClaim {
  line: number;
  /** What names the parcel, address or customer. */
  by: 'tracking-id' | 'address' | 'customer';
  words: string;
  /** Of the delivery. */
  date: ServiceDate | null;
  /** Null: the row does not say. */
  allegation: ClaimAllegation | null;
  askedBy: string | null;
  received: ServiceDate | null;
  due: ServiceDate | null;
  note: string | null;
}

export type ClaimListProblem = ClaimImport['problems'][number];

export type ReadClaimListResult =
  | { ok: true; rows: number; columns: ClaimImport['columns'] }
  | { ok: false; message: string };

const longest = { words: 500, askedBy: 200, note: 10_000 };

/**
 * Hands every row to the sink, in its order. `given`: what people said that headers mean, as far as the names were not enough. Reads
 * what can be read; a message is about the whole file.
 */
export async function readClaimList(
  path: string,
  options: { timeZone: string; given: Readonly<Record<string, ClaimColumn | null>> },
  sink: { row(row: ListedClaim): void; problem(problem: ClaimListProblem): void },
): Promise<ReadClaimListResult> {
  const inspected = await inspectText(path);
  if (!inspected.ok) return { ok: false, message: inspected.message };
  const table = await openCsvTable(inspected.file);
  if (!table) return { ok: false, message: 'This file has no header line.' };
  const at = placesOf(table.headers, options.given);
  const driver = columnPlaces(table.headers, { driver: driverNames }).get('driver');
  const columns = table.headers.map((header, place) => ({
    header,
    meaning: claimColumns.find((column) => at.get(column) === place) ?? null,
  }));
  const isNaming = naming.some((column) => at.has(column));
  if (!isNaming && driver === undefined) {
    const found = table.headers.slice(0, 50).join(', ');
    const message = `No column says what is claimed about. Expected one of: tracking id, address, customer. Its columns are: ${found}.`;
    // Not refused: whoever knows better says what its columns mean.
    sink.problem({ line: null, column: null, message });
    return { ok: true, rows: 0, columns };
  }
  const dated = (['date', 'received', 'due'] as const).flatMap((column) => at.get(column) ?? []);
  const common = { at, driver, headers: table.headers, clock: createZoneClock(options.timeZone) };
  let rows = 0;
  async function readBatch(batch: readonly CsvRecord[], order: DateOrder | null): Promise<void> {
    const reader = { ...common, order };
    for (const record of batch) {
      if (record.fault === null && record.cells.every((cell) => cell.trim() === '')) continue;
      rows++;
      if (record.fault !== null) sink.problem({ line: record.line, column: null, message: record.fault });
      else readRow(record.cells, record.line, reader, sink);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const batches = table.rows();
  for await (const batch of batches) {
    if (!hasAmbiguousForm(batch, dated)) {
      await readBatch(batch, null);
      continue;
    }
    // Any later row may prove which way round 3/4/2026 is meant. They are kept: reading them twice would take as long as all else
    // that is done with them.
    const rest = [batch];
    for await (const later of batches) rest.push(later);
    const order = await listDateOrder(rest, dated);
    for (const each of rest) await readBatch(each, order);
  }
  return { ok: true, rows, columns };
}

/** By names, and over them by what a person said. */
function placesOf(headers: CsvTable['headers'], given: Readonly<Record<string, ClaimColumn | null>>) {
  const free = headers.map((header) => (Object.hasOwn(given, header) ? '' : header));
  const places = columnPlaces(free, columnNames);
  for (const [place, header] of headers.entries()) {
    const column = Object.hasOwn(given, header) ? given[header] : null;
    if (column) places.set(column, place);
  }
  return places as ReadonlyMap<ClaimColumn, number>;
}

interface RowReader {
  at: ReadonlyMap<ClaimColumn, number>;
  driver: number | undefined;
  headers: readonly string[];
  clock: ZoneClock;
  order: DateOrder | null;
}

function readRow(
  cells: readonly string[],
  line: number,
  { at, driver, headers, clock, order }: RowReader,
  sink: { row(row: ListedClaim): void; problem(problem: ClaimListProblem): void },
): void {
  const cell = (column: ClaimColumn) => (cells[at.get(column) ?? -1] ?? '').trim();
  const headerOf = (column: ClaimColumn) => headers[at.get(column) ?? -1] ?? null;
  let isBad = false;
  const tell = (message: string, column: ClaimColumn | null) => {
    isBad = true;
    sink.problem({ line, column: column && headerOf(column), message });
  };
  const day = (column: 'date' | 'received' | 'due'): ServiceDate | null => {
    if (cell(column) === '') return null;
    const parsed = parseDate(cell(column), order, clock);
    if (!parsed.ok) tell(dateProblem(cell(column), parsed.reason), column);
    return parsed.ok ? parsed.date : null;
  };
  const named = naming.find((column) => /[\p{L}\p{N}]/u.test(cell(column)));
  if (named === undefined) {
    const who = driver === undefined ? '' : (cells[driver] ?? '').trim();
    // The carrier counts per driver in such a report: there is no parcel in it to claim about.
    if (who !== '')
      tell(`This row counts deliveries of driver ${who}; it names no parcel, so no claim can be opened.`, null);
    else tell('The row names no parcel, address or customer.', null);
    return;
  }
  const [date, received, due] = [day('date'), day('received'), day('due')];
  const said = cell('allegation');
  const allegation = said === '' ? null : (allegationIn(said) ?? 'other');
  // Words that say something else than we know are kept as they are.
  const extra = said !== '' && allegation === 'other' ? `“${said}”` : '';
  const note = [extra, cell('note')].filter(Boolean).join('\n').slice(0, longest.note);
  for (const column of ['askedBy', named] as const) {
    const limit = column === 'askedBy' ? longest.askedBy : longest.words;
    if (cell(column).length > limit) tell(`This is longer than ${limit} characters.`, column);
  }
  if (isBad) return;
  sink.row({
    ...{ line, by: named === 'trackingId' ? 'tracking-id' : named, words: cell(named), date, allegation },
    ...{ askedBy: cell('askedBy') || null, received, due, note: note || null },
  });
}

/** Beginnings of what reports call each of them, without case, blanks and punctuation; the first that fits counts. */
const sayings: readonly (readonly [RegExp, ClaimAllegation])[] = [
  [/notmyparcel|notmypackage|notmine|wrongitem|wrongparcel|wrongpackage|someoneelses|anothersparcel/, 'not-my-parcel'],
  [
    /wrongplace|wrongaddress|wronghouse|wrongdoor|wronglocation|misdeliver|notthedropoff|mailroom|unsafelocation/,
    'wrong-place',
  ],
  [/damage|broken|crushed|wet|mishandl|thrown/, 'damaged'],
  [
    /dnr|neverreceived|notreceived|didnotreceive|deliverednotreceived|nonreceipt|missing|lost|nevercame/,
    'never-received',
  ],
];

/** What a cell says somebody says; null: none of what we know. */
export function allegationIn(text: string): ClaimAllegation | null {
  const plain = normaliseHeader(text).replace(/,/g, '');
  return sayings.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
