/** Counting stops by state, the POD score, and how many stops are still to be settled. */
import type { StateCounts } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';

const countOf = {
  'not-required': 'notRequired',
  confirmed: 'confirmed',
  'needs-review': 'needsReview',
  candidate: 'candidate',
  syncing: 'syncing',
  missing: 'missing',
  excused: 'excused',
} as const satisfies Record<StopState, keyof StateCounts>;

/** How many of each state, with opportunities and POD score. */
export type StatesTally = Partial<Record<StopState, number>>;

/** Counts a list of states. */
export function countStates(states: Iterable<StopState>): StateCounts {
  const tally: StatesTally = {};
  for (const state of states) tally[state] = (tally[state] ?? 0) + 1;
  return countsFromTally(tally);
}

/** Completes numbers per state (as a query groups them) into counts; excused and not-required stay outside the score. */
export function countsFromTally(tally: StatesTally): StateCounts {
  const counts = {
    stops: 0,
    opportunities: 0,
    confirmed: 0,
    needsReview: 0,
    candidate: 0,
    syncing: 0,
    missing: 0,
    excused: 0,
    notRequired: 0,
    podScore: null,
  };
  for (const [state, name] of Object.entries(countOf) as [StopState, (typeof countOf)[StopState]][]) {
    counts[name] = tally[state] ?? 0;
    counts.stops += counts[name];
  }
  return scored(counts);
}

/** Sums the counts of several routes or days. */
export function addCounts(parts: Iterable<StateCounts>): StateCounts {
  const sum = countsFromTally({});
  for (const part of parts) {
    sum.stops += part.stops;
    for (const name of Object.values(countOf)) sum[name] += part[name];
  }
  return scored(sum);
}

/**
 * Stops still to be confirmed to reach the target (0 to 1); 0 when it is reached or when no stop owes a picture.
 * Every open stop can still be settled, so there is always an answer.
 */
export function settleMore(counts: StateCounts, target: number): number {
  // 0.98 × 50 is 49.00000000000001 in binary: a hair above a whole number is that number.
  return Math.max(0, Math.ceil(target * counts.opportunities - counts.confirmed - 1e-9));
}

function scored(counts: StateCounts): StateCounts {
  const opportunities = counts.confirmed + counts.needsReview + counts.candidate + counts.syncing + counts.missing;
  return { ...counts, opportunities, podScore: opportunities === 0 ? null : counts.confirmed / opportunities };
}
