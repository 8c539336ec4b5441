/**
 * What is remembered of a delivered stop: that it was claimed, that no picture came, that something about its scan or picture is worth a
 * look. Bits, because a million stops are counted by them. A mark says what happened and never why.
 */
import type { StopReason } from '#core/domain/stopState.ts';
import type { ClaimState, Flag, RejectReason, StopState } from '#shared/words.ts';

export const markBits = {
  /** No picture came, whether somebody excused it later or not. */
  'no-picture': 1,
  /** Somebody refused its picture as one of another door, or it lies far from it and nobody accepted it. */
  'wrong-place': 2,
  /** A claim about it stands: open, answered or upheld. */
  claimed: 4,
  /** All claims about it were looked into and rejected. */
  'claim-rejected': 8,
  /** Its scan is one of several that follow each other faster than anybody drives. */
  burst: 16,
  /** Its picture was taken far from the address. */
  far: 32,
  /** Its picture's bytes stand at another stop as well. */
  reused: 64,
  /** Its picture stands at another stop as well, in another dress. */
  'near-duplicate': 128,
  /** First stop of a route whose scan times are those of an upload. */
  'upload-times': 256,
  /** Something was delivered there: a claim about anything else belongs to no rate. Never alone. */
  delivered: 512,
} as const;
export type Mark = keyof typeof markBits;

/** What the next driver at the same door should know. */
export const historyBits =
  markBits['no-picture'] | markBits['wrong-place'] | markBits.claimed | markBits['claim-rejected'];

export const hasMark = (bits: number, mark: Mark): boolean => (bits & markBits[mark]) !== 0;

export interface MarkedStop {
  state: StopState;
  reason: StopReason | null;
  /** Something was left there. */
  delivered: boolean;
  /** Tied pictures; `accepted`: a person looked at it and said that it is good, `rejected`: that it is not. */
  photos: readonly { flags: readonly Flag[]; accepted: boolean; rejected: boolean }[];
  /** Why people refused pictures here (`refusals.ts`). */
  refused: readonly RejectReason[];
  /** Of the claims about it that were not taken back. */
  claims: readonly ClaimState[];
  burst: boolean;
  uploadTimes: boolean;
}

/** The state of an excused stop says why; these say that a picture was owed and none came. */
const excusedWithout: readonly StopReason[] = ['access-problem', 'device-fault', 'other'];
const elsewhere: readonly StopReason[] = ['far-from-stop', 'wrong-route'];

/** 0: nothing to be remembered. */
export function marksOf(stop: MarkedStop): number {
  let bits = claimBits(stop.claims);
  const isWithout = stop.photos.every(({ rejected }) => rejected);
  const without = stop.state === 'excused' && isWithout && excusedWithout.includes(stop.reason as StopReason);
  if (stop.state === 'missing' || without) bits |= markBits['no-picture'];
  const isElsewhere = stop.state === 'needs-review' && elsewhere.includes(stop.reason as StopReason);
  if (isElsewhere || stop.refused.includes('wrong-address')) bits |= markBits['wrong-place'];
  // A picture that a person accepted has been looked at; one that was rejected still came from somewhere.
  for (const { flags, accepted } of stop.photos) {
    if (accepted) continue;
    if (flags.includes('far-from-stop')) bits |= markBits.far;
    if (flags.includes('reused')) bits |= markBits.reused;
    if (flags.includes('near-duplicate')) bits |= markBits['near-duplicate'];
  }
  if (stop.burst) bits |= markBits.burst;
  if (stop.uploadTimes) bits |= markBits['upload-times'];
  return withDelivered(bits, stop.delivered);
}

/** What is remembered of a stop once its claims are these. */
export function withClaims(bits: number, claims: readonly ClaimState[], delivered: boolean): number {
  const others = bits & ~(markBits.claimed | markBits['claim-rejected'] | markBits.delivered);
  return withDelivered(others | claimBits(claims), delivered);
}

const withDelivered = (bits: number, delivered: boolean): number =>
  bits !== 0 && delivered ? bits | markBits.delivered : bits;

/** A withdrawn claim was none. */
function claimBits(claims: readonly ClaimState[]): number {
  if (claims.some((state) => state !== 'withdrawn' && state !== 'rejected')) return markBits.claimed;
  return claims.includes('rejected') ? markBits['claim-rejected'] : 0;
}
