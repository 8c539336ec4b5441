/**
 * What the ledger's entries say of a claim: where it stands, when an answer is due, what it rests on. Pure; dates are the depot's
 * local dates, times epoch milliseconds.
 */
import { Temporal } from 'temporal-polyfill';
import type { EntryId, PhotoId, ServiceDate } from '#shared/ids.ts';
import type { ClaimAllegation, ClaimState } from '#shared/words.ts';
import { allegationWords, claimStateWords, erasedWord } from './activity.ts';
import { clockTime } from './clockWords.ts';
import { type Basis, type StopName, stopNameKey } from './decisions.ts';
import { dayWords, spokenStates } from './signOffSentences.ts';

/** The part of an entry about a claim that the fold needs; such a `LedgerBody` fits. */
export type ClaimBody =
  | {
      kind: 'open-claim';
      stop: StopName | null;
      words: string;
      askedBy?: string;
      allegation: ClaimAllegation;
      due: ServiceDate | null;
      photos: readonly PhotoId[];
      basis?: Basis;
      note?: string;
    }
  | { kind: 'settle-claim'; claim: EntryId; state: ClaimState; note?: string }
  | {
      kind: 'amend-claim';
      claim: EntryId;
      stop?: StopName;
      photos?: readonly PhotoId[];
      basis?: Basis;
      allegation?: ClaimAllegation;
      due?: ServiceDate | null;
    }
  | { kind: 'claim-note'; claim: EntryId; note: string }
  | { kind: 'claim-file'; claim: EntryId; fileName: string }
  | { kind: 'claim-pack'; claim: EntryId };

export type ClaimKind = ClaimBody['kind'];

const claimKinds: Record<ClaimKind, true> = {
  'open-claim': true,
  'settle-claim': true,
  'amend-claim': true,
  'claim-note': true,
  'claim-file': true,
  'claim-pack': true,
};
/** The entry says something about a claim; of an undo ask what it is about in the end. */
export const isAboutClaims = <Body extends { kind: string }>(body: Body): body is Extract<Body, { kind: ClaimKind }> =>
  body.kind in claimKinds;

export interface ClaimEntry {
  /** Epoch ms. */
  at: number;
  body: ClaimBody;
  undone: boolean;
}

/** A claim as its entries leave it. */
export interface Claim {
  state: ClaimState;
  allegation: ClaimAllegation;
  due: ServiceDate | null;
  /** Null: about a parcel that no stop is known of. */
  stop: StopName | null;
  /** Every stop that it was ever said to be about, the first one first: what was tied in error may be evidence all the same. */
  stops: StopName[];
  /** Tied to the stop when the claim was tied to it. */
  photos: readonly PhotoId[];
  /** What the screen said of the stop then. */
  basis: Basis | null;
  /** Of the last entry that holds. */
  changedAt: number;
  notes: number;
  files: number;
  packs: number;
  /** Something that a person wrote or said is there and was not erased. */
  isWorded: boolean;
  /** Its opening was taken back. */
  undone: boolean;
}

/** Entries of one claim in the order of the ledger; the first opens it. */
export function foldClaim([opening, ...later]: readonly [ClaimEntry, ...ClaimEntry[]]): Claim {
  const { body } = opening;
  if (body.kind !== 'open-claim') throw new Error('A claim begins with its opening');
  const claim: Claim = {
    ...{ state: 'open', allegation: body.allegation, due: body.due, stop: body.stop },
    ...{ stops: body.stop ? [body.stop] : [], photos: body.photos, basis: body.basis ?? null },
    ...{ changedAt: opening.at, notes: body.note ? 1 : 0, files: 0, packs: 0 },
    isWorded: [body.words, body.askedBy, body.note].some(Boolean),
    undone: opening.undone,
  };
  for (const entry of later) {
    if (isText(entry.body)) claim.isWorded = true;
    if (entry.undone) continue;
    claim.changedAt = entry.at;
    change(claim, entry.body);
  }
  return claim;
}

/** What was taken back is written in the ledger all the same. */
const isText = (body: ClaimBody): boolean =>
  ('note' in body && Boolean(body.note)) || ('fileName' in body && body.fileName !== '');

function change(claim: Claim, body: ClaimBody): void {
  switch (body.kind) {
    case 'open-claim':
      return;
    case 'settle-claim':
      claim.state = body.state;
      if (body.note) claim.notes++;
      return;
    case 'amend-claim':
      if (body.allegation) claim.allegation = body.allegation;
      if (body.due !== undefined) claim.due = body.due;
      if (body.stop) tie(claim, body.stop, body);
      return;
    case 'claim-note':
      claim.notes++;
      return;
    case 'claim-file':
      claim.files++;
      return;
    case 'claim-pack':
      claim.packs++;
  }
}

function tie(
  claim: Claim,
  stop: StopName,
  { photos = [], basis }: { photos?: readonly PhotoId[]; basis?: Basis },
): void {
  claim.stop = stop;
  claim.photos = photos;
  claim.basis = basis ?? null;
  if (!claim.stops.some((each) => stopNameKey(each) === stopNameKey(stop))) claim.stops.push(stop);
}

/** Somebody still waits for a verdict: what belongs to it is kept. */
export const isCurrent = (state: ClaimState): boolean => state === 'open' || state === 'answered';

/** `2026-0042` */
export const claimNumber = (year: number, place: number): string => `${year}-${String(place).padStart(4, '0')}`;

export const isOverdue = (claim: { state: ClaimState; due: ServiceDate | null }, today: ServiceDate): boolean =>
  claim.state === 'open' && claim.due !== null && claim.due < today;

/** A claim that falls due within so many days is told ahead: a week's answers. */
const soonDays = 7;

/** The last date that is soon. */
export const soonUntil = (today: ServiceDate): ServiceDate =>
  Temporal.PlainDate.from(today).add({ days: soonDays }).toString();

/** What the sentence about a claim is made of. */
export interface ToldClaim {
  state: ClaimState;
  due: ServiceDate | null;
  packs: number;
  /** `lost`: named, and not in the index any more; `unknown`: none was ever seen. */
  stop: 'known' | 'lost' | 'unknown';
}

/** “Due tomorrow; the evidence has not been sent out yet”. */
export function claimSentence({ state, due, packs, stop }: ToldClaim, today: ServiceDate): string {
  const parts: string[] = [];
  if (state === 'open')
    parts.push(dueWords(due, today), packs === 0 ? 'no claim pack was made yet' : 'its claim pack is made');
  else if (state === 'answered') parts.push('Answered', 'nobody has judged it yet');
  else parts.push(closedWords[state]);
  if (stop === 'unknown') parts.push('Porchlight never saw this parcel');
  if (stop === 'lost') parts.push('its stop is not in the index any more');
  return parts.join('; ');
}

const closedWords: Record<'upheld' | 'rejected' | 'withdrawn', string> = {
  upheld: 'Upheld and closed',
  rejected: 'Rejected and closed',
  withdrawn: 'Withdrawn and closed',
};

/** “Due tomorrow”, “Overdue by 3 days”. */
export function dueWords(due: ServiceDate | null, today: ServiceDate): string {
  if (due === null) return 'No date is set';
  const days = Temporal.PlainDate.from(today).until(due).days;
  if (days === 0) return 'Due today';
  if (days === 1) return 'Due tomorrow';
  if (days > 1) return `Due in ${days} days`;
  return days === -1 ? 'Overdue since yesterday' : `Overdue by ${-days} days`;
}

/** What an entry did to the claim, for its history; `nameStop` calls a stop by its address. */
export function claimEntrySentence(body: ClaimBody, nameStop: (stop: StopName) => string): string {
  switch (body.kind) {
    case 'open-claim':
      return `Opened: ${allegationWords[body.allegation]}${body.stop ? `, at ${nameStop(body.stop)}` : ''}`;
    case 'settle-claim':
      return claimStateWords[body.state];
    case 'amend-claim':
      return amendedWords(body, nameStop);
    case 'claim-note':
      return 'Note';
    case 'claim-file':
      return `Put the file ${body.fileName || erasedWord} to it`;
    case 'claim-pack':
      return 'Made its claim pack';
  }
}

function amendedWords(body: Extract<ClaimBody, { kind: 'amend-claim' }>, nameStop: (stop: StopName) => string): string {
  const parts: string[] = [];
  if (body.stop) parts.push(`it is about ${nameStop(body.stop)}`);
  if (body.allegation) parts.push(`what is said: ${allegationWords[body.allegation]}`);
  if (body.due !== undefined) parts.push(body.due === null ? 'no date is set' : `due on ${dayWords(body.due)}`);
  return `Changed: ${parts.join(', ') || 'nothing'}`;
}

/**
 * What became of a picture that a claim rests on. `changed`: its file has other bytes since; `gone`: the record is there and no file any
 * more; `unknown`: not even that.
 */
export type PictureNow = 'there' | 'changed' | 'gone' | 'unknown' | 'erased' | 'rejected' | 'elsewhere';

const pictureWords: Record<Exclude<PictureNow, 'there'>, string> = {
  changed: 'was changed: its file has other bytes since',
  gone: 'is gone from the folder',
  unknown: 'is not in the folder any more: its file was changed or deleted',
  erased: 'was erased',
  rejected: 'was rejected since',
  elsewhere: 'is not tied to this stop any more',
};

/** As many hex digits of a picture's hash as people compare. */
const shortHash = (photo: PhotoId): string => photo.slice(0, 12);

/** What is otherwise now than when the claim was tied to its stop, in sentences. */
export function changedSince(facts: {
  pictures: readonly { photo: PhotoId; now: PictureNow }[];
  /** Tied since. */
  added: readonly PhotoId[];
  /** Null: nobody wrote down how the stop stood. */
  basis: Basis | null;
  now: Basis;
  timeZone: string;
}): string[] {
  const { pictures, added, basis, now, timeZone } = facts;
  const said = pictures.flatMap(({ photo, now: state }) =>
    state === 'there' ? [] : [`Picture ${shortHash(photo)} ${pictureWords[state]}.`],
  );
  for (const photo of added) said.push(`Picture ${shortHash(photo)} was tied to this stop since.`);
  if (basis === null) return said;
  if (basis.state !== now.state) {
    said.push(`The stop was ${spokenStates[basis.state]} then and is ${spokenStates[now.state]} now.`);
  }
  if (basis.outcome !== now.outcome) {
    said.push(`The manifest said ${basis.outcome} then and says ${now.outcome} now.`);
  }
  if (basis.completedAt !== now.completedAt) {
    const time = (at: number | null) => (at === null ? 'no time' : clockTime(at, timeZone));
    said.push(
      `The manifest gave ${time(basis.completedAt)} as the time of delivery then and gives ${time(now.completedAt)} now.`,
    );
  }
  return said;
}

/** “Claim 2026-0012 keeps it”. */
export const claimKeeps = (number: string): string => `Claim ${number} keeps it`;

/**
 * A tracking id as it may have been heard or misread: no blanks, hyphens or other marks, and O is 0, I and l are 1. Two ids of one
 * loose form are near each other, never the same.
 */
export function looseId(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toUpperCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .join('')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

/** Every character that a character of a loose form may stand for. */
export function readings(character: string): readonly string[] {
  if (character === '0') return ['0', 'O'];
  return character === '1' ? ['1', 'I', 'L'] : [character];
}

/** What tells two spellings of one loose form apart: “written with O for 0”, “with other hyphens or blanks”. */
export function spellingWords(asked: string, found: string): string {
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .toUpperCase()
      .match(/[\p{L}\p{N}]/gu) ?? [];
  const [own, other] = [plain(asked), plain(found)];
  const swapped = new Set(
    own.flatMap((each, n) => (other[n] !== undefined && other[n] !== each ? [`${each} for ${other[n]}`] : [])),
  );
  return swapped.size === 0 ? 'with other hyphens or blanks' : `with ${[...swapped].join(' and ')}`;
}
