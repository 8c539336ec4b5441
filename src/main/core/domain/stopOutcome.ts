/** A stop with several packages has one outcome: what was delivered counts, else what still may be, else the first of the rest. */
import type { Outcome } from '#shared/words.ts';

const byWeight: readonly Outcome[] = ['delivered', 'attempted', 'pending', 'rejected', 'returned', 'cancelled'];

/** The package that stands for the stop; null without any. */
export function mainPackage<Package extends { outcome: Outcome }>(packages: readonly Package[]): Package | null {
  return [...packages].sort((a, b) => byWeight.indexOf(a.outcome) - byWeight.indexOf(b.outcome))[0] ?? null;
}
