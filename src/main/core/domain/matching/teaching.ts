/**
 * What a person's ties teach about the other pictures of the same device: how far off its clock is (by years, if need be), which
 * routes it worked, and, for pictures without any time, where in the day their numbers lie.
 */
import type { Photo } from '#core/domain/delivery.ts';
import type { RouteId, StopId } from '#shared/ids.ts';
import type { ToldClock } from './contract.ts';
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

/** Pictures without a time that stand in an order, and the routes on which some of them were placed. */
export interface TaughtOrder {
  /** What orders them: numbers in their names or, weaker, when their files were written. */
  by: 'number' | 'folder';
  routes: RouteId[];
  /** In their order; those that were placed are among them. */
  pictures: { known: KnownPhoto; number: number }[];
}

/** A stop as `dayPlan` knows it. */
export interface PlannedStop {
  model: RouteModel;
  stop: StopModel;
}

/** Seconds: a picture is taken so near to its scan, so clocks that differ by less say the same. */
const sameClockSeconds = 300;
/** Seconds: so late somebody may be with a picture, and no clock need be wrong for it. */
const lateAtMost = 180;
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
    if (Math.abs(offset) <= (support < 2 ? foundByAlignment : lateAtMost)) continue;
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

/**
 * What people said of this device's clock, by route. A person speaks of the phone of a route; copies' times and clocks that were
 * never set are not its.
 */
export function toldClocks(
  photos: readonly KnownPhoto[],
  device: string,
  clocks: readonly ToldClock[],
): Map<RouteId, number> {
  const isCamera = photos.some(
    ({ photo }) => photo.takenAt !== null && photo.takenSource !== 'file-time' && photo.unsetClock === undefined,
  );
  const own = isCamera ? clocks.filter((clock) => clock.device === device) : [];
  return new Map(own.map(({ routeId, seconds }) => [routeId, seconds]));
}

/** What was told beats what placed pictures teach, when routes are compared. */
export function withTold(
  taught: ReadonlyMap<RouteId, TaughtClock>,
  told: ReadonlyMap<RouteId, number>,
  photos: readonly KnownPhoto[],
): ReadonlyMap<RouteId, TaughtClock> {
  if (told.size === 0) return taught;
  const [first] = photos;
  const settled = first?.reading === undefined ? 0 : ((first.photo.takenAt ?? first.reading) - first.reading) / 1000;
  const clocks = [...told].map(([routeId, seconds]): [RouteId, TaughtClock] => [
    routeId,
    { routeId, offset: seconds - settled, support: photos.length },
  ]);
  return new Map([...taught, ...clocks]);
}

/** Placed pictures that must agree with the order of a folder before it is believed: by chance four do so once in 24. */
const placedInFolder = 4;

/**
 * Pictures as one device numbered them, where some of them were placed in an order that the numbers agree with; and, of a folder
 * whose names have no numbers, as its files were written.
 */
export function taughtOrders(
  photos: readonly KnownPhoto[],
  stopOf: ReadonlyMap<StopId, PlannedStop>,
  contextRoutes: readonly RouteId[],
): TaughtOrder[] {
  const untimed = photos.filter(({ photo }) => photo.takenAt === null || photo.takenSource === 'file-time');
  const series = new Map<string, TaughtOrder['pictures']>();
  const folders = new Map<string, KnownPhoto[]>();
  for (const known of untimed) {
    const found = pictureNumber(known.photo);
    if (found) {
      series.set(found.series, [...(series.get(found.series) ?? []), { known, number: found.number }]);
    } else {
      const folder = folderOf(known.photo);
      folders.set(folder, [...(folders.get(folder) ?? []), known]);
    }
  }
  const numbered = [...series.values()].flatMap((pictures) => {
    pictures.sort((a, b) => a.number - b.number || (a.known.photo.id < b.known.photo.id ? -1 : 1));
    return taughtOrder(pictures, stopOf, contextRoutes, (ranks) => {
      // A tour driven the other way round teaches no order.
      return inOrder(ranks).filter(Boolean).length > ranks.length * 0.7;
    }).map((order) => ({ ...order, by: 'number' as const }));
  });
  const written = [...folders.values()].flatMap((members) => {
    const pictures = members.toSorted(byFile).map((known, number) => ({ known, number }));
    return taughtOrder(pictures, stopOf, contextRoutes, (ranks) => {
      return ranks.length >= placedInFolder && inOrder(ranks).every(Boolean);
    }).map((order) => ({ ...order, by: 'folder' as const }));
  });
  return [...numbered, ...written];
}

/** The order with the routes on which its placed pictures stand in that order; none where they stand in none. */
function taughtOrder(
  pictures: TaughtOrder['pictures'],
  stopOf: ReadonlyMap<StopId, PlannedStop>,
  contextRoutes: readonly RouteId[],
  isBelieved: (ranks: readonly number[]) => boolean,
): Omit<TaughtOrder, 'by'>[] {
  const routes = new Map<RouteId, number[]>();
  for (const { known } of pictures) {
    const placed = placedAt(known, stopOf);
    if (!placed) continue;
    const routeId = placed.model.route.id;
    routes.set(routeId, [...(routes.get(routeId) ?? []), placed.stop.rank]);
  }
  const ordered = [...routes].filter(([, ranks]) => isBelieved(ranks)).map(([routeId]) => routeId);
  const spoken = ordered.filter((routeId) => contextRoutes.includes(routeId));
  const allowed = spoken.length > 0 ? spoken : ordered;
  return allowed.length > 0 && pictures.length > 1 ? [{ routes: allowed.sort(), pictures }] : [];
}

function folderOf(photo: Photo): string {
  const path = photo.files[0]?.path ?? '';
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** As the files were written; of one moment, by name. */
function byFile(a: KnownPhoto, b: KnownPhoto): number {
  const [one, other] = [a.photo.files[0], b.photo.files[0]];
  return (one?.modifiedAt ?? 0) - (other?.modifiedAt ?? 0) || ((one?.path ?? '') < (other?.path ?? '') ? -1 : 1);
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
