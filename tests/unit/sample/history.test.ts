import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { planDepot, type SampleRoute, type SampleStop } from '#main/sample/depot.ts';
import type { FaultLevel } from '#main/sample/faults.ts';
import { earlierDays, serviceDaysBefore } from '#main/sample/history.ts';
import { photosOfRoute } from '#main/sample/photos.ts';
import { createRandom } from '#main/sample/random.ts';

const date = '2026-11-22';
const depot = (stops: number | null = null) => planDepot(createRandom('tonight'), { date, routes: 8, stops });
const isOpen = (_route: SampleRoute, stop: SampleStop) => stop.sequence === 7;
const historyOf = (tonight: SampleRoute[], faults: FaultLevel = 'typical', days = 14) =>
  earlierDays(createRandom('history'), { tonight, date, days, faults, isOpen });
const doorOf = ({ address, customer, contact, place }: SampleStop) => ({ address, customer, contact, place });

describe('the days before tonight', () => {
  test('are the last service days, without Sundays', () => {
    const days = serviceDaysBefore(date, 14);
    expect(days.slice(0, 7)).toEqual([
      '2026-11-21',
      '2026-11-20',
      '2026-11-19',
      '2026-11-18',
      '2026-11-17',
      '2026-11-16',
      '2026-11-14',
    ]);
    expect(days).toHaveLength(14);
    for (const day of days) expect(Temporal.PlainDate.from(day).dayOfWeek).not.toBe(7);
  });

  test('are the same for the same seed', () => {
    expect(historyOf(depot())).toEqual(historyOf(depot()));
  });

  test('bring tonight’s drivers to doors of tonight, never to one that wants no photos', () => {
    const tonight = depot();
    const byCode = new Map(tonight.map((route) => [route.route, route]));
    for (const { routes } of historyOf(tonight)) {
      expect(routes).toHaveLength(3);
      for (const route of routes) {
        const same = byCode.get(route.route);
        expect(route.driver).toBe(same?.driver);
        for (const stop of route.stops) {
          expect(same?.stops.map(doorOf)).toContainEqual(doorOf(stop));
          expect(stop.optedOut || stop.confidential).toBe(false);
        }
      }
    }
  });

  test('let every driver come round, and the open stops’ doors first', () => {
    const tonight = depot();
    const history = historyOf(tonight);
    const seen = history.flatMap((day) => day.routes);
    expect(new Set(seen.map((route) => route.driver)).size).toBe(tonight.length);
    const open = tonight.flatMap((route) => route.stops.filter((stop) => isOpen(route, stop) && !stop.optedOut));
    const visited = new Set(seen.flatMap((route) => route.stops.map((stop) => stop.address)));
    const share = open.filter((stop) => visited.has(stop.address)).length / open.length;
    expect(share).toBeGreaterThan(0.7);
  });

  test('draw the door of tonight from another place', () => {
    const tonight = depot();
    const scenes = tonight.flatMap((route) => photosOfRoute(createRandom(route.route), route)).map((one) => one.scene);
    const earlier = historyOf(tonight).flatMap((day) => day.photos.map((photo) => photo.scene));
    const houses = new Set(scenes.map((scene) => scene.houseSeed));
    expect(earlier.some((scene) => houses.has(scene.houseSeed))).toBe(true);
    const shots = [...scenes, ...earlier].map((scene) => scene.shotSeed);
    expect(new Set(shots).size).toBe(shots.length);
  });

  test('score between a bad evening and a perfect one', () => {
    const scores = historyOf(depot()).map(({ routes, photos }) => {
      const owed = routes.flatMap((route) => route.stops.filter((stop) => stop.notRequired === null));
      const good = owed.filter((stop) => photos.some((photo) => photo.stop === stop && photo.fault === null));
      return good.length / owed.length;
    });
    expect(Math.min(...scores)).toBeGreaterThan(0.84);
    expect(Math.min(...scores)).toBeLessThan(0.96);
    expect(Math.max(...scores)).toBe(1);
  });

  test('are perfect where no faults were asked for', () => {
    for (const { photos } of historyOf(depot(), 'none')) {
      expect(photos.every((photo) => photo.fault === null)).toBe(true);
    }
  });

  test('use no path and no tracking id twice, tonight’s included', () => {
    const tonight = depot();
    const history = historyOf(tonight);
    const paths = [
      ...tonight.flatMap((route) => photosOfRoute(createRandom(route.route), route)),
      ...history.flatMap((day) => day.photos),
    ].map((photo) => photo.file);
    expect(new Set(paths).size).toBe(paths.length);
    const ids = [tonight, ...history.map((day) => day.routes)].flatMap((routes) =>
      routes.flatMap((route) => route.stops.flatMap((stop) => stop.packages.map((parcel) => parcel.trackingId))),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('have one manifest each, written that evening', () => {
    for (const { manifest, routes, date: day } of historyOf(depot())) {
      expect(manifest.file).toContain(day);
      const text = manifest.bytes.toString('utf8');
      for (const stop of routes.flatMap((route) => route.stops)) expect(text).toContain(stop.packages[0]?.trackingId);
      expect(new Date(manifest.writtenAt - 8 * 3_600_000).toISOString().slice(0, 10)).toBe(day);
    }
  });

  test('are shorter where tonight’s routes are', () => {
    for (const { routes } of historyOf(depot(4))) {
      for (const route of routes) expect(route.stops.length).toBeLessThanOrEqual(4);
    }
  });
});
