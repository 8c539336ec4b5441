/** Which routes the photos of one camera can belong to, when neither folder nor sidecar says so. */
import type { Photo } from '#core/domain/delivery.ts';
import { metresBetween, placeOf } from '#core/domain/geo.ts';
import type { RouteId } from '#shared/ids.ts';
import type { CameraGroup } from './cameraGroups.ts';
import { alignClock, type ClockSample } from './clockAlignment.ts';
import { placeRatio, usualMedianMetres } from './likelihood.ts';
import type { RouteModel } from './routeModel.ts';

/** Pictures asked for a route's fit; more don't change the answer and cost time on days of 200 routes. */
const samplesAsked = 60;
/** Nats by which a route must beat the next one: 1 in 1,000 would be wrong. */
const clearLead = 7;
/** Share of pictures that the one route must explain; a folder shared by two drivers shows about half for each. */
const clearShare = 0.8;
/** Nats for each picture that names a stop of the route, up to four of them: a camera seen there. */
const seenThere = 3;

/**
 * The one route that clearly fits a camera's pictures as a whole, or all of them. `seen` counts the camera's pictures that
 * name a stop of each route.
 */
export function chooseRoutes(
  group: CameraGroup,
  routes: readonly RouteModel[],
  seen: ReadonlyMap<RouteId, number>,
): readonly RouteModel[] {
  if (routes.length <= 1) return routes;
  const photos = someOf(group.photos);
  const fits = routes
    .map((model) => {
      const { score, explained } = fitOf(photos, model);
      return { model, explained, score: score + seenThere * Math.min(4, seen.get(model.route.id) ?? 0) };
    })
    .sort((a, b) => b.score - a.score || (a.model.route.id < b.model.route.id ? -1 : 1));
  const [best, next] = fits;
  if (!best || !next) return routes;
  return best.score - next.score >= clearLead && best.explained >= clearShare ? [best.model] : routes;
}

/** A photo's evidence on a camera's clock against one route; null for a photo without a time. */
export function clockSample(photo: Photo, model: RouteModel): ClockSample | null {
  if (photo.takenAt === null) return null;
  return { time: photo.takenAt / 1000, ...positionEvidence(photo, model) };
}

function fitOf(photos: readonly Photo[], model: RouteModel): { score: number; explained: number } {
  const samples: ClockSample[] = [];
  let base = 0;
  for (const photo of photos) {
    const sample = clockSample(photo, model);
    if (sample) samples.push(sample);
    else base += positionEvidence(photo, model).base;
  }
  const { score, explained } = alignClock(samples, model.times);
  return { score: score + base, explained };
}

function positionEvidence(photo: Photo, model: RouteModel): { weights: Float64Array | null; base: number } {
  const place = placeOf(photo);
  if (!place || model.times.length === 0) return { weights: null, base: 0 };
  const weights = new Float64Array(model.times.length);
  let sum = 0;
  for (const [i, stopIndex] of model.stopOfTime.entries()) {
    const stopPlace = model.stops[stopIndex]?.place;
    const weight = stopPlace ? placeRatio(metresBetween(place, stopPlace), usualMedianMetres) : 1;
    weights[i] = weight;
    sum += weight;
  }
  const mean = sum / weights.length;
  for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] ?? 0) / mean;
  return { weights, base: Math.log(mean) };
}

/** Evenly chosen over the day; photos without a time come last. */
function someOf(photos: readonly Photo[]): Photo[] {
  const inTime = [...photos].sort(
    (a, b) =>
      (a.takenAt ?? Number.POSITIVE_INFINITY) - (b.takenAt ?? Number.POSITIVE_INFINITY) || (a.id < b.id ? -1 : 1),
  );
  const every = Math.max(1, inTime.length / samplesAsked);
  return inTime.filter((_, i) => Math.floor(i / every) !== Math.floor((i - 1) / every));
}
