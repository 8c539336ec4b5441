/** Numbers and facts as printed pages say them. */

import { clockTime } from '#core/domain/clockWords.ts';
import { dayAndTime } from '#core/exports/exportTimes.ts';
import type { SignOffSummary } from '#shared/views.ts';

/** `96.4 %`, rounded down: nothing short of it is a hundred. A dash where there is no opportunity. */
export function percent(share: number | null): string {
  // 0.29 * 1000 is 289.99…: without the nudge a whole figure would lose a tenth.
  return share === null ? '–' : `${(Math.floor(share * 1000 + 1e-6) / 10).toFixed(1)} %`;
}

/** `98 %` or `99.5 %`. */
export function targetPercent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}

const whole = new Intl.NumberFormat('en-US');

/** `1 stop`, `2,104 stops`. */
export function countWords(n: number, one: string, many = `${one}s`): string {
  return `${whole.format(n)} ${n === 1 ? one : many}`;
}

/** “target 98.0 %, settle 3 more”. */
export function targetWords(target: number, settleMore: number | null, podScore: number | null): string {
  if (podScore === null) return 'no opportunities';
  return `target ${targetPercent(target)}, ${settleMore === 0 ? 'reached' : `settle ${settleMore} more`}`;
}

/** Who signed, when, at which score and what was left, in one or two sentences. */
export function signOffWords(signOff: SignOffSummary | null, timeZone: string): string {
  if (!signOff) return 'Not signed off.';
  const { at, person, podScore, left, reason, changed } = signOff;
  const score = podScore === null ? '' : ` at ${percent(podScore)}`;
  const open =
    left === 0
      ? ''
      : ` ${countWords(left, 'stop')} ${left === 1 ? 'was' : 'were'} left open${reason ? `: “${reason}”` : ''}.`;
  const since = changed ? ' Something has changed since.' : '';
  return `Signed off by ${person ?? 'somebody'}, ${dayAndTime(at, timeZone)},${score}.${open}${since}`.replace(
    ',.',
    '.',
  );
}

/** `20:56 Dana`; a dash without a sign-off. For a table's cell. */
export function signedCell(signOff: SignOffSummary | null, timeZone: string): string {
  if (!signOff) return '–';
  const who = `${clockTime(signOff.at, timeZone)} ${signOff.person ?? ''}`.trim();
  return signOff.changed ? `${who}, changed since` : who;
}
