/** Days and spans of days as people type them. Pure: today and the order of day and month come from the caller. */
import type { ServiceDate } from '#shared/ids.ts';

/** Both days included; null leaves that end open. */
export interface DaySpan {
  from: ServiceDate | null;
  to: ServiceDate | null;
}

/** What 5/11 means at this depot; null where nothing says it: then it means nothing. */
export type DayOrder = 'day-first' | 'month-first' | null;

export interface DayContext {
  today: ServiceDate;
  order: DayOrder;
}

/** A span, and whether the same words could as well be a part of an address (“12 May”, “Sun”, “3/4”). */
export interface ReadDays {
  span: DaySpan;
  likeAddress: boolean;
}

/** Reads one phrase in lower case, words parted by single blanks; null when it names no days. */
export function readDays(phrase: string, context: DayContext): ReadDays | null {
  return readNamedSpan(phrase, context) ?? readRange(phrase, context) ?? readOneDay(phrase, context);
}

function readNamedSpan(phrase: string, { today }: DayContext): ReadDays | null {
  const lately = /^(?:last|past) (\d{1,3}|two|three|four) (days?|weeks?)$/.exec(phrase);
  if (lately) {
    const count = Number({ two: 2, three: 3, four: 4 }[lately[1] as string] ?? lately[1]);
    const days = lately[2]?.startsWith('week') ? count * 7 : count;
    return days < 1 ? null : sure({ from: shifted(today, 1 - days), to: today });
  }
  // Weeks begin on Monday, as in the calendar of the window's head.
  const monday = shifted(today, -((weekdayOf(today) + 6) % 7));
  const [year, month] = today.split('-').map(Number) as [number, number];
  switch (phrase) {
    case 'this week':
      return sure({ from: monday, to: shifted(monday, 6) });
    case 'last week':
      return sure({ from: shifted(monday, -7), to: shifted(monday, -1) });
    case 'this month':
      return sure(monthSpan(year, month));
    case 'last month':
      return sure(month === 1 ? monthSpan(year - 1, 12) : monthSpan(year, month - 1));
  }
  const named = /^([a-z]{3,9})\.? (\d{4})$/.exec(phrase);
  const ofName = named && monthNumber(named[1] as string);
  return ofName ? { span: monthSpan(Number(named[2]), ofName), likeAddress: true } : null;
}

/** `A..B`, `A to B`, `A - B`, `since A`, `until B`, `A..`, `..B`. */
function readRange(phrase: string, context: DayContext): ReadDays | null {
  const since = /^(?:since|from) (.+)$/.exec(phrase) ?? /^(\S.*?)\s*\.\.+$/.exec(phrase);
  if (since && /^\d{1,2}\.\d{1,2}$/.test(since[1] as string) === false) {
    const first = readOneDay(since[1] as string, context);
    if (first) return sure({ from: first.span.from, to: null });
  }
  const until = /^until (.+)$/.exec(phrase) ?? /^\.\.+\s*(\S.*)$/.exec(phrase);
  if (until) {
    const last = readOneDay(until[1] as string, context);
    if (last) return sure({ from: null, to: last.span.to });
  }
  const both = /^(.+?)(?:\s*\.\.+\s*| (?:to|until|-|–) |\s*–\s*)(.+)$/.exec(phrase);
  if (!both) return null;
  const first = readOneDay(both[1] as string, context)?.span.from;
  const last = readOneDay(both[2] as string, context)?.span.to;
  if (!first || !last) return null;
  return sure(first <= last ? { from: first, to: last } : { from: last, to: first });
}

function readOneDay(phrase: string, context: DayContext): ReadDays | null {
  const { today } = context;
  if (phrase === 'today' || phrase === 'tonight') return sure(oneDay(today));
  if (phrase === 'yesterday') return sure(oneDay(shifted(today, -1)));
  const weekday = /^(last )?([a-z]{3,9})$/.exec(phrase);
  if (weekday) {
    const number = weekdayNumber(weekday[2] as string);
    if (number !== null) {
      const back = (weekdayOf(today) - number + 7) % 7 || (weekday[1] ? 7 : 0);
      return { span: oneDay(shifted(today, -back)), likeAddress: !weekday[1] };
    }
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(phrase);
  if (iso) return dated(Number(iso[1]), Number(iso[2]), Number(iso[3]), false);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?$/.exec(phrase);
  if (dotted) return inYear(dotted[3], Number(dotted[2]), Number(dotted[1]), today, false);
  const dayThenName = /^(\d{1,2})(?:st|nd|rd|th|\.)? ?([a-z]{3,9})\.?(?: (\d{4}))?$/.exec(phrase);
  const nameThenDay = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(phrase);
  const name = dayThenName?.[2] ?? nameThenDay?.[1];
  const month = name === undefined ? null : monthNumber(name);
  if (month !== null) {
    const [day, year] = dayThenName ? [dayThenName[1], dayThenName[3]] : [nameThenDay?.[2], nameThenDay?.[3]];
    return inYear(year, month, Number(day), today, year === undefined);
  }
  const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/.exec(phrase);
  return slashed ? readSlashed(Number(slashed[1]), Number(slashed[2]), slashed[3], context) : null;
}

/** What is above twelve is the day; else the depot's order says it, or nobody. */
function readSlashed(
  one: number,
  two: number,
  year: string | undefined,
  { today, order }: DayContext,
): ReadDays | null {
  const dayFirst = one > 12 ? true : two > 12 || one === two ? false : order === null ? null : order === 'day-first';
  if (dayFirst === null) return null;
  return inYear(year, dayFirst ? two : one, dayFirst ? one : two, today, year === undefined);
}

/** Without a year it is the latest such day that isn't in the future. */
function inYear(year: string | undefined, month: number, day: number, today: ServiceDate, likeAddress: boolean) {
  if (year !== undefined) return dated(year.length === 2 ? 2000 + Number(year) : Number(year), month, day, likeAddress);
  const thisYear = Number(today.slice(0, 4));
  const here = dated(thisYear, month, day, likeAddress);
  // 29 February may be four years back, and eight around 1900.
  for (let back = 0; back <= 8; back += 1) {
    const then = back === 0 ? here : dated(thisYear - back, month, day, likeAddress);
    if (then?.span.from && then.span.from <= today) return then;
  }
  return null;
}

/** Null for a day that is in no calendar, such as 31 November. */
function dated(year: number, month: number, day: number, likeAddress: boolean): ReadDays | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 2000 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return { span: oneDay(date.toISOString().slice(0, 10)), likeAddress };
}

const sure = (span: DaySpan): ReadDays => ({ span, likeAddress: false });
const oneDay = (date: ServiceDate): DaySpan => ({ from: date, to: date });

function shifted(date: ServiceDate, days: number): ServiceDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
function weekdayOf(date: ServiceDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

function monthSpan(year: number, month: number): DaySpan {
  const iso = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: iso(Date.UTC(year, month - 1, 1)), to: iso(Date.UTC(year, month, 0)) };
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** Whole, or shortened to three or four letters (`tue`, `tues`, `sept`). */
function isShortFor(word: string, whole: string): boolean {
  return word === whole || ((word.length === 3 || word.length === 4) && whole.startsWith(word));
}

function weekdayNumber(word: string): number | null {
  const index = weekdays.findIndex((weekday) => isShortFor(word, weekday));
  return index < 0 ? null : index;
}

function monthNumber(word: string): number | null {
  const index = months.findIndex((month) => isShortFor(word, month));
  return index < 0 ? null : index + 1;
}
