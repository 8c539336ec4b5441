/**
 * Matching a day: photos to stops, by the strongest evidence each has. Pure: the same sets give the same answer in any order.
 */
import type { DayMatches, MatchInput } from './contract.ts';
import { type DayComponent, planDay } from './dayPlan.ts';
import { matchComponent, type PartMatches } from './matchComponent.ts';
import { findRescues } from './rescue.ts';

/** Plans the day and matches all its parts; those where one route helped another out once more, together. */
export function matchDay(input: MatchInput): DayMatches {
  return matchParts(planDay(input), matchComponent);
}

function matchParts(parts: readonly DayComponent[], match: (part: DayComponent) => PartMatches): DayMatches {
  const answers = parts.map(match);
  const { anew, staying } = findRescues(parts, answers);
  return joinMatches([...staying.flatMap((part) => answers[part] ?? []), ...anew.map(match)]);
}

/** Parts remembered: two days of 200 routes. */
const partsRemembered = 400;

/**
 * A `matchDay` that remembers the parts it has matched, so that a day which changed in one route is matched in that one.
 * The answers are those of `matchDay`.
 */
export function createDayMatcher(): (input: MatchInput) => DayMatches {
  const remembered = new Map<string, PartMatches>();
  return (input) => {
    const used = new Set<string>();
    const matches = matchParts(planDay(input), (component) => {
      const { fingerprint } = component;
      const answer = remembered.get(fingerprint) ?? matchComponent(component);
      // Put in anew, it is the last to be forgotten.
      remembered.delete(fingerprint);
      remembered.set(fingerprint, answer);
      used.add(fingerprint);
      return answer;
    });
    for (const fingerprint of remembered.keys()) {
      if (remembered.size <= Math.max(partsRemembered, used.size)) break;
      remembered.delete(fingerprint);
    }
    return matches;
  };
}

/** Answers of several parts of one day as one. */
export function joinMatches(parts: readonly DayMatches[]): DayMatches {
  return {
    ties: parts
      .flatMap((part) => part.ties)
      .sort((a, b) => compare(a.stopId, b.stopId) || compare(a.photoId, b.photoId)),
    strays: parts.flatMap((part) => part.strays).sort((a, b) => compare(a.photoId, b.photoId)),
    clocks: parts
      .flatMap((part) => part.clocks)
      .sort((a, b) => compare(a.group, b.group) || compare(a.routeId, b.routeId)),
    routeOf: new Map(parts.flatMap((part) => [...part.routeOf]).sort(([a], [b]) => compare(a, b))),
    correctionOf: new Map(parts.flatMap((part) => [...part.correctionOf]).sort(([a], [b]) => compare(a, b))),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
