/** What is heard of a photo that could be of several routes: how strongly each claims it, and which of its stops it may show. */
import type { PairFit } from './stopPool.ts';

/** A photo that other routes claim a thousand times as strongly is no longer laid along this one. */
const forsaken = 1e-3;

export interface Hearing {
  /** How strongly each of the photo's routes claims it, as a ratio against showing none of its stops. */
  claims: Float64Array;
  /** Chances within each of its routes, given that it is of that route; null where no stop comes into question. */
  within: (WithinRoute | null)[];
  /** Weight of its showing none of their stops: the van, a parcel, a meal. */
  nothing: number;
}

export interface WithinRoute {
  fits: PairFit[];
  chances: Float64Array;
}

/** Weight of a photo's showing no stop of one of its routes: another route's, or none at all. */
export function claimedElsewhere({ claims, nothing }: Hearing, route: number): number {
  let weight = nothing;
  for (let r = 0; r < claims.length; r++) if (r !== route) weight += claims[r] ?? 0;
  return weight;
}

export function isForsaken(hearing: Hearing, route: number): boolean {
  return (hearing.claims[route] ?? 0) < forsaken * claimedElsewhere(hearing, route);
}

/** Takes a photo's chances off the chance that each stop has no picture. */
export function cover(uncovered: Float64Array, hearing: Hearing): void {
  const { claims, within } = hearing;
  const total = claimedElsewhere(hearing, -1);
  for (const [r, own] of within.entries()) {
    for (const [i, fit] of (own?.fits ?? []).entries()) {
      const chance = ((own?.chances[i] ?? 0) * (claims[r] ?? 0)) / total;
      uncovered[fit.place] = (uncovered[fit.place] ?? 0) * (1 - chance);
    }
  }
}
