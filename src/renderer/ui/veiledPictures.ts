/** Pictures that must not be seen unasked, small ones among them. */
import type { Flag } from '#shared/words.ts';

/** The customer wants no photos, or the address is confidential: no list shows it, and on the stage it is asked for. */
export const isVeiled = (flags: readonly Flag[]): boolean => flags.includes('photo-despite-opt-out');
