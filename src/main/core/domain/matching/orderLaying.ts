/** Numbered pictures without a time, laid along a route between those that a person placed. */
import { metresAcross, placeOf } from '#core/domain/geo.ts';
import type { PhotoId, RouteId } from '#shared/ids.ts';
import type { KnownPhoto } from './dayPlan.ts';
import { furtherPicture, oddsOfPicture, placeRatio } from './likelihood.ts';
import { layInOrder, type OrderedPicture } from './orderChain.ts';
import type { RouteModel, StopModel } from './routeModel.ts';
import type { PairFit, StopPool } from './stopPool.ts';
import { inOrder, type TaughtOrder } from './teaching.ts';

/** What the order says of one picture on one route. */
export interface OrderedFits {
  fits: PairFit[];
  /** Chance of each fit, given that the picture shows a stop of the route. */
  chances: Float64Array;
  /** Chance that it shows none. */
  none: number;
}

/** Stops told of a picture, and the chance below which one is not worth telling. */
const fitsKept = 8;
const leastChance = 0.005;
/**
 * The order is never the whole truth: doors are passed over and pictured later, numbers start anew. And files may have been
 * written in any order: that alone ties nothing.
 */
const soundBy = { number: 0.95, folder: 0.85 } as const;
/** Numbers farther apart belong to different days or to a counter that started anew. */
const largestGap = 2000;

/** Lays the order's pictures along one route. `uncovered`: chance of each place of the pool that no other picture shows it. */
export function layOrder(
  order: TaughtOrder,
  routeId: RouteId,
  pool: StopPool,
  uncovered: Float64Array,
  medianMetres: number,
): Map<PhotoId, OrderedFits> {
  const model = pool.models.get(routeId);
  const first = pool.firstPlace.get(routeId) ?? 0;
  const found = new Map<PhotoId, OrderedFits>();
  if (!model) return found;
  const byRank = model.stops.toSorted((a, b) => a.rank - b.rank);
  const odds = byRank.map((stop) => {
    const free = uncovered[first + stop.order] ?? 1;
    return free * oddsOfPicture[stop.expectation] + (1 - free) * furtherPicture;
  });
  const pictures = toldPictures(order, model);
  const results = layInOrder(
    pictures.map(({ known, rank, lacking }) => ({
      known: rank,
      lacking,
      ratioAt: ratioOf(known, byRank, medianMetres),
    })),
    odds,
  );
  for (const [i, { known }] of pictures.entries()) {
    const result = results[i];
    if (!result) continue;
    const place = placeOf(known.photo);
    const told = [...result.chances.entries()]
      .filter(([, chance]) => chance >= leastChance)
      .sort(([rankA, a], [rankB, b]) => b - a || rankA - rankB)
      .slice(0, fitsKept);
    const sum = told.reduce((total, [, chance]) => total + chance, 0);
    const fits = told.flatMap(([rank, chance]): PairFit[] => {
      const stop = byRank[rank];
      if (!stop) return [];
      const metres = place && stop.place ? metresAcross(place, stop.place) : null;
      const sound = soundBy[order.by];
      return [{ place: first + stop.order, routeId, ratio: chance, placeRatio: 1, sound, seconds: null, metres }];
    });
    found.set(known.photo.id, {
      fits,
      chances: Float64Array.from(told, ([, chance]) => chance / Math.max(sum, Number.MIN_VALUE)),
      none: Math.max(0, 1 - sum),
    });
  }
  return found;
}

interface ToldPicture {
  known: KnownPhoto;
  rank: number | null;
  lacking: number;
}

/** The pictures with the ranks of those that were placed on this route; one that contradicts the others' order is none. */
function toldPictures(order: TaughtOrder, model: RouteModel): ToldPicture[] {
  const rankOf = new Map(model.stops.map((stop) => [stop.stop.id, stop.rank]));
  const placed = order.pictures.map(({ known }) => {
    const [hit, other] = known.sure;
    return hit && !other ? (rankOf.get(hit.stopId) ?? null) : null;
  });
  const ranks = placed.filter((rank) => rank !== null);
  const kept = inOrder(ranks);
  let at = 0;
  return order.pictures.flatMap(({ known, number }, i): ToldPicture[] => {
    const rank = placed[i] ?? null;
    const isKept = rank !== null && (kept[at++] ?? false);
    // Known by its name or a person elsewhere: it says nothing of this route's order.
    if (known.sure.length > 0 && !isKept) return [];
    const before = order.pictures[i - 1]?.number;
    const gap = before === undefined ? 0 : number - before - 1;
    return [{ known, rank: isKept ? rank : null, lacking: gap > largestGap ? 0 : Math.max(0, gap) }];
  });
}

function ratioOf(
  { photo, refused }: KnownPhoto,
  byRank: readonly StopModel[],
  medianMetres: number,
): OrderedPicture['ratioAt'] {
  const place = placeOf(photo);
  if (!place && refused.size === 0) return null;
  return (rank) => {
    const stop = byRank[rank];
    if (!stop || refused.has(stop.stop.id)) return 0;
    return place && stop.place ? placeRatio(metresAcross(place, stop.place), medianMetres) : 1;
  };
}
