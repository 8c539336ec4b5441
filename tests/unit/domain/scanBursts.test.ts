import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type StopScans, scanBursts } from '#core/domain/scanBursts.ts';

const noon = Date.parse('2026-11-20T12:00:07Z');
/** Some 111 m to the north for each thousandth of a degree. */
const north = (metres: number) => ({ latitude: 45.5 + metres / 111_195, longitude: -122.6 });

/** A stop scanned so many seconds after noon, so many metres up the road. */
const scan = (id: string, seconds: number, metres: number | null): StopScans<string> => ({
  ...{ id, first: noon + seconds * 1000, last: noon + seconds * 1000 },
  place: metres === null ? null : north(metres),
});

/** An honest round that the scans in question lie in: a stop each four minutes, 300 m on. */
const honest = Array.from({ length: 12 }, (_, n) => scan(`h${n}`, 3_600 + n * 240, n * 300));

const found = (...scans: StopScans<string>[]) =>
  scanBursts([...scans, ...honest]).bursts.map(({ stops }) => stops.join(' '));

test.each([
  ['three doors 2 km apart within a minute', [scan('a', 0, 0), scan('b', 25, 2_000), scan('c', 50, 4_000)], ['a b c']],
  [
    'four, written in another order',
    [scan('d', 75, 6_000), scan('b', 25, 2_000), scan('a', 0, 0), scan('c', 50, 4_000)],
    ['a b c d'],
  ],
  ['two only: one was forgotten', [scan('a', 0, 0), scan('b', 25, 2_000)], []],
  ['three houses in a row, scanned from the van', [scan('a', 0, 0), scan('b', 3, 60), scan('c', 6, 120)], []],
  ['three houses whose addresses are placed 200 m off', [scan('a', 0, 0), scan('b', 3, 190), scan('c', 6, 0)], []],
  ['a fast drive on a motorway', [scan('a', 0, 0), scan('b', 300, 9_000), scan('c', 600, 18_000)], []],
  ['a minute for 900 m', [scan('a', 0, 0), scan('b', 60, 900), scan('c', 120, 1_800)], []],
  ['a stop without a position between them', [scan('a', 0, 0), scan('b', 25, null), scan('c', 50, 4_000)], []],
  [
    'two bursts with a drive between',
    [
      scan('a', 0, 0),
      scan('b', 5, 1_000),
      scan('c', 10, 2_000),
      scan('d', 1_000, 2_500),
      scan('e', 1_005, 3_500),
      scan('f', 1_010, 4_500),
    ],
    ['a b c', 'd e f'],
  ],
] as const)('%s', (_name, scans, bursts) => {
  expect(found(...scans)).toEqual(bursts);
});

test('a burst says how long it took and how far its doors are apart', () => {
  const [burst] = scanBursts([scan('a', 0, 0), scan('b', 25, 2_000), scan('c', 50, 4_000), ...honest]).bursts;
  expect(burst?.seconds).toBe(50);
  expect(burst?.metres).toBeGreaterThan(3_980);
  expect(burst?.metres).toBeLessThan(4_020);
});

test('a stop where the scanner was busy for a while is left when its last parcel is scanned', () => {
  const busy: StopScans<string> = { id: 'b', first: noon + 25_000, last: noon + 400_000, place: north(1_500) };
  expect(found(scan('a', 0, 0), busy, scan('c', 405, 1_600), scan('d', 410, 1_700))).toEqual([]);
});

test('where an export tells minutes only, a minute’s deliveries are no burst', () => {
  const toTheMinute = (id: string, minutes: number, metres: number): StopScans<string> => {
    const at = Date.parse('2026-11-20T12:00:00Z') + minutes * 60_000;
    return { id, first: at, last: at, place: north(metres) };
  };
  const round = Array.from({ length: 20 }, (_, n) => toTheMinute(`m${n}`, 30 + n * 4, n * 300));
  const scans = [toTheMinute('a', 0, 0), toTheMinute('b', 0, 500), toTheMinute('c', 0, 1_000)];
  expect(scanBursts([...scans, ...round]).bursts).toEqual([]);
  const far = [toTheMinute('a', 0, 0), toTheMinute('b', 0, 3_000), toTheMinute('c', 0, 6_000)];
  expect(scanBursts([...far, ...round]).bursts.map(({ stops }) => stops)).toEqual([['a', 'b', 'c']]);
});

test('times of an upload say nothing about anybody', () => {
  const uploaded = Array.from({ length: 40 }, (_, n) => scan(`u${n}`, n, n * 700));
  expect(scanBursts(uploaded)).toEqual({ bursts: [], areUploads: true });
  expect(scanBursts([])).toEqual({ bursts: [], areUploads: false });
});

test('whoever drives no faster than 54 km/h has no burst, whatever the round', () => {
  const leg = fc.record({ metres: fc.integer({ min: -5_000, max: 5_000 }), wait: fc.integer({ min: 0, max: 600 }) });
  fc.assert(
    fc.property(fc.array(leg, { minLength: 3, maxLength: 60 }), (legs) => {
      let [seconds, metres] = [0, 0];
      const scans = legs.map(({ metres: leg, wait }, n) => {
        metres += leg;
        // To the next second, and a metre for the roundness of the earth.
        seconds += Math.ceil((Math.abs(leg) + 1) / 15) + wait;
        return scan(`s${n}`, seconds, metres);
      });
      expect(scanBursts(scans)).toEqual({ bursts: [], areUploads: false });
    }),
  );
});
