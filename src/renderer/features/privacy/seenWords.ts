/** Who looked at a picture, in one line. */
import type { LookView } from '#shared/looks.ts';
import { formatMoment, formatTime } from '#ui/format.ts';

const mostNamed = 3;
const halfDayMs = 43_200_000;

/** “Seen by Ana, 20:41; Ben, Fri 20 Nov 21:03, and 4 more times”. @param looks newest first. @param now epoch ms. */
export function seenWords(looks: readonly LookView[], now: number, timeZone: string): string {
  if (looks.length === 0) return 'Nobody has looked at it at full size';
  const named = looks.slice(0, mostNamed).map(({ at, person }) => {
    const when = Math.abs(now - at) < halfDayMs ? formatTime(at, timeZone) : formatMoment(at, timeZone);
    return `${person ?? 'somebody'}, ${when}`;
  });
  const more = looks.length - named.length;
  return `Seen by ${named.join('; ')}${more === 0 ? '' : `, and ${more === 1 ? 'once more' : `${more} more times`}`}`;
}
