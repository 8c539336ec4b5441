/**
 * What every flag means, once. A flag is a fact about a picture at a stop; which of them keep it from being a confirmation
 * is a setting.
 */
import type { Photo, Stop, Tie } from '#core/domain/delivery.ts';
import type { PhotoId, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { type Flag, flags } from '#shared/words.ts';

export type FlagSettings = Pick<Settings, 'quality' | 'farFromStopMetres' | 'offTimeMinutes' | 'blockingFlags'>;

export type PhotoFigures = Pick<Photo, 'takenAt' | 'takenSource' | 'width' | 'height' | 'sharpness' | 'luma'>;

/** What a picture alone shows, tied or not. */
export function pictureFlags(photo: PhotoFigures, settings: FlagSettings): Flag[] {
  const { quality } = settings;
  const found = new Set<Flag>();
  if (Math.min(photo.width, photo.height) < quality.minShortSide) found.add('too-small');
  if (photo.luma !== null && photo.luma < quality.minLuma) found.add('too-dark');
  if (photo.luma !== null && photo.luma > quality.maxLuma) found.add('too-bright');
  // Nothing is sharp in the dark: a black or white picture is told as that, not as blurry too.
  const canBeJudged = !found.has('too-dark') && !found.has('too-bright');
  if (canBeJudged && photo.sharpness !== null && photo.sharpness < quality.minSharpness) found.add('blurry');
  // A file's time is when it was copied as often as when it was taken.
  if (photo.takenAt === null || photo.takenSource === 'file-time') found.add('time-unknown');
  return inOrder(found);
}

export interface TiedPhotoFacts {
  photo: PhotoFigures;
  tie: Pick<Tie, 'secondsAfterScan' | 'metresFromStop' | 'wrongRoute'>;
  stop: Pick<Stop, 'optedOut' | 'confidential'>;
  /** Seconds of clock correction that matching applied; null where none. */
  correctionSeconds: number | null;
  /** Stops that these bytes are tied to, this one among them. */
  stopsOfPhoto: number;
  /** From {@link nearDuplicates}. */
  nearDuplicate: boolean;
  /** From `people.ts`; absent where nobody was looked for. */
  personInPhoto?: boolean;
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
  if (stop.optedOut || stop.confidential) found.add('photo-despite-opt-out');
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

export interface HashedPhoto {
  photoId: PhotoId;
  stopId: StopId;
  takenAt: number | null;
  /** 16 hex digits. */
  perceptualHash: string | null;
}

/** Bits of 64 that may differ: a re-encoded or slightly cropped copy stays within 4, other scenes differ by 15 and more. */
const nearDuplicateBits = 4;
/** Two pictures of one doorway within two minutes are a driver at work, not a picture used twice. */
const nearDuplicateGapMs = 120_000;

/** Pictures of one route that look alike, stand at different stops and were taken more than two minutes apart. */
export function nearDuplicates(photos: readonly HashedPhoto[]): Set<PhotoId> {
  const found = new Set<PhotoId>();
  const hashed = photos
    .filter((photo) => photo.perceptualHash !== null && photo.takenAt !== null)
    .map((photo) => ({ ...photo, bits: splitHash(photo.perceptualHash ?? '0') }));
  for (const [i, a] of hashed.entries()) {
    for (const b of hashed.slice(i + 1)) {
      if (a.stopId === b.stopId || a.photoId === b.photoId) continue;
      if (Math.abs((a.takenAt ?? 0) - (b.takenAt ?? 0)) <= nearDuplicateGapMs) continue;
      if (differingBits(a.bits, b.bits) > nearDuplicateBits) continue;
      found.add(a.photoId).add(b.photoId);
    }
  }
  return found;
}

function splitHash(hash: string): [number, number] {
  return [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8, 16), 16)];
}

function differingBits(a: [number, number], b: [number, number]): number {
  return ones(a[0] ^ b[0]) + ones(a[1] ^ b[1]);
}

function ones(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function inOrder(found: ReadonlySet<Flag>): Flag[] {
  return flags.filter((flag) => found.has(flag));
}
