/**
 * Matching a day: photos to stops, by the strongest evidence each has. Pure: the same sets give the same answer in any order.
 */
import type { DayMatches, MatchInput } from './contract.ts';
import { planDay } from './dayPlan.ts';
import { matchComponent } from './matchComponent.ts';

/** Plans the day and matches all its parts. A caller who keeps answers by fingerprint calls the two steps itself. */
export function matchDay(input: MatchInput): DayMatches {
  return joinMatches(planDay(input).map(matchComponent));
}

/** Answers of several parts of one day as one. */
export function joinMatches(parts: readonly DayMatches[]): DayMatches {
  return {
    ties: parts
      .flatMap((part) => part.ties)
      .sort((a, b) => compare(a.stopId, b.stopId) || compare(a.photoId, b.photoId)),
    strays: parts.flatMap((part) => part.strays).sort((a, b) => compare(a.photoId, b.photoId)),
    clocks: parts.flatMap((part) => part.clocks).sort((a, b) => compare(a.group, b.group)),
    routeOf: new Map(parts.flatMap((part) => [...part.routeOf]).sort(([a], [b]) => compare(a, b))),
    correctionOf: new Map(parts.flatMap((part) => [...part.correctionOf]).sort(([a], [b]) => compare(a, b))),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
