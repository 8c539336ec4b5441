import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { furtherPicture, sameDoorRatio } from '#core/domain/matching/likelihood.ts';
import { againstOrder, atDoorAfter, onwardAfter, usualPace } from '#core/domain/matching/pace.ts';
import { type ChainPhoto, type ChainStop, carefully, layAlong, roughly } from '#core/domain/matching/routeChain.ts';

const stops = (count: number): ChainStop[] =>
  Array.from({ length: count }, (_, rank) => ({ scanned: rank * 100, isBulk: false, rank, odds: 19 }));

const chainPhoto = (time: number, ratios: Record<number, number>, elsewhere = 0.03): ChainPhoto => ({
  time,
  camera: 0,
  pace: usualPace,
  place: null,
  elsewhere,
  options: Object.entries(ratios).map(([stop, ratio]) => ({ stop: Number(stop), ratio, placeRatio: 1 })),
});

/** Nothing dropped. */
const exactly = { traces: 10_000, leastWeight: 0 };

/** The same chances by writing out every way of laying the photos, one by one. */
function byHand(photos: readonly ChainPhoto[], allStops: readonly ChainStop[]) {
  const options = photos.map((photo) => photo.options.map(() => 0));
  const elsewhere = photos.map(() => 0);
  let total = 0;
  const lay = (i: number, weight: number, chosen: number[], last: { stop: number; before: number; photo: number }) => {
    const photo = photos[i];
    if (!photo) {
      total += weight;
      for (const [p, option] of chosen.entries()) {
        const own = options[p];
        if (option < 0) elsewhere[p] = (elsewhere[p] ?? 0) + weight;
        else if (own) own[option] = (own[option] ?? 0) + weight;
      }
      return;
    }
    const seen = photos[last.photo];
    const isForgotten = seen !== undefined && photo.time - seen.time > 120;
    const onward = isForgotten ? { stop: last.stop, before: -1, photo: -1 } : last;
    lay(i + 1, weight * photo.elsewhere, [...chosen, -1], onward);
    for (const [o, option] of photo.options.entries()) {
      const pause = seen ? photo.time - seen.time : 0;
      const from = allStops[last.stop];
      const to = allStops[option.stop];
      let move: number;
      if (option.stop === last.stop) {
        const atDoor = sameDoorRatio(atDoorAfter(usualPace, pause), null) * option.placeRatio;
        move = furtherPicture * (seen ? 0.95 * atDoor + 0.05 * option.ratio : option.ratio);
      } else {
        const isBack = from !== undefined && to !== undefined && to.rank < from.rank;
        move =
          (option.stop === last.before ? furtherPicture : (to?.odds ?? 0)) *
          option.ratio *
          (seen ? onwardAfter(usualPace, pause) : 1) *
          (isBack ? againstOrder(usualPace, (from?.scanned ?? 0) - (to?.scanned ?? 0)) : 1);
      }
      const before = option.stop === last.stop ? last.before : last.stop;
      lay(i + 1, weight * move, [...chosen, o], { stop: option.stop, before, photo: i });
    }
  };
  lay(0, 1, [], { stop: -1, before: -1, photo: -1 });
  return photos.map((_, i) => ({
    options: (options[i] ?? []).map((each) => each / total),
    elsewhere: (elsewhere[i] ?? 0) / total,
  }));
}

describe('Laying photos along a route', () => {
  test('gives the same chances as writing out every way', () => {
    const aRatio = fc.double({ min: 0.5, max: 500, noNaN: true });
    const aFit = fc.record({ stop: fc.nat(3), ratio: aRatio, placeRatio: aRatio });
    const aPhoto = fc.record({
      pause: fc.integer({ min: 0, max: 100 }),
      options: fc.uniqueArray(aFit, {
        selector: (option) => option.stop,
        maxLength: 3,
      }),
    });
    fc.assert(
      fc.property(fc.array(aPhoto, { minLength: 1, maxLength: 5 }), (wishes) => {
        let time = 0;
        const photos = wishes.map(({ pause, options }): ChainPhoto => {
          time += pause;
          return { time, camera: 0, pace: usualPace, place: null, options, elsewhere: 0.03 };
        });
        const expected = byHand(photos, stops(4));
        for (const [i, result] of layAlong(photos, stops(4), exactly).entries()) {
          expect(result.elsewhere).toBeCloseTo(expected[i]?.elsewhere ?? -1, 9);
          for (const [o, chance] of result.options.entries())
            expect(chance).toBeCloseTo(expected[i]?.options[o] ?? -1, 9);
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  test('chances of one photo sum to one, whatever the care', () => {
    const photos = Array.from({ length: 40 }, (_, i) =>
      chainPhoto(i * 37, { [i % 7]: 40, [(i + 1) % 7]: 55, [(i + 2) % 7]: 3 }),
    );
    for (const care of [carefully, roughly]) {
      for (const { options, elsewhere } of layAlong(photos, stops(7), care)) {
        expect(options.reduce((sum, chance) => sum + chance, elsewhere)).toBeCloseTo(1, 9);
      }
    }
  });

  test('a photo seconds after another is of the same door, though the next door lacks one', () => {
    const [, second] = layAlong(
      [chainPhoto(0, { 0: 600, 1: 5 }), chainPhoto(5, { 0: 500, 1: 15 })],
      stops(2),
      carefully,
    );
    expect(second?.options[0]).toBeGreaterThan(0.9);
  });

  test('a photo half a minute later is of the next door', () => {
    const [, second] = layAlong(
      [chainPhoto(0, { 0: 600, 1: 5 }), chainPhoto(40, { 0: 60, 1: 500 })],
      stops(2),
      carefully,
    );
    expect(second?.options[1]).toBeGreaterThan(0.99);
  });

  test('two photos against the order of two distant scans are not swapped for it', () => {
    const far = [
      { scanned: 0, isBulk: false, rank: 0, odds: 19 },
      { scanned: 90, isBulk: false, rank: 1, odds: 19 },
    ];
    const [first, second] = layAlong(
      [chainPhoto(0, { 0: 80, 1: 100 }), chainPhoto(60, { 0: 100, 1: 80 })],
      far,
      carefully,
    );
    expect(first?.options[0]).toBeGreaterThan(0.85);
    expect(second?.options[1]).toBeGreaterThan(0.85);
  });

  test('no photos, and photos without options, are no trouble', () => {
    expect(layAlong([], stops(3), carefully)).toEqual([]);
    expect(layAlong([chainPhoto(0, {})], stops(3), carefully)).toEqual([
      { options: new Float64Array(0), elsewhere: 1 },
    ]);
  });
});
