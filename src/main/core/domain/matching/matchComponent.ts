/** Matching one independent part of a day: sure ties first, then what time, sequence and place say about the others. */
import { type CandidateTie, type DeviceClock, doubtedByLabel, type Stray, type Tie } from '#core/domain/delivery.ts';
import { metresBetween, placeOf } from '#core/domain/geo.ts';
import type { PhotoId, RouteId } from '#shared/ids.ts';
import { correctionOf, tellClock } from './cameraClocks.ts';
import type { DayMatches } from './contract.ts';
import type { DayComponent, Help, KnownPhoto, SureHit } from './dayPlan.ts';
import {
  clockReason,
  distanceReason,
  orderReasons,
  rescueReason,
  sequenceReason,
  timeReason,
  unsetClockReasons,
} from './reasons.ts';
import type { Leftover } from './rescue.ts';
import { type PooledPhoto, type PooledStop, type StopPool, stopPool, timeOf } from './stopPool.ts';
import type { TaughtOrder } from './teaching.ts';
import { type Laid, type Landmark, layByTimeAndPlace, type PhotoChances } from './timeAndPlace.ts';

/** Candidates shown for a photo. */
const candidatesShown = 5;
/** A candidate is worth a look from a chance of one in seven, or from half of the best one's where all are small. */
const leastCandidate = 0.15;
const leastOfMany = 0.08;

/** Confidence of evidence by name, where nothing contradicts it; odd slips (a label on the wrong parcel) remain. */
const confidenceOf = { manual: 1, sidecar: 0.99, name: 0.985, metadata: 0.97, barcode: 0.965 } as const;
/** A name against a scan an hour away or a position beyond a kilometre: one of the two is wrong. */
const contradicted = 0.7;
const contradictingSeconds = 3600;
const contradictingMetres = 1000;

/** The matches of one part, and the pictures that it can't explain. */
export interface PartMatches extends DayMatches {
  leftovers: Leftover[];
}

/** Chance of all own stops together below which a picture is sought for elsewhere. */
const unexplained = 0.5;

/** Matches one part of a day (see `planDay`). */
export function matchComponent(component: DayComponent): PartMatches {
  return new ComponentMatcher(component).match();
}

class ComponentMatcher {
  private readonly component: DayComponent;
  private readonly pool: StopPool;
  private readonly landmarks: (Landmark & { hit: SureHit })[] = [];
  private readonly photos: PooledPhoto[] = [];
  private readonly loners: { known: KnownPhoto; group: number }[] = [];
  /** Pictures without a time that lie between others by their numbers. */
  private readonly orderOf = new Map<PhotoId, TaughtOrder>();
  private readonly laid: Laid;

  constructor(component: DayComponent) {
    this.component = component;
    this.pool = stopPool(component.routes);
    for (const [group, planned] of component.groups.entries()) {
      for (const order of planned.orders) {
        for (const { known } of order.pictures) this.orderOf.set(known.photo.id, order);
      }
      for (const known of planned.photos) {
        const routes = this.orderOf.get(known.photo.id)?.routes ?? [
          ...planned.routes,
          ...(planned.help.get(known.photo.id)?.routes ?? []),
        ];
        if (known.sure.length > 0) this.addLandmarks(known, group);
        else if (known.ambiguous.length > 0 || routes.length === 0) this.loners.push({ known, group });
        else this.photos.push({ known, group, routes });
      }
    }
    this.laid = layByTimeAndPlace(component, this.pool, this.photos, this.landmarks);
  }

  match(): PartMatches {
    const ties = this.landmarks.map((landmark) => this.sureTie(landmark));
    const strays = this.loners.map(({ known, group }) => this.lonerStray(known, group));
    const found = this.photos.map((photo, i) => {
      const chances = this.laid.chances[i] ?? { fits: [], none: 1 };
      return { photo, chances, tie: this.tieByTimeAndPlace(photo, chances) };
    });
    for (const { photo, chances, tie } of found) {
      if (tie) ties.push(tie);
      else strays.push(this.stray(photo, chances));
    }
    this.tellSequence(ties);
    const counted = this.routesAndCorrections(ties);
    return { ties, strays, clocks: this.clocks(counted.routeOf), leftovers: this.leftovers(found), ...counted };
  }

  /** Pictures with a time that no stop of their camera's routes explains. */
  private leftovers(found: readonly { photo: PooledPhoto; chances: PhotoChances }[]): Leftover[] {
    return found.flatMap(({ photo: { known, group }, chances }): Leftover[] => {
      const [home = ''] = this.component.groups[group]?.routes ?? [];
      const camera = this.laid.cameras[group]?.get(home);
      const time = camera ? timeOf(known, camera) : null;
      if (time === null || known.refused.size > 0 || 1 - chances.none >= unexplained) return [];
      return [{ photoId: known.photo.id, group, time, place: placeOf(known.photo) }];
    });
  }

  private addLandmarks(known: KnownPhoto, group: number): void {
    for (const hit of known.sure) {
      const stop = this.pool.stopOf.get(hit.stopId);
      if (stop) this.landmarks.push({ known, group, stop, hit });
    }
  }

  private sureTie({ known, group, stop, hit }: Landmark & { hit: SureHit }): Tie {
    const { secondsAfterScan, metresFromStop, reasons } = this.figures(known, stop, group);
    const isContradicted =
      (secondsAfterScan !== null && Math.abs(secondsAfterScan) >= contradictingSeconds) ||
      (metresFromStop !== null && metresFromStop >= contradictingMetres);
    return {
      photoId: known.photo.id,
      stopId: hit.stopId,
      method: hit.method,
      confidence: hit.labelsSay
        ? doubtedByLabel
        : isContradicted && hit.method !== 'manual'
          ? contradicted
          : confidenceOf[hit.method],
      secondsAfterScan,
      metresFromStop,
      reasons: [hit.evidence, ...reasons],
      ...(hit.labelsSay === 'another-route' || isElsewhere(known, stop) ? { wrongRoute: true as const } : {}),
    };
  }

  /** A tie that stands by itself, or null. */
  private tieByTimeAndPlace(photo: PooledPhoto, chances: PhotoChances): Tie | null {
    const best = chances.fits[0];
    const stop = best && this.pool.stops[best.fit.place];
    const confidence = best ? confidenceIn(best, photo.routes.length > 1) : 0;
    if (!stop || confidence < this.component.settings.automaticConfidence) return null;
    // A picture that a person took away from one stop is a person's to lay: its name, time or place has misled once already.
    if (photo.known.refused.size > 0) return null;
    // A single picture beside another route's stop is for the supervisor; a whole run of them is a rescue.
    const help = this.helpAt(photo.known, stop, photo.group);
    if (help && !help.sure.includes(stop.routeId)) return null;
    const figures = this.figures(photo.known, stop, photo.group);
    const stopId = stop.model.stop.id;
    const tie: Tie = { photoId: photo.known.photo.id, stopId, method: 'time-gps', confidence, ...figures };
    return isElsewhere(photo.known, stop) ? { ...tie, wrongRoute: true } : tie;
  }

  /** What makes the picture's being of another route than its camera's a rescue; null where the route is its own. */
  private helpAt(known: KnownPhoto, stop: PooledStop, group: number): Help | null {
    const help = this.component.groups[group]?.help.get(known.photo.id);
    return help?.routes.includes(stop.routeId) ? help : null;
  }

  private stray(photo: PooledPhoto, chances: PhotoChances): Stray {
    const scored = chances.fits
      .map((each) => ({ fit: each.fit, score: confidenceIn(each, photo.routes.length > 1) }))
      .sort((a, b) => b.score - a.score || a.fit.place - b.fit.place);
    const least = Math.max(leastOfMany, Math.min(leastCandidate, (scored[0]?.score ?? 0) / 2));
    const candidates = scored
      .filter((each) => each.score >= least)
      .slice(0, candidatesShown)
      .flatMap(({ fit, score }) => this.candidate(photo.known, this.pool.stops[fit.place], score, photo.group));
    return { photoId: photo.known.photo.id, reason: strayReason(photo.known, chances, candidates), candidates };
  }

  private lonerStray(known: KnownPhoto, group: number): Stray {
    const { photo, ambiguous } = known;
    const candidates = ambiguous.slice(0, candidatesShown).flatMap((hit) =>
      this.candidate(known, this.pool.stopOf.get(hit.stopId), 1 / ambiguous.length, group).map((each) => ({
        ...each,
        reasons: [hit.evidence, ...each.reasons],
      })),
    );
    const reason =
      ambiguous.length > 0
        ? `${ambiguous[0]?.evidence ?? 'Its id'} stands at ${ambiguous.length} stops`
        : 'No route of the day is known that it could belong to';
    return { photoId: photo.id, reason, candidates };
  }

  private candidate(known: KnownPhoto, stop: PooledStop | undefined, score: number, group: number): CandidateTie[] {
    if (!stop) return [];
    const { reasons } = this.figures(known, stop, group);
    return [{ photoId: known.photo.id, stopId: stop.model.stop.id, score, reasons }];
  }

  private figures(
    known: KnownPhoto,
    stop: PooledStop,
    group: number,
  ): Pick<Tie, 'secondsAfterScan' | 'metresFromStop' | 'reasons'> {
    const { photo } = known;
    const correction = this.correction(known, group, stop.routeId);
    const order = this.orderOf.get(photo.id);
    const place = placeOf(photo);
    const stopPlace = stop.model.place;
    const metresFromStop = place && stopPlace ? Math.round(metresBetween(place, stopPlace) * 10) / 10 : null;
    let secondsAfterScan: number | null = null;
    // Numbered pictures are laid by their order because the time of their files is that of a copy.
    for (const scan of photo.takenAt === null || order ? [] : stop.model.scans) {
      const seconds = Math.round((photo.takenAt ?? 0) / 1000 + correction - scan);
      if (secondsAfterScan === null || Math.abs(seconds) < Math.abs(secondsAfterScan)) secondsAfterScan = seconds;
    }
    const reasons: string[] = [];
    if (this.helpAt(known, stop, group)) reasons.push(this.rescueReason(known, stop, group, metresFromStop));
    if (secondsAfterScan !== null) reasons.push(timeReason(secondsAfterScan));
    if (metresFromStop !== null) reasons.push(distanceReason(metresFromStop));
    const corrected = correction + (known.settled ?? 0);
    if (known.isUnset && secondsAfterScan !== null) reasons.push(unsetClockReasons[known.isUnset]);
    else if (corrected !== 0 && secondsAfterScan !== null) reasons.push(clockReason(corrected));
    if (order && known.sure.length === 0) reasons.push(orderReasons[order.by]);
    return { secondsAfterScan, metresFromStop, reasons };
  }

  private rescueReason(known: KnownPhoto, stop: PooledStop, group: number, metres: number | null): string {
    const planned = this.component.groups[group];
    const [home = ''] = planned?.routes ?? [];
    const camera = this.laid.cameras[group]?.get(home);
    const seconds = camera ? timeOf(known, camera) : null;
    const helper = planned?.routes.flatMap((routeId) => this.pool.codeOfRoute.get(routeId) ?? []).join(', ') ?? '';
    const helped = this.pool.codeOfRoute.get(stop.routeId) ?? '';
    return rescueReason({ helper, helped, seconds, metres, timeZone: this.component.settings.timeZone });
  }

  private correction(known: KnownPhoto, group: number, routeId: RouteId | undefined): number {
    const camera = routeId === undefined ? undefined : this.laid.cameras[group]?.get(routeId);
    return camera ? correctionOf(camera, known) : 0;
  }

  /** Adds "next in sequence" where the same camera's picture before lies at the stop before. */
  private tellSequence(ties: readonly Tie[]): void {
    const tieOf = new Map(ties.map((tie) => [tie.photoId, tie]));
    for (const group of this.component.groups) {
      const inTime = group.photos
        .filter((each) => each.photo.takenAt !== null)
        .sort((a, b) => (a.photo.takenAt ?? 0) - (b.photo.takenAt ?? 0) || (a.photo.id < b.photo.id ? -1 : 1));
      let previous: PooledStop | null = null;
      for (const { photo } of inTime) {
        const tie = tieOf.get(photo.id);
        const stop = tie && this.pool.stopOf.get(tie.stopId);
        if (!tie || !stop) continue;
        const isNext = previous?.routeId === stop.routeId && stop.model.order === previous.model.order + 1;
        if (isNext && tie.method === 'time-gps') tie.reasons.push(sequenceReason);
        previous = stop;
      }
    }
  }

  /** The clock of each device on the route that its pictures were counted to. */
  private clocks(routeOf: ReadonlyMap<PhotoId, RouteId>): DeviceClock[] {
    return this.component.groups.flatMap((group, i) => {
      const timed = group.photos.filter(({ photo, isUnset }) => photo.takenAt !== null && !isUnset);
      const byRoute = Map.groupBy(timed, ({ photo }) => routeOf.get(photo.id) ?? '');
      return [...byRoute].flatMap(([routeId, photos]) => {
        const camera = this.laid.cameras[i]?.get(routeId);
        if (!camera?.tellsTime) return [];
        const placed = photos.filter(({ sure }) => sure[0]?.method === 'manual').length;
        const label = byRoute.size > 1 ? `${group.label} (${this.pool.codeOfRoute.get(routeId)})` : group.label;
        return {
          ...{ routeId, device: group.device, group: label, photos: photos.length, ...tellClock(camera, group.gps) },
          sources: { gps: group.gps?.support ?? 0, placed },
        };
      });
    });
  }

  private routesAndCorrections(ties: readonly Tie[]): Pick<DayMatches, 'routeOf' | 'correctionOf'> {
    const routeOf = new Map<PhotoId, RouteId>();
    const corrections = new Map<PhotoId, number>();
    const tiedRoutes = new Map<PhotoId, RouteId>();
    for (const tie of ties) {
      const routeId = this.pool.routeOfStop.get(tie.stopId);
      if (routeId !== undefined && !tiedRoutes.has(tie.photoId)) tiedRoutes.set(tie.photoId, routeId);
    }
    const likeliest = new Map(
      this.photos.map((photo, i) => [photo.known.photo.id, this.laid.chances[i]?.fits[0]?.fit.routeId]),
    );
    for (const [group, planned] of this.component.groups.entries()) {
      const only = planned.routes.length === 1 ? planned.routes[0] : undefined;
      for (const known of planned.photos) {
        const { id } = known.photo;
        const tied = tiedRoutes.get(id);
        const context = tied !== undefined && known.contextRoutes.includes(tied) ? tied : known.contextRoutes[0];
        const routeId = context ?? tied ?? only ?? likeliest.get(id);
        if (routeId !== undefined) routeOf.set(id, routeId);
        const correction = this.correction(known, group, tied ?? routeId) + (known.settled ?? 0);
        // A clock that was never set has no time of its own that could be corrected.
        if (correction !== 0 && !known.isUnset) corrections.set(id, correction);
      }
    }
    return { routeOf, correctionOf: corrections };
  }
}

/** Folder, sidecar or driver speak of other routes than the stop's. */
function isElsewhere(known: KnownPhoto, stop: PooledStop): boolean {
  return known.contextRoutes.length > 0 && !known.contextRoutes.includes(stop.routeId);
}

/** Routes that hear each other about shared photos talk themselves into certainty: their odds count to this power. */
const sharedCamera = 0.62;

/** How sure a tie is: its chance, as far as time or place and not an accident speak for it. */
function confidenceIn({ fit, chance }: PhotoChances['fits'][number], isShared: boolean): number {
  const odds = chance / Math.max(1e-12, 1 - chance);
  const tempered = isShared ? odds ** sharedCamera / (1 + odds ** sharedCamera) : chance;
  return tempered * fit.sound;
}

function strayReason(known: KnownPhoto, chances: PhotoChances, candidates: readonly CandidateTie[]): string {
  if (candidates.length > 1) return 'Several stops fit it about as well';
  if (candidates.length === 1) return 'One stop may fit, but not surely enough';
  if (chances.fits.length > 0) return 'No stop fits its time and place well';
  const { takenAt, latitude } = known.photo;
  if (takenAt === null && latitude === null) return 'It says neither when nor where it was taken';
  return 'No stop was scanned around its time or lies near its place';
}
