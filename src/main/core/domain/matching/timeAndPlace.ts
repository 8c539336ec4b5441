/**
 * Photos that say nothing about themselves, laid along the routes by time, sequence and place: route by route, with the
 * routes hearing each other about photos that could be of either, and with clocks and habits learnt on the way.
 */
import { placeOf } from '#core/domain/geo.ts';
import type { PhotoId, RouteId } from '#shared/ids.ts';
import { alignGroup, type CameraBelief, isOtherClock, learn, learnDistance } from './cameraClocks.ts';
import type { DayComponent } from './dayPlan.ts';
import { claimedElsewhere, type Hearing, isForsaken, type WithinRoute } from './hearing.ts';
import {
  furtherPicture,
  noStopWeight,
  nothingsBelieved,
  oddsOfPicture,
  usualLagSpread,
  usualMedianMetres,
  usualNothings,
} from './likelihood.ts';
import { type Pace, paceOf, pairsOf, type SeenPicture, usualPace } from './pace.ts';
import { withHelp } from './rescue.ts';
import { type Care, type ChainPhoto, type ChainStop, carefully, layAlong, roughly } from './routeChain.ts';
import {
  fitsOf,
  type PairFit,
  type PooledPhoto,
  type PooledStop,
  type StopPool,
  timeOf,
  whereaboutsRatio,
} from './stopPool.ts';
import { layUntimed, type UntimedPhoto, type Whole } from './untimedPhotos.ts';

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

class Layout implements Whole {
  readonly component: DayComponent;
  readonly pool: StopPool;
  private readonly photos: readonly PooledPhoto[];
  readonly landmarks: readonly Landmark[];
  private cameras: Map<RouteId, CameraBelief>[];
  medianMetres = usualMedianMetres;
  /** How each camera's driver works, by camera and route. */
  private paces = new Map<string, Pace>();
  /** Pictures of nothing that each camera is believed to hold. */
  private nothings: number[];
  hearings: Hearing[] = [];
  private learnt = 0;

  constructor(component: DayComponent, pool: StopPool, photos: readonly PooledPhoto[], landmarks: readonly Landmark[]) {
    this.component = component;
    this.pool = pool;
    this.photos = photos;
    this.landmarks = landmarks;
    this.nothings = component.groups.map(() => usualNothings);
    this.cameras = component.groups.map((group, index) => {
      const marked = landmarks.filter((each) => each.group === index).map((each) => each.stop.routeId);
      const routes = [...new Set([...group.routes, ...marked])].sort();
      const cameras = alignGroup(
        group,
        routes.flatMap((routeId) => pool.models.get(routeId) ?? []),
      );
      return withHelp(cameras, group);
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
    layUntimed(this.untimed(), this);
  }

  result(): Laid {
    const chances = this.hearings.map((hearing) => {
      const { claims, within, nothing } = hearing;
      const total = claimedElsewhere(hearing, -1);
      const fits = within.flatMap((own, r) =>
        (own?.fits ?? []).map((fit, i) => ({ fit, chance: ((own?.chances[i] ?? 0) * (claims[r] ?? 0)) / total })),
      );
      return {
        fits: fits.sort((a, b) => b.chance - a.chance || a.fit.place - b.fit.place),
        none: nothing / total,
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
    this.learnPaces(chances);
    this.learnNothings(chances);
    this.cameras = this.cameras.map((cameras, group) => {
      const counted = [...(shares[group]?.values() ?? [])].reduce((sum, each) => sum + each, 0);
      const heardAnew =
        this.isShared(group) && this.learnt < timesToAlign ? this.alignAnew(group, cameras, chances) : cameras;
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

  private learnPaces(chances: Laid['chances']): void {
    const seen = this.photos.flatMap((photo, i): SeenPicture[] => {
      const { takenAt } = photo.known.photo;
      const best = chances[i]?.fits[0];
      if (takenAt === null || !best) return [];
      const { routeId, place } = best.fit;
      const isLikely = best.chance >= teaches;
      return [
        {
          camera: `${photo.group} ${routeId}`,
          time: takenAt / 1000,
          place: isLikely ? place : null,
          expected: this.pool.stops[place]?.model.expected[0] ?? null,
          lagSpread: this.cameras[photo.group]?.get(routeId)?.lagSpread ?? usualLagSpread,
        },
      ];
    });
    this.paces = new Map([...pairsOf(seen)].map(([camera, pairs]) => [camera, paceOf(pairs)]));
  }

  private learnNothings(chances: Laid['chances']): void {
    const seen = this.component.groups.map(() => 0);
    for (const [i, { none }] of chances.entries()) {
      const group = this.photos[i]?.group ?? 0;
      seen[group] = (seen[group] ?? 0) + none;
    }
    this.nothings = seen.map((count) => (count + usualNothings * nothingsBelieved) / (1 + nothingsBelieved));
  }

  /** Several drivers may stand behind the camera; one who helped another route out is still one. */
  private isShared(group: number): boolean {
    const { routes = [], help } = this.component.groups[group] ?? {};
    return (this.cameras[group]?.size ?? 0) > 1 && (routes.length > 1 || !help || help.size === 0);
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
      if (before && isForsaken(before, r)) return before.within[r] ?? null;
      const fits = fitsOf(photo.known, routeId, this.pool, camera, this.medianMetres);
      if (fits.length === 0) return null;
      const sum = fits.reduce((total, fit) => total + fit.ratio, 0);
      claims[r] ||= sum * camera.share;
      return { fits, chances: Float64Array.from(fits, (fit) => fit.ratio / sum) };
    });
    return { claims, within, nothing: this.nothingOf(photo) };
  }

  /** Weight of a photo's showing none of its stops. */
  private nothingOf({ known, group, routes }: PooledPhoto): number {
    const place = placeOf(known.photo);
    let whereabouts = 1;
    for (const routeId of routes) {
      const camera = this.cameras[group]?.get(routeId);
      const model = this.pool.models.get(routeId);
      if (!camera || !model) continue;
      const time = timeOf(known, camera);
      if (time === null) return noStopWeight;
      if (place) whereabouts = Math.max(whereabouts, whereaboutsRatio(model, time, place, this.medianMetres));
    }
    return (this.nothings[group] ?? usualNothings) * whereabouts;
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
      if (!hearing || !own || !camera || time === null || isForsaken(hearing, r)) return [];
      const options = own.fits.map(({ place, ratio, placeRatio }) => {
        return { stop: place - first, ratio: ratio * camera.share, placeRatio };
      });
      const elsewhere = claimedElsewhere(hearing, r);
      const chain = { ...this.onItsWay(photo, routeId), time, options, elsewhere };
      return [{ id: photo.known.photo.id, chain, heard: { hearing, r } }];
    });
  }

  private onItsWay({ known, group }: Pick<PooledPhoto, 'known' | 'group'>, routeId: RouteId) {
    const pace = this.paces.get(`${group} ${routeId}`) ?? usualPace;
    return { camera: group, pace, place: placeOf(known.photo) };
  }

  private landmarksOfRoute(routeId: RouteId): ChainEntry[] {
    const first = this.pool.firstPlace.get(routeId) ?? 0;
    return this.landmarks.flatMap((landmark) => {
      const { known, stop } = landmark;
      const time = stop.routeId === routeId ? this.landmarkTime(landmark) : null;
      if (time === null) return [];
      const options = [{ stop: stop.place - first, ratio: this.landmarkRatio(landmark), placeRatio: 1 }];
      const chain = { ...this.onItsWay(landmark, routeId), time, options, elsewhere: 0 };
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
      isBulk: stop.isBulk,
      rank: stop.rank,
      odds: pictured.has(first + stop.order) ? furtherPicture : oddsOfPicture[stop.expectation],
    }));
  }

  /** Photos that no clock tells anything about, with what is heard of each. */
  private untimed(): Map<PhotoId, UntimedPhoto> {
    const found = new Map<PhotoId, UntimedPhoto>();
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
}

/** A photo or landmark on its way along a route, and where its answer goes. */
interface ChainEntry {
  id: string;
  chain: ChainPhoto;
  heard: { hearing: Hearing; r: number } | null;
}
