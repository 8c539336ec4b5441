/** What somebody typed into the search box: words to look for, and the days to look in. Pure. */
import { type DayContext, type DayOrder, type DaySpan, readDays } from './dayWords.ts';

export interface ReadSearch {
  /** To look for: what was typed without the words of the days. */
  text: string;
  /** Null: all days. */
  days: (DaySpan & { /** The words that said it, as they were typed. */ typed: string }) | null;
}

/** “2026-11-01 to 2026-11-07” has three words, “day before …” no more than that, “1 nov 2026 to 7 nov 2026” seven. */
const mostWords = 7;

/**
 * Takes the days out of a text such as `elm st yesterday`, `last 7 days D-117` or `2026-11-01..2026-11-07`. The longest phrase
 * that names days counts, the first of several.
 * Words that could be a street (“12 May”, “Sun”) count at the end only, where `12 may st` shows that they are none.
 * @param asWords phrases that somebody wants as words, in lower case.
 */
export function readSearchText(
  typed: string,
  context: DayContext,
  asWords: ReadonlySet<string> = new Set(),
): ReadSearch {
  const words = typed
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  for (let length = Math.min(mostWords, words.length); length > 0; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const phrase = words.slice(start, start + length).join(' ');
      const bare = phrase.toLowerCase().replace(/,/g, '').replace(/^on /, '');
      const read = isPartOf(phrase.toLowerCase(), asWords) ? null : readDays(bare, context);
      if (!read || (read.likeAddress && start + length < words.length)) continue;
      const rest = [...words.slice(0, start), ...words.slice(start + length)];
      return { text: rest.join(' '), days: { ...read.span, typed: phrase } };
    }
  }
  return { text: words.join(' '), days: null };
}

/** Who doesn't want “until 20 Nov” to be days doesn't want “20 Nov” to be one either. */
function isPartOf(phrase: string, phrases: ReadonlySet<string>): boolean {
  return [...phrases].some((whole) => ` ${whole} `.includes(` ${phrase} `));
}

/**
 * The order of day and month where the depot is: month first in the United States, unknown in Canada, where both are in use, and in
 * UTC, which is nowhere; day first elsewhere.
 */
export function dayOrderOf(timeZone: string): DayOrder {
  if (isIn('US', timeZone)) return 'month-first';
  if (isIn('CA', timeZone) || !timeZone.includes('/') || timeZone.startsWith('Etc/')) return null;
  return 'day-first';
}

function isIn(region: string, timeZone: string): boolean {
  // Newer than the declarations: engines have it as a method or, earlier, as a property.
  const locale = new Intl.Locale(`und-${region}`) as Intl.Locale & { getTimeZones?(): string[]; timeZones?: string[] };
  return (locale.getTimeZones?.() ?? locale.timeZones ?? []).includes(timeZone);
}
