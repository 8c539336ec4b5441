/** What an entry of the ledger says, in a sentence without who and when. Pure; names come from the caller. */
import { deviceWords, offWords } from '#core/domain/clockSentences.ts';
import { excuseSentences, rejectSentences } from '#core/domain/sentences.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type {
  AsideReason,
  ClaimAllegation,
  ClaimPackVariant,
  ClaimState,
  ConfirmationChannel,
  ConfirmationState,
  EraseReason,
  ExcuseReason,
  OptOutTarget,
  RejectReason,
  RetentionKind,
} from '#shared/words.ts';

/** The part of a ledger entry that a sentence is made of; a `LedgerBody` fits. */
export type ToldBody =
  | { kind: 'accept' | 'note' | 'move' }
  | { kind: 'reject'; reason: RejectReason }
  | { kind: 'excuse'; reason: ExcuseReason }
  | { kind: 'follow-up'; driver?: string | null }
  | { kind: 'put-aside'; reason: AsideReason }
  | { kind: 'redact'; boxes: readonly unknown[]; outside?: true }
  | { kind: 'set-clock'; route: string; device: string; seconds: number | null }
  | { kind: 'sign-off'; route: string; date: ServiceDate; counts: ToldCounts; left?: number }
  | { kind: 'sign-off-day'; date: ServiceDate; counts: ToldCounts; routes: readonly unknown[]; left?: number }
  | { kind: 'opt-out'; by: OptOutTarget; words: string; from: ServiceDate; until: ServiceDate | null }
  | { kind: 'end-opt-out'; lastDay: ServiceDate }
  | { kind: 'set-programme'; areas: readonly unknown[] }
  | { kind: 'confirm'; channel: ConfirmationChannel }
  | { kind: 'confirmation-step'; step: ConfirmationState; attempt: number }
  | { kind: 'hold' | 'release-hold' | 'view' }
  | { kind: 'erase'; what: readonly RetentionKind[]; why: EraseReason; route: string; stops: readonly unknown[] }
  | { kind: 'open-claim'; words: string; allegation: ClaimAllegation }
  | { kind: 'settle-claim'; state: ClaimState }
  | { kind: 'amend-claim' | 'claim-note' }
  | { kind: 'claim-file'; fileName: string }
  | { kind: 'claim-pack'; variant: ClaimPackVariant; signedBy: string | null }
  | { kind: 'signing-key'; fingerprint: string }
  | { kind: 'undo' }
  | { kind: 'import-manifest'; fileName: string }
  | { kind: 'save-profile'; name: string };

interface ToldCounts {
  excused: number;
  podScore: number | null;
}

/** What the sentence names beside the body. */
export interface ToldNames {
  /** The stop: its address, or `stop 041 of R104`. Empty where the entry is about none. */
  where: string;
  /** Of a move: the stop that the picture went to. */
  to: string;
  /** Of an undo: what the decision at its end says, and how many undos lie between the two (0: it took the decision itself back). */
  undone: { sentence: string; undosBetween: number } | null;
}

/** A kind that this version does not know. */
export const unknownSentence = 'An entry of a newer Porchlight';
/** Stands where a name or a note was erased. */
export const erasedWord = 'erased';

const asideWords: Record<AsideReason, string> = {
  'vehicle-or-equipment': 'Put a picture aside: a vehicle or equipment',
  'damaged-parcel': 'Put a picture aside: a damaged parcel',
  'test-picture': 'Put a picture aside: taken as a test',
  private: 'Put a picture aside: private',
  other: 'Put a picture aside: no delivery',
};

/** `where` of {@link ToldNames}. */
export function stopWords(stop: { route: string; stop: string }, address: string): string {
  return address || `stop ${stop.stop} of ${stop.route}`;
}

export function activitySentence(body: ToldBody, { where, to, undone }: ToldNames): string {
  switch (body.kind) {
    case 'accept':
      return `Accepted the picture at ${where}`;
    case 'reject':
      return rejectSentences[body.reason].replace(/^Rejected/, () => `Rejected the picture at ${where}`);
    case 'excuse':
      return excuseSentences[body.reason].replace(/^Excused/, () => `Excused ${where}`);
    case 'move':
      return `Moved the picture from ${where} to ${to}`;
    case 'note':
      return `Wrote a note about ${where}`;
    case 'follow-up':
      return `Asked ${body.driver ?? 'the driver'} about ${where}`;
    case 'put-aside':
      return asideWords[body.reason];
    case 'redact':
      return redactSentence(body.boxes.length, body.outside ?? false);
    case 'set-clock':
      return clockSentence(body);
    case 'sign-off':
      return `Signed off ${body.route} of ${dateWords(body.date)}: ${resultWords(body)}`;
    case 'sign-off-day': {
      const routes = body.routes.length === 1 ? 'one route' : `${body.routes.length} routes`;
      return `Signed off ${dateWords(body.date)}, ${routes}: ${resultWords(body)}`;
    }
    case 'opt-out':
      return optOutSentence(body);
    case 'end-opt-out':
      return `Ended an opt-out: the last day without photos is ${dateWords(body.lastDay)}`;
    case 'set-programme':
      return programmeSentence(body.areas.length);
    case 'confirm':
      return `Made a confirmation for ${where}, ${channelWords[body.channel]}`;
    case 'confirmation-step':
      return `${stepWords[body.step]} for ${where}${body.attempt > 1 ? `, attempt ${body.attempt}` : ''}`;
    case 'hold':
      return `Put a hold on ${where}: nothing of it is erased`;
    case 'release-hold':
      return where ? `Released the hold on ${where}` : 'Released a hold';
    case 'erase':
      return eraseSentence(body);
    case 'view':
      return where ? `Looked at a picture of ${where} at full size` : 'Looked at a picture at full size';
    case 'open-claim':
      return `Opened a claim about ${where || body.words || erasedWord}: ${allegationWords[body.allegation]}`;
    case 'settle-claim':
      return `${claimStateWords[body.state]}${where && ` about ${where}`}`;
    case 'amend-claim':
      return `Changed a claim${where && ` about ${where}`}`;
    case 'claim-note':
      return `Wrote a note to a claim${where && ` about ${where}`}`;
    case 'claim-file':
      return `Put ${body.fileName ? `the file ${body.fileName}` : 'a file whose name was erased'} to a claim`;
    case 'claim-pack': {
      const pack = body.variant === 'customer' ? 'a claim pack for the customer' : 'a claim pack';
      return `Made ${pack}${where && ` about ${where}`}, ${body.signedBy === null ? 'unsigned' : 'signed'}`;
    }
    case 'signing-key':
      return `Claim packs are signed with the key ${body.fingerprint.slice(0, 16)} from now on`;
    case 'undo':
      return undoSentence(undone);
    case 'import-manifest':
      return body.fileName ? `Imported the manifest ${body.fileName}` : 'Imported a manifest whose name was erased';
    case 'save-profile':
      return `Kept the columns of a manifest under the name ${body.name}`;
  }
}

const channelWords: Record<ConfirmationChannel, string> = {
  email: 'by e-mail',
  webhook: 'by webhook',
  pages: 'as a page',
};

const stepWords: Record<ConfirmationState, string> = {
  ready: 'Put the confirmation back in the outbox',
  held: 'Held the confirmation',
  sending: 'Began to send the confirmation',
  sent: 'Sent the confirmation',
  delivered: 'Delivered the confirmation',
  failed: 'Could not send the confirmation',
  uncertain: 'The confirmation may have gone out',
  withdrawn: 'Withdrew the confirmation',
};

export const allegationWords: Record<ClaimAllegation, string> = {
  'never-received': 'never received',
  'wrong-place': 'left at the wrong place',
  damaged: 'damaged',
  'not-my-parcel': 'not their parcel',
  other: 'something else',
};

export const claimStateWords: Record<ClaimState, string> = {
  open: 'Opened the claim again',
  answered: 'Answered the claim',
  upheld: 'Upheld the claim',
  rejected: 'Rejected the claim',
  withdrawn: 'The claim was withdrawn',
};

const targetWords: Record<OptOutTarget, string> = {
  address: 'the address',
  customer: 'the customer',
  'tracking-id': 'the parcel',
};

function optOutSentence(body: Extract<ToldBody, { kind: 'opt-out' }>): string {
  const until = body.until === null ? '' : ` until ${dateWords(body.until)}`;
  return `No photos for ${targetWords[body.by]} ${body.words || erasedWord} from ${dateWords(body.from)}${until}`;
}

function programmeSentence(areas: number): string {
  if (areas === 0) return 'The photo programme runs everywhere';
  return areas === 1 ? 'The photo programme runs in one area' : `The photo programme runs in ${areas} areas`;
}

const erasedWords: Record<RetentionKind, string> = {
  picture: 'pictures',
  thumbnail: 'thumbnails',
  confirmation: 'confirmations',
  'customer-data': 'customer data',
};

const eraseReasonWords: Record<EraseReason, string> = {
  retention: 'their time was up',
  request: 'the customer asked for it',
  'opt-out': 'the customer opted out',
};

function eraseSentence({ what, why, route, stops }: Extract<ToldBody, { kind: 'erase' }>): string {
  const of = stops.length === 1 ? 'one stop' : `${stops.length} stops`;
  if (stops.length === 0)
    return `Erased ${what.map((kind) => erasedWords[kind]).join(', ')} that belonged to no stop: ${eraseReasonWords[why]}`;
  return `Erased ${what.map((kind) => erasedWords[kind]).join(', ')} of ${of} of ${route}: ${eraseReasonWords[why]}`;
}

function redactSentence(parts: number, outside: boolean): string {
  if (outside && parts === 0) return 'Hid the whole of a picture in copies';
  if (outside) return `Hid all but ${parts === 1 ? 'a part' : `${parts} parts`} of a picture in copies`;
  if (parts === 0) return 'Copies show the whole of a picture again';
  return parts === 1 ? 'Hid a part of a picture in copies' : `Hid ${parts} parts of a picture in copies`;
}

/** “Said that Apple iPhone 13 of R104 is 7 min 20 s slow”. */
function clockSentence(body: { route: string; device: string; seconds: number | null }): string {
  const device = deviceWords(body.device, body.route);
  if (body.seconds === null) return `Took the clock of ${device} as measured again`;
  return body.seconds === 0
    ? `Said that ${device} has the right time`
    : `Said that ${device} is ${offWords(body.seconds)}`;
}

/** Taking back an undo brings the decision back, and so on. */
function undoSentence(undone: ToldNames['undone']): string {
  if (undone === null) return 'Took back a decision that is not in the index';
  return undone.undosBetween % 2 === 0 ? `Took back: ${undone.sentence}` : `Brought back: ${undone.sentence}`;
}

function resultWords({ counts, left = 0 }: { counts: ToldCounts; left?: number }): string {
  const parts = [counts.podScore === null ? 'no photo was owed' : `POD ${percentWords(counts.podScore)}`];
  if (counts.excused > 0) parts.push(`${counts.excused} excused`);
  if (left > 0) parts.push(`${left} left open`);
  return parts.join(', ');
}

/** Rounded down: nothing less than all is ever told as 100 %. */
function percentWords(share: number): string {
  return `${(Math.floor(share * 1000 + 1e-9) / 10).toFixed(1)} %`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `21 Nov 2026` */
function dateWords(date: ServiceDate): string {
  const [year, month, day] = date.split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

/** What the check of the ledger's chain found; `known` is what the index still holds of the broken entry. */
export function verdictSentence(
  verdict: { entries: number; broken: { message: string } | null },
  known: { sentence: string; person: string | null } | null,
): string {
  const { entries, broken } = verdict;
  if (broken === null) {
    if (entries === 0) return 'The ledger is whole: it is empty, nobody has decided anything yet.';
    if (entries === 1) return 'The ledger is whole: its one entry is as it was written.';
    return `The ledger is whole: all ${grouped(entries)} entries are as they were written, each after the one before it.`;
  }
  const before =
    entries === 1 ? 'The entry before it is whole.' : `The ${grouped(entries)} entries before it are whole.`;
  const parts = [broken.message];
  if (entries > 0) parts.push(before);
  if (known)
    parts.push(`When it was read last, it said: ${known.sentence}${known.person ? ` (${known.person})` : ''}.`);
  parts.push('Keep this file, and put the ledger back from a backup.');
  return parts.join(' ');
}

const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
