/** How long a picture is kept, in a few words. Dates are service dates. */
import type { ServiceDate } from '#shared/ids.ts';
import { formatDay } from '#ui/format.ts';

export interface KeptFacts {
  /** Of the stop. */
  date: ServiceDate;
  today: ServiceDate;
  /** Days after the service date; null: until somebody erases it. */
  days: number | null;
  held: boolean;
  erased: boolean;
}

export interface Countdown {
  kind: 'kept' | 'due' | 'held' | 'erased';
  words: string;
}

const dayMs = 86_400_000;
const dayNumber = (date: ServiceDate) => Date.parse(`${date}T00:00:00Z`) / dayMs;

export function countdown({ date, today, days, held, erased }: KeptFacts): Countdown {
  if (erased) return { kind: 'erased', words: 'Erased' };
  if (held) return { kind: 'held', words: 'Held: nothing of it is erased' };
  if (days === null) return { kind: 'kept', words: 'Kept until somebody erases it' };
  const until = dayNumber(date) + days;
  const left = until - dayNumber(today);
  if (left <= 0) return { kind: 'due', words: 'Its time is up: erased at the next nightly run' };
  const day = formatDay(new Date(until * dayMs).toISOString().slice(0, 10));
  return { kind: 'kept', words: `Kept until ${day} · ${left === 1 ? '1 day' : `${left} days`}` };
}
