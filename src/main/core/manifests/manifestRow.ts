/** One package's cells, whatever file they come from, read as a {@link ManifestRow}; what can't be read is told cell by cell. */
import type { ServiceDate } from '#shared/ids.ts';
import type { ManifestColumn } from '#shared/importing.ts';
import type { ManifestRow } from './contract.ts';
import { readHandover } from './handovers.ts';
import { readOutcome } from './outcomes.ts';
import { type DateOrder, isTimeAlone, type ParsedTime, parseDate, parseTime, type ZoneClock } from './times.ts';

/** A cell's text, trimmed; empty where the file has no such column. */
export type CellReader = (column: ManifestColumn) => string;

export interface RowContext {
  clock: ZoneClock;
  /** `unknown` until the file had to be asked; `undecidable` when it does not know itself. */
  order: DateOrder | 'unknown' | 'undecidable';
  /** For rows without a date of their own. */
  serviceDate: ServiceDate | null;
  /** The row is a stop without packages: no tracking id is expected. */
  stopAlone: boolean;
}

export interface CellProblem {
  column: ManifestColumn;
  /** What was found and what was expected. */
  message: string;
}

/**
 * `row` is null when the date, the route, the tracking id or the status can't be read; any other cell that can't be read
 * stays empty and is told. `date-order` asks for the order of day and month, `file-date` for the file's only date.
 */
export type BuiltRow =
  | { needs: null; row: ManifestRow | null; problems: CellProblem[] }
  | { needs: 'date-order' | 'file-date' };

const dateForms = 'a date such as 2026-11-21';
const timeForms = 'a time such as 2026-11-21T14:35:00 or 2026-11-21T14:35:00-08:00';
const expectedTime = {
  ambiguous: `${timeForms}; this one may be day/month or month/day`,
  unreadable: timeForms,
  'no-time': `a time of day as well, ${timeForms}`,
};
/** How machines write "nothing"; only where a name or an address can't be meant. */
const nothing = /^(?:nan|null|none|nil|n\/?a|undefined|-+|—)$/i;
const MINUTES_OF_A_DAY = 24 * 60;

/** Reads one row. `fileDate` is the only date the file speaks of, once it has been looked for. */
export function buildRow(
  cell: CellReader,
  line: number | null,
  context: RowContext,
  fileDate: { known: boolean; date: ServiceDate | null },
): BuiltRow {
  const problems: CellProblem[] = [];
  const order = context.order === 'unknown' || context.order === 'undecidable' ? null : context.order;
  let needsOrder = false;
  let sound = true;

  const data = (column: ManifestColumn): string => {
    const text = cell(column);
    return nothing.test(text) ? '' : text;
  };
  const tell = (column: ManifestColumn, found: string, expected: string): void => {
    problems.push({ column, message: `Found ${found === '' ? 'nothing' : `“${clip(found)}”`}; expected ${expected}.` });
  };
  const readTime = (column: ManifestColumn, date: ServiceDate | null): number | null => {
    const text = data(column);
    if (text === '') return null;
    const parsed: ParsedTime = parseTime(text, order, context.clock, date);
    if (parsed.ok) return parsed.at;
    if (parsed.reason === 'ambiguous' && context.order === 'unknown') needsOrder = true;
    else tell(column, text, expectedTime[parsed.reason]);
    return null;
  };
  const readNumber = (column: ManifestColumn, limit: number): number | null => {
    const text = data(column);
    if (text === '') return null;
    const number = /^[+-]?\d{1,3}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
    if (Number.isFinite(number) && Math.abs(number) <= limit) return number;
    tell(column, text, `degrees between -${limit} and ${limit}`);
    return null;
  };
  const readFlag = (column: ManifestColumn): boolean => {
    const text = data(column);
    const answer = readYesNo(text);
    if (answer === null) tell(column, text, 'yes or no');
    return answer ?? false;
  };

  const route = data('route');
  const trackingId = data('tracking_id');
  if (route === '') tell('route', '', 'a route code');
  const hasPackage = trackingId !== '';
  if (!hasPackage && !context.stopAlone) tell('tracking_id', '', 'a tracking id');
  sound = route !== '' && (hasPackage || context.stopAlone);

  let serviceDate: ServiceDate | null = context.serviceDate;
  const dateText = data('service_date');
  if (dateText !== '') {
    const parsed = parseDate(dateText, order, context.clock);
    if (parsed.ok) serviceDate = parsed.date;
    else if (parsed.reason === 'ambiguous' && context.order === 'unknown') needsOrder = true;
    else {
      serviceDate = null;
      sound = false;
      tell('service_date', dateText, dateForms);
    }
  }

  const completedText = data('completed_at');
  const completedAt = readTime('completed_at', serviceDate);
  if (needsOrder) return { needs: 'date-order' };
  if (serviceDate === null && dateText === '') {
    if (completedAt !== null && !isTimeAlone(completedText)) serviceDate = context.clock.toDate(completedAt);
    else if (!fileDate.known) return { needs: 'file-date' };
    else serviceDate = fileDate.date;
    if (serviceDate === null) {
      sound = false;
      tell('service_date', '', dateForms);
    }
  }

  const statusText = data('status');
  const status = statusText === '' ? null : readOutcome(statusText);
  if (statusText !== '' && status === null) {
    sound = false;
    tell('status', statusText, 'delivered, attempted, rejected, returned, cancelled or pending');
  }

  const leftAt = cell('left_at');
  const windowStart = readTime('window_start', serviceDate);
  const windowEnd = readTime('window_end', serviceDate);
  if (needsOrder) return { needs: 'date-order' };
  const position = [readNumber('latitude', 90), readNumber('longitude', 180)] as const;
  const hasPosition = position[0] !== null && position[1] !== null && (position[0] !== 0 || position[1] !== 0);
  const sequenceText = data('sequence');
  const sequence = /^\d{1,6}(?:\.0+)?$/.test(sequenceText) ? Math.trunc(Number(sequenceText)) : null;
  if (sequenceText !== '' && sequence === null) tell('sequence', sequenceText, 'a whole number');
  const confidential = readFlag('confidential');
  const optedOut = readFlag('opted_out');
  if (!sound || serviceDate === null) return { needs: null, row: null, problems };

  const row: ManifestRow = {
    line,
    serviceDate,
    route,
    driver: textOrNull(cell('driver')),
    driverName: textOrNull(cell('driver_name')),
    stop: textOrNull(data('stop')),
    sequence,
    address: [cell('address'), cell('address_2')].filter((part) => part !== '').join(', '),
    postcode: textOrNull(cell('postcode')),
    latitude: hasPosition ? position[0] : null,
    longitude: hasPosition ? position[1] : null,
    customer: textOrNull(cell('customer')),
    contact: textOrNull(cell('contact')),
    trackingId: textOrNull(trackingId),
    outcome: status?.outcome ?? (completedAt === null ? 'pending' : 'delivered'),
    completedAt,
    handover: readHandover(leftAt) ?? status?.handover ?? null,
    leftAt: textOrNull(leftAt) ?? (status?.handover ? statusText : null),
    windowStart,
    windowEnd: acrossMidnight(windowStart, windowEnd, isTimeAlone(data('window_end'))),
    confidential,
    optedOut,
  };
  return { needs: null, row, problems };
}

/** Yes, no (also for nothing), or null for words that are neither. */
export function readYesNo(text: string): boolean | null {
  const word = text.toLowerCase();
  if (/^(?:yes|y|true|t|1|x|on|✓|ja|oui|si|sí|sim)$/.test(word)) return true;
  if (/^(?:|no|n|false|f|0|off|nein|nee|non|não)$/.test(word)) return false;
  return null;
}

/** A window from 22:00 to 02:00 ends on the next day. */
function acrossMidnight(start: number | null, end: number | null, endIsTimeAlone: boolean): number | null {
  if (start === null || end === null || end >= start || !endIsTimeAlone) return end;
  return end + MINUTES_OF_A_DAY * 60_000;
}

function textOrNull(text: string): string | null {
  return text === '' ? null : text;
}

function clip(text: string): string {
  const plain = text.replace(/\s+/g, ' ');
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}
