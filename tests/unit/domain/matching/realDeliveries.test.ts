/** Matching on built days of real deliveries; what they are and are not stands in `ladeDepot.ts` and docs/matching.md. */
import { describe, expect, test } from 'vitest';
import { matchDay } from '#core/domain/matching/matchDay.ts';
import { addCounts, countStates } from '#core/domain/score.ts';
import { defaultSettings } from '#shared/settings.ts';
import { type LadeOptions, ladeDay } from '#tests/fixtures/ladeDepot.ts';
import { addScores, scoreMatches, statesOf } from '#tests/fixtures/matchingScore.ts';
import { calibrationError, reliabilityOf } from '#tests/fixtures/reliability.ts';
import { hasSharedData } from '#tests/fixtures/sharedData.ts';

function matched(options: LadeOptions) {
  const lade = ladeDay(options);
  const settings = { automaticConfidence: defaultSettings.automaticConfidence, timeZone: lade.timeZone };
  return { lade, matches: matchDay({ ...lade, manual: [], refused: [], settings }) };
}

function scored(options: Omit<LadeOptions, 'seed'>, seeds: readonly number[]) {
  return addScores(
    seeds.map((seed) => {
      const { lade, matches } = matched({ ...options, seed });
      return scoreMatches(lade, matches);
    }),
  );
}

describe.skipIf(!hasSharedData)(
  'Real deliveries, half the pictures without a position, one clock seven minutes off',
  () => {
    test.for([
      ['in a folder for each device', { layout: 'devices' }],
      ['all in one folder', { layout: 'flat' }],
    ] as const)('%s: states, pictures and missing ones are told right', ([_where, options]) => {
      const score = scored(options, [1, 2, 3, 4]);
      expect(score.photos).toBeGreaterThan(1000);
      expect(score.right / score.photos).toBeGreaterThanOrEqual(0.97);
      expect(score.wrong / score.photos).toBeLessThanOrEqual(0.003);
      expect(score.statesRight / score.stops).toBeGreaterThanOrEqual(0.97);
      // One in a hundred is indistinguishable: its neighbour's picture lies where its own would.
      expect(score.missingHidden / score.missing).toBeLessThanOrEqual(0.02);
    });

    test.for([
      ['scans known to the minute', { scans: 'minutes' }, 0.93, 0.005],
      ['no positions at all', { gpsShare: 0 }, 0.96, 0.005],
      ['every picture with its position', { gpsShare: 1 }, 0.98, 0.003],
      ['positions 40 m noisier', { gpsNoise: 40 }, 0.93, 0.005],
      ['one stop in eight without its picture', { missingShare: 0.12 }, 0.93, 0.005],
      ['an hour’s wrong clock', { clockError: 3600 }, 0.95, 0.005],
      ['pictures of neighbours crossing', { lag: 'after', inOrder: false }, 0.93, 0.008],
      ['no habit: a picture anywhere within a minute of the scan', { lag: 'around' }, 0.85, 0.015],
      ['one folder, one kind of phone', { layout: 'flat', samePhones: true }, 0.55, 0.012],
    ] as const)('%s: fewer are tied, still hardly one wrongly', ([_what, options, right, wrong]) => {
      const score = scored(options, [1, 2, 3]);
      expect(score.right / score.photos).toBeGreaterThanOrEqual(right);
      expect(score.wrong / score.photos).toBeLessThanOrEqual(wrong);
    });

    test('confidence is honest: what photos say of their stop is as often true as they say, whatever the fault', () => {
      const faults: Omit<LadeOptions, 'seed'>[] = [
        ...[{}, { gpsShare: 0 }, { gpsShare: 1 }, { missingShare: 0.12 }, { unrelated: 3 }],
        ...[{ lag: 'around' as const }, { layout: 'flat' as const, samePhones: true }],
      ];
      const { guesses } = addScores(faults.map((options) => scored(options, [1, 2])));
      const table = reliabilityOf(guesses);
      expect(guesses.length).toBeGreaterThan(4000);
      expect(calibrationError(table)).toBeLessThanOrEqual(0.015);
      for (const { matches, said, right } of table) {
        // Bins of fewer say little by themselves.
        if (matches >= 100) expect(Math.abs((said ?? 0) - (right ?? 0))).toBeLessThanOrEqual(0.1);
      }
      const sure = guesses.filter((guess) => guess.said >= 0.99);
      expect(sure.filter((guess) => guess.right).length / sure.length).toBeGreaterThan(0.99);
    });

    test('the wrong clock is reported with what it is off by, and no other is', () => {
      for (const seed of [1, 2, 3, 4]) {
        const { lade, matches } = matched({ seed });
        const wrong = [...lade.truth.clockErrors].filter(([, error]) => error !== 0).map(([folder]) => folder);
        const corrected = matches.clocks.filter((clock) => clock.correctionSeconds !== 0);
        expect(matches.clocks).toHaveLength(4);
        expect(corrected.map((clock) => clock.group.split(' · ')[0])).toEqual(wrong);
        // The driver's habit, up to half a minute, can't be told from the clock.
        expect(Math.abs((corrected[0]?.correctionSeconds ?? 0) + 420)).toBeLessThan(45);
      }
    });

    test('every stop has exactly one state, every photo one answer, and the counts add up', () => {
      const { lade, matches } = matched({ seed: 9 });
      const states = statesOf(lade, matches);
      const stops = lade.routes.flatMap((route) => route.stops);
      expect([...states.keys()].sort()).toEqual(stops.map((stop) => stop.id).sort());
      const answered = [...matches.ties, ...matches.strays].map((each) => each.photoId);
      expect(answered.sort()).toEqual(lade.photos.map((photo) => photo.id));
      const perRoute = lade.routes.map((route) =>
        countStates(route.stops.map((stop) => states.get(stop.id) ?? 'missing')),
      );
      const counts = addCounts(perRoute);
      expect(counts).toEqual(countStates(states.values()));
      const { confirmed, needsReview, candidate, syncing, missing, excused, notRequired, opportunities } = counts;
      expect(confirmed + needsReview + candidate + syncing + missing).toBe(opportunities);
      expect(opportunities + excused + notRequired).toBe(counts.stops);
    });
  },
);
