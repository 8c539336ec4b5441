import { describe, expect, test } from 'vitest';
import { metresBetween } from '#core/domain/geo.ts';
import { planDepot, type SampleRoute } from '#main/sample/depot.ts';
import { expectationOf } from '#main/sample/expectations.ts';
import { badClockSeconds, layFaults } from '#main/sample/faults.ts';
import { manifestFiles } from '#main/sample/manifestFiles.ts';
import { hoursToSunset, photosOfRoute } from '#main/sample/photos.ts';
import { createRandom } from '#main/sample/random.ts';

const date = '2026-11-21';
const depot = (seed = 1, routes = 8, stops: number | null = null) =>
  planDepot(createRandom(`test ${seed}`), { date, routes, stops });
const photosOf = (routes: readonly SampleRoute[]) =>
  routes.flatMap((route) => photosOfRoute(createRandom(`photos ${route.route}`), route));

describe('the day of the sample depot', () => {
  test('the same seed gives the same day, another seed another one', () => {
    expect(depot(1)).toEqual(depot(1));
    expect(depot(2)).not.toEqual(depot(1));
  });

  test('every tracking id, route code and driver id is used once', () => {
    const routes = depot(3, 24, 60);
    const ids = routes.flatMap((route) => route.stops.flatMap((stop) => stop.packages.map((one) => one.trackingId)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(routes.map((route) => route.route)).size).toBe(24);
    expect(new Set(routes.map((route) => route.driver)).size).toBe(24);
  });

  test('neighbouring stops are about ninety metres apart', () => {
    const nearest = depot(4).flatMap((route) =>
      route.stops.map((stop) =>
        Math.min(
          ...route.stops.filter((other) => other !== stop).map((other) => metresBetween(stop.place, other.place)),
        ),
      ),
    );
    const median = nearest.sort((one, other) => one - other)[Math.floor(nearest.length / 2)] ?? 0;
    expect(median).toBeGreaterThan(50);
    expect(median).toBeLessThan(120);
  });

  test('drivers are out between ten and half past seven, one stop after the other', () => {
    for (const route of depot(5)) {
      const times = route.stops.map((stop) => stop.at);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect(new Date(times[0] ?? 0).toISOString() >= '2026-11-21T18:00').toBe(true);
      expect(new Date(times.at(-1) ?? 0).toISOString() <= '2026-11-22T03:30').toBe(true);
    }
  });

  test('the sun sets about half past four in November and about nine in June', () => {
    expect(hoursToSunset(Date.parse('2026-11-21T16:32:00-08:00'))).toBeCloseTo(0, 0);
    expect(hoursToSunset(Date.parse('2026-06-21T21:02:00-07:00'))).toBeCloseTo(0, 0);
  });
});

describe('faults and what must come of them', () => {
  test('without faults every stop that owes a photo is confirmed', () => {
    const routes = depot(6);
    const day = layFaults(createRandom('f'), 'none', routes, photosOf(routes));
    for (const route of routes) {
      for (const stop of route.stops) {
        const photos = day.photos.filter((photo) => photo.stop === stop);
        expect(expectationOf(stop, photos, day).state).toBe(stop.notRequired ? 'not-required' : 'confirmed');
      }
    }
  });

  test('a typical day has each kind of fault, a heavy one more of them', () => {
    const count = (level: 'typical' | 'heavy') => {
      const routes = depot(7);
      const day = layFaults(createRandom('f'), level, routes, photosOf(routes));
      return { kinds: new Set(day.photos.map((photo) => photo.fault)), forgotten: day.forgotten.size, day };
    };
    const typical = count('typical');
    for (const fault of [
      'blurry',
      'too-dark',
      'too-bright',
      'reused',
      'wrong-folder',
      'far-away',
      'truncated',
      'stray',
    ]) {
      expect(typical.kinds, fault).toContain(fault);
    }
    expect(typical.day.notYetSynced.size).toBeGreaterThan(0);
    expect(count('heavy').forgotten).toBeGreaterThan(typical.forgotten);
  });

  test('no two files of the day have one path', () => {
    for (const seed of [1, 2, 3]) {
      const routes = depot(seed);
      const paths = layFaults(createRandom(`f${seed}`), 'heavy', routes, photosOf(routes)).photos.map(
        (one) => one.file,
      );
      expect(new Set(paths).size).toBe(paths.length);
    }
  });

  test('the slow clock is seven minutes behind on every picture of its phone', () => {
    const routes = depot(8);
    const day = layFaults(createRandom('f'), 'typical', routes, photosOf(routes));
    const slow = day.photos.filter((photo) => photo.fault === 'clock-off');
    expect(slow.length).toBeGreaterThan(10);
    for (const photo of slow) expect(photo.takenAt - photo.deviceTime).toBe(badClockSeconds * 1000);
  });

  test('one route of a few stops is enough to lay faults on', () => {
    const routes = depot(9, 1, 5);
    const day = layFaults(createRandom('f'), 'heavy', routes, photosOf(routes));
    expect(day.photos.length).toBeGreaterThan(0);
  });

  test('a stop that was handed over says to whom', () => {
    const attended = depot(10).flatMap((route) => route.stops.filter((stop) => stop.notRequired === 'attended'));
    expect(attended.length).toBeGreaterThan(0);
    for (const stop of attended) expect(stop.packages.every((one) => one.leftAt !== null)).toBe(true);
  });
});

test('the manifests name every package once with its outcome, and the update delivers what was pending', () => {
  const routes = depot(11);
  const files = manifestFiles(routes, date, 'typical');
  const text = files.map((file) => file.bytes.toString('utf8')).join('\n');
  for (const stop of routes.flatMap((route) => route.stops)) {
    for (const parcel of stop.packages) expect(text).toContain(parcel.trackingId);
  }
  expect(files[0]?.bytes.toString('utf8')).toContain('Pending');
  expect(files.at(-1)?.file).toContain('update');
  expect(files.at(-1)?.bytes.toString('utf8')).not.toContain('Pending');
  expect((files.at(-1)?.writtenAt ?? 0) > (files[0]?.writtenAt ?? 0)).toBe(true);
});
