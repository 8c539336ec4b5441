import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metresBetween, placeOf } from '#core/domain/geo.ts';

const place = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
/** Half the way round the earth, in metres. */
const halfWayRound = Math.PI * 6_371_008.8;

test.for([
  ['a degree of latitude is 111 km everywhere', [45, -122], [46, -122], 111_195],
  ['a degree of longitude is 111 km at the equator', [0, 10], [0, 11], 111_195],
  ['and half of that at 60 degrees north', [60, 10], [60, 11], 55_597],
  ['London to Paris is 344 km', [51.5074, -0.1278], [48.8566, 2.3522], 343_556],
  ['across the date line it is the short way', [0, 179.9995], [0, -179.9995], 111.2],
  ['pole to pole is half the way round', [90, 0], [-90, 0], halfWayRound],
  ['next door is as far as it looks', [45.523_06, -122.676_48], [45.523_86, -122.676_48], 89],
] as const)('%s', ([_what, from, to, metres]) => {
  const between = metresBetween({ latitude: from[0], longitude: from[1] }, { latitude: to[0], longitude: to[1] });
  expect(Math.abs(between - metres)).toBeLessThan(Math.max(0.1, metres * 0.001));
});

test('the way there is as long as the way back, no way is negative, and none is longer than half round the earth', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      const there = metresBetween(a, b);
      expect(Math.abs(there - metresBetween(b, a))).toBeLessThan(1e-3);
      expect(there).toBeGreaterThanOrEqual(0);
      expect(there).toBeLessThanOrEqual(halfWayRound + 1e-6);
      expect(metresBetween(a, a)).toBe(0);
    }),
  );
});

test('half a position is none', () => {
  expect(placeOf({ latitude: 45, longitude: null })).toBeNull();
  expect(placeOf({ latitude: null, longitude: -122 })).toBeNull();
  expect(placeOf({ latitude: null, longitude: null })).toBeNull();
  expect(placeOf({ latitude: 0, longitude: -122 })).toEqual({ latitude: 0, longitude: -122 });
});
