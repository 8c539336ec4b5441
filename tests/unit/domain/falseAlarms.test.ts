/** How often honest, real days would be told as worth a look (LaDe-D). docs/claim-figures.md has the figures. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { metresBetween, placeOf } from '#core/domain/geo.ts';
import { noPatterns, type PatternCounts, patternsOf } from '#core/domain/patterns.ts';
import { burstLimits, type StopScans, scanBursts } from '#core/domain/scanBursts.ts';
import { defaultSettings } from '#shared/settings.ts';
import { ladeDay } from '#tests/fixtures/ladeDepot.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { hasSharedData, sharedFile } from '#tests/fixtures/sharedData.ts';

interface Row {
  courier: string;
  day: string;
  at: number;
  latitude: number;
  longitude: number;
  /** From the address to where the courier was. */
  metres: number;
}

function realDeliveries(): Row[] {
  return ['part0.csv', 'part1.csv'].flatMap((part) => {
    const [header = '', ...lines] = readFileSync(sharedFile('lade', part), 'utf8').trim().split('\n');
    const names = header.trim().split(',');
    return lines.map((line) => {
      const cells = line.trim().split(',');
      const cell = (name: string) => cells[names.indexOf(name)] ?? '';
      const place = { latitude: Number(cell('lat')), longitude: Number(cell('lng')) };
      const was = { latitude: Number(cell('delivery_gps_lat')), longitude: Number(cell('delivery_gps_lng')) };
      const at = Date.parse(`2022-${cell('delivery_time').replace(' ', 'T')}Z`);
      return { courier: cell('courier_id'), day: cell('ds'), at, ...place, metres: metresBetween(place, was) };
    });
  });
}

const toScans = (rows: readonly Row[]): StopScans<number>[] =>
  rows.map((row, id) => ({ id, first: row.at, last: row.at, place: row }));

test.skipIf(!hasSharedData)('no real day of a courier has a burst, nor would one at half the limits', () => {
  const days = [...Map.groupBy(realDeliveries(), ({ courier, day }) => `${courier} ${day}`).values()];
  expect(days).toHaveLength(179);
  const gentle = { ...burstLimits, metresPerSecond: 5, slackMetres: 100, stops: 2, gapSeconds: 600, uploadShare: 2 };
  for (const limits of [burstLimits, gentle]) {
    expect(days.flatMap((rows) => scanBursts(toScans(rows), limits).bursts)).toEqual([]);
  }
});

test.skipIf(!hasSharedData)(
  'nor has a round of 75 real stops of many days laid on one, which is faster than any real one',
  () => {
    const roundsWithBursts = (limits = burstLimits) =>
      Array.from({ length: 25 }, (_, n) => ladeDay({ seed: n + 1 }))
        .flatMap(({ routes }) => routes)
        .filter(({ stops }) => {
          const scans = stops.flatMap((stop) => {
            const at = stop.packages[0]?.outcome === 'delivered' ? stop.packages[0].completedAt : null;
            return at === null ? [] : [{ id: stop.id, first: at, last: at, place: placeOf(stop) }];
          });
          return scanBursts(scans, limits).bursts.length > 0;
        }).length;
    expect(roundsWithBursts()).toBe(0);
    expect(roundsWithBursts({ ...burstLimits, metresPerSecond: 5 }), 'the measure does measure').toBeGreaterThan(0);
  },
);

/** Counts of some deliveries as one driver's. */
function countsOf(rows: readonly Row[]): PatternCounts {
  const counts = { ...noPatterns(), deliveries: rows.length };
  counts.stops.far = rows.filter(({ metres }) => metres >= defaultSettings.farFromStopMetres).length;
  return counts;
}

test.skipIf(!hasSharedData)('no real courier is told for being far from the door', () => {
  const rows = realDeliveries();
  const depot = countsOf(rows);
  expect(depot.stops.far).toBe(9);
  for (const own of Map.groupBy(rows, ({ courier }) => courier).values()) {
    expect(patternsOf(countsOf(own), depot)).toEqual([]);
  }
});

test.skipIf(!hasSharedData)(
  'of drivers who are all alike hardly one in a hundred is told for being far from the door',
  () => {
    const rows = realDeliveries();
    const depot = countsOf(rows);
    const random = seededRandom(3);
    let told = 0;
    let drivers = 0;
    for (let shuffle = 0; shuffle < 400; shuffle++) {
      const order = rows.map((row) => ({ row, key: random.next() })).sort((a, b) => a.key - b.key);
      // Four drivers of an evening each.
      for (let from = 0; from + 75 <= order.length; from += 75) {
        drivers++;
        const own = order.slice(from, from + 75).map(({ row }) => row);
        told += patternsOf(countsOf(own), depot).length;
      }
    }
    console.log(`told ${told} of ${drivers}`);
    expect(told / drivers).toBeLessThan(0.02);
  },
);
