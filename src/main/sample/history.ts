/**
 * The evenings before tonight: some of the same drivers at some of the same doors, so that doorstep memory, trends and search
 * over days have something to show. Smaller than tonight and without its rarer faults; nobody is asked about them.
 */
import { Temporal } from 'temporal-polyfill';
import { deliver, folderOf, type SampleRoute, type SampleStop, shiftOf } from './depot.ts';
import type { FaultLevel } from './faults.ts';
import { finishedManifest, type ManifestFile } from './manifestFiles.ts';
import { photosOfRoute, type SamplePhoto } from './photos.ts';
import type { Random } from './random.ts';

export interface EarlierDay {
  /** `YYYY-MM-DD` in the depot's zone. */
  date: string;
  routes: SampleRoute[];
  photos: SamplePhoto[];
  manifest: ManifestFile;
}

export interface HistoryPlan {
  tonight: readonly SampleRoute[];
  /** Tonight, `YYYY-MM-DD`. */
  date: string;
  /** Service days to make, the one before tonight first. */
  days: number;
  faults: FaultLevel;
  /** Stops of tonight that a supervisor will look at: their doors were visited before, as a picture to compare with helps there most. */
  isOpen: (route: SampleRoute, stop: SampleStop) => boolean;
}

const routesADay = 3;
const stopsARoute = 10;
/** Doors of a route that get something every few days; half of an evening's stops are theirs. */
const regularsOfRoute = 8;

/** Stops of an evening without a good picture; with some 26 that owe one, three of them leave a score of about 88 %. */
const badStops: Record<FaultLevel, ReadonlyArray<readonly [number, number]>> = {
  none: [[0, 1]],
  typical: [
    [0, 3],
    [1, 4],
    [2, 4],
    [3, 2],
  ],
  heavy: [
    [2, 1],
    [4, 2],
    [6, 1],
  ],
};
const whatWentWrong = [
  ['missing', 4],
  ['blurry', 3],
  ['too-dark', 2],
] as const;

/** So many service days before this one, the latest first. Nobody delivers on Sundays. */
export function serviceDaysBefore(date: string, count: number): string[] {
  const days: string[] = [];
  let day = Temporal.PlainDate.from(date);
  while (days.length < count) {
    day = day.subtract({ days: 1 });
    if (day.dayOfWeek !== 7) days.push(day.toString());
  }
  return days;
}

/** The days before tonight, the latest first. Every driver comes round in turn. */
export function earlierDays(random: Random, plan: HistoryPlan): EarlierDay[] {
  const { tonight } = plan;
  const taken = new Set(
    tonight.flatMap((route) => route.stops.flatMap((stop) => stop.packages.map((parcel) => parcel.trackingId))),
  );
  return serviceDaysBefore(plan.date, plan.days).map((date, back): EarlierDay => {
    const own = random.branch(date);
    const out = Array.from(
      { length: Math.min(routesADay, tonight.length) },
      (_, index) => tonight[(back * routesADay + index) % tonight.length] as SampleRoute,
    );
    const routes = out.map((route) => {
      const regulars = regularsOf(random.branch(`regulars ${route.route}`), plan, route);
      return routeOn(own.branch(`route ${route.route}`), date, route, regulars, taken);
    });
    const photos = routes.flatMap((route) => photosOfRoute(own.branch(`photos ${route.route}`), route));
    for (const photo of photos) photo.scene = { ...photo.scene, shotSeed: `${date} ${photo.scene.shotSeed}` };
    return {
      date,
      routes,
      photos: spoilSome(own.branch('faults'), plan.faults, photos),
      manifest: finishedManifest(routes, date),
    };
  });
}

/** Whoever wants no photos has none from earlier evenings either. */
const isPhotographed = (stop: SampleStop) => !stop.optedOut && !stop.confidential;

function regularsOf(random: Random, { isOpen }: HistoryPlan, route: SampleRoute): Set<SampleStop> {
  const order = random.shuffled(route.stops.filter(isPhotographed));
  const [open, settled] = [order.filter((stop) => isOpen(route, stop)), order.filter((stop) => !isOpen(route, stop))];
  return new Set([...open, ...settled].slice(0, regularsOfRoute));
}

/** The route as this driver drove it on an earlier day: the same van, phone and doors, other parcels and hours. */
function routeOn(
  random: Random,
  date: string,
  tonight: SampleRoute,
  regulars: ReadonlySet<SampleStop>,
  taken: Set<string>,
): SampleRoute {
  const others = tonight.stops.filter((stop) => isPhotographed(stop) && !regulars.has(stop));
  const chosen = [
    ...random.shuffled([...regulars]).slice(0, stopsARoute / 2),
    ...random.shuffled(others).slice(0, stopsARoute / 2),
  ].sort((one, other) => one.sequence - other.sequence);
  const times = shiftOf(random.branch('shift'), date, chosen.length);
  const stops = chosen.map((door, index): SampleStop => {
    const at = times[index] ?? 0;
    return {
      ...door,
      stop: String(index + 1).padStart(3, '0'),
      sequence: index + 1,
      ...deliver(random.branch(`stop ${index}`), door.place, at, door, taken),
      at,
    };
  });
  return { ...tonight, folder: folderOf(tonight, date), stops };
}

/** Lays the evening's few faults on its pictures, one stop each; the pictures that are left. */
function spoilSome(random: Random, level: FaultLevel, photos: readonly SamplePhoto[]): SamplePhoto[] {
  const byStop = [...Map.groupBy(photos, (photo) => photo.stop)];
  const single = byStop.flatMap(([stop, [only, ...more]]) =>
    stop && stop.notRequired === null && only && more.length === 0 ? [only] : [],
  );
  const forgotten = new Set<SamplePhoto>();
  for (const photo of random.shuffled(single).slice(0, random.pickWeighted(badStops[level]))) {
    const wrong = random.pickWeighted(whatWentWrong);
    if (wrong === 'missing') {
      forgotten.add(photo);
    } else {
      photo.fault = wrong;
      photo.scene = { ...photo.scene, treatment: wrong };
    }
  }
  return photos.filter((photo) => !forgotten.has(photo));
}
