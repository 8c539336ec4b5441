/** What the core asks the reuse thread, and what it answers. */

import type { Laying } from '#core/imaging/samePicture.ts';
import type { ServiceDate } from '#shared/ids.ts';

export interface ReuseQuestion {
  n: number;
  /** Row number in the index. */
  photo: number;
  day: ServiceDate;
  /** `imaging/fingerprint.ts`. */
  miniature: Uint8Array;
}

/** A picture that the asked-for one may be in another dress. */
export interface Suspect {
  /** Row number in the index. */
  photo: number;
  mirrored: boolean;
  /** Where the suspect is thought to lie in the asked-for picture (mirrored, if so). */
  start: Laying;
  /** Bits of 64 that differ. */
  away: number;
}

export type ReuseAnswer = { n: number; found: Suspect[] } | { n: number; error: string };
