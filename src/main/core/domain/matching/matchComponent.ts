/** Matching one independent part of a day: sure ties first, then one assignment over time, sequence and place. */
import type { CandidateTie, DeviceClock, Stray, Tie } from '#core/domain/delivery.ts';
import { metresBetween, placeOf } from '#core/domain/geo.ts';
import type { PhotoId, RouteId } from '#shared/ids.ts';
import { type Assignment, assign, type Edge, nowhere } from './assignment.ts';
import { alignGroup, type CameraBelief, correctionOf, learn, learnDistance, type Residual } from './cameraClocks.ts';
import type { DayMatches } from './contract.ts';
import type { DayComponent, KnownPhoto, PlannedGroup, SureHit } from './dayPlan.ts';
import { firstBelief, nowhereCost, slotPrice } from './likelihood.ts';
import { clockReason, distanceReason, sequenceReason, timeReason } from './reasons.ts';
import { edgesOf, type PairFit, type PooledPhoto, type PooledStop, type StopPool, stopPool } from './stopPool.ts';

/** Times that the assignment is made anew with what the last one taught about clocks, spreads and shares. */
const rounds = 3;
/** Nats: alternatives dearer than this leave no doubt worth counting. */
const doubtLimit = 12;
/** Candidates shown for a photo, and the least share of likelihood that makes one worth a look. */
const candidatesShown = 5;
const leastCandidate = 0.08;

/** Confidence of evidence by name, where nothing contradicts it; odd slips (a label on the wrong parcel) remain. */
const confidenceOf = { manual: 1, sidecar: 0.99, name: 0.985, metadata: 0.97 } as const;
/** A name against a scan an hour away or a position beyond a kilometre: one of the two is wrong. */
const contradicted = 0.7;
const contradictingSeconds = 3600;
const contradictingMetres = 1000;

/** Matches one part of a day (see `planDay`). */
export function matchComponent(component: DayComponent): DayMatches {
  return new ComponentMatcher(component).match();
}

interface Beliefs {
  cameras: Map<RouteId, CameraBelief>[];
  medianMetres: number;
}

class ComponentMatcher {
  private readonly component: DayComponent;
  private readonly pool: StopPool;
  private readonly photos: PooledPhoto[] = [];
  private readonly loners: KnownPhoto[] = [];
  private readonly ties: Tie[] = [];
  private readonly strays: Stray[] = [];
  private beliefs: Beliefs;

  constructor(component: DayComponent) {
    this.component = component;
    this.pool = stopPool(component.routes);
    for (const [group, planned] of component.groups.entries()) {
      for (const known of planned.photos) {
        if (known.sure.length > 0) continue;
        if (known.ambiguous.length > 0 || planned.routes.length === 0) this.loners.push(known);
        else this.photos.push({ known, group, routes: planned.routes });
      }
    }
    // Not in the order of groups: equal costs must fall the same way whatever the folders are called.
    this.photos.sort((a, b) => (a.known.photo.id < b.known.photo.id ? -1 : 1));
    const modelOf = new Map(component.routes.map((model) => [model.route.id, model]));
    this.beliefs = {
      medianMetres: firstBelief.medianMetres,
      cameras: component.groups.map((group) => {
        const own = group.photos.flatMap((each) => each.sure.map((hit) => this.pool.routeOfStop.get(hit.stopId) ?? ''));
        const routes = [...new Set([...group.routes, ...own])].sort().flatMap((routeId) => modelOf.get(routeId) ?? []);
        return alignGroup(group, routes);
      }),
    };
  }

  match(): DayMatches {
    this.tieSure();
    const fits = this.assignByTimeAndPlace();
    for (const known of this.loners) this.strays.push(this.lonerStray(known));
    this.tellSequence();
    return {
      ties: this.ties.sort(byStopThenPhoto),
      strays: this.strays.sort((a, b) => (a.photoId < b.photoId ? -1 : 1)),
      clocks: this.clocks(),
      ...this.routesAndCorrections(fits),
    };
  }

  private tieSure(): void {
    for (const [group, planned] of this.component.groups.entries()) {
      for (const known of planned.photos) {
        for (const hit of known.sure) {
          const stop = this.pool.stopOf.get(hit.stopId);
          if (stop) this.ties.push(this.sureTie(known, hit, stop, group));
        }
      }
    }
  }

  private sureTie(known: KnownPhoto, hit: SureHit, stop: PooledStop, group: number): Tie {
    const { secondsAfterScan, metresFromStop, reasons } = this.figures(known, stop, group);
    const isContradicted =
      (secondsAfterScan !== null && Math.abs(secondsAfterScan) >= contradictingSeconds) ||
      (metresFromStop !== null && metresFromStop >= contradictingMetres);
    const isElsewhere = known.contextRoutes.length > 0 && !known.contextRoutes.includes(stop.routeId);
    return {
      photoId: known.photo.id,
      stopId: hit.stopId,
      method: hit.method,
      confidence: isContradicted && hit.method !== 'manual' ? contradicted : confidenceOf[hit.method],
      secondsAfterScan,
      metresFromStop,
      reasons: [hit.evidence, ...reasons],
      ...(isElsewhere ? { wrongRoute: true as const } : {}),
    };
  }

  /** Rounds of assigning and learning; the last one is kept. Returns each photo's fits, for its route. */
  private assignByTimeAndPlace(): Map<PhotoId, PairFit[]> {
    const occupied = new Map<number, number>();
    for (const tie of this.ties) {
      const place = this.pool.stopOf.get(tie.stopId)?.place;
      if (place !== undefined) occupied.set(place, (occupied.get(place) ?? 0) + 1);
    }
    let fits: PairFit[][] = [];
    let assignment: Assignment | null = null;
    for (let round = 0; round < rounds; round++) {
      if (assignment) this.learnFrom(assignment, fits);
      fits = this.photos.map((photo) => this.fitsOf(photo));
      assignment = assign({
        places: this.pool.stops.length,
        edges: fits.map((each) => each.map((fit): Edge => ({ place: fit.place, cost: fit.cost }))),
        nowhere: this.photos.map(() => nowhereCost),
        slot: (place, nth) =>
          slotPrice(this.pool.stops[place]?.model.expectation ?? 'unlikely', nth + (occupied.get(place) ?? 0)),
      });
    }
    if (assignment) for (const [i, photo] of this.photos.entries()) this.decide(i, photo, fits[i] ?? [], assignment);
    return new Map(this.photos.map((photo, i) => [photo.known.photo.id, fits[i] ?? []]));
  }

  private fitsOf(photo: PooledPhoto): PairFit[] {
    const cameras = this.beliefs.cameras[photo.group];
    return edgesOf(photo, this.pool, (routeId) => cameras?.get(routeId), this.beliefs.medianMetres);
  }

  private learnFrom(assignment: Assignment, fits: readonly PairFit[][]): void {
    const residuals = new Map<string, Residual[]>();
    const metres: number[] = [];
    for (const [i, photo] of this.photos.entries()) {
      const fit = fits[i]?.find((each) => each.place === assignment.placeOf[i]);
      if (!fit) continue;
      if (fit.seconds !== null && fit.timely > 0.5) {
        const key = `${photo.group} ${this.pool.stops[fit.place]?.routeId}`;
        const known = residuals.get(key);
        if (known) known.push({ seconds: fit.seconds });
        else residuals.set(key, [{ seconds: fit.seconds }]);
      }
      if (fit.metres !== null && (fit.seconds === null || fit.timely > 0.5)) metres.push(fit.metres);
    }
    this.beliefs = {
      medianMetres: learnDistance(metres),
      cameras: this.beliefs.cameras.map((cameras, group) => {
        const photos = this.component.groups[group]?.photos.length ?? 0;
        return new Map(
          [...cameras].map(([routeId, belief]) => [
            routeId,
            learn(belief, residuals.get(`${group} ${routeId}`) ?? [], photos, cameras.size),
          ]),
        );
      }),
    };
  }

  /** A tie above the threshold, else a stray with its candidates. */
  private decide(i: number, photo: PooledPhoto, fits: readonly PairFit[], assignment: Assignment): void {
    const own = assignment.placeOf[i] ?? nowhere;
    const others = assignment.alternatives(i, doubtLimit);
    const weights = new Map<number, number>([[own, 1]]);
    for (const other of others) weights.set(other.place, Math.exp(-other.extra));
    const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
    const scored = fits
      .map((fit) => ({ fit, score: ((weights.get(fit.place) ?? 0) / sum) * soundness(fit) }))
      .sort((a, b) => b.score - a.score || a.fit.place - b.fit.place);
    const best = scored.find((each) => each.fit.place === own);
    const stop = this.pool.stops[own];
    if (best && stop && best.score >= this.component.settings.automaticConfidence) {
      const { secondsAfterScan, metresFromStop, reasons } = this.figures(photo.known, stop, photo.group);
      this.ties.push({
        photoId: photo.known.photo.id,
        stopId: stop.model.stop.id,
        method: 'time-gps',
        confidence: best.score,
        secondsAfterScan,
        metresFromStop,
        reasons,
      });
      return;
    }
    const candidates = scored
      .filter((each) => each.score >= leastCandidate)
      .slice(0, candidatesShown)
      .flatMap(({ fit, score }) => this.candidate(photo.known, fit.place, score, photo.group));
    this.strays.push({ photoId: photo.known.photo.id, reason: strayReason(photo.known, fits, candidates), candidates });
  }

  private candidate(known: KnownPhoto, place: number, score: number, group: number): CandidateTie[] {
    const stop = this.pool.stops[place];
    if (!stop) return [];
    const { reasons } = this.figures(known, stop, group);
    return [{ photoId: known.photo.id, stopId: stop.model.stop.id, score, reasons }];
  }

  private lonerStray(known: KnownPhoto): Stray {
    const { photo, ambiguous } = known;
    const group = this.component.groups.findIndex((each) => each.photos.includes(known));
    const candidates = ambiguous.slice(0, candidatesShown).flatMap((hit) => {
      const place = this.pool.stopOf.get(hit.stopId)?.place ?? nowhere;
      return this.candidate(known, place, 1 / ambiguous.length, group).map((each) => ({
        ...each,
        reasons: [hit.evidence, ...each.reasons],
      }));
    });
    const reason =
      ambiguous.length > 0
        ? `${ambiguous[0]?.evidence ?? 'Its id'} stands at ${ambiguous.length} stops`
        : 'No route of the day is known that it could belong to';
    return { photoId: photo.id, reason, candidates };
  }

  private figures(known: KnownPhoto, stop: PooledStop, group: number) {
    const { photo } = known;
    const belief = this.beliefs.cameras[group]?.get(stop.routeId);
    const correction = belief ? correctionOf(belief) : 0;
    const place = placeOf(photo);
    const stopPlace = stop.model.place;
    const metresFromStop = place && stopPlace ? Math.round(metresBetween(place, stopPlace) * 10) / 10 : null;
    let secondsAfterScan: number | null = null;
    for (const scan of photo.takenAt === null ? [] : stop.model.scans) {
      const seconds = Math.round((photo.takenAt ?? 0) / 1000 + correction - scan);
      if (secondsAfterScan === null || Math.abs(seconds) < Math.abs(secondsAfterScan)) secondsAfterScan = seconds;
    }
    const reasons: string[] = [];
    if (secondsAfterScan !== null) reasons.push(timeReason(secondsAfterScan));
    if (metresFromStop !== null) reasons.push(distanceReason(metresFromStop));
    if (correction !== 0 && secondsAfterScan !== null) reasons.push(clockReason(correction));
    return { secondsAfterScan, metresFromStop, reasons };
  }

  /** Adds "next in sequence" where the picture before, by the same camera, lies at the stop before or at this one. */
  private tellSequence(): void {
    const tieOf = new Map(this.ties.map((tie) => [tie.photoId, tie]));
    for (const group of this.component.groups) {
      let previous: PooledStop | null = null;
      for (const known of inTime(group)) {
        const tie = tieOf.get(known.photo.id);
        const stop = tie && this.pool.stopOf.get(tie.stopId);
        if (!tie || !stop) continue;
        const isNext = previous?.routeId === stop.routeId && stop.model.order === previous.model.order + 1;
        if (isNext && tie.method === 'time-gps') tie.reasons.push(sequenceReason);
        previous = stop;
      }
    }
  }

  private clocks(): DeviceClock[] {
    return this.component.groups.flatMap((group, i) => {
      const corrected = [...(this.beliefs.cameras[i] ?? [])].flatMap(([routeId, belief]) => {
        const correctionSeconds = correctionOf(belief);
        return correctionSeconds === 0 ? [] : [{ routeId, correctionSeconds, support: belief.support }];
      });
      return corrected.map(({ routeId, correctionSeconds, support }) => ({
        group: corrected.length > 1 ? `${group.label} (${this.pool.codeOfRoute.get(routeId)})` : group.label,
        correctionSeconds,
        support,
      }));
    });
  }

  private routesAndCorrections(fits: ReadonlyMap<PhotoId, PairFit[]>): Pick<DayMatches, 'routeOf' | 'correctionOf'> {
    const routeOf = new Map<PhotoId, RouteId>();
    const corrections = new Map<PhotoId, number>();
    const tiedRoute = new Map(
      this.ties.toReversed().map((tie) => [tie.photoId, this.pool.routeOfStop.get(tie.stopId) ?? '']),
    );
    for (const [group, planned] of this.component.groups.entries()) {
      for (const { photo, contextRoutes } of planned.photos) {
        const tied = tiedRoute.get(photo.id);
        const context = tied !== undefined && contextRoutes.includes(tied) ? tied : contextRoutes[0];
        const nearest = fits.get(photo.id)?.[0];
        const only = planned.routes.length === 1 ? planned.routes[0] : undefined;
        const routeId = context ?? tied ?? only ?? (nearest && this.pool.stops[nearest.place]?.routeId);
        if (routeId === undefined) continue;
        routeOf.set(photo.id, routeId);
        const belief = this.beliefs.cameras[group]?.get(tied ?? routeId);
        const correction = belief && photo.takenAt !== null ? correctionOf(belief) : 0;
        if (correction !== 0) corrections.set(photo.id, correction);
      }
    }
    return { routeOf, correctionOf: corrections };
  }
}

/** How far time or place are what a proper picture shows: either one will do. */
function soundness(fit: PairFit): number {
  return 1 - (1 - fit.timely) * (1 - fit.near);
}

function strayReason(known: KnownPhoto, fits: readonly PairFit[], candidates: readonly CandidateTie[]): string {
  if (candidates.length > 1) return 'Several stops fit it about as well';
  if (candidates.length === 1) return 'One stop may fit, but not surely enough';
  if (fits.length > 0) return 'The stops that it fits have their pictures already';
  const { takenAt, latitude } = known.photo;
  if (takenAt === null && latitude === null) return 'It says neither when nor where it was taken';
  return 'No stop was scanned around its time or lies near its place';
}

function inTime(group: PlannedGroup): KnownPhoto[] {
  return group.photos
    .filter((each) => each.photo.takenAt !== null)
    .sort((a, b) => (a.photo.takenAt ?? 0) - (b.photo.takenAt ?? 0) || (a.photo.id < b.photo.id ? -1 : 1));
}

function byStopThenPhoto(a: Tie, b: Tie): number {
  if (a.stopId !== b.stopId) return a.stopId < b.stopId ? -1 : 1;
  return a.photoId < b.photoId ? -1 : a.photoId > b.photoId ? 1 : 0;
}
