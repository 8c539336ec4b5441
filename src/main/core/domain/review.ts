/** What waits for a decision, and why: one pure rule for the review queue and for what a sign-off leaves open. */
import type { PhotoId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { type Flag, type MatchMethod, type ReviewKind, reviewKinds, type StopState } from '#shared/words.ts';
import { spanWords } from './clockWords.ts';
import { blockingAmong } from './flags.ts';
import { flagSentences, notRequiredSentences } from './sentences.ts';
import type { StopReason } from './stopState.ts';

export interface ReviewedPhoto {
  id: PhotoId;
  flags: readonly Flag[];
  method: MatchMethod;
  /** 0 to 1. */
  confidence: number;
  secondsAfterScan: number | null;
  metresFromStop: number | null;
}

export interface ReviewedStop {
  state: StopState;
  reason: StopReason | null;
  /** All photos tied to it. */
  photos: readonly ReviewedPhoto[];
  /** Scores of the pictures that are proposed, best first. */
  candidates: readonly number[];
  decisions: {
    accepted: { has(photoId: PhotoId): boolean };
    rejected: { has(photoId: PhotoId): boolean };
    isExcused: boolean;
    /** The driver was asked. */
    isAsked: boolean;
  };
}

export interface Review {
  kind: ReviewKind;
  /** What is doubtful, in a sentence. */
  why: string;
}

type ReviewSettings = Pick<Settings, 'blockingFlags'>;

const kindOfFlag: Record<Flag, ReviewKind> = {
  'photo-despite-opt-out': 'opted-out',
  reused: 'reused',
  'near-duplicate': 'reused',
  'wrong-route': 'wrong-route',
  blurry: 'picture',
  'too-dark': 'picture',
  'too-bright': 'picture',
  'too-small': 'picture',
  'person-in-photo': 'picture',
  unreadable: 'picture',
  'far-from-stop': 'far-from-stop',
  'off-time': 'off-time',
  'clock-corrected': 'off-time',
  'time-unknown': 'off-time',
};

/** Said beside a good picture as often as beside a bad one: a doubt only where the settings make it one. */
const mereRemarks: readonly Flag[] = ['near-duplicate', 'clock-corrected', 'time-unknown'];

/** Whether somebody still has to decide about the stop. A sync that is awaited is for the sign-off to judge, not for the queue. */
export function isWaiting(stop: ReviewedStop): boolean {
  const { decisions, photos, state } = stop;
  if (decisions.isAsked) return false;
  if (state === 'needs-review' || state === 'candidate' || state === 'missing') return true;
  // Of a customer who opted out since, nothing is to be decided about the delivery.
  if (state !== 'not-required') return false;
  const isTaken = (photo: ReviewedPhoto) =>
    photo.flags.includes('photo-despite-opt-out') &&
    !decisions.accepted.has(photo.id) &&
    !decisions.rejected.has(photo.id);
  return !decisions.isExcused && photos.some(isTaken);
}

/** The worst that is doubtful about a stop, whether it waits or was decided about. */
export function reviewOf(stop: ReviewedStop, settings: ReviewSettings): Review {
  const { decisions, photos } = stop;
  const left = photos.filter((photo) => !decisions.rejected.has(photo.id));
  // Of one whose pictures were all rejected: what they were rejected for, unless others are proposed.
  const judged = left.length > 0 || stop.candidates.length > 0 || stop.state === 'missing' ? left : photos;
  const doubts = judged
    .flatMap((photo) => doubtsOf(photo, stop.state, settings).map((flag) => ({ photo, flag, kind: kindOfFlag[flag] })))
    .sort((a, b) => reviewKinds.indexOf(a.kind) - reviewKinds.indexOf(b.kind));
  const worst = doubts[0];
  if (worst) return { kind: worst.kind, why: doubtSentence(worst.flag, worst.photo, stop.reason) };
  const [photo] = judged;
  if (photo) return { kind: 'uncertain-match', why: uncertainSentence(photo) };
  const [best] = stop.candidates;
  if (best !== undefined) return { kind: 'candidate', why: candidateSentence(stop.candidates.length, best) };
  const isRefused = stop.reason === 'photos-rejected' || photos.length > 0;
  return { kind: 'missing', why: isRefused ? 'Every picture was rejected' : 'No picture has come' };
}

function doubtsOf({ flags }: ReviewedPhoto, state: StopState, settings: ReviewSettings): Flag[] {
  const blocking = blockingAmong(flags, settings);
  return flags.filter((flag) => {
    if (flag === 'photo-despite-opt-out') return state === 'not-required';
    return blocking.includes(flag) || !mereRemarks.includes(flag);
  });
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

function uncertainSentence({ confidence }: ReviewedPhoto): string {
  return confidence < 1
    ? `Only ${percent(confidence)} certain that this picture belongs here`
    : 'Nobody has looked at this picture';
}

function candidateSentence(count: number, best: number): string {
  return count === 1
    ? `One picture may belong here, ${percent(best)} certain`
    : `${count} pictures may belong here, the best is ${percent(best)} certain`;
}

function doubtSentence(flag: Flag, photo: ReviewedPhoto, reason: StopReason | null): string {
  if (flag === 'far-from-stop' && photo.metresFromStop !== null) {
    return `Taken ${distanceWords(photo.metresFromStop)} from the address`;
  }
  if (flag === 'off-time' && photo.secondsAfterScan !== null) {
    return `Taken ${spanWords(photo.secondsAfterScan)} ${photo.secondsAfterScan < 0 ? 'before' : 'after'} the scan`;
  }
  if (flag === 'photo-despite-opt-out' && (reason === 'opted-out' || reason === 'confidential')) {
    return `${notRequiredSentences[reason]}, and a picture was taken`;
  }
  return flagSentences[flag];
}

const distanceWords = (metres: number) =>
  metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
