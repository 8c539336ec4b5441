/** Keeps a list still while somebody reads it: what is new waits above it until it is asked for. Pure. */
import type { ActivityEntry } from '#shared/activity.ts';

export interface HeldList {
  entries: readonly ActivityEntry[];
  /** Newer ones that are not shown yet. */
  waiting: number;
}

/**
 * The entries up to `newest`, which was the first one when the reader began; what became of them since is shown all the same.
 * @param newest seq; null holds nothing back.
 */
export function heldBack(entries: readonly ActivityEntry[], newest: number | null): HeldList {
  if (newest === null) return { entries, waiting: 0 };
  const first = entries.findIndex(({ seq }) => seq <= newest);
  // Nothing of what was shown is there any more (another filter, another ledger): there is nothing to hold.
  if (first < 0) return { entries, waiting: 0 };
  return { entries: entries.slice(first), waiting: first };
}
