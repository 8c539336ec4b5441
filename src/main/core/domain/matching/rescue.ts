/**
 * Rescue: a driver took over stops of another route. The pictures lie with the driver's own route and fit none of its stops, and
 * the stops they show lack the pictures of their own driver. Where such pictures and such stops fall together, the two routes
 * are matched anew as one part of the day, and those pictures may be of either.
 */
import { metresAcross, type Place } from '#core/domain/geo.ts';
import type { PhotoId, RouteId, StopId } from '#shared/ids.ts';
import type { CameraBelief } from './cameraClocks.ts';
import { type DayComponent, DisjointRoutes, fingerprintOf, type Help, type PlannedGroup } from './dayPlan.ts';
import { placeRatio, timeRatio, usualLagSpread, usualMedianMetres } from './likelihood.ts';

/** A picture that no stop of its own routes explains. */
export interface Leftover {
  photoId: PhotoId;
  /** Place of its camera among the part's groups. */
  group: number;
  /** Epoch seconds, clock corrected. */
  time: number;
  place: Place | null;
}

/** What was found of one part of the day when it was matched by itself. */
export interface PartAnswer {
  ties: readonly { stopId: StopId }[];
  leftovers: readonly Leftover[];
}

/** Pictures that fall together with the open stops of one other route. */
interface Run {
  /** Place of the part among all, and of the camera among the part's groups. */
  part: number;
  group: number;
  routeId: RouteId;
  photos: PhotoId[];
  /** Nats for the run being of that route, doubt taken off. */
  evidence: number;
  /** Pictures half a minute and more apart: so many doors, about. */
  doors: number;
}

/** Seconds about a scan, and metres about a door, in which a picture is looked for. */
const windowSeconds = 300;
const windowMetres = 600;
/** A picture of the run that no open stop explains: as in `clockAlignment.ts`. */
const unexplained = 0.1;
/** Pictures within so many seconds are one witness. */
const sameDoorSeconds = 30;
/** One camera in twenty helps another route out: nats against it, besides those for the choice among the routes. */
const rarely = Math.log(20);
/** Nats from which the routes are looked at together: 1 in 20 would be idle, and only costs time. */
const worthALook = 3;
/** A run ties by itself only if nothing but a rescue explains it: so many doors, and 1 : 100,000. */
const doorsToTie = 4;
const evidenceToTie = 12;

/**
 * The parts that must be matched anew, joined where one helped the other, and the numbers of those that stay as they are.
 * `answers` belong to `parts`.
 */
export function findRescues(
  parts: readonly DayComponent[],
  answers: readonly PartAnswer[],
): { anew: DayComponent[]; staying: number[] } {
  const runs = findRuns(parts, answers);
  const joined = new DisjointRoutes(parts.flatMap((part) => part.routes.map(({ route }) => route.id)));
  for (const part of parts) joined.join(part.routes.map(({ route }) => route.id));
  for (const run of runs) joined.join([firstRouteOf(parts[run.part]), run.routeId]);
  const touched = new Set(runs.map((run) => joined.rootOf(firstRouteOf(parts[run.part]))));
  const isTouched = (part: DayComponent) => touched.has(joined.rootOf(firstRouteOf(part)));
  const helped = parts.map((part, p) => ({ part, help: helpOf(runs.filter((run) => run.part === p)) }));
  const anew = Map.groupBy(
    helped.filter(({ part }) => isTouched(part)),
    ({ part }) => joined.rootOf(firstRouteOf(part)),
  );
  return {
    anew: [...anew.values()].map(joinParts),
    staying: parts.flatMap((part, p) => (isTouched(part) ? [] : [p])),
  };
}

function firstRouteOf(part: DayComponent | undefined): RouteId {
  return part?.routes[0]?.route.id ?? '';
}

/** Several parts as one, in the order that `planDay` would have given them. */
function joinParts(
  helped: readonly { part: DayComponent; help: ReadonlyMap<number, Map<PhotoId, Help>> }[],
): DayComponent {
  const routes = helped.flatMap(({ part }) => part.routes).sort((a, b) => (a.route.id < b.route.id ? -1 : 1));
  const groups = helped.flatMap(({ part, help }) =>
    part.groups.map((group, g) => ({ ...group, help: help.get(g) ?? group.help })),
  );
  const settings = helped[0]?.part.settings ?? { automaticConfidence: 1, timeZone: 'UTC' };
  return { fingerprint: fingerprintOf(routes, groups, settings), routes, groups, settings };
}

function findRuns(parts: readonly DayComponent[], answers: readonly PartAnswer[]): Run[] {
  if (answers.every(({ leftovers }) => leftovers.length === 0)) return [];
  const tied = new Set(answers.flatMap((answer) => answer.ties.map((tie) => tie.stopId)));
  const open = openStops(parts, tied);
  const doubt = rarely + Math.log(Math.max(1, open.size));
  return parts.flatMap((component, part) =>
    [...Map.groupBy(answers[part]?.leftovers ?? [], (leftover) => leftover.group)].flatMap(([group, photos]) =>
      [...open].flatMap(([routeId, stops]): Run[] => {
        if (component.groups[group]?.routes.includes(routeId) ?? true) return [];
        const run = bestRun(photos, stops);
        const evidence = (run?.evidence ?? 0) - doubt;
        return run && evidence >= worthALook ? [{ ...run, part, group, routeId, evidence }] : [];
      }),
    ),
  );
}

interface OpenStop {
  /** Epoch seconds of its scans. */
  scans: readonly number[];
  place: Place | null;
}

/** By route, the stops that owe a picture and have none. */
function openStops(parts: readonly DayComponent[], tied: ReadonlySet<StopId>): Map<RouteId, OpenStop[]> {
  const open = new Map<RouteId, OpenStop[]>();
  for (const { route, stops } of parts.flatMap((part) => part.routes)) {
    const found = stops.filter(
      ({ stop, scans, expectation }) => expectation === 'owed' && scans.length > 0 && !tied.has(stop.id),
    );
    if (found.length > 0) open.set(route.id, found);
  }
  return open;
}

/** The pictures in a row that speak most for the route, those between them included. */
function bestRun(
  photos: readonly Leftover[],
  stops: readonly OpenStop[],
): Pick<Run, 'photos' | 'evidence' | 'doors'> | null {
  const moments = momentsOf(photos);
  let best: { from: number; until: number; evidence: number } | null = null;
  let from = 0;
  let sum = 0;
  for (const [i, moment] of moments.entries()) {
    if (sum <= 0) {
      from = i;
      sum = 0;
    }
    sum += Math.max(...moment.map((photo) => evidenceOf(photo, stops)));
    if (sum > (best?.evidence ?? 0)) best = { from, until: i, evidence: sum };
  }
  if (!best) return null;
  const run = moments.slice(best.from, best.until + 1);
  return { photos: run.flat().map((photo) => photo.photoId), evidence: best.evidence, doors: run.length };
}

function momentsOf(photos: readonly Leftover[]): Leftover[][] {
  const moments: Leftover[][] = [];
  for (const photo of photos.toSorted((a, b) => a.time - b.time || (a.photoId < b.photoId ? -1 : 1))) {
    const last = moments.at(-1);
    if (last && photo.time - (last[0]?.time ?? 0) <= sameDoorSeconds) last.push(photo);
    else moments.push([photo]);
  }
  return moments;
}

/** Nats by which a picture is likelier at one of the stops than anywhere. */
function evidenceOf({ time, place }: Leftover, stops: readonly OpenStop[]): number {
  let sum = 0;
  for (const stop of stops) {
    const seconds = Math.min(...stop.scans.map((scan) => Math.abs(time - scan)));
    if (seconds > windowSeconds) continue;
    const metres = place && stop.place ? metresAcross(place, stop.place) : null;
    if (metres !== null && metres > windowMetres) continue;
    sum += timeRatio(seconds, usualLagSpread) * (metres === null ? 1 : placeRatio(metres, usualMedianMetres));
  }
  return Math.log(unexplained + ((1 - unexplained) * sum) / stops.length);
}

/** By camera of the part, what its pictures may be of besides their own routes. */
function helpOf(runs: readonly Run[]): Map<number, Map<PhotoId, Help>> {
  const help = new Map<number, Map<PhotoId, Help>>();
  for (const { group, routeId, photos, evidence, doors } of runs) {
    const ofGroup = help.get(group) ?? new Map<PhotoId, Help>();
    help.set(group, ofGroup);
    const isSure = doors >= doorsToTie && evidence >= evidenceToTie;
    for (const photoId of photos) {
      const { routes, sure } = ofGroup.get(photoId) ?? { routes: [], sure: [] };
      ofGroup.set(photoId, { routes: [...routes, routeId], sure: isSure ? [...sure, routeId] : sure });
    }
  }
  return help;
}

/** First belief in the share of a camera's pictures that are of a route which it helped out. */
const helpShare = 0.1;

/** A driver who helps out still carries the same clock and has the same habits. */
export function withHelp(
  cameras: Map<RouteId, CameraBelief>,
  { routes, help }: PlannedGroup,
): Map<RouteId, CameraBelief> {
  const home = cameras.get(routes[0] ?? '');
  if (!home) return cameras;
  for (const routeId of new Set([...help.values()].flatMap((each) => each.routes))) {
    if (!cameras.has(routeId)) cameras.set(routeId, { ...home, share: helpShare });
  }
  return cameras;
}
