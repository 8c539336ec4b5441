/** All stops of a part of a day as places of the assignment, and which of them are worth weighing for a photo. */
import { metresAcross, type Place, placeOf } from '#core/domain/geo.ts';
import type { RouteId, StopId } from '#shared/ids.ts';
import { type CameraBelief, trueTime } from './cameraClocks.ts';
import { firstAtLeast } from './clockAlignment.ts';
import type { KnownPhoto } from './dayPlan.ts';
import { placeRatio, soundness, timeRatio } from './likelihood.ts';
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

/** A photo at a place, weighed by itself. */
export interface PairFit {
  place: number;
  routeId: RouteId;
  /** How much likelier its time and position are here than anywhere. */
  ratio: number;
  /** The position's part of it; 1 without both positions. */
  placeRatio: number;
  /** Whether it is time or position that says so, and not an accident; 0 to 1. */
  sound: number;
  /** After the camera's offset, against the expected time; null without both times. */
  seconds: number | null;
  metres: number | null;
}

/** Seconds to either side of a scan in which a picture is looked for. */
const windowSeconds = 900;
/** Metres around a picture in which stops are looked for, when time can't tell. */
const windowMetres = 600;
/** Pairs kept per picture and route, the best ones: more never change the answer. */
const pairsKept = 8;
/** A pair this unlikely is never the answer, not even to make room for others. */
const leastRatio = 1e-4;

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

/** When the photo was taken by the route's clock, epoch seconds; null where nothing tells. */
export function timeOf(known: KnownPhoto, camera: CameraBelief): number | null {
  return trueTime(known.photo, camera);
}

/** The stops of one route that a photo may show, likeliest first. */
export function fitsOf(
  known: KnownPhoto,
  routeId: RouteId,
  pool: StopPool,
  camera: CameraBelief,
  medianMetres: number,
): PairFit[] {
  const model = pool.models.get(routeId);
  if (!model) return [];
  const place = placeOf(known.photo);
  const time = timeOf(known, camera);
  const fits: PairFit[] = [];
  for (const order of nearStops(model, time, place)) {
    const stop = model.stops[order];
    if (!stop || known.refused.has(stop.stop.id)) continue;
    const seconds = time === null ? null : nearestOf(stop.expected, time);
    const metres = place && stop.place ? metresAcross(place, stop.place) : null;
    if (seconds === null && metres === null) continue;
    const spread = Math.hypot(camera.lagSpread, stop.blur);
    const atPlace = metres === null ? 1 : placeRatio(metres, medianMetres);
    const ratio = (seconds === null ? 1 : timeRatio(seconds, spread, stop.blur === 0 ? camera.habit : null)) * atPlace;
    if (ratio < leastRatio) continue;
    const sound = soundness(seconds, metres, spread, medianMetres);
    const at = (pool.firstPlace.get(routeId) ?? 0) + order;
    fits.push({ place: at, routeId, ratio, placeRatio: atPlace, sound, seconds, metres });
  }
  return fits.sort((a, b) => b.ratio - a.ratio || a.place - b.place).slice(0, pairsKept);
}

/**
 * How much likelier a position is about the stops of that time than anywhere: pictures of nothing are taken on the way too.
 * At least 1.
 */
export function whereaboutsRatio(model: RouteModel, time: number, place: Place, medianMetres: number): number {
  let sum = 0;
  let count = 0;
  for (let i = firstAtLeast(model.times, time - windowSeconds); i < model.times.length; i++) {
    if ((model.times[i] ?? 0) > time + windowSeconds) break;
    const stop = model.stops[model.stopOfTime[i] ?? 0];
    if (!stop?.place) continue;
    sum += placeRatio(metresAcross(place, stop.place), medianMetres);
    count++;
  }
  return count === 0 ? 1 : Math.max(1, sum / count);
}

function nearStops(model: RouteModel, time: number | null, place: Place | null): Set<number> {
  const near = new Set<number>();
  if (time !== null) {
    for (let i = firstAtLeast(model.times, time - windowSeconds); i < model.times.length; i++) {
      if ((model.times[i] ?? 0) > time + windowSeconds) break;
      near.add(model.stopOfTime[i] ?? 0);
    }
  }
  if (!place || (time !== null && !model.hasUntimed)) return near;
  for (const [order, stop] of model.stops.entries()) {
    if (time !== null && stop.expected.length > 0) continue;
    if (stop.place && metresAcross(place, stop.place) <= windowMetres) near.add(order);
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
