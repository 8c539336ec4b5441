/**
 * Dates and times as manifests write them. Without a zone they are the depot's; a time that a daylight-saving change
 * skips is moved on by the skipped hour, one that it repeats is taken as the earlier (Temporal's `compatible`, RFC 5545).
 */
import { Temporal } from 'temporal-polyfill';
import type { ServiceDate } from '#shared/ids.ts';

/** Which of 03/04/2026 comes first. A whole file has one order. */
export type DateOrder = 'day-first' | 'month-first';

export type ParsedDate = { ok: true; date: ServiceDate } | { ok: false; reason: 'ambiguous' | 'unreadable' };
/** `at` is epoch milliseconds, whole. */
export type ParsedTime = { ok: true; at: number } | { ok: false; reason: 'ambiguous' | 'unreadable' | 'no-time' };

/** The depot's clock: local wall time to epoch milliseconds and back. */
export interface ZoneClock {
  toEpoch(date: ServiceDate, time: TimeOfDay): number;
  toDate(epoch: number): ServiceDate;
}

export interface TimeOfDay {
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

/** Outcome of looking at a cell only for the order of its day and month. */
export type OrderEvidence = DateOrder | 'either' | null;

const EARLIEST_YEAR = 1990;
const LATEST_YEAR = 2100;
/** A day of minutes many times over; enough for every manifest of one night, small enough to forget. */
const MOST_CACHED_MINUTES = 20_000;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const compact = /^(\d{4})(\d{2})(\d{2})(?!\d)/;
const numbersFirst = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/;
const dayAndName = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})(?!\d)/i;
const nameAndDay = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/i;
const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i;
const epochNumber = /^-?\d{9,19}(?:\.\d+)?$/;
const clockTime =
  /^(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?\.?(?:m\.?)?\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?(?:\s*\[[^\]]+\])?$/i;
const hourOnly = /^(\d{1,2})\s*([ap])\.?m\.?$/i;

/**
 * A service date: `2026-11-21`, `20261121`, `21 Nov 2026`, `21.11.2026`, or d/m/Y and m/d/Y by `order`. A time behind it is
 * passed over (a date exported as `…T00:00:00Z` still means that day); epoch numbers are the depot's day at that moment.
 */
export function parseDate(text: string, order: DateOrder | null, clock: ZoneClock): ParsedDate {
  const epoch = parseEpoch(text);
  if (epoch !== null) return { ok: true, date: clock.toDate(epoch) };
  const found = findDate(text, order);
  if (!found.ok) return found;
  return found.rest === '' || parseClockTime(found.rest)
    ? { ok: true, date: found.date }
    : { ok: false, reason: 'unreadable' };
}

/**
 * A moment: ISO 8601 with or without offset, epoch seconds, milliseconds or microseconds by magnitude, a date of any form
 * with a time, or a time alone, which is taken on `date`.
 */
export function parseTime(
  text: string,
  order: DateOrder | null,
  clock: ZoneClock,
  date: ServiceDate | null,
): ParsedTime {
  const epoch = parseEpoch(text);
  if (epoch !== null) return { ok: true, at: epoch };
  if (/^\d{1,2}(?::|\s*[ap]\.?m)/i.test(text)) {
    const time = parseClockTime(text);
    return time && date ? { ok: true, at: toEpoch(date, time, clock) } : { ok: false, reason: 'unreadable' };
  }
  const found = findDate(text, order);
  if (!found.ok) return found;
  if (found.rest === '') return { ok: false, reason: 'no-time' };
  const time = parseClockTime(found.rest);
  return time ? { ok: true, at: toEpoch(found.date, time, clock) } : { ok: false, reason: 'unreadable' };
}

/** What a cell says about the order of day and month in its file; null when it says nothing (ISO, equal numbers, no date). */
export function orderEvidence(text: string): OrderEvidence {
  const match = numbersFirst.exec(text.replace(weekday, ''));
  if (!match || match[2] === '.') return null;
  const first = Number(match[1]);
  const second = Number(match[3]);
  if (first === second || first > 31 || second > 31) return null;
  if (first > 12) return second > 12 ? null : 'day-first';
  return second > 12 ? 'month-first' : 'either';
}

/** True for a time of day without a date, such as `14:05` or `2:05 pm`. */
export function isTimeAlone(text: string): boolean {
  return /^\d{1,2}(?::|\s*[ap]\.?m)/i.test(text);
}

/** The clock of an IANA zone. Answers are kept by the minute, since a manifest names the same few hundred over and over. */
export function createZoneClock(timeZone: string): ZoneClock {
  const minutes = new Map<string, number>();
  const dates = new Map<number, ServiceDate>();
  return {
    toEpoch(date, { hour, minute, second, millisecond }) {
      const key = `${date}T${pad(hour)}:${pad(minute)}`;
      let start = minutes.get(key);
      if (start === undefined) {
        start = Temporal.PlainDateTime.from(key).toZonedDateTime(timeZone).epochMilliseconds;
        if (minutes.size >= MOST_CACHED_MINUTES) minutes.clear();
        minutes.set(key, start);
      }
      return start + second * 1000 + millisecond;
    },
    toDate(epoch) {
      const minute = Math.floor(epoch / 60_000);
      let date = dates.get(minute);
      if (date === undefined) {
        date = Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(timeZone).toPlainDate().toString();
        if (dates.size >= MOST_CACHED_MINUTES) dates.clear();
        dates.set(minute, date);
      }
      return date;
    },
  };
}

/** True for a zone that Temporal knows, such as `America/Los_Angeles`. */
export function isTimeZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

interface ClockTime extends TimeOfDay {
  /** Minutes east of UTC; null for the depot's own time. */
  offsetMinutes: number | null;
}

function toEpoch(date: ServiceDate, time: ClockTime, clock: ZoneClock): number {
  if (time.offsetMinutes === null) return clock.toEpoch(date, time);
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const utc = Date.UTC(year, month - 1, day, time.hour, time.minute, time.second, time.millisecond);
  return utc - time.offsetMinutes * 60_000;
}

/** Seconds, milliseconds, microseconds or nanoseconds by magnitude: seconds stay under 1e11 until the year 5138. */
function parseEpoch(text: string): number | null {
  if (!epochNumber.test(text)) return null;
  const number = Number(text);
  const size = Math.abs(number);
  const milliseconds = size < 1e11 ? number * 1e3 : size < 1e14 ? number : size < 1e17 ? number / 1e3 : number / 1e6;
  const year = new Date(milliseconds).getUTCFullYear();
  return year >= EARLIEST_YEAR && year <= LATEST_YEAR ? Math.round(milliseconds) : null;
}

type FoundDate = { ok: true; date: ServiceDate; rest: string } | { ok: false; reason: 'ambiguous' | 'unreadable' };

function findDate(text: string, order: DateOrder | null): FoundDate {
  const plain = text.replace(weekday, '');
  const ordered = yearFirst.exec(plain);
  if (ordered) return makeDate(ordered[1], ordered[3], ordered[4], plain, ordered[0]);
  const packed = compact.exec(plain);
  if (packed) return makeDate(packed[1], packed[2], packed[3], plain, packed[0]);
  const named = dayAndName.exec(plain);
  if (named) return makeDate(named[3], monthOf(named[2]), named[1], plain, named[0]);
  const american = nameAndDay.exec(plain);
  if (american) return makeDate(american[3], monthOf(american[1]), american[2], plain, american[0]);
  const numbers = numbersFirst.exec(plain);
  if (!numbers) return { ok: false, reason: 'unreadable' };
  const [whole, first, separator, second, year] = numbers;
  // Dots are written day first wherever they are written at all.
  const known = separator === '.' ? 'day-first' : (order ?? ownOrder(plain));
  if (known === 'either') return { ok: false, reason: 'ambiguous' };
  return known === 'month-first'
    ? makeDate(year, first, second, plain, whole)
    : makeDate(year, second, first, plain, whole);
}

function ownOrder(text: string): DateOrder | 'either' {
  return orderEvidence(text) ?? 'day-first';
}

function makeDate(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  text: string,
  whole: string,
): FoundDate {
  const numbers = [Number(year), Number(month), Number(day)] as const;
  const date = new Date(Date.UTC(numbers[0], numbers[1] - 1, numbers[2]));
  const exists = date.getUTCMonth() === numbers[1] - 1 && date.getUTCDate() === numbers[2];
  if (!exists || numbers[0] < EARLIEST_YEAR || numbers[0] > LATEST_YEAR) return { ok: false, reason: 'unreadable' };
  const rest = text.slice(whole.length);
  // What follows is a time behind a `T`, a comma or a space, or nothing.
  const separated = /^(?:t|,?\s+)/i.exec(rest);
  if (rest !== '' && !separated) return { ok: false, reason: 'unreadable' };
  return {
    ok: true,
    date: `${numbers[0]}-${pad(numbers[1])}-${pad(numbers[2])}`,
    rest: rest.slice(separated?.[0].length ?? 0).trim(),
  };
}

function parseClockTime(text: string): ClockTime | null {
  const short = hourOnly.exec(text);
  const match = short ? null : clockTime.exec(text);
  if (!short && !match) return null;
  const half = (short?.[2] ?? match?.[5])?.toLowerCase();
  let hour = Number(short?.[1] ?? match?.[1]);
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  const minute = Number(match?.[2] ?? 0);
  const second = Number(match?.[3] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const millisecond = Math.floor(Number(`0.${match?.[4] ?? 0}`) * 1000);
  const offsetMinutes = parseOffset(match?.[6]);
  return { hour, minute, second, millisecond, offsetMinutes };
}

function parseOffset(text: string | undefined): number | null {
  if (text === undefined) return null;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
}

function monthOf(name: string | undefined): string {
  return String(months.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1);
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
