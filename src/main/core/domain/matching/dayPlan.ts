/**
 * A day cut into parts that have nothing to do with each other: the routes, and the photos that can belong to them. Each part
 * carries a fingerprint of all it depends on, so that a caller who kept the last answer matches only what changed.
 */
import type { Photo, Route } from '#core/domain/delivery.ts';
import { metresBetween, placeOf } from '#core/domain/geo.ts';
import type { PhotoId, RouteId, StopId } from '#shared/ids.ts';
import { cameraGroups } from './cameraGroups.ts';
import type { IdentityHit, MatchInput, MatchSettings } from './contract.ts';
import { Fingerprint } from './fingerprint.ts';
import { type IdentityIndex, identify, indexIdentities } from './identity.ts';
import { chooseRoutes, type Sightings } from './routeChoice.ts';
import { modelOf, type RouteModel } from './routeModel.ts';
import { type GpsClock, onReading, settleByGps } from './settledClocks.ts';
import {
  type PlannedStop,
  type TaughtClock,
  type TaughtOrder,
  taughtClocks,
  taughtOrders,
  toldClocks,
  withTold,
} from './teaching.ts';

/** A stop that a photo is laid to before any clock or map is asked. */
export type SureHit = Omit<IdentityHit, 'method'> & { method: IdentityHit['method'] | 'manual' };

/** A photo with all that names alone say about it. */
export interface KnownPhoto {
  photo: Photo;
  contextRoutes: readonly RouteId[];
  /** Ties that names, sidecars, texts or a supervisor made. */
  sure: readonly SureHit[];
  /** Stops that share the id which the photo names. */
  ambiguous: readonly IdentityHit[];
  /** Stops where a supervisor would not have it. */
  refused: ReadonlySet<StopId>;
  /** Its time is that of a clock which was never set: read by pictures that a person placed, or by the GPS time of others. */
  isUnset?: 'placed' | 'gps';
  /** What the camera wrote, epoch ms, where GPS time moved `photo.takenAt` away from it … */
  reading?: number;
  /** … and seconds by which that differs from the time that the screens know. */
  settled?: number;
}

export interface PlannedGroup {
  label: string;
  photos: readonly KnownPhoto[];
  routes: RouteId[];
  /** As its pictures name it; empty where they name none. */
  device: string;
  /** What GPS times tell of the clock; the pictures' times are corrected by it already. */
  gps: GpsClock | null;
  /** Seconds that a person said the device's clock is slow by, by route. */
  told: ReadonlyMap<RouteId, number>;
  /** What the pictures teach that a person placed, by route. */
  clocks: ReadonlyMap<RouteId, TaughtClock>;
  orders: TaughtOrder[];
  /** Pictures that other routes' stops may explain (`rescue.ts`); none before the parts were matched once. */
  help: ReadonlyMap<PhotoId, Help>;
}

/** Routes that a picture may be of besides its camera's own. */
export interface Help {
  routes: readonly RouteId[];
  /** Those of them where nothing but a rescue explains the whole run that it belongs to. */
  sure: readonly RouteId[];
}

/** One independent part of a day. */
export interface DayComponent {
  /** Changes whenever anything changes that the part's matches depend on; 16 hex digits. */
  fingerprint: string;
  /** In order of id. */
  routes: RouteModel[];
  groups: PlannedGroup[];
  settings: MatchSettings;
}

const noStops: ReadonlySet<StopId> = new Set();
const noHelp: ReadonlyMap<PhotoId, Help> = new Map();

/** Cuts a day into its parts, in order of their first route; the order of the input does not matter. */
export function planDay(input: MatchInput): DayComponent[] {
  const models = [...input.routes].sort(byId).map(modelOf);
  const modelOfRoute = new Map(models.map((model) => [model.route.id, model]));
  const index = indexIdentities(models.map((model) => model.route));
  const known = knownPhotos(input, index);
  const { timeZone } = input.settings;
  const groups = cameraGroups(
    [...known.values()].map(({ photo, contextRoutes }) => ({ photo: onReading(photo, timeZone), contextRoutes })),
  );

  const stopOf = new Map(
    models.flatMap((model) => model.stops.map((stop): [StopId, PlannedStop] => [stop.stop.id, { model, stop }])),
  );
  const parts = new DisjointRoutes(models.map((model) => model.route.id));
  const homeless: PlannedGroup[] = [];
  const planned: PlannedGroup[] = [];
  for (const group of groups) {
    const { photos: settled, gps } = settleByGps(
      group.photos.flatMap((photo) => known.get(photo.id) ?? []),
      timeZone,
    );
    const photos = onOwnClock(settled);
    const device = group.device ?? '';
    const told = toldClocks(photos, device, input.clocks ?? []);
    const clocks = withTold(taughtClocks(photos, stopOf), told, photos);
    const orders = taughtOrders(photos, stopOf, group.contextRoutes);
    const inOrder = new Set(orders.flatMap((order) => order.pictures.map((each) => each.known.photo.id)));
    const others = photos.filter((each) => !inOrder.has(each.photo.id));
    const routes = routesOfGroup(group.contextRoutes, others, models, modelOfRoute, index, clocks);
    const tied = photos.flatMap((each) =>
      [...each.sure, ...each.ambiguous].map((hit) => index.routeOfStop.get(hit.stopId) ?? ''),
    );
    const ordered = orders.flatMap((order) => order.routes);
    parts.join([...routes, ...tied, ...ordered]);
    const isAtHome = routes.length + tied.length + ordered.length > 0;
    (isAtHome ? planned : homeless).push({
      ...{ label: group.label, device, photos, routes, gps, told, clocks, orders },
      help: noHelp,
    });
  }
  return components(parts, models, planned, homeless, index, input.settings);
}

/** Pictures of a clock that was never set stand on that clock, as soon as one of them was placed by a person. */
function onOwnClock(photos: readonly KnownPhoto[]): readonly KnownPhoto[] {
  const isTaught = photos.some(
    ({ photo, sure, isUnset }) => !isUnset && photo.unsetClock !== undefined && sure[0]?.method === 'manual',
  );
  if (!isTaught) return photos;
  return photos.map((known) => {
    const { unsetClock } = known.photo;
    if (unsetClock === undefined) return known;
    const photo: Photo = { ...known.photo, takenAt: unsetClock, takenSource: 'exif-local' };
    return { ...known, photo, isUnset: 'placed' };
  });
}

/** Routes where the group's photos may be laid by time and place. */
function routesOfGroup(
  contextRoutes: readonly RouteId[],
  photos: readonly KnownPhoto[],
  models: readonly RouteModel[],
  modelOfRoute: ReadonlyMap<RouteId, RouteModel>,
  index: IdentityIndex,
  clocks: ReadonlyMap<RouteId, TaughtClock>,
): RouteId[] {
  if (contextRoutes.length > 0) return contextRoutes.filter((routeId) => modelOfRoute.has(routeId));
  if (photos.every((each) => each.sure.length > 0)) return [];
  const seen = new Map<RouteId, Sightings>();
  for (const hit of photos.flatMap((each) => each.sure)) {
    const routeId = index.routeOfStop.get(hit.stopId);
    if (routeId === undefined) continue;
    const { named, placed } = seen.get(routeId) ?? { named: 0, placed: 0 };
    seen.set(routeId, hit.method === 'manual' ? { named, placed: placed + 1 } : { named: named + 1, placed });
  }
  const pictures = photos.map((each) => each.photo);
  return chooseRoutes(pictures, models, seen, clocks).map((model) => model.route.id);
}

function knownPhotos(input: MatchInput, index: IdentityIndex): Map<PhotoId, KnownPhoto> {
  const stops = new Map(input.routes.flatMap((route) => route.stops.map((stop) => [stop.id, stop] as const)));
  const manual = Map.groupBy(
    input.manual.filter((tie) => stops.has(tie.stopId)),
    (tie) => tie.photoId,
  );
  const refused = Map.groupBy(input.refused, (tie) => tie.photoId);
  const known = new Map<PhotoId, KnownPhoto>();
  for (const photo of [...input.photos].sort(byId)) {
    const identity = identify(photo, index);
    const notHere = refused.has(photo.id) ? new Set(refused.get(photo.id)?.map((tie) => tie.stopId)) : noStops;
    const hits = identity.hits.filter((hit) => !notHere.has(hit.stopId));
    const doubtful = identity.ambiguous.filter((hit) => !notHere.has(hit.stopId));
    const chosen = hits.length > 0 ? hits : theOneThatFits(doubtful, photo, stops);
    const byHand = manual
      .get(photo.id)
      ?.map((tie): SureHit => ({ ...tie, method: 'manual', evidence: 'placed by a supervisor' }));
    known.set(photo.id, {
      photo,
      contextRoutes: identity.contextRoutes,
      sure: (byHand ?? chosen).toSorted((a, b) => (a.stopId < b.stopId ? -1 : 1)),
      ambiguous: byHand || chosen.length > 0 ? [] : doubtful,
      refused: notHere,
    });
  }
  return known;
}

/** Within half an hour of the scan, or within 300 m of the door: enough to choose between two stops with the same id. */
const fitsMs = 30 * 60_000;
const fitsMetres = 300;

/** Of stops that share one id, the only one that the photo's time and position allow; none if they don't decide. */
function theOneThatFits(
  hits: readonly IdentityHit[],
  photo: Photo,
  stops: ReadonlyMap<StopId, Route['stops'][number]>,
): IdentityHit[] {
  const place = placeOf(photo);
  const fitting = hits.filter((hit) => {
    const stop = stops.get(hit.stopId);
    if (!stop) return false;
    const stopPlace = placeOf(stop);
    const scans = stop.packages.flatMap((each) => each.completedAt ?? []);
    const { takenAt } = photo;
    if (takenAt !== null && scans.length > 0 && !scans.some((scan) => Math.abs(scan - takenAt) <= fitsMs)) return false;
    return !place || !stopPlace || metresBetween(place, stopPlace) <= fitsMetres;
  });
  return fitting.length === 1 ? fitting : [];
}

function components(
  parts: DisjointRoutes,
  models: readonly RouteModel[],
  planned: readonly PlannedGroup[],
  homeless: readonly PlannedGroup[],
  index: IdentityIndex,
  settings: MatchSettings,
): DayComponent[] {
  const found = new Map<RouteId | '', { routes: RouteModel[]; groups: PlannedGroup[] }>();
  for (const model of models) {
    const root = parts.rootOf(model.route.id);
    const part = found.get(root) ?? { routes: [], groups: [] };
    part.routes.push(model);
    found.set(root, part);
  }
  for (const group of planned) {
    const anyRoute = group.routes[0] ?? index.routeOfStop.get(firstHit(group)?.stopId ?? '') ?? '';
    found.get(parts.rootOf(anyRoute))?.groups.push(group);
  }
  if (homeless.length > 0) found.set('', { routes: [], groups: [...homeless] });
  return [...found.values()].map(({ routes, groups }) => ({
    fingerprint: fingerprintOf(routes, groups, settings),
    routes,
    groups,
    settings,
  }));
}

function firstHit(group: PlannedGroup): IdentityHit | SureHit | undefined {
  return group.photos.flatMap((each) => [...each.sure, ...each.ambiguous])[0];
}

/** Changes with everything that the matches of these routes and groups depend on. */
export function fingerprintOf(
  routes: readonly RouteModel[],
  groups: readonly PlannedGroup[],
  settings: MatchSettings,
): string {
  const print = new Fingerprint();
  print.add([settings.automaticConfidence, settings.timeZone]);
  for (const { route, stops } of routes) {
    print.add([route.id, route.route]);
    for (const { stop } of stops) {
      print.add([stop.id, stop.stop, stop.sequence, stop.latitude, stop.longitude, stop.optedOut, stop.confidential]);
      for (const each of stop.packages) print.add([each.trackingId, each.outcome, each.completedAt, each.handover]);
    }
  }
  for (const { label, photos, routes: allowed, orders, gps, told, help } of groups) {
    print.add([label, ...allowed, gps?.support ?? 0, gps?.course.drift ?? 0]);
    print.add(['told', ...[...told].flat()]);
    for (const [photoId, { routes, sure }] of help) print.add(['help', photoId, ...routes, 'sure', ...sure]);
    for (const { by, routes, pictures } of orders) {
      print.add(['order', by, ...routes, ...pictures.flatMap(({ known, number }) => [known.photo.id, number])]);
    }
    for (const { photo, contextRoutes, sure, ambiguous, refused } of photos) {
      print.add([photo.id, photo.takenAt, photo.takenSource, photo.latitude, photo.longitude, ...contextRoutes]);
      for (const hit of sure) print.add(['sure', hit.stopId, hit.method, hit.evidence]);
      for (const hit of ambiguous) print.add(['ambiguous', hit.stopId, hit.evidence]);
      print.add([...refused].sort());
    }
  }
  return print.toString();
}

/** Routes joined by photos that can belong to either. */
export class DisjointRoutes {
  private readonly parent: Map<RouteId, RouteId>;

  constructor(routes: readonly RouteId[]) {
    this.parent = new Map(routes.map((routeId) => [routeId, routeId]));
  }

  rootOf(routeId: RouteId): RouteId {
    let root = routeId;
    for (let up = this.parent.get(root); up !== undefined && up !== root; up = this.parent.get(root)) root = up;
    return root;
  }

  join(routes: readonly RouteId[]): void {
    const [first, ...others] = routes.filter((routeId) => this.parent.has(routeId));
    if (first === undefined) return;
    for (const other of others) {
      const [low, high] = [this.rootOf(first), this.rootOf(other)].sort();
      if (low !== undefined && high !== undefined) this.parent.set(high, low);
    }
  }
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
