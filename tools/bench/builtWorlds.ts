/**
 * Matching judged on days built from the real deliveries of `../shared/data`: several worlds, each with another fault, several
 * seeds each. No name carries an id: time, sequence and place are all there is. Pure and in memory; docs/matching.md has the
 * figures and what each world is.
 */
import { matchDay } from '#core/domain/matching/matchDay.ts';
import { defaultSettings } from '#shared/settings.ts';
import { type LadeDay, ladeDay } from '#tests/fixtures/ladeDepot.ts';
import { worlds } from '#tests/fixtures/ladeWorlds.ts';
import { addScores, type MatchingScore, scoreMatches } from '#tests/fixtures/matchingScore.ts';
import { calibrationError, reliabilityOf } from '#tests/fixtures/reliability.ts';
import { rescueDay, scoreRescue } from '#tests/fixtures/rescueDay.ts';
import { rounded, say } from './benchResult.ts';

export interface Seeds {
  first: number;
  count: number;
}

/** The world that the totals are of: pictures as phones take them, each with its time and its position. */
export const measuredWorld = 'all with time and position';

/** Figures of the worlds whose name holds `part`, and the reliability of all their photos' best guesses. */
export function builtFigures(seeds: Seeds, part: string) {
  const scores = Object.entries(worlds)
    .filter(([name]) => name.includes(part))
    .map(([name, world]) => {
      say(name);
      const days = eachSeed(seeds).map((seed) => ladeDay({ ...world, seed }));
      return { name, score: addScores(days.map((day) => scoreMatches(day, matchesOf(day)))) };
    });
  const [first] = scores;
  if (!first) return null;
  const all = reliabilityOf(scores.flatMap(({ score }) => score.guesses));
  const measured = scores.find(({ name }) => name === measuredWorld) ?? first;
  return {
    measured: measured.name,
    ...photosOf(measured.score),
    calibrationError: rounded(calibrationError(all), 4),
    reliability: all.map((bin) => ({
      ...{ from: rounded(bin.from), to: rounded(bin.to), matches: bin.matches },
      ...{ said: bin.said && rounded(bin.said, 3), right: bin.right && rounded(bin.right, 3) },
    })),
    worlds: scores.map(({ name, score }) => ({ world: name, ...photosOf(score), ...statesOf(score) })),
    seeds: `${seeds.first}–${seeds.first + seeds.count - 1}`,
  };
}

function photosOf({ photos, right, wrong, left }: MatchingScore) {
  const accuracy = rounded(right / Math.max(1, photos), 4);
  return { photos, right, wrong, left, accuracy, wrongRate: rounded(wrong / Math.max(1, photos), 4) };
}

function statesOf(score: MatchingScore) {
  const { stops, statesRight, missing, missingHidden, guesses } = score;
  return {
    ...{ statesRight: rounded(statesRight / Math.max(1, stops), 4), missing, missingHidden },
    calibrationError: rounded(calibrationError(reliabilityOf(guesses)), 4),
  };
}

/** Days on which one driver took over ten stops of another route: what became of those pictures, and of all. */
export function rescueFigures(seeds: Seeds) {
  const kinds = (['after', 'meanwhile'] as const).flatMap((when) =>
    [1, 0.5, 0].map((gpsShare) => ({ when, gpsShare, rescued: 10, namedFolders: true })),
  );
  return kinds.map((kind) => {
    say(`ten stops rescued, ${kind.when}`);
    const days = eachSeed(seeds).map((seed) => {
      const built = rescueDay({ ...kind, seed });
      const matches = matchesOf(built.day);
      return { rescue: scoreRescue(built, matches), score: scoreMatches(built.day, matches) };
    });
    const sum = (of: 'photos' | 'tied' | 'proposed' | 'wrong' | 'left') =>
      days.reduce((total, { rescue }) => total + rescue[of], 0);
    const all = addScores(days.map(({ score }) => score));
    return {
      ...{ when: kind.when, withPosition: kind.gpsShare },
      rescued: {
        ...{ photos: sum('photos'), tied: sum('tied'), proposed: sum('proposed') },
        ...{ wrong: sum('wrong'), left: sum('left') },
      },
      all: { ...photosOf(all), missing: all.missing, missingHidden: all.missingHidden },
    };
  });
}

function eachSeed({ first, count }: Seeds): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

function matchesOf(day: LadeDay) {
  const { automaticConfidence } = defaultSettings;
  return matchDay({ ...day, manual: [], refused: [], settings: { automaticConfidence, timeZone: day.timeZone } });
}
