/** What happened at a door before, told to whoever looks at it tonight. Facts about deliveries; who lives there is not judged. */
import { hasMark, type Mark } from '#core/domain/stopMarks.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { StopHistory } from '#shared/views.ts';

/** An earlier delivery at the same door, as it is remembered (`stopMarks.ts`). */
export interface EarlierDelivery {
  date: ServiceDate;
  marks: number;
}

const told = [
  ['claimed', 'claimed'],
  ['claim-rejected', 'claimed (rejected)'],
  ['no-picture', 'no picture'],
  ['wrong-place', 'picture of another place'],
] as const satisfies readonly (readonly [Mark, string])[];

/** More dates than these are a number. */
const datesTold = 3;

/** Null: nothing is remembered. @param earlier in any order */
export function historyOf(earlier: readonly EarlierDelivery[]): StopHistory | null {
  const newestFirst = [...earlier].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  const at = (mark: Mark) => newestFirst.filter(({ marks }) => hasMark(marks, mark)).map(({ date }) => date);
  const found = told.map(([mark, words]) => ({ words, dates: at(mark) })).filter(({ dates }) => dates.length > 0);
  if (found.length === 0) return null;
  const parts = found.map(({ words, dates }) => `${words} ${datesWords(dates)}`);
  return {
    claims: at('claimed').length + at('claim-rejected').length,
    noPicture: at('no-picture').length,
    wrongPlace: at('wrong-place').length,
    sentence: `Earlier at this address: ${parts.join('; ')}`,
  };
}

/** “on 3 Nov and 14 Oct”, “on 3 Nov, 14 Oct, 2 Oct and 4 times before”. */
function datesWords(dates: readonly ServiceDate[]): string {
  const days = dates.slice(0, datesTold).map(shortDay);
  const more = dates.length - days.length;
  if (more > 0) return `on ${days.join(', ')} and ${more === 1 ? 'once' : `${more} times`} before`;
  const last = days.pop() ?? '';
  return days.length === 0 ? `on ${last}` : `on ${days.join(', ')} and ${last}`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function shortDay(date: ServiceDate): string {
  const time = Date.parse(`${date}T12:00:00Z`);
  return Number.isNaN(time) ? date : dayFormat.format(time);
}
