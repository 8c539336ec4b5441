/** What changed since a sign-off, and what was signed, in a supervisor's words. */
import type { ServiceDate } from '#shared/ids.ts';
import type { StateCounts } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';
import { clockTime } from './clockWords.ts';
import { deedOf } from './decisionSentences.ts';
import type { StopDecision } from './decisions.ts';
import { excuseSentences } from './sentences.ts';
import type { StopChange } from './signOff.ts';

/** As they stand after “was” and “is”. */
export const spokenStates: Record<StopState, string> = {
  'not-required': 'not required',
  confirmed: 'confirmed',
  'needs-review': 'to be reviewed',
  candidate: 'without a certain picture',
  syncing: 'not synced',
  missing: 'missing',
  excused: 'excused',
};

/** What may have caused a change, as far as it is known. */
export interface ChangeCause {
  /** When the last of the photos that came since has arrived. Epoch ms. */
  photoCameAt: number | null;
  /** The latest decision about the stop since, if it holds. */
  decision: StopDecision | null;
}

/** “41 · 12 Elm St was missing and is confirmed now: a photo came at 21:40”. `where` names the stop. */
export function changeSentence(change: StopChange, where: string, cause: ChangeCause, timeZone: string): string {
  if (change.what === 'new') return `${where} came onto the route`;
  if (change.what === 'gone') return `${where} is no longer on the route`;
  const parts = detailsOf(change);
  if (change.state) {
    const { from, to } = change.state;
    const turned = `${where} was ${spokenStates[from]} and is ${spokenStates[to]} now`;
    const why = causeSentence(change, cause, timeZone) ?? parts[0];
    return why ? `${turned}: ${why}` : turned;
  }
  return `${where}: ${parts.join(', ')}`;
}

function causeSentence(
  change: Extract<StopChange, { what: 'differs' }>,
  { photoCameAt, decision }: ChangeCause,
  timeZone: string,
): string | null {
  if (change.added.length > 0 && photoCameAt !== null) {
    return `${photosWords(change.added.length)} came at ${clockTime(photoCameAt, timeZone)}`;
  }
  if (!decision) return null;
  return `${decision.person ?? 'somebody'} ${deedOf(decision)} at ${clockTime(decision.at, timeZone)}`;
}

function detailsOf({ added, removed, outcome, excuse, followUp }: Extract<StopChange, { what: 'differs' }>): string[] {
  const parts: string[] = [];
  if (outcome) parts.push(`the manifest says ${outcome.to} now, ${outcome.from} before`);
  if (added.length > 0) parts.push(`${photosWords(added.length)} ${added.length === 1 ? 'was' : 'were'} added`);
  if (removed.length > 0) {
    parts.push(`${photosWords(removed.length)} ${removed.length === 1 ? 'does' : 'do'} not count any more`);
  }
  if (excuse)
    parts.push(`${excuseSentences[excuse.to].toLowerCase()}, before ${excuseSentences[excuse.from].toLowerCase()}`);
  if (followUp !== null) parts.push(followUp ? 'the driver is asked now' : 'the driver is not asked any more');
  return parts;
}

const photosWords = (n: number) => (n === 1 ? 'a photo' : `${n} photos`);

/** “Signed off at 96.4 %, 3 stops left open: van still out”. */
export function signedSentence(signed: { counts: StateCounts; left: number; note?: string }): string {
  const { podScore } = signed.counts;
  const score = podScore === null ? 'Signed off' : `Signed off at ${(Math.floor(podScore * 1000) / 10).toFixed(1)} %`;
  const left = signed.left === 0 ? '' : `, ${signed.left === 1 ? 'one stop' : `${signed.left} stops`} left open`;
  return `${score}${left}${signed.note ? `: ${signed.note}` : ''}`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  ...({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const),
});

/** “Friday 20 November 2026”. */
export function dayWords(date: ServiceDate): string {
  const time = Date.parse(`${date}T12:00:00Z`);
  // The contract's pattern lets 2026-13-45 through.
  return Number.isNaN(time) ? date : dayFormat.format(time).replace(',', '');
}
