/** The pictures that drivers took, before anything went wrong with them (`faults.ts`). */
import { Temporal } from 'temporal-polyfill';
import { depotZone, type SampleRoute, type SampleStop } from './depot.ts';
import { photoName } from './phones.ts';
import type { Random } from './random.ts';
import { moved, townCentre } from './streets.ts';
import type { PhotoFault } from './truth.ts';

/** What is to be drawn; everything else about the scene follows from the seeds. */
export interface SceneRequest {
  /** The same house looks the same on every picture of it. */
  houseSeed: string;
  /** Where the camera stood, what noise it had. */
  shotSeed: string;
  setting: 'house' | 'apartment' | 'office' | 'locker' | 'van';
  houseNumber: number;
  parcels: number;
  /** Hours until the sun sets; negative afterwards. */
  hoursToSunset: number;
  treatment: 'clean' | 'blurry' | 'too-dark' | 'too-bright';
}

export interface SamplePhoto {
  /** Relative path, with `/`. */
  file: string;
  route: SampleRoute;
  stop: SampleStop | null;
  /** When it really was taken, epoch milliseconds. */
  takenAt: number;
  /** What the device's clock said then. */
  deviceTime: number;
  position: { latitude: number; longitude: number } | null;
  hasExif: boolean;
  sidecar: Record<string, string | number> | null;
  /** Its name or sidecar carries the tracking id. */
  named: boolean;
  scene: SceneRequest;
  fault: PhotoFault | null;
  /** The bytes are another file's: its path. */
  bytesOf: string | null;
}

const namedNamings = new Set(['tracking', 'flat-tracking', 'sidecar']);

/** Hours from a moment until the sun sets over the depot (the usual formula, good to some minutes); negative afterwards. */
export function hoursToSunset(at: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(depotZone);
  const declination = -23.44 * Math.cos((2 * Math.PI * (local.dayOfYear + 10)) / 365);
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const halfDay = Math.acos(-Math.tan(radians(townCentre.latitude)) * Math.tan(radians(declination))) / radians(15);
  const noon = 12 - townCentre.longitude / 15 + local.offsetNanoseconds / 3.6e12;
  return noon + halfDay - (local.hour + local.minute / 60);
}

/** A fix as a phone gives it: mostly within some 10 m, now and then 60 m off between walls. */
function fixNear(random: Random, place: { latitude: number; longitude: number }) {
  const error = Math.min(90, random.around(9, 0.8));
  const direction = random.between(0, 2 * Math.PI);
  return moved(place, error * Math.cos(direction), error * Math.sin(direction));
}

/** Whether a driver photographs this stop although none is owed: now and then at an attended one. */
function photographsAnyway(random: Random, stop: SampleStop): boolean {
  if (stop.notRequired === 'attended') return random.chance(0.12);
  if (stop.notRequired === 'no-delivered-package') return random.chance(0.25);
  return false;
}

/** Pictures of one route in the order in which they were taken. */
export function photosOfRoute(random: Random, route: SampleRoute): SamplePhoto[] {
  const photos: SamplePhoto[] = [];
  let lastTaken = 0;
  for (const stop of route.stops) {
    const chance = random.branch(`photos of ${stop.stop}`);
    if (stop.notRequired !== null && !photographsAnyway(chance, stop)) continue;
    const shots = chance.chance(0.07) ? 2 : 1;
    for (let shot = 0; shot < shots; shot++) {
      // Mostly some seconds after the scan, sometimes just before it; two pictures never share a second.
      const delay = chance.chance(0.15) ? -chance.between(3, 20) : Math.min(150, chance.around(16, 0.6));
      const takenAt = Math.max(lastTaken + 3000, stop.at + Math.round(delay + shot * 7) * 1000);
      lastTaken = takenAt;
      photos.push(photoAt(chance.branch(`shot ${shot}`), route, stop, takenAt, photos.length, shot));
    }
  }
  return photos;
}

function photoAt(
  chance: Random,
  route: SampleRoute,
  stop: SampleStop,
  takenAt: number,
  count: number,
  shot: number,
): SamplePhoto {
  const parcel = stop.packages[Math.min(shot, stop.packages.length - 1)] ?? null;
  const named = namedNamings.has(route.naming);
  const name = photoName(route.naming, takenAt, depotZone, count, parcel?.trackingId ?? null);
  const delivered = stop.packages.filter((one) => one.outcome === 'delivered').length;
  return {
    file: `${route.folder}/${name}`,
    route,
    stop,
    takenAt,
    deviceTime: takenAt,
    position: chance.chance(route.phone.positionShare) ? fixNear(chance, stop.place) : null,
    hasExif: true,
    sidecar:
      route.naming === 'sidecar' && parcel
        ? {
            trackingId: parcel.trackingId,
            route: route.route,
            stop: stop.stop,
            takenAt: new Date(takenAt).toISOString(),
            driver: route.driver,
            deviceId: `${route.phone.model} ${route.driver.slice(2)}`,
          }
        : null,
    named,
    scene: {
      houseSeed: `${route.route} ${stop.place.houseNumber} ${stop.place.street} ${stop.place.unit ?? ''}`,
      shotSeed: `${route.route} ${stop.stop} ${shot}`,
      setting: stop.place.kind,
      houseNumber: stop.place.houseNumber,
      parcels: delivered,
      hoursToSunset: hoursToSunset(takenAt),
      treatment: 'clean',
    },
    fault: null,
    bytesOf: null,
  };
}
