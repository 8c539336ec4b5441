/** Which routes the photos of one camera can belong to, when neither folder nor sidecar says so. */
import type { Photo } from '#core/domain/delivery.ts';
import { metresAcross, placeOf } from '#core/domain/geo.ts';
import type { RouteId } from '#shared/ids.ts';
import { type Alignment, alignClock, type ClockSample, someOf } from './clockAlignment.ts';
import { alignCourse } from './irregularClock.ts';
import { placeRatio, usualMedianMetres } from './likelihood.ts';
import type { RouteModel } from './routeModel.ts';
import { type TaughtClock, taughtOffset } from './teaching.ts';

/** Ways of asking, each dearer than the one before; the next is taken where the last left doubt. */
const waysOfAsking = [
  { how: 'glance', samples: 30, routes: Number.POSITIVE_INFINITY },
  { how: 'minutes', samples: 60, routes: Number.POSITIVE_INFINITY },
  { how: 'hours', samples: 60, routes: 12 },
] as const;
/** Nats by which a route must beat the next one: 1 in 1,000 would be wrong. */
const clearLead = 7;
/** Share of pictures that the one route must explain; a folder shared by two drivers shows about half for each. */
const clearShare = 0.8;
/** Nats for each picture that names a stop of the route, up to four of them: a camera seen there. */
const seenThere = 3;

/** Nats for each picture that a person placed on the route, up to four of them. */
const placedThere = 5;
/** Share that the one route must explain where at least two pictures were placed on it, and none on another. */
const clearSharePlaced = 0.65;

/** A clock that jumped twice still explains half of its pictures at one correction; one that drifts a minute an hour, a fifth. */
const partOfIrregular = 0.2;
const samplesOfIrregular = 90;
/** Share of a camera's pictures that are of another route which its driver helped out. */
const mostHelp = 0.25;

/** The camera's pictures at known stops of one route. */
export interface Sightings {
  /** Pictures that name their stop. */
  named: number;
  /** Pictures that a person placed. */
  placed: number;
}

/** The one route that clearly fits a camera's pictures as a whole, or all of them. */
export function chooseRoutes(
  photos: readonly Photo[],
  routes: readonly RouteModel[],
  seen: ReadonlyMap<RouteId, Sightings>,
  clocks: ReadonlyMap<RouteId, TaughtClock>,
): readonly RouteModel[] {
  if (routes.length <= 1) return routes;
  const inTime = [...photos].sort(byTime);
  const placedOn = [...seen].filter(([, { placed }]) => placed > 0);
  const share = (placed: number) => (placed > 1 && placedOn.length === 1 ? clearSharePlaced : clearShare);
  let asked: readonly RouteModel[] = routes;
  let leader: RouteFit | null = null;
  for (const way of waysOfAsking) {
    const asking = someOf(inTime, way.samples);
    const fits = asked
      .slice(0, way.routes)
      .map((model) => {
        const { score, explained } = fitOf(asking, model, way.how, taughtOffset(clocks, model.route.id));
        const { named, placed } = seen.get(model.route.id) ?? { named: 0, placed: 0 };
        const sighted = seenThere * Math.min(4, named) + placedThere * Math.min(4, placed);
        return { model, explained, placed, score: score + sighted };
      })
      .sort((a, b) => b.score - a.score || (a.model.route.id < b.model.route.id ? -1 : 1));
    const [best, next] = fits;
    const lead = (best?.score ?? 0) - (next?.score ?? Number.NEGATIVE_INFINITY);
    leader = best && lead >= clearLead ? best : null;
    if (leader && leader.explained >= share(leader.placed)) return [leader.model];
    asked = fits.map((fit) => fit.model);
  }
  if (!leader || leader.explained < partOfIrregular) return routes;
  // The route leads and explains only a part: its clock may have jumped or drifted.
  const { model, placed } = leader;
  const taught = taughtOffset(clocks, model.route.id) ?? 0;
  const isExplained = (pictures: readonly Photo[]) => {
    const samples = someOf(pictures, samplesOfIrregular).flatMap((photo) => clockSample(photo, model, taught) ?? []);
    return alignCourse(samples, model.times, 'hours').explained >= share(placed);
  };
  if (isExplained(inTime)) return [model];
  // Or its driver helped another route out, before or after the own one: see `rescue.ts`.
  const apart = Math.ceil(inTime.length * mostHelp);
  return isExplained(inTime.slice(0, -apart)) || isExplained(inTime.slice(apart)) ? [model] : routes;
}

interface RouteFit {
  model: RouteModel;
  /** Share of pictures beside its scans. */
  explained: number;
  /** Pictures that a person placed on it. */
  placed: number;
}

/**
 * A photo's evidence on a camera's clock against one route, on a clock that is `offset` seconds later; null for a photo without
 * a time.
 */
export function clockSample(photo: Photo, model: RouteModel, offset: number): ClockSample | null {
  if (photo.takenAt === null) return null;
  return { time: photo.takenAt / 1000 + offset, ...placeEvidence(photo, model) };
}

function fitOf(
  photos: readonly Photo[],
  model: RouteModel,
  how: 'glance' | 'minutes' | 'hours',
  taught: number | null,
): Pick<Alignment, 'score' | 'explained'> {
  const samples: ClockSample[] = [];
  let untimed = 0;
  for (const photo of photos) {
    const sample = clockSample(photo, model, taught ?? 0);
    if (sample) samples.push(sample);
    else untimed += placeEvidence(photo, model).base;
  }
  const { score, explained } = alignClock(samples, model.times, how === 'hours' && taught !== null ? 'minutes' : how);
  return { score: score + untimed, explained };
}

/** What a photo's position says of the route (base), and of each of its stops against their average. */
function placeEvidence(photo: Photo, model: RouteModel): Pick<ClockSample, 'weightOf' | 'base'> {
  const place = placeOf(photo);
  if (!place || model.stops.length === 0) return { weightOf: null, base: 0 };
  const ratios = new Float64Array(model.stops.length);
  let sum = 0;
  for (const [i, stop] of model.stops.entries()) {
    // A stop without a position says nothing.
    const ratio = stop.place ? placeRatio(metresAcross(place, stop.place), usualMedianMetres) : 1;
    ratios[i] = ratio;
    sum += ratio;
  }
  const mean = sum / ratios.length;
  return { weightOf: (scan) => (ratios[model.stopOfTime[scan] ?? 0] ?? 0) / mean, base: Math.log(mean) };
}

function byTime(a: Photo, b: Photo): number {
  const difference = (a.takenAt ?? Number.MAX_VALUE) - (b.takenAt ?? Number.MAX_VALUE);
  return difference || (a.id < b.id ? -1 : 1);
}
