/** Clocks over a whole day of real deliveries: what `clocks.ts` beside this measures, each kind once. */
import { describe, expect, test } from 'vitest';
import type { ToldClock } from '#core/domain/matching/contract.ts';
import { matchDay } from '#core/domain/matching/matchDay.ts';
import { defaultSettings } from '#shared/settings.ts';
import { type ClockDay, clockedDay } from '#tests/fixtures/ladeClocks.ts';
import { hasSharedData } from '#tests/fixtures/sharedData.ts';

const hour = 3600;

function matched(wish: Omit<ClockDay, 'seed'>, told?: (routeIds: string[]) => ToldClock[]) {
  const day = clockedDay({ seed: 3, ...wish });
  const settings = { ...defaultSettings, timeZone: day.timeZone };
  const clocks = told?.(day.routes.map(({ id }) => id)) ?? [];
  const matches = matchDay({ ...day, manual: [], refused: [], clocks, settings });
  const right = matches.ties.filter(({ photoId, stopId }) => day.truth.stopOf.get(photoId) === stopId).length;
  const off = day.photos
    .map(({ id, takenAt }) => {
      const corrected = (takenAt ?? 0) / 1000 + (matches.correctionOf.get(id) ?? 0);
      return Math.abs(corrected - (day.takenIn.get(id) ?? 0) / 1000);
    })
    .sort((a, b) => a - b);
  return {
    day,
    matches,
    share: right / day.truth.stopOf.size,
    off: (part: number) => off[Math.floor(part * (off.length - 1))],
  };
}

describe.skipIf(!hasSharedData)('Phones of a day of real deliveries', () => {
  test.for<[string, Omit<ClockDay, 'seed'>]>([
    ['47 min fast, a fifth with GPS time', { fast: () => 2820, gpsTimeShare: 0.2 }],
    [
      'an hour ahead from mid-shift on, none with GPS time',
      { fast: (share) => (share < 0.5 ? 0 : hour), gpsTimeShare: 0 },
    ],
    [
      'in the zone to the west and back, all with GPS time',
      { fast: (share) => (share < 0.35 || share > 0.65 ? 0 : -hour), gpsTimeShare: 1 },
    ],
    ['a minute slower each hour, none with GPS time', { fast: (_, hours) => -60 * hours, gpsTimeShare: 0 }],
    ['a year behind, a fifth with GPS time', { fast: () => -365 * 24 * hour, gpsTimeShare: 0.2 }],
  ])('%s: nine in ten are tied rightly, at the right time', ([_what, wish]) => {
    const { share, off, matches } = matched(wish);
    expect(share).toBeGreaterThan(0.9);
    expect(off(0.9)).toBeLessThanOrEqual(30);
    expect(matches.clocks).toHaveLength(4);
    for (const clock of matches.clocks) expect(clock.confidence).toBeGreaterThan(0.85);
  });

  test('a zone’s jump, the drift and their moments are told', () => {
    const [jumped] = matched({ fast: (share) => (share < 0.5 ? 0 : hour), gpsTimeShare: 1 }).matches.clocks;
    // A fix is a second or two old.
    expect(jumped?.steps.map(({ seconds }) => Math.round(seconds / 10) * 10)).toEqual([-hour]);
    const [drifting] = matched({ fast: (_, hours) => -60 * hours, gpsTimeShare: 1 }).matches.clocks;
    expect(drifting?.driftPerHour).toBeGreaterThan(57);
    expect(drifting?.driftPerHour).toBeLessThan(63);
    expect(drifting?.sources.gps).toBeGreaterThan(50);
  });

  test('a depot without any GPS keeps right clocks as they are', () => {
    const { matches, share } = matched({ fast: () => 0, gpsTimeShare: 0, positions: 0 });
    expect(matches.correctionOf.size).toBe(0);
    expect(
      matches.clocks.map(({ correctionSeconds, steps, driftPerHour }) => [correctionSeconds, steps, driftPerHour]),
    ).toEqual(Array.from({ length: 4 }, () => [0, [], 0]));
    expect(share).toBeGreaterThan(0.9);
  });

  test('a person’s word stands against scans and GPS, for the phone of that route alone', () => {
    const { matches, day } = matched({ fast: () => -440, gpsTimeShare: 0.2 }, ([routeId = '']) => [
      { routeId, device: 'Apple iPhone 5', seconds: -1000 },
    ]);
    const corrections = (routeId: string | undefined) =>
      new Set(
        [...matches.correctionOf]
          .filter(([id]) => matches.routeOf.get(id) === routeId)
          .map(([, each]) => Math.round(each)),
      );
    const [first, second] = day.routes.map(({ id }) => id);
    expect([...corrections(first)]).toEqual([-1000]);
    expect([...corrections(second)].every((each) => Math.abs(each - 440) <= 30)).toBe(true);
    const clock = matches.clocks.find(({ routeId }) => routeId === first);
    expect(clock?.told).toBe(-1000);
    expect(Math.abs((clock?.correctionSeconds ?? 0) - 440)).toBeLessThanOrEqual(30);
  });

  test('whatever order pictures and routes come in, the clocks are the same', () => {
    const day = clockedDay({ seed: 5, fast: (share) => (share < 0.5 ? 0 : -hour), gpsTimeShare: 0.2 });
    const input = { ...day, manual: [], refused: [], settings: { ...defaultSettings, timeZone: day.timeZone } };
    const turned = { ...input, photos: day.photos.toReversed(), routes: day.routes.toReversed() };
    expect(matchDay(turned)).toEqual(matchDay(input));
  });
});
