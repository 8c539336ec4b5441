/** Photos that no clock tells anything about: laid after the others, by their numbers, their place, and the stops that are left. */
import type { PhotoId } from '#shared/ids.ts';
import type { DayComponent } from './dayPlan.ts';
import { cover, type Hearing } from './hearing.ts';
import { furtherPicture, oddsOfPicture } from './likelihood.ts';
import { layOrder } from './orderLaying.ts';
import type { PooledPhoto, PooledStop, StopPool } from './stopPool.ts';

/** One such photo with what is heard of it; laying it changes what is heard. */
export interface UntimedPhoto {
  hearing: Hearing;
  photo: PooledPhoto;
}

/** What is known of all photos when these are laid. */
export interface Whole {
  readonly component: DayComponent;
  readonly pool: StopPool;
  readonly landmarks: readonly { known: PooledPhoto['known']; stop: PooledStop }[];
  /** Of all photos, these among them. */
  readonly hearings: readonly Hearing[];
  readonly medianMetres: number;
}

type Untimed = ReadonlyMap<PhotoId, UntimedPhoto>;

/** Nothing is surer than this: chances that were dropped as too small come back as 0. */
const leastChance = 1e-9;

/** Lays them: by number those that have one between placed ones, then the others, each by itself. */
export function layUntimed(untimed: Untimed, whole: Whole): void {
  layByPlace(layByOrder(untimed, whole), whole);
}

/** Chance of each stop that no photo shows it but those given. */
function uncoveredBut(untimed: Untimed, inOrder: ReadonlySet<PhotoId>, whole: Whole): Float64Array {
  const uncovered = new Float64Array(whole.pool.stops.length).fill(1);
  for (const { stop, known } of whole.landmarks) if (!inOrder.has(known.photo.id)) uncovered[stop.place] = 0;
  const passedOver = new Set([...untimed.values()].map(({ hearing }) => hearing));
  for (const hearing of whole.hearings) if (!passedOver.has(hearing)) cover(uncovered, hearing);
  return uncovered;
}

/** Numbered photos lie between those of their series that a person placed. Gives back the others. */
function layByOrder(untimed: Untimed, whole: Whole): Untimed {
  const left = new Map(untimed);
  for (const { orders } of whole.component.groups) {
    for (const order of orders) {
      const isUntimed = order.pictures.some(({ known }) => untimed.has(known.photo.id));
      if (!isUntimed) continue;
      const inOrder = new Set(order.pictures.map(({ known }) => known.photo.id));
      const uncovered = uncoveredBut(untimed, inOrder, whole);
      for (const routeId of order.routes) {
        const laid = layOrder(order, routeId, whole.pool, uncovered, whole.medianMetres);
        for (const [photoId, { fits, chances, none }] of laid) {
          const { hearing, photo } = untimed.get(photoId) ?? {};
          const r = photo?.routes.indexOf(routeId) ?? -1;
          if (!hearing || r < 0) continue;
          hearing.within[r] = fits.length === 0 ? null : { fits, chances };
          hearing.claims[r] = ((hearing.nothing / Math.max(none, leastChance)) * (1 - none)) / order.routes.length;
          left.delete(photoId);
        }
      }
    }
  }
  return left;
}

/**
 * Photos without a time have only their place, and the stops that the others left without a picture. Each by itself: who
 * of them took the place first can't be told.
 */
function layByPlace(untimed: Untimed, whole: Whole): void {
  if (untimed.size === 0) return;
  const uncovered = uncoveredBut(untimed, new Set(), whole);
  for (const { hearing } of untimed.values()) {
    for (const [r, own] of hearing.within.entries()) {
      if (!own) continue;
      const weights = own.fits.map((fit) => {
        const free = uncovered[fit.place] ?? 0;
        const odds = oddsOfPicture[whole.pool.stops[fit.place]?.model.expectation ?? 'unlikely'];
        return fit.ratio * (free * odds + (1 - free) * furtherPicture);
      });
      const sum = weights.reduce((total, weight) => total + weight, 0);
      own.chances = Float64Array.from(weights, (weight) => weight / sum);
      hearing.claims[r] = sum / hearing.within.length;
    }
  }
}
