/** The days that figures are made of, in weeks that end with the newest. */
import type { Database } from 'better-sqlite3';
import { Temporal } from 'temporal-polyfill';
import type { FigurePeriod } from '#shared/claimFigures.ts';
import type { ServiceDate } from '#shared/ids.ts';

export interface FigureSpan {
  from: ServiceDate;
  to: ServiceDate;
  /** Their first days, oldest first; the first week may be cut off. */
  weeks: ServiceDate[];
  /** Every day with its week's place among `weeks`, oldest first. */
  days: { date: ServiceDate; week: number }[];
  /** Null: the date is none of these days. */
  weekOf(date: ServiceDate): number | null;
}

/** @param to a service date; one that no calendar has (a manifest may say 2026-02-30) is taken for the last before it */
export function spanOf(to: ServiceDate, period: FigurePeriod): FigureSpan {
  const [year = 1970, month = 1, day = 1] = to.split('-').map(Number);
  const last = Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' });
  const length = Number(period);
  const weekCount = Math.ceil(length / 7);
  const days = Array.from({ length }, (_, n) => {
    const back = length - 1 - n;
    return { date: last.subtract({ days: back }).toString(), week: weekCount - 1 - Math.floor(back / 7) };
  });
  const byDate = new Map(days.map(({ date, week }) => [date, week]));
  const weeks: ServiceDate[] = [];
  for (const { date, week } of days) weeks[week] ??= date;
  return {
    ...{ from: days[0]?.date ?? to, to: last.toString(), weeks, days },
    weekOf: (date) => byDate.get(date) ?? null,
  };
}

/** The newest service day up to a date; that date where there is none. What a manifest says of days to come is no delivery yet. */
export function newestDayUntil(db: Database): (today: ServiceDate) => ServiceDate {
  const newest = db.prepare<[string], ServiceDate | null>('SELECT max(date) FROM routes WHERE date <= ?').pluck();
  return (today) => newest.get(today) ?? today;
}
