/** Decisions in a supervisor's words: beside their stop, as an answer to the key, and when somebody else was there meanwhile. */
import type { ExcuseReason, Outcome, RejectReason } from '#shared/words.ts';
import { setClockSentence } from './clockSentences.ts';
import { clockTime } from './clockWords.ts';
import type { Basis, DecisionEntry, OtherBody, RecordKind, StopBody, StopDecision, StopName } from './decisions.ts';
import { asideSentences, excuseSentences, rejectSentences } from './sentences.ts';

/** How a stop is called in a sentence: its address, else its number. */
export type NameStop = (stop: StopName) => string;

/** “Rejected: blurry”; its note stands beside it, not in it. */
export function decisionSentence(decision: StopDecision, nameStop: NameStop): string {
  switch (decision.kind) {
    case 'accept':
      return 'Accepted';
    case 'reject':
      return rejectSentences[decision.reason as RejectReason];
    case 'excuse':
      return excuseSentences[decision.reason as ExcuseReason];
    case 'note':
      return 'Note';
    case 'follow-up':
      return 'The driver is asked';
    case 'move': {
      const other = decision.moved ? nameStop(decision.moved.other) : 'another stop';
      return decision.moved?.how === 'here' ? `Picture moved here from ${other}` : `Picture moved to ${other}`;
    }
  }
}

/** Anything that a person can decide and take back. */
export type DoneBody =
  | Exclude<DecisionEntry['body'], { kind: 'undo' } | OtherBody>
  | { kind: Exclude<OtherBody['kind'], RecordKind> };

/** What a decision did, for the screen that made it: “Accepted the picture at 12 Elm St”. */
export function doneSentence(body: DoneBody, nameStop: NameStop): string {
  switch (body.kind) {
    case 'accept':
      return `Accepted the picture at ${nameStop(body.stop)}`;
    case 'reject':
      return withWhere(rejectSentences[body.reason], `Rejected the picture at ${nameStop(body.stop)}`);
    case 'excuse':
      return withWhere(excuseSentences[body.reason], `Excused ${nameStop(body.stop)}`);
    case 'move':
      return `Moved the picture from ${nameStop(body.stop)} to ${nameStop(body.to)}`;
    case 'note':
      return `Noted at ${nameStop(body.stop)}`;
    case 'follow-up':
      return `${body.driver ?? 'The driver'} is asked about ${nameStop(body.stop)}`;
    case 'put-aside':
      return asideSentences[body.reason];
    case 'redact': {
      const parts = body.boxes.length;
      if (body.outside) {
        if (parts === 0) return 'Copies of the picture show nothing of it';
        return `Copies of the picture show ${parts === 1 ? 'one part' : `${parts} parts`} of it and nothing else`;
      }
      if (parts === 0) return 'Copies show the whole picture again';
      return `Copies of the picture hide ${parts === 1 ? 'one part' : `${parts} parts`} of it`;
    }
    case 'set-clock':
      return setClockSentence(body);
    case 'sign-off':
      return `Signed ${body.route} off`;
    case 'sign-off-day':
      return 'Signed the day off';
    case 'opt-out':
      return 'Entered an opt-out';
    case 'end-opt-out':
      return 'Ended an opt-out';
    case 'set-programme':
      return 'Changed where the photo programme runs';
    case 'hold':
      return `Put a hold on ${nameStop(body.stop)}`;
    case 'release-hold':
      return 'Released a hold';
    case 'open-claim':
      return 'Opened a claim';
    case 'settle-claim':
      return 'Settled a claim';
    case 'amend-claim':
      return 'Changed a claim';
    case 'claim-note':
      return 'Noted at a claim';
  }
}

/** “Rejected: blurry” → “Rejected the picture at 12 Elm St: blurry”; an address may hold a `$&`, so the new words are a function. */
const withWhere = (sentence: string, deed: string) => sentence.replace(/^\w+/, () => deed);

const together: Record<StopBody['kind'] | 'put-aside', (n: number) => string> = {
  accept: (n) => `accepted ${pictures(n)}`,
  reject: (n) => `rejected ${pictures(n)}`,
  excuse: (n) => `excused ${n === 1 ? 'a stop' : `${n} stops`}`,
  move: (n) => `moved ${pictures(n)}`,
  note: (n) => `wrote ${n === 1 ? 'a note' : `${n} notes`}`,
  'follow-up': (n) => `asked about ${n === 1 ? 'a stop' : `${n} stops`}`,
  'put-aside': (n) => `put ${pictures(n)} aside`,
};

const pictures = (n: number) => (n === 1 ? 'a picture' : `${n} pictures`);

/** What one key did to many: “Accepted 3 pictures, excused a stop”. */
export function doneTogetherSentence(kinds: readonly DoneBody['kind'][]): string {
  const counts = Map.groupBy(kinds, (kind) => kind);
  const parts = Object.entries(together).flatMap(([kind, say]) => {
    const n = counts.get(kind as DoneBody['kind'])?.length ?? 0;
    return n > 0 ? [say(n)] : [];
  });
  const sentence = parts.join(', ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** What somebody did, with the name in front: “rejected this picture (blurry)”. */
export function deedOf(decision: StopDecision): string {
  switch (decision.kind) {
    case 'accept':
      return 'accepted a picture here';
    case 'reject':
      return `rejected a picture here${reasonInBrackets(rejectSentences[decision.reason as RejectReason])}`;
    case 'excuse':
      return `excused this stop${reasonInBrackets(excuseSentences[decision.reason as ExcuseReason])}`;
    case 'note':
      return 'wrote a note here';
    case 'follow-up':
      return 'asked the driver about this stop';
    case 'move':
      return decision.moved?.how === 'here' ? 'moved a picture here' : 'moved a picture to another stop';
  }
}

/** “Rejected: blurry” → “ (blurry)”; “Rejected” → nothing. */
function reasonInBrackets(sentence: string): string {
  const reason = sentence.split(': ')[1];
  return reason ? ` (${reason})` : '';
}

const who = (person: string | null) => person ?? 'Somebody';

/** Somebody decided about the stop after the screen last looked; `photo` is what the own decision is about. */
export function meanwhileSentence(theirs: StopDecision, photo: string | null, timeZone: string): string {
  const deed =
    theirs.photo !== null && theirs.photo === photo
      ? deedOf(theirs).replace('a picture here', 'this picture')
      : deedOf(theirs);
  return `${who(theirs.person)} ${deed} at ${clockTime(theirs.at, timeZone)}; your decision now stands. U takes it back.`;
}

/** The same where their deed was to take a decision back. */
export function takenBackMeanwhileSentence(
  theirs: { person: string | null; at: number },
  decision: StopDecision,
  timeZone: string,
): string {
  return `${who(theirs.person)} took “${deedOf(decision)}” back at ${clockTime(theirs.at, timeZone)}; your decision now stands. U takes it back.`;
}

/** “Rejected: blurry (Dana, 20:41)”: what others built on a decision that is taken back. */
export function stillHolds(decision: StopDecision, nameStop: NameStop, timeZone: string): string {
  const by = decision.person ? `${decision.person}, ` : '';
  return `${decisionSentence(decision, nameStop)} (${by}${clockTime(decision.at, timeZone)})`;
}

/** The manifest against what it said when somebody decided; null when it says the same. */
export function changedSinceSentence(
  basis: Basis | null,
  now: { outcome: Outcome; completedAt: number | null },
  timeZone: string,
): string | null {
  if (!basis || (basis.outcome === now.outcome && basis.completedAt === now.completedAt)) return null;
  const said = ({ outcome, completedAt }: typeof now) =>
    completedAt === null ? outcome : `${outcome} at ${clockTime(completedAt, timeZone)}`;
  const same = basis.outcome === now.outcome || basis.completedAt === now.completedAt;
  const then = said(basis);
  // “… said delivered at 14:32; it now says attempted.” The time only where it tells something.
  return `Decided when the manifest said ${then}; it now says ${same && basis.outcome !== now.outcome ? now.outcome : said(now)}.`;
}
