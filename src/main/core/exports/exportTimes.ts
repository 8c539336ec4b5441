/** Days and times as people at the depot write them, in its zone. */
import { Temporal } from 'temporal-polyfill';
import type { ServiceDate } from '#shared/ids.ts';

const zoned = (time: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(Math.round(time)).toZonedDateTimeISO(zone);

/** `2026-11-21 14:32:10` in the depot's zone: what spreadsheets take for a time. Empty for none. */
export function cellTime(time: number | null, zone: string): string {
  if (time === null) return '';
  return zoned(time, zone).toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** `14:32`; empty for none. */
export function clockTime(time: number | null, zone: string): string {
  return time === null ? '' : zoned(time, zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** `Sat 21 Nov 2026, 20:41`. */
export function dayAndTime(time: number, zone: string): string {
  const moment = zoned(time, zone);
  return `${dayWords(moment.toPlainDate().toString(), 'short')}, ${moment.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

/** `Saturday 21 November 2026`, or `Sat 21 Nov 2026`. */
export function dayWords(date: ServiceDate, length: 'long' | 'short'): string {
  const day = Temporal.PlainDate.from(date);
  const part = (options: Intl.DateTimeFormatOptions) => day.toLocaleString('en-GB', options);
  return `${part({ weekday: length })} ${day.day} ${part({ month: length })} ${day.year}`;
}
