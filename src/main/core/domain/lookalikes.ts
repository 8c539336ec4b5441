/** Two pictures that are one in another dress: when that is an alarm, and how it is said. */
import type { StopId } from '#shared/ids.ts';

/** How one picture differs from another that it is made of, or that is made of it. */
export interface Variation {
  mirrored: boolean;
  /** It shows less than the other, more, or each lacks a part. */
  crop: 'none' | 'less' | 'more' | 'both';
  /** Grey levels that it is brighter than the other. */
  brighter: number;
}

/** One of the two where it is tied. */
export interface PictureUse {
  stopId: StopId;
  /** Epoch ms by its camera; null where that is not known (a file's own time is when it was copied). */
  takenAt: number | null;
}

/** Two pictures of one doorway within two minutes are a driver at work, not a picture used twice. */
const burstMs = 120_000;

/**
 * Whether two uses of one picture are suspicious: they stand at different stops, and are not two frames of one burst. No two
 * frames are each other's mirror image, none is cut out of the other, and a picture that was changed keeps its camera's time
 * to the second: a driver is not at two doors in one second.
 */
export function isSuspicious(
  variation: Pick<Variation, 'mirrored' | 'crop'>,
  one: PictureUse,
  other: PictureUse,
): boolean {
  if (one.stopId === other.stopId) return false;
  if (variation.mirrored || variation.crop === 'less' || variation.crop === 'more') return true;
  if (one.takenAt === null || other.takenAt === null) return true;
  const gap = Math.abs(one.takenAt - other.takenAt);
  return gap < 1000 || gap > burstMs;
}

/** Grey levels that an eye sees when the two lie side by side. */
const visiblyBrighter = 8;

/** What is different about it: “mirrored and darker”; “saved again” where nothing is to be seen. */
export function variationWords({ mirrored, crop, brighter }: Variation): string {
  const words = [
    mirrored ? 'mirrored' : null,
    crop === 'less'
      ? 'cropped'
      : crop === 'more'
        ? 'with more around it'
        : crop === 'both'
          ? 'cropped another way'
          : null,
    brighter >= visiblyBrighter ? 'brighter' : brighter <= -visiblyBrighter ? 'darker' : null,
  ].filter((word) => word !== null);
  if (words.length === 0) return 'saved again';
  const last = words.pop() as string;
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`;
}
