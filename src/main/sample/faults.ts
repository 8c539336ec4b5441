/**
 * What goes wrong on a real day, done on purpose and written down: each fault is laid on stops and pictures that were good until
 * then, one fault each, so that the truth about every stop stays plain.
 */
import { depotZone, type SampleRoute, type SampleStop } from './depot.ts';
import { photoName } from './phones.ts';
import { hoursToSunset, type SamplePhoto } from './photos.ts';
import type { Random } from './random.ts';
import { moved } from './streets.ts';

export type FaultLevel = 'none' | 'typical' | 'heavy';

/** How often each fault is met, in a thousand stops of a typical day; at least one of each where there is room. */
const perThousandStops = {
  missing: 11,
  blurry: 7,
  'too-dark': 4,
  'too-bright': 3,
  reused: 3,
  'wrong-folder': 4,
  'far-away': 4,
  truncated: 2,
  'zero-byte': 2,
  'online-only': 3,
  'text-called-jpg': 2,
  'conflict-copy': 6,
  stray: 9,
  'photo-despite-opt-out': 3,
  stripped: 6,
} as const;
type CountedFault = keyof typeof perThousandStops;

/** Seconds by which the one bad clock is slow. */
export const badClockSeconds = 7 * 60;

export interface FaultyDay {
  photos: SamplePhoto[];
  /** Stops whose photo was never taken. */
  forgotten: Set<SampleStop>;
  /** Stops at the end of a route whose phone has not synced yet. */
  notYetSynced: Set<SampleStop>;
}

/** Lays the day's faults on its pictures. The list given is used up. */
export function layFaults(
  random: Random,
  level: FaultLevel,
  routes: readonly SampleRoute[],
  taken: readonly SamplePhoto[],
): FaultyDay {
  const day: FaultyDay = { photos: [...taken], forgotten: new Set(), notYetSynced: new Set() };
  if (level === 'none') return day;
  const stops = routes.reduce((sum, route) => sum + route.stops.length, 0);
  const countOf = (fault: CountedFault) =>
    Math.max(1, Math.round((perThousandStops[fault] * stops * (level === 'heavy' ? 4 : 1)) / 1000));

  holdBackLastStops(random.branch('sync'), routes, day);
  setClockWrong(routes, day);

  // Stops with exactly one good picture, in an order of their own; every fault takes its own from the pile.
  const pile = random.branch('pile').shuffled(
    routes.flatMap((route) =>
      route.stops
        .filter((stop) => stop.notRequired === null && !day.notYetSynced.has(stop))
        .map((stop) => day.photos.filter((photo) => photo.stop === stop))
        .filter((photos) => photos.length === 1)
        .flat(),
    ),
  );
  const takeFromPile = (fits: (photo: SamplePhoto) => boolean): SamplePhoto | undefined => {
    const at = pile.findIndex(fits);
    return at < 0 ? undefined : pile.splice(at, 1)[0];
  };
  const lay = (fault: CountedFault, fits: (photo: SamplePhoto) => boolean, change: (photo: SamplePhoto) => void) => {
    for (let left = countOf(fault); left > 0; left--) {
      const photo = takeFromPile(fits);
      if (photo) change(photo);
    }
  };
  const any = () => true;
  const named = (photo: SamplePhoto) => photo.named;
  const byDay = (photo: SamplePhoto) => photo.scene.hoursToSunset > 1;

  lay('missing', any, (photo) => {
    if (photo.stop) day.forgotten.add(photo.stop);
    day.photos = day.photos.filter((other) => other !== photo);
  });
  for (const treatment of ['blurry', 'too-dark', 'too-bright'] as const) {
    lay(treatment, treatment === 'too-bright' ? byDay : any, (photo) => {
      photo.fault = treatment;
      photo.scene = { ...photo.scene, treatment };
    });
  }
  lay('reused', named, (photo) => {
    const source = takeFromPile((other) => other.named && other.route === photo.route && other.takenAt < photo.takenAt);
    if (!source) return;
    for (const one of [photo, source]) one.fault = 'reused';
    photo.bytesOf = source.file;
    photo.position = source.position;
  });
  lay(
    'wrong-folder',
    (photo) => photo.route.naming === 'tracking',
    (photo) => {
      // The flat folder is nobody's: lying there says nothing wrong.
      const others = routes.filter((route) => route !== photo.route && route.naming !== 'flat-tracking');
      if (others.length === 0) return;
      const other = random.pick(others);
      photo.fault = 'wrong-folder';
      photo.file = `${other.folder}/${photo.file.slice(photo.file.lastIndexOf('/') + 1)}`;
    },
  );
  lay('far-away', named, (photo) => {
    photo.fault = 'far-away';
    if (photo.stop) photo.position = moved(photo.stop.place, random.between(1800, 4200), random.between(-2500, 2500));
  });
  for (const fault of ['truncated', 'zero-byte', 'online-only', 'text-called-jpg'] as const) {
    lay(fault, named, (photo) => {
      photo.fault = fault;
    });
  }
  lay('conflict-copy', any, (photo) => {
    day.photos.push({
      ...photo,
      file: conflictName(random, photo.file),
      fault: 'conflict-copy',
      bytesOf: photo.file,
      sidecar: null,
    });
  });
  lay(
    'stripped',
    (photo) => !photo.named,
    (photo) => {
      photo.fault = 'stripped';
      photo.hasExif = false;
      photo.position = null;
      photo.file = `${photo.route.folder}/${photoName('whatsapp', photo.takenAt, depotZone, day.photos.indexOf(photo), null)}`;
    },
  );
  photographOptedOut(countOf('photo-despite-opt-out'), takeFromPile);
  addStrays(random.branch('strays'), routes, day, countOf('stray'));
  return day;
}

/** One phone has been without a network since its last few stops. */
function holdBackLastStops(random: Random, routes: readonly SampleRoute[], day: FaultyDay) {
  const route = routes.findLast((one) => one.naming === 'pixel' || one.naming === 'iphone') ?? routes.at(-1);
  if (!route || route.stops.length < 12) return;
  const held = new Set(route.stops.slice(-random.whole(4, 6)));
  day.photos = day.photos.filter((photo) => !photo.stop || !held.has(photo.stop));
  for (const stop of held) if (stop.notRequired === null) day.notYetSynced.add(stop);
}

/** One phone's clock is slow; its file names are by that clock, too. */
function setClockWrong(routes: readonly SampleRoute[], day: FaultyDay) {
  const route = routes.find((one) => one.naming === 'samsung');
  if (!route) return;
  for (const photo of day.photos.filter((one) => one.route === route)) {
    photo.deviceTime = photo.takenAt - badClockSeconds * 1000;
    photo.fault = 'clock-off';
    photo.file = `${route.folder}/${photoName('samsung', photo.deviceTime, depotZone, 0, null)}`;
  }
}

function conflictName(random: Random, file: string): string {
  const dot = file.lastIndexOf('.');
  const [stem, extension] = [file.slice(0, dot), file.slice(dot)];
  return random.pick([
    `${stem} (1)${extension}`,
    `${stem}-DESKTOP-7QK2F1${extension}`,
    `${stem} (Dispatch's conflicted copy 2026-11-21)${extension}`,
  ]);
}

/** The customer wanted none, and the driver took one all the same. */
function photographOptedOut(
  count: number,
  takeFromPile: (fits: (photo: SamplePhoto) => boolean) => SamplePhoto | undefined,
) {
  for (let left = count; left > 0; left--) {
    const photo = takeFromPile(() => true);
    if (!photo?.stop) return;
    photo.stop.optedOut = true;
    photo.stop.notRequired = 'opted-out';
    photo.fault = 'photo-despite-opt-out';
  }
}

/** Pictures of no stop: the van before leaving, the dashboard at lunch. Taken well away from any scan. */
function addStrays(random: Random, routes: readonly SampleRoute[], day: FaultyDay, count: number) {
  const order = random.shuffled(routes);
  for (let at = 0; at < count; at++) {
    const route = order[at % order.length];
    const first = route?.stops[0];
    if (!route || !first) return;
    const takenAt = first.at - random.whole(50 * 60, 80 * 60) * 1000 - at * 11_000;
    const naming = route.naming === 'tracking' || route.naming === 'flat-tracking' ? 'samsung' : route.naming;
    day.photos.push({
      file: `${route.folder}/${photoName(naming, takenAt, depotZone, 700 + at, null)}`,
      route,
      stop: null,
      takenAt,
      deviceTime: takenAt,
      position: null,
      hasExif: true,
      sidecar: null,
      named: false,
      scene: {
        houseSeed: `van of ${route.driver}`,
        shotSeed: `stray ${at} ${route.route}`,
        setting: 'van',
        houseNumber: 0,
        parcels: random.whole(2, 5),
        hoursToSunset: hoursToSunset(takenAt),
        treatment: 'clean',
      },
      fault: 'stray',
      bytesOf: null,
    });
  }
}
