/**
 * Photos that say nothing about themselves, laid along the routes by time, sequence and place: route by route, with the
 * routes hearing each other about photos that could be of either, and with clocks and habits learnt on the way.
 */
import { placeOf } from '#core/domain/geo.ts';
import type { PhotoId, RouteId } from '#shared/ids.ts';
import { alignGroup, type CameraBelief, isOtherClock, learn, learnDistance } from './cameraClocks.ts';
import type { DayComponent } from './dayPlan.ts';
import { claimedElsewhere, cover, type Hearing, isForsaken, type WithinRoute } from './hearing.ts';
import { furtherPicture, noStopWeight, oddsOfPicture, usualMedianMetres } from './likelihood.ts';
import { layOrder } from './orderLaying.ts';
import { type Care, type ChainPhoto, type ChainStop, carefully, layAlong, roughly } from './routeChain.ts';
import { fitsOf, type PairFit, type PooledPhoto, type PooledStop, type StopPool, timeOf } from './stopPool.ts';

/** What one photo may show, likeliest first; chances and `none` sum to 1. */
export interface PhotoChances {
  fits: { fit: PairFit; chance: number }[];
  none: number;
}

export interface Laid {
  /** Per photo, in the order given. */
  chances: PhotoChances[];
  /** Per group of the component, what was learnt of its camera on each route. */
  cameras: Map<RouteId, CameraBelief>[];
}

/** A photo whose stop is known, as a landmark for the others. */
export interface Landmark {
  known: PooledPhoto['known'];
  group: number;
  stop: PooledStop;
}

/** Times that all routes are laid anew with what the last time taught; more change nothing. */
const rounds = 3;
/** Routes that share a camera must first find out whose clock is whose. */
const roundsForSharedCameras = 4;
/** Seconds: a landmark farther from its scan tells nothing of when the driver was there. */
const landmarkSeconds = 300;
/** Chance from which a pair teaches. */
const teaches = 0.7;
/** Shared cameras' clocks are found in the first rounds or not at all. */
const timesToAlign = 2;
/** Chance from which a route claims a photo for itself. */
const claims = 0.6;
export function layByTimeAndPlace(
  component: DayComponent,
  pool: StopPool,
  photos: readonly PooledPhoto[],
  landmarks: readonly Landmark[],
): Laid {
  const layout = new Layout(component, pool, photos, landmarks);
  const isShared = component.groups.some((group) => group.routes.length > 1);
  for (let round = 1; round < (isShared ? roundsForSharedCameras : rounds); round++) {
    layout.lay(roughly);
    layout.learn();
  }
  layout.lay(carefully);
  return layout.result();
}

/** Nothing is surer than this: chances that were dropped as too small come back as 0. */
const leastChance = 1e-9;

class Layout {
  private readonly component: DayComponent;
  private readonly pool: StopPool;
  private readonly photos: readonly PooledPhoto[];
  private readonly landmarks: readonly Landmark[];
  private cameras: Map<RouteId, CameraBelief>[];
  private medianMetres = usualMedianMetres;
  private hearings: Hearing[] = [];
  private learnt = 0;

  constructor(component: DayComponent, pool: StopPool, photos: readonly PooledPhoto[], landmarks: readonly Landmark[]) {
    this.component = component;
    this.pool = pool;
    this.photos = photos;
    this.landmarks = landmarks;
    this.cameras = component.groups.map((group, index) => {
      const marked = landmarks.filter((each) => each.group === index).map((each) => each.stop.routeId);
      const routes = [...new Set([...group.routes, ...marked])].sort();
      return alignGroup(
        group,
        routes.flatMap((routeId) => pool.models.get(routeId) ?? []),
      );
    });
  }

  /** One round over all routes. */
  lay(care: Care): void {
    // The answer starts from what is believed at last, not from what the rounds before talked themselves into.
    this.hearings = this.photos.map((photo, i) => this.hear(photo, care === roughly ? this.hearings[i] : undefined));
    // Where photos could be of several routes, what the later routes say matters to the earlier ones.
    if (this.pool.models.size > 1 && care !== roughly) {
      for (const routeId of this.pool.models.keys()) this.layRoute(routeId, roughly);
    }
    for (const routeId of this.pool.models.keys()) this.layRoute(routeId, care);
    const untimed = this.untimed();
    this.layUntimed(this.layByOrder(untimed));
  }

  result(): Laid {
    const chances = this.hearings.map(({ claims, within }) => {
      const total = claimedElsewhere(claims, -1);
      const fits = within.flatMap((own, r) =>
        (own?.fits ?? []).map((fit, i) => ({ fit, chance: ((own?.chances[i] ?? 0) * (claims[r] ?? 0)) / total })),
      );
      return {
        fits: fits.sort((a, b) => b.chance - a.chance || a.fit.place - b.fit.place),
        none: noStopWeight / total,
      };
    });
    return { chances, cameras: this.cameras };
  }

  /** Learns each camera's clock, habit and routes, and the usual distance, from what is likely now. */
  learn(): void {
    const seconds = new Map<string, Map<number, { time: number; seconds: number }>>();
    const shares = this.cameras.map(() => new Map<RouteId, number>());
    const metres: number[] = [];
    const { chances } = this.result();
    for (const [i, { fits }] of chances.entries()) {
      const photo = this.photos[i];
      const best = fits[0];
      if (!photo || !best) continue;
      for (const { fit, chance } of fits) {
        const share = shares[photo.group];
        share?.set(fit.routeId, (share.get(fit.routeId) ?? 0) + chance);
      }
      if (best.chance < teaches || best.fit.sound < teaches) continue;
      if (best.fit.metres !== null) metres.push(best.fit.metres);
      if (best.fit.seconds === null) continue;
      // The first picture at a door shows the habit; the next ones follow it.
      const key = `${photo.group} ${best.fit.routeId}`;
      const perStop = seconds.get(key) ?? new Map<number, { time: number; seconds: number }>();
      seconds.set(key, perStop);
      const time = photo.known.photo.takenAt ?? 0;
      const known = perStop.get(best.fit.place);
      if (!known || time < known.time) perStop.set(best.fit.place, { time, seconds: best.fit.seconds });
    }
    this.medianMetres = learnDistance(metres);
    this.cameras = this.cameras.map((cameras, group) => {
      const counted = [...(shares[group]?.values() ?? [])].reduce((sum, each) => sum + each, 0);
      const heardAnew =
        cameras.size > 1 && this.learnt < timesToAlign ? this.alignAnew(group, cameras, chances) : cameras;
      return new Map(
        [...cameras].map(([routeId, belief]) => {
          const share = ((shares[group]?.get(routeId) ?? 0) + 1) / (counted + cameras.size);
          const anew = heardAnew.get(routeId);
          if (anew && isOtherClock(anew, belief)) {
            this.forgetClaims(group);
            return [routeId, { ...anew, share: 1 / cameras.size }];
          }
          const pairs = [...(seconds.get(`${group} ${routeId}`)?.values() ?? [])];
          return [
            routeId,
            learn(
              belief,
              pairs.map(({ time, seconds: after }) => ({ reading: time / 1000, seconds: after })),
              share,
            ),
          ];
        }),
      );
    });
    this.learnt++;
  }

  private forgetClaims(group: number): void {
    for (const [i, photo] of this.photos.entries()) if (photo.group === group) delete this.hearings[i];
  }

  /**
   * A folder of several drivers' pictures: each route's clock by the pictures that the other routes don't claim.
   * @param chances as all cameras were heard: what one of them forgets meanwhile says nothing about the others.
   */
  private alignAnew(
    group: number,
    cameras: ReadonlyMap<RouteId, CameraBelief>,
    chances: Laid['chances'],
  ): Map<RouteId, CameraBelief> {
    const planned = this.component.groups[group];
    if (!planned) return new Map();
    const claimed = new Map<PhotoId, RouteId>();
    for (const [i, { fits }] of chances.entries()) {
      const best = fits[0];
      if (best && best.chance >= claims) claimed.set(this.photos[i]?.known.photo.id ?? '', best.fit.routeId);
    }
    const models = [...cameras.keys()].flatMap((routeId) => this.pool.models.get(routeId) ?? []);
    return alignGroup(planned, models, (photoId, routeId) => (claimed.get(photoId) ?? routeId) === routeId);
  }

  /** The photo's stops by what is believed now. What the routes claimed before still holds, unless a clock proved wrong. */
  private hear(photo: PooledPhoto, before: Hearing | undefined): Hearing {
    const claims = new Float64Array(photo.routes.length);
    const within = photo.routes.map((routeId, r): WithinRoute | null => {
      const camera = this.cameras[photo.group]?.get(routeId);
      if (!camera) return null;
      claims[r] = before?.claims[r] ?? 0;
      if (before && isForsaken(before.claims, r)) return before.within[r] ?? null;
      const fits = fitsOf(photo.known, routeId, this.pool, camera, this.medianMetres);
      if (fits.length === 0) return null;
      const sum = fits.reduce((total, fit) => total + fit.ratio, 0);
      claims[r] ||= sum * camera.share;
      return { fits, chances: Float64Array.from(fits, (fit) => fit.ratio / sum) };
    });
    return { claims, within };
  }

  private layRoute(routeId: RouteId, care: Care): void {
    const stops = this.chainStops(routeId);
    const entries = [...this.photosOfRoute(routeId), ...this.landmarksOfRoute(routeId)].sort(
      (a, b) => a.chain.time - b.chain.time || (a.id < b.id ? -1 : 1),
    );
    const results = layAlong(
      entries.map((entry) => entry.chain),
      stops,
      care,
    );
    for (const [i, { heard, chain }] of entries.entries()) {
      const result = results[i];
      const own = heard?.hearing.within[heard.r];
      if (!heard || !own || !result) continue;
      const inRoute = 1 - result.elsewhere;
      heard.hearing.claims[heard.r] = (chain.elsewhere * inRoute) / Math.max(result.elsewhere, leastChance);
      own.chances = result.options.map((chance) => chance / Math.max(inRoute, leastChance));
    }
  }

  private photosOfRoute(routeId: RouteId): ChainEntry[] {
    const first = this.pool.firstPlace.get(routeId) ?? 0;
    return this.photos.flatMap((photo, i) => {
      const hearing = this.hearings[i];
      const r = photo.routes.indexOf(routeId);
      const own = hearing?.within[r];
      const camera = this.cameras[photo.group]?.get(routeId);
      const time = camera ? timeOf(photo.known, camera) : null;
      if (!hearing || !own || !camera || time === null || isForsaken(hearing.claims, r)) return [];
      const options = own.fits.map((fit) => ({ stop: fit.place - first, ratio: fit.ratio * camera.share }));
      const elsewhere = claimedElsewhere(hearing.claims, r);
      const chain = { time, camera: photo.group, place: placeOf(photo.known.photo), options, elsewhere };
      return [{ id: photo.known.photo.id, chain, heard: { hearing, r } }];
    });
  }

  private landmarksOfRoute(routeId: RouteId): ChainEntry[] {
    const first = this.pool.firstPlace.get(routeId) ?? 0;
    return this.landmarks.flatMap((landmark) => {
      const { known, group, stop } = landmark;
      const time = stop.routeId === routeId ? this.landmarkTime(landmark) : null;
      if (time === null) return [];
      const options = [{ stop: stop.place - first, ratio: this.landmarkRatio(landmark) }];
      const chain = { time, camera: group, place: placeOf(known.photo), options, elsewhere: 0 };
      return [{ id: known.photo.id, chain, heard: null }];
    });
  }

  /**
   * A landmark's own time and place weigh as any picture's do: else its being the first at its door would seem dear beside its
   * being a second one, and the picture before it would be drawn to the same door.
   */
  private landmarkRatio({ known, group, stop }: Landmark): number {
    const camera = this.cameras[group]?.get(stop.routeId);
    const fits = camera ? fitsOf(known, stop.routeId, this.pool, camera, this.medianMetres) : [];
    return Math.max(1, fits.find((fit) => fit.place === stop.place)?.ratio ?? 1);
  }

  /** When the driver was at a landmark; null where its own time is unknown or says otherwise. */
  private landmarkTime({ known, group, stop }: Landmark): number | null {
    const camera = this.cameras[group]?.get(stop.routeId);
    const time = camera ? timeOf(known, camera) : null;
    if (time === null || !stop.model.expected.some((each) => Math.abs(each - time) <= landmarkSeconds)) return null;
    return time;
  }

  private chainStops(routeId: RouteId): ChainStop[] {
    const pictured = new Set(
      this.landmarks.filter((each) => this.landmarkTime(each) === null).map((each) => each.stop.place),
    );
    const first = this.pool.firstPlace.get(routeId) ?? 0;
    return (this.pool.models.get(routeId)?.stops ?? []).map((stop) => ({
      scanned: stop.blur === 0 ? (stop.expected[0] ?? null) : null,
      rank: stop.rank,
      odds: pictured.has(first + stop.order) ? furtherPicture : oddsOfPicture[stop.expectation],
    }));
  }

  /** Photos that no clock tells anything about, with what is heard of each. */
  private untimed(): Map<PhotoId, Untimed> {
    const found = new Map<PhotoId, Untimed>();
    for (const [i, photo] of this.photos.entries()) {
      const hearing = this.hearings[i];
      const isTimed = photo.routes.some((routeId) => {
        const camera = this.cameras[photo.group]?.get(routeId);
        return camera !== undefined && timeOf(photo.known, camera) !== null;
      });
      if (hearing && !isTimed) found.set(photo.known.photo.id, { hearing, photo });
    }
    return found;
  }

  /** Chance of each stop that no photo shows it but those given. */
  private uncoveredBut(untimed: ReadonlyMap<PhotoId, Untimed>, inOrder: ReadonlySet<PhotoId>): Float64Array {
    const uncovered = new Float64Array(this.pool.stops.length).fill(1);
    for (const { stop, known } of this.landmarks) if (!inOrder.has(known.photo.id)) uncovered[stop.place] = 0;
    const passedOver = new Set([...untimed.values()].map(({ hearing }) => hearing));
    for (const hearing of this.hearings) if (!passedOver.has(hearing)) cover(uncovered, hearing);
    return uncovered;
  }

  /** Numbered photos lie between those of their series that a person placed. Gives back the others. */
  private layByOrder(untimed: ReadonlyMap<PhotoId, Untimed>): Map<PhotoId, Untimed> {
    const left = new Map(untimed);
    for (const { orders } of this.component.groups) {
      for (const order of orders) {
        const isUntimed = order.pictures.some(({ known }) => untimed.has(known.photo.id));
        if (!isUntimed) continue;
        const uncovered = this.uncoveredBut(untimed, new Set(order.pictures.map(({ known }) => known.photo.id)));
        for (const routeId of order.routes) {
          const laid = layOrder(order, routeId, this.pool, uncovered, this.medianMetres);
          for (const [photoId, { fits, chances, none }] of laid) {
            const { hearing, photo } = untimed.get(photoId) ?? {};
            const r = photo?.routes.indexOf(routeId) ?? -1;
            if (!hearing || r < 0) continue;
            hearing.within[r] = fits.length === 0 ? null : { fits, chances };
            hearing.claims[r] = ((noStopWeight / Math.max(none, leastChance)) * (1 - none)) / order.routes.length;
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
  private layUntimed(untimed: ReadonlyMap<PhotoId, Untimed>): void {
    if (untimed.size === 0) return;
    const uncovered = this.uncoveredBut(untimed, new Set());
    for (const { hearing } of untimed.values()) {
      for (const [r, own] of hearing.within.entries()) {
        if (!own) continue;
        const weights = own.fits.map((fit) => {
          const free = uncovered[fit.place] ?? 0;
          const odds = oddsOfPicture[this.pool.stops[fit.place]?.model.expectation ?? 'unlikely'];
          return fit.ratio * (free * odds + (1 - free) * furtherPicture);
        });
        const sum = weights.reduce((total, weight) => total + weight, 0);
        own.chances = Float64Array.from(weights, (weight) => weight / sum);
        hearing.claims[r] = sum / hearing.within.length;
      }
    }
  }
}

interface Untimed {
  hearing: Hearing;
  photo: PooledPhoto;
}

/** A photo or landmark on its way along a route, and where its answer goes. */
interface ChainEntry {
  id: string;
  chain: ChainPhoto;
  heard: { hearing: Hearing; r: number } | null;
}
