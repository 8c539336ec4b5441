/**
 * What a person's ties teach about the other pictures of the same device: how far off its clock is (by years, if need be), which
 * routes it worked, and, for pictures without any time, where in the day their numbers lie.
 */
import type { RouteId, StopId } from '#shared/ids.ts';
import type { KnownPhoto } from './dayPlan.ts';
import { pictureNumber } from './pictureOrder.ts';
import type { RouteModel, StopModel } from './routeModel.ts';

/** A camera's clock against the scans of one route, as pictures at known stops tell it. */
export interface TaughtClock {
  routeId: RouteId;
  /** Seconds to add to the camera's time. */
  offset: number;
  /** Pictures that say so. */
  support: number;
}

/** Pictures without a time whose names are numbered, and the routes on which some of them were placed. */
export interface TaughtOrder {
  routes: RouteId[];
  /** In order of their numbers; those that were placed are among them. */
  pictures: { known: KnownPhoto; number: number }[];
}

/** A stop as `dayPlan` knows it. */
export interface PlannedStop {
  model: RouteModel;
  stop: StopModel;
}

/** Seconds: a picture is taken so near to its scan, so clocks that differ by less say the same. */
const sameClockSeconds = 300;
/** Seconds: what alignment finds by itself; a single picture must not overrule it. */
const foundByAlignment = 1500;
/** Seconds: a clock so far off is off for every route alike, and no picture of it is right as it is. */
export const farOffSeconds = 14 * 3600;

/** The one stop where a person placed the photo, if it is one. */
function placedAt(known: KnownPhoto, stopOf: ReadonlyMap<StopId, PlannedStop>): PlannedStop | null {
  const [hit, other] = known.sure;
  return hit?.method === 'manual' && !other ? (stopOf.get(hit.stopId) ?? null) : null;
}

/** The clocks that a camera's placed pictures teach, by route. Copies' file times teach none. */
export function taughtClocks(
  photos: readonly KnownPhoto[],
  stopOf: ReadonlyMap<StopId, PlannedStop>,
): Map<RouteId, TaughtClock> {
  const offsets = new Map<RouteId, number[]>();
  for (const known of photos) {
    const { takenAt, takenSource } = known.photo;
    const placed = takenAt === null || takenSource === 'file-time' ? null : placedAt(known, stopOf);
    const expected = placed?.stop.expected[0];
    if (!placed || expected === undefined || takenAt === null) continue;
    const routeId = placed.model.route.id;
    offsets.set(routeId, [...(offsets.get(routeId) ?? []), expected - takenAt / 1000]);
  }
  const clocks = new Map<RouteId, TaughtClock>();
  for (const [routeId, said] of offsets) {
    const offset = mostAgreed(said);
    const support = said.filter((each) => Math.abs(each - offset) <= sameClockSeconds).length;
    // Half of them may be slips of the hand; more, and they teach nothing.
    if (2 * support <= said.length) continue;
    if (support < 2 && Math.abs(offset) <= foundByAlignment) continue;
    clocks.set(routeId, { routeId, offset, support });
  }
  return clocks;
}

/** The middle of the values that the most others lie near. */
function mostAgreed(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  let best: number[] = [];
  for (const from of sorted) {
    const near = sorted.filter((each) => each >= from && each - from <= sameClockSeconds);
    if (near.length > best.length) best = near;
  }
  return best[best.length >> 1] ?? 0;
}

/** The seconds by which a camera's clock is taught to be off on a route; null where nothing was taught. */
export function taughtOffset(clocks: ReadonlyMap<RouteId, TaughtClock>, routeId: RouteId): number | null {
  const own = clocks.get(routeId);
  if (own) return own.offset;
  const far = [...clocks.values()].find((clock) => Math.abs(clock.offset) >= farOffSeconds);
  return far?.offset ?? null;
}

/** Pictures as one device numbered them, where some of them were placed in an order that the numbers agree with. */
export function taughtOrders(
  photos: readonly KnownPhoto[],
  stopOf: ReadonlyMap<StopId, PlannedStop>,
  contextRoutes: readonly RouteId[],
): TaughtOrder[] {
  const series = new Map<string, TaughtOrder['pictures']>();
  for (const known of photos) {
    const { takenAt, takenSource } = known.photo;
    const isUntimed = takenAt === null || takenSource === 'file-time';
    const found = isUntimed ? pictureNumber(known.photo) : null;
    if (!found) continue;
    const pictures = series.get(found.series) ?? [];
    pictures.push({ known, number: found.number });
    series.set(found.series, pictures);
  }
  return [...series.values()].flatMap((pictures) => {
    pictures.sort((a, b) => a.number - b.number || (a.known.photo.id < b.known.photo.id ? -1 : 1));
    const routes = new Map<RouteId, number[]>();
    for (const { known } of pictures) {
      const placed = placedAt(known, stopOf);
      if (!placed) continue;
      const routeId = placed.model.route.id;
      routes.set(routeId, [...(routes.get(routeId) ?? []), placed.stop.rank]);
    }
    const ordered = [...routes].filter(([, ranks]) => isInOrder(ranks)).map(([routeId]) => routeId);
    const spoken = ordered.filter((routeId) => contextRoutes.includes(routeId));
    const allowed = spoken.length > 0 ? spoken : ordered;
    return allowed.length > 0 && pictures.length > 1 ? [{ routes: allowed.sort(), pictures }] : [];
  });
}

/** Most of the placed pictures follow the route: a tour driven the other way round teaches no order. */
function isInOrder(ranks: readonly number[]): boolean {
  return inOrder(ranks).filter(Boolean).length > ranks.length * 0.7;
}

/** Which values belong to the longest run (with gaps) that never falls. */
export function inOrder(values: readonly number[]): boolean[] {
  const best = values.map(() => 1);
  const from = values.map(() => -1);
  for (const [i, value] of values.entries()) {
    for (let j = 0; j < i; j++) {
      if ((values[j] ?? 0) <= value && (best[j] ?? 0) + 1 > (best[i] ?? 0)) {
        best[i] = (best[j] ?? 0) + 1;
        from[i] = j;
      }
    }
  }
  const kept = values.map(() => false);
  let at = best.indexOf(Math.max(...best));
  while (at >= 0) {
    kept[at] = true;
    at = from[at] ?? -1;
  }
  return kept;
}
