/** All stops of a part of a day as places of the assignment, and which of them are worth weighing for a photo. */
import { metresBetween, type Place, placeOf } from '#core/domain/geo.ts';
import type { RouteId, StopId } from '#shared/ids.ts';
import type { CameraBelief } from './cameraClocks.ts';
import { firstAtLeast } from './clockAlignment.ts';
import type { KnownPhoto } from './dayPlan.ts';
import { nowhereCost, weigh } from './likelihood.ts';
import type { RouteModel, StopModel } from './routeModel.ts';

export interface PooledStop {
  place: number;
  routeId: RouteId;
  model: StopModel;
}

export interface StopPool {
  stops: PooledStop[];
  stopOf: Map<StopId, PooledStop>;
  routeOfStop: Map<StopId, RouteId>;
  codeOfRoute: Map<RouteId, string>;
  /** Place of each route's first stop. */
  firstPlace: Map<RouteId, number>;
  models: Map<RouteId, RouteModel>;
}

export interface PooledPhoto {
  known: KnownPhoto;
  group: number;
  routes: readonly RouteId[];
}

/** A photo at a place, weighed. */
export interface PairFit {
  place: number;
  cost: number;
  /** After the camera's offset, against the expected time; null without both times. */
  seconds: number | null;
  metres: number | null;
  timely: number;
  near: number;
}

/** Seconds to either side of a scan in which a picture is looked for. */
const windowSeconds = 900;
/** Metres around a picture in which stops are looked for, when time can't tell. */
const windowMetres = 600;
/** Pairs kept per picture, the best ones: more never change the answer. */
const pairsKept = 24;
/** Nats: a pair this much dearer than going nowhere is never chosen, not even to make room. */
const hopeless = 3;

/** Builds the pool; places are numbered by route, then planned order. */
export function stopPool(models: readonly RouteModel[]): StopPool {
  const pool: StopPool = {
    stops: [],
    stopOf: new Map(),
    routeOfStop: new Map(),
    codeOfRoute: new Map(),
    firstPlace: new Map(),
    models: new Map(),
  };
  for (const model of models) {
    const routeId = model.route.id;
    pool.models.set(routeId, model);
    pool.codeOfRoute.set(routeId, model.route.route);
    pool.firstPlace.set(routeId, pool.stops.length);
    for (const stop of model.stops) {
      const pooled = { place: pool.stops.length, routeId, model: stop };
      pool.stops.push(pooled);
      pool.stopOf.set(stop.stop.id, pooled);
      pool.routeOfStop.set(stop.stop.id, routeId);
    }
  }
  return pool;
}

/** The places where a photo may go, cheapest first, with costs in nats. */
export function edgesOf(
  photo: PooledPhoto,
  pool: StopPool,
  beliefOf: (routeId: RouteId) => CameraBelief | undefined,
  medianMetres: number,
): PairFit[] {
  const place = placeOf(photo.known.photo);
  const fits: PairFit[] = [];
  for (const routeId of photo.routes) {
    const model = pool.models.get(routeId);
    const camera = beliefOf(routeId);
    if (!model || !camera) continue;
    const { takenAt } = photo.known.photo;
    const time = takenAt === null ? null : takenAt / 1000 + camera.offset;
    for (const order of nearStops(model, time, place)) {
      const stop = model.stops[order];
      if (!stop || photo.known.refused.has(stop.stop.id)) continue;
      const seconds = time === null ? null : nearestOf(stop.expected, time);
      const metres = place && stop.place ? metresBetween(place, stop.place) : null;
      if (seconds === null && metres === null) continue;
      const fit = weigh(seconds, metres, stop.blur, { lagSpread: camera.lagSpread, medianMetres });
      const cost = -fit.gain - Math.log(camera.share);
      if (cost > nowhereCost + hopeless) continue;
      fits.push({
        place: (pool.firstPlace.get(routeId) ?? 0) + order,
        cost,
        seconds,
        metres,
        timely: fit.timely,
        near: fit.near,
      });
    }
  }
  return fits.sort((a, b) => a.cost - b.cost || a.place - b.place).slice(0, pairsKept);
}

function nearStops(model: RouteModel, time: number | null, place: Place | null): Set<number> {
  const near = new Set<number>();
  if (time !== null) {
    for (let i = firstAtLeast(model.times, time - windowSeconds); i < model.times.length; i++) {
      if ((model.times[i] ?? 0) > time + windowSeconds) break;
      near.add(model.stopOfTime[i] ?? 0);
    }
  }
  if (!place) return near;
  for (const [order, stop] of model.stops.entries()) {
    if (time !== null && stop.expected.length > 0) continue;
    if (stop.place && metresBetween(place, stop.place) <= windowMetres) near.add(order);
  }
  return near;
}

/** Seconds from the nearest expected time to the picture; null for a stop without one. */
function nearestOf(expected: readonly number[], time: number): number | null {
  let nearest: number | null = null;
  for (const each of expected) {
    const seconds = time - each;
    if (nearest === null || Math.abs(seconds) < Math.abs(nearest)) nearest = seconds;
  }
  return nearest;
}
