/** When a claim is due, told from today. Pure. */
import type { ServiceDate } from '#shared/ids.ts';
import { formatAmount, formatDay } from '#ui/format.ts';

export interface Due {
  /** `late`: its day has passed; `today`; `soon`: within seven days; `later`; `none`: no date was set, or nothing waits for it. */
  kind: 'late' | 'today' | 'soon' | 'later' | 'none';
  /** “3 days overdue”, “due today”, “in 3 days”. */
  words: string;
}

/** As the core counts them (`ClaimPage.dueSoon`). */
const soonDays = 7;
/** Beyond these a date says more than a number of days. */
const countedDays = 30;

/**
 * How near a claim's date is.
 * @param isWaiting it is neither answered nor closed: only such a one can be late.
 */
export function dueOf(due: ServiceDate | null, today: ServiceDate, isWaiting: boolean): Due {
  if (due === null) return { kind: 'none', words: 'no date' };
  if (!isWaiting) return { kind: 'none', words: formatDay(due) };
  const days = daysBetween(today, due);
  if (days < 0) return { kind: 'late', words: `${formatAmount(-days, 'day')} overdue` };
  if (days === 0) return { kind: 'today', words: 'due today' };
  if (days === 1) return { kind: 'soon', words: 'tomorrow' };
  const kind = days <= soonDays ? 'soon' : 'later';
  return { kind, words: days <= countedDays ? `in ${days} days` : formatDay(due) };
}

/** Whole days from one date to the other; negative when it lies before. */
export function daysBetween(from: ServiceDate, to: ServiceDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The date so many days after another. */
export function dayAfter(date: ServiceDate, days: number): ServiceDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
