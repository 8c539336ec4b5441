/** The state of a stop: exactly one of seven, decided here and nowhere else. */
import { doubtedByLabel, type Package, type Stop } from '#core/domain/delivery.ts';
import { blockingAmong, unionOfFlags } from '#core/domain/flags.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { Coverage } from '#shared/programme.ts';
import type { Settings } from '#shared/settings.ts';
import {
  attendedHandovers,
  type ExcuseReason,
  type Flag,
  type MatchMethod,
  type NotRequiredReason,
  type StopState,
} from '#shared/words.ts';

/** A picture that matching or a supervisor tied to the stop. */
export interface TiedPhoto {
  photoId: PhotoId;
  method: MatchMethod;
  /** 0 to 1. */
  confidence: number;
  /** From `tiedPhotoFlags`. */
  flags: readonly Flag[];
}

export type StateSettings = Pick<Settings, 'blockingFlags' | 'automaticConfidence'>;

export interface StopStateInput {
  stop: Pick<Stop, 'packages' | 'confidential' | 'optedOut'>;
  /** Whether the photo programme runs there (`programme.ts`). */
  coverage: Coverage;
  /** All photos tied to the stop, rejected ones among them. */
  photos: readonly TiedPhoto[];
  decisions: {
    accepted: ReadonlySet<PhotoId>;
    /** A `Map` by photo fits as well. */
    rejected: { has(photoId: PhotoId): boolean };
    excused: ExcuseReason | null;
  };
  /** Unmatched photos that may belong here. */
  candidates: number;
  /** Latest time, clock corrected, among the route's photos that have arrived; null when none has. Epoch ms. */
  deviceProgress: number | null;
  /** A file that names this stop is in the folder, but its bytes are not all here. */
  pendingFile: boolean;
  now: number;
  /** Epoch ms; null while nothing of the route is completed. */
  cutOffAt: number | null;
  settings: StateSettings;
}

/** What else a state rests on: a flag that blocks, or one of these. */
export type StopReason =
  | NotRequiredReason
  | ExcuseReason
  | Flag
  | 'uncertain-match'
  | 'file-arriving'
  | 'device-behind'
  | 'photos-rejected';

export interface StopVerdict {
  state: StopState;
  /** A code; `sentences.ts` has the words. Null where the state says it all. */
  reason: StopReason | null;
  /** Of all photos that were not rejected, in the order of `flags`. */
  flags: Flag[];
}

/** Decides the state of one stop. */
export function decideStopState(input: StopStateInput): StopVerdict {
  const { decisions, settings } = input;
  const photos = input.photos.filter((photo) => !decisions.rejected.has(photo.photoId));
  const flags = unionOfFlags(photos.map((photo) => photo.flags));
  const verdict = (state: StopState, reason: StopReason | null = null): StopVerdict => ({ state, reason, flags });

  const notRequired = notRequiredReason(input.stop, input.coverage);
  if (notRequired) return verdict('not-required', notRequired);
  // An acceptance after the excuse has lifted it already (decisions.ts), so an excuse that stands is the last word.
  if (decisions.excused) return verdict('excused', decisions.excused);
  if (photos.some((photo) => decisions.accepted.has(photo.photoId) || standsByItself(photo, settings))) {
    return verdict('confirmed');
  }
  if (photos.length > 0) return verdict('needs-review', reviewReason(photos, settings));
  if (input.pendingFile) return verdict('syncing', 'file-arriving');
  if (input.candidates > 0) return verdict('candidate');
  if (deviceIsBehind(input)) return verdict('syncing', 'device-behind');
  return verdict('missing', input.photos.length > 0 ? 'photos-rejected' : null);
}

/** Why the stop owes no picture; null when it owes one. Asked in the order of `notRequiredReasons`. */
export function notRequiredReason(stop: StopStateInput['stop'], coverage: Coverage): NotRequiredReason | null {
  const delivered = stop.packages.filter((each) => each.outcome === 'delivered');
  if (delivered.length === 0) return 'no-delivered-package';
  if (stop.optedOut) return 'opted-out';
  if (stop.confidential) return 'confidential';
  // Where nobody can say that the address is outside, the picture is owed.
  if (coverage === 'outside') return 'out-of-programme';
  return isAttended(delivered) ? 'attended' : null;
}

/** Whether each of the delivered packages was handed to a person. */
export function isAttended(delivered: readonly Pick<Package, 'handover'>[]): boolean {
  return delivered.every(({ handover }) => handover !== null && attendedHandovers.includes(handover));
}

/** When the stop's delivery was done: its last delivered package. Null when the manifest does not say. Epoch ms. */
export function deliveredAt(stop: Pick<Stop, 'packages'>): number | null {
  let latest: number | null = null;
  for (const { outcome, completedAt } of stop.packages) {
    if (outcome === 'delivered' && completedAt !== null) latest = Math.max(latest ?? completedAt, completedAt);
  }
  return latest;
}

function isUncertain(photo: TiedPhoto, settings: StateSettings): boolean {
  if (photo.method === 'time-gps') return photo.confidence < settings.automaticConfidence;
  return photo.method !== 'manual' && photo.confidence <= doubtedByLabel;
}

/** What a picture shows, whoever asked for none since: that is said of it, and is no doubt about the delivery. */
const doubts = ({ flags }: TiedPhoto, settings: StateSettings): Flag[] =>
  blockingAmong(flags, settings).filter((flag) => flag !== 'photo-despite-opt-out');

/** Nobody has to look at it: it confirms the stop without an acceptance. */
export function standsByItself(photo: TiedPhoto, settings: StateSettings): boolean {
  return !isUncertain(photo, settings) && doubts(photo, settings).length === 0;
}

/** What keeps the best picture (the one with the fewest blocking flags) from standing by itself. */
function reviewReason(photos: readonly TiedPhoto[], settings: StateSettings): StopReason {
  const blocked = photos
    .map((photo) => doubts(photo, settings))
    .reduce((best, each) => (each.length < best.length ? each : best));
  return blocked[0] ?? 'uncertain-match';
}

/** Nothing that the device took after this delivery is here, and there is still time for it to come. */
function deviceIsBehind(input: StopStateInput): boolean {
  if (input.cutOffAt !== null && input.now >= input.cutOffAt) return false;
  const done = deliveredAt(input.stop);
  return done === null || input.deviceProgress === null || input.deviceProgress <= done;
}
