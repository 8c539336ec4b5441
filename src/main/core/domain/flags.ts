/**
 * What every flag means, once. A flag is a fact about a picture at a stop; which of them keep it from being a confirmation
 * is a setting.
 */
import type { Photo, Stop, Tie } from '#core/domain/delivery.ts';
import { isProtected } from '#core/domain/optOuts.ts';
import { judgeQuality } from '#core/domain/quality.ts';
import type { Settings } from '#shared/settings.ts';
import { type Flag, flags } from '#shared/words.ts';

export type FlagSettings = Pick<Settings, 'quality' | 'farFromStopMetres' | 'offTimeMinutes' | 'blockingFlags'>;

export type PhotoFigures = Pick<Photo, 'takenAt' | 'takenSource' | 'width' | 'height' | 'quality'>;

/** What a picture alone shows, tied or not. */
export function pictureFlags(photo: PhotoFigures, settings: FlagSettings): Flag[] {
  const found = new Set<Flag>(judgeQuality(photo, settings.quality).flags);
  // A file's time is when it was copied as often as when it was taken.
  if (photo.takenAt === null || photo.takenSource === 'file-time') found.add('time-unknown');
  return inOrder(found);
}

export interface TiedPhotoFacts {
  photo: PhotoFigures;
  tie: Pick<Tie, 'secondsAfterScan' | 'metresFromStop' | 'wrongRoute'>;
  stop: Pick<Stop, 'optedOut' | 'confidential' | 'optedOutSince'>;
  /** Seconds of clock correction that matching applied; null where none. */
  correctionSeconds: number | null;
  /** Stops that these bytes are tied to, this one among them. */
  stopsOfPhoto: number;
  /** From `lookalikes.ts`: the same picture in another dress stands at another stop. */
  nearDuplicate: boolean;
  /** From `people.ts`; absent where nobody was looked for. */
  personInPhoto?: boolean;
}

/**
 * Stops that one picture claims to prove. Labels that it shows are proof by themselves: parcels of several stops on one doorstep
 * are no re-use.
 */
export function usesToProve(ties: ReadonlyArray<Pick<Tie, 'method'>>): number {
  return Math.max(1, ties.filter((tie) => tie.method !== 'barcode').length);
}

/** Everything that is to be said about a picture at its stop, in the order of `flags`. */
export function tiedPhotoFlags(facts: TiedPhotoFacts, settings: FlagSettings): Flag[] {
  const { tie, stop } = facts;
  const found = new Set<Flag>(pictureFlags(facts.photo, settings));
  if (facts.stopsOfPhoto > 1) found.add('reused');
  if (facts.nearDuplicate) found.add('near-duplicate');
  if (tie.metresFromStop !== null && tie.metresFromStop >= settings.farFromStopMetres) found.add('far-from-stop');
  if (tie.secondsAfterScan !== null && Math.abs(tie.secondsAfterScan) >= settings.offTimeMinutes * 60) {
    found.add('off-time');
  }
  if (tie.wrongRoute) found.add('wrong-route');
  if (facts.personInPhoto) found.add('person-in-photo');
  if (isProtected(stop)) found.add('photo-despite-opt-out');
  if (facts.correctionSeconds !== null) found.add('clock-corrected');
  return inOrder(found);
}

/** The flags that keep a picture from being a confirmation. */
export function blockingAmong(found: readonly Flag[], settings: Pick<Settings, 'blockingFlags'>): Flag[] {
  return found.filter((flag) => settings.blockingFlags.includes(flag));
}

/** Flags of several pictures together, each once, in the order of `flags`. */
export function unionOfFlags(lists: Iterable<readonly Flag[]>): Flag[] {
  const found = new Set<Flag>();
  for (const list of lists) for (const flag of list) found.add(flag);
  return inOrder(found);
}

/** Flags of a tie with those set anew that rest on the picture's other uses. */
export function withOtherUses(
  before: readonly Flag[],
  { stopsOfPhoto, nearDuplicate }: Pick<TiedPhotoFacts, 'stopsOfPhoto' | 'nearDuplicate'>,
): Flag[] {
  const found = new Set<Flag>(before.filter((flag) => flag !== 'reused' && flag !== 'near-duplicate'));
  if (stopsOfPhoto > 1) found.add('reused');
  if (nearDuplicate) found.add('near-duplicate');
  return inOrder(found);
}

/** Flags of a tie whose stop is protected, or is so no more. */
export function withProtection(before: readonly Flag[], isStopProtected: boolean): Flag[] {
  const found = new Set<Flag>(before);
  if (isStopProtected) found.add('photo-despite-opt-out');
  else found.delete('photo-despite-opt-out');
  return inOrder(found);
}

function inOrder(found: ReadonlySet<Flag>): Flag[] {
  return flags.filter((flag) => found.has(flag));
}
