/**
 * Reads a list of opt-outs (CSV): one row a customer, address or parcel, or a link's token. Columns are found by their names, as in
 * manifests; a row that can't be used is told with its line, and the others count.
 */
import { openCsvTable } from '#core/manifests/csvTable.ts';
import { inspectText } from '#core/manifests/encodings.ts';
import { normaliseHeader } from '#core/manifests/headerMapping.ts';
import { columnPlaces, dateProblem, listDateOrder } from '#core/manifests/listColumns.ts';
import { createZoneClock, parseDate } from '#core/manifests/times.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ListedOptOut, ListedToken, ListProblem } from './entering.ts';
import type { NamedTarget } from './keys.ts';

/** Names of each column, compared without case, blanks and punctuation (docs/opt-outs.md). */
const columnNames = {
  token: ['token', 'opt-out token', 'link token', 'opt_out_token'],
  by: ['by', 'type', 'kind', 'target'],
  address: ['address', 'street', 'street address', 'address line 1', 'delivery address', 'customer address'],
  address2: ['address 2', 'address line 2', 'unit', 'apartment', 'apt'],
  postcode: ['postcode', 'postal code', 'zip', 'zip code', 'zipcode', 'post code', 'plz'],
  email: ['email', 'e-mail', 'mail', 'email address', 'customer email', 'contact email', 'contact'],
  phone: ['phone', 'phone number', 'telephone', 'mobile', 'customer phone', 'contact phone'],
  customer: ['customer', 'customer name', 'name', 'recipient', 'full name', 'recipient name'],
  trackingId: ['tracking id', 'tracking number', 'tracking', 'package id', 'parcel id', 'barcode', 'tba'],
  from: ['from', 'start', 'start date', 'valid from', 'since', 'from date', 'opted out on', 'date'],
  until: ['until', 'to', 'end', 'end date', 'valid until', 'last day', 'until date'],
  note: ['note', 'notes', 'comment', 'remark', 'reason'],
} as const;
type Column = keyof typeof columnNames;

const naming: readonly Column[] = ['token', 'address', 'email', 'phone', 'customer', 'trackingId'];

export type ListRow = { is: 'opt-out'; row: ListedOptOut } | { is: 'token'; row: ListedToken };

export type ReadListResult = { ok: true; rows: number } | { ok: false; message: string };

/** Hands every row of the file to the sink, in its order. Reads what can be read; a message is about the whole file. */
export async function readOptOutList(
  path: string,
  options: { timeZone: string; today: ServiceDate },
  sink: { row(row: ListRow): void; problem(problem: ListProblem): void },
): Promise<ReadListResult> {
  const inspected = await inspectText(path);
  if (!inspected.ok) return { ok: false, message: inspected.message };
  const table = await openCsvTable(inspected.file);
  if (!table) return { ok: false, message: 'This file has no header line.' };
  const at: ReadonlyMap<Column, number> = columnPlaces(table.headers, columnNames);
  if (!naming.some((column) => at.has(column))) {
    const found = table.headers.slice(0, 50).join(', ');
    const message = `No column says who is opted out. Expected one of: address, email, phone, customer, tracking id, token. Its columns are: ${found}.`;
    return { ok: false, message };
  }
  const clock = createZoneClock(options.timeZone);
  const dated = (['from', 'until'] as const).flatMap((column) => at.get(column) ?? []);
  const order = await listDateOrder(table.rows(), dated);
  let rows = 0;
  for await (const batch of table.rows()) {
    for (const record of batch) {
      if (record.fault === null && record.cells.every((cell) => cell.trim() === '')) continue;
      rows++;
      const tell = (message: string, column: Column | null = null) =>
        sink.problem({ line: record.line, column: column && (table.headers[at.get(column) ?? -1] ?? null), message });
      if (record.fault !== null) {
        tell(record.fault);
        continue;
      }
      const cell = (column: Column) => (record.cells[at.get(column) ?? -1] ?? '').trim();
      const day = (column: 'from' | 'until'): ServiceDate | null | 'bad' => {
        if (cell(column) === '') return null;
        const parsed = parseDate(cell(column), order, clock);
        if (parsed.ok) return parsed.date;
        tell(dateProblem(cell(column), parsed.reason), column);
        return 'bad';
      };
      const [from, until] = [day('from'), day('until')];
      if (from === 'bad' || until === 'bad') continue;
      if (cell('token') !== '') {
        sink.row({ is: 'token', row: { line: record.line, token: cell('token'), from: from ?? options.today } });
        continue;
      }
      const named = namedIn(cell);
      if ('message' in named) {
        tell(named.message, named.column);
        continue;
      }
      const note = cell('note') === '' ? null : cell('note').slice(0, 2000);
      sink.row({ is: 'opt-out', row: { line: record.line, named, from: from ?? options.today, until, note } });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { ok: true, rows };
}

const targetWords: Record<string, NamedTarget['by']> = {
  address: 'address',
  customer: 'customer',
  name: 'customer',
  email: 'customer',
  phone: 'customer',
  trackingid: 'tracking-id',
  tracking: 'tracking-id',
  parcel: 'tracking-id',
  package: 'tracking-id',
};

/** Whom a row is about: what its column `by` says, else the address, e-mail address, telephone number, name, parcel; the first given. */
function namedIn(cell: (column: Column) => string): NamedTarget | { message: string; column: Column | null } {
  const said = cell('by');
  const by = said === '' ? null : targetWords[normaliseHeader(said)];
  if (by === undefined) return { message: `“${said}” is none of: address, customer, tracking id.`, column: 'by' };
  const given: NamedTarget[] = [
    {
      by: 'address',
      text: [cell('address'), cell('address2')].filter(Boolean).join(', '),
      postcode: cell('postcode') || null,
    },
    ...(['email', 'phone', 'customer'] as const).map(
      (column): NamedTarget => ({ by: 'customer', text: cell(column), postcode: null }),
    ),
    { by: 'tracking-id', text: cell('trackingId'), postcode: null },
  ];
  const named = given.find((each) => each.text !== '' && (by === null || each.by === by));
  return named ?? { message: 'The row names no address, customer or parcel.', column: null };
}
