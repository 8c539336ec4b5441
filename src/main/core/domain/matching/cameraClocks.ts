/** What is believed of each camera on each route, learnt from the day: its clock, and how its pictures lie about the scans. */
import type { RouteId } from '#shared/ids.ts';
import { alignClock } from './clockAlignment.ts';
import type { PlannedGroup } from './dayPlan.ts';
import { firstBelief } from './likelihood.ts';
import { clockSample } from './routeChoice.ts';
import type { RouteModel } from './routeModel.ts';

/** One camera on one route. */
export interface CameraBelief {
  /** Seconds to add to the camera's time. */
  offset: number;
  /** Seconds, standard deviation of picture minus scan after the offset. */
  lagSpread: number;
  /** Share of the camera's pictures that are of this route; the shares of a camera sum to 1. */
  share: number;
  /** Pictures that the offset rests on. */
  support: number;
}

/** What one tied pair shows. */
export interface Residual {
  /** Seconds from scan to picture, after the offset in use. */
  seconds: number;
}

/** Picture minus scan can't be told finer than this: 12 s is a walk from the van; nor looser than people are. */
const tightest = 12;
const loosest = 90;
/** The first belief counts as much as this many pictures. */
const priorWeight = 6;
/** The nearest pairs are chosen, so what is measured on them is too small by about this. */
const choiceBias = 1.2;

/** A correction below this is how the driver works (picture first, scan later), not a wrong clock. Seconds. */
const smallestCorrection = 60;
/** A clock is corrected on the word of at least this many pictures. */
const fewestWitnesses = 4;

/** First belief for a camera on each of its routes, by alignment of all its pictures with all scans. */
export function alignGroup(group: PlannedGroup, routes: readonly RouteModel[]): Map<RouteId, CameraBelief> {
  const beliefs = new Map<RouteId, CameraBelief>();
  for (const model of routes) {
    const samples = group.photos.flatMap(({ photo, sure }) => {
      const sample = clockSample(photo, model);
      if (!sample) return [];
      const own = sure
        .filter((hit) => model.stops.some((stop) => stop.stop.id === hit.stopId))
        .map((hit) => hit.stopId);
      if (own.length === 0) return sure.length > 0 ? [] : [sample];
      // A picture that names its stop votes for that stop's scans alone.
      const weights = Float64Array.from(model.stopOfTime, (i) => (own.includes(model.stops[i]?.stop.id ?? '') ? 1 : 0));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      if (sum === 0) return [];
      return [{ time: sample.time, base: 0, weights: weights.map((weight) => (weight * weights.length) / sum) }];
    });
    const { correction, support } = alignClock(samples, model.times);
    const isTrusted = support >= fewestWitnesses || Math.abs(correction) < smallestCorrection;
    beliefs.set(model.route.id, {
      offset: isTrusted ? correction : 0,
      lagSpread: firstBelief.lagSpread,
      share: 1 / routes.length,
      support,
    });
  }
  return beliefs;
}

/** Learns from tied pairs: the offset's rest, the spread and the camera's share of the route. */
export function learn(
  belief: CameraBelief,
  residuals: readonly Residual[],
  photosOfCamera: number,
  routesOfCamera: number,
): CameraBelief {
  const share = (residuals.length + 1) / (photosOfCamera + routesOfCamera);
  const count = residuals.length;
  if (count < 3) return { ...belief, share };
  const middle = median(residuals.map((each) => each.seconds));
  const deviation = 1.4826 * median(residuals.map((each) => Math.abs(each.seconds - middle))) * choiceBias;
  const spread = Math.sqrt((count * deviation ** 2 + priorWeight * firstBelief.lagSpread ** 2) / (count + priorWeight));
  return {
    offset: belief.offset - (middle * count) / (count + priorWeight),
    lagSpread: Math.min(loosest, Math.max(tightest, spread)),
    share,
    support: Math.max(belief.support, count),
  };
}

/** Half of all pictures of the day's part lie within this distance of their address, as far as the ties show. */
export function learnDistance(metres: readonly number[]): number {
  const { medianMetres } = firstBelief;
  if (metres.length < 5) return medianMetres;
  const learnt = (median(metres) * metres.length + medianMetres * 10) / (metres.length + 10);
  return Math.min(150, Math.max(20, learnt));
}

/** Seconds of clock correction worth telling; 0 for none. */
export function correctionOf(belief: CameraBelief): number {
  return Math.abs(belief.offset) >= smallestCorrection && belief.support >= fewestWitnesses
    ? Math.round(belief.offset)
    : 0;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
