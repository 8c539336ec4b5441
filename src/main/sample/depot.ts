/** The day as the depot's own system knows it: routes, stops, packages and scans. Pictures come later (`photos.ts`). */
import { Temporal } from 'temporal-polyfill';
import type { NotRequiredReason, Outcome } from '#shared/words.ts';
import { driverNames, familyNames, givenNames, longNames } from './names.ts';
import { type Naming, namings } from './naming.ts';
import { fleet, type Phone } from './phones.ts';
import type { Random } from './random.ts';
import { type Place, placesOfRoute } from './streets.ts';

export const depotName = 'Maple Junction';
export const depotZone = 'America/Los_Angeles';

export interface SamplePackage {
  trackingId: string;
  outcome: Outcome;
  /** As the scanner's export spells it. */
  status: string;
  /** Epoch milliseconds; null while pending. */
  completedAt: number | null;
  leftAt: string | null;
}

export interface SampleStop {
  stop: string;
  sequence: number;
  place: Place;
  address: string;
  customer: string;
  contact: string | null;
  confidential: boolean;
  optedOut: boolean;
  packages: SamplePackage[];
  /** When the driver stood there, epoch milliseconds. */
  at: number;
  /** Why no photo is owed; null = one is. */
  notRequired: NotRequiredReason | null;
}

export interface SampleRoute {
  route: string;
  driver: string;
  driverName: string;
  phone: Phone;
  naming: Naming;
  /** Folder of its pictures, relative, with `/`. */
  folder: string;
  stops: SampleStop[];
}

export interface DepotPlan {
  /** `YYYY-MM-DD` in the depot's zone. */
  date: string;
  routes: number;
  /** Stops on each route; null = varied, 34 to 72. */
  stops: number | null;
}

const unattendedPlaces = [
  ['Front door', 52],
  ['Porch', 14],
  ['Doorstep', 10],
  ['Rear door', 5],
  ['Garage', 4],
  ['Safe place', 4],
  ['Mailbox', 3],
] as const;
const attendedPlaces = [
  ['Handed to recipient', 5],
  ['Household member', 3],
  ['Neighbour', 1],
] as const;

function trackingIdOf(random: Random): string {
  return `TBA${String(random.whole(300, 339))}${String(random.whole(0, 999_999_999)).padStart(9, '0')}`;
}

function customerOf(random: Random): string {
  if (random.chance(0.02)) return random.pick(longNames);
  return `${random.pick(givenNames)} ${random.pick(familyNames)}`;
}

/** Package rows of one stop, and whether a photo is owed for it. @param taken tracking ids of the depot; gets these too */
export function deliver(
  random: Random,
  place: Place,
  at: number,
  customer: { optedOut: boolean; confidential: boolean },
  taken: Set<string>,
) {
  const count = random.pickWeighted([
    [1, 80],
    [2, 14],
    [3, 4],
    [4, 2],
  ] as const);
  const fate = random.pickWeighted([
    ['unattended', 86],
    ['attended', 9],
    ['attempted', 3],
    ['rejected', 1],
    ['returned', 1],
  ] as const);
  const place_ =
    fate === 'attended'
      ? place.kind === 'office'
        ? 'Receptionist'
        : random.pickWeighted(attendedPlaces)
      : place.kind === 'locker'
        ? 'Parcel locker'
        : random.pickWeighted(unattendedPlaces);
  const packages = Array.from({ length: count }, (_, index): SamplePackage => {
    const outcome = fate === 'unattended' || fate === 'attended' ? 'delivered' : fate;
    const status =
      outcome === 'delivered' && random.chance(0.15)
        ? 'DELIVERED'
        : { delivered: 'Delivered', attempted: 'Delivery attempted', rejected: 'Rejected', returned: 'Returned' }[
            outcome
          ];
    const leftAt = outcome === 'delivered' ? place_ : null;
    return { trackingId: trackingIdOf(random), outcome, status, completedAt: at + index * 4000, leftAt };
  });
  const notRequired: NotRequiredReason | null =
    fate !== 'unattended' && fate !== 'attended'
      ? 'no-delivered-package'
      : customer.optedOut
        ? 'opted-out'
        : customer.confidential
          ? 'confidential'
          : fate === 'attended'
            ? 'attended'
            : null;
  for (const parcel of packages) {
    while (taken.has(parcel.trackingId)) parcel.trackingId = trackingIdOf(random);
    taken.add(parcel.trackingId);
  }
  return { packages, notRequired };
}

/**
 * Moments at the stops, epoch milliseconds: out of the depot about ten, half an hour of lunch, back before half past seven.
 * Pauses follow the stops' number, so that a short route isn't rushed and a long one gets done.
 */
export function shiftOf(random: Random, date: string, count: number): number[] {
  const midnight = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: depotZone, plainTime: '00:00' });
  const start = midnight.with({ hour: 10 }).epochMilliseconds + random.between(0, 40 * 60_000);
  const end = midnight.with({ hour: 19, minute: 30 }).epochMilliseconds - random.between(0, 100 * 60_000);
  const pauses = Array.from({ length: count }, () => Math.max(0.3, random.around(1, 0.45)));
  const lunch = random.between(28, 36) * 60_000;
  const lunchAfter = Math.floor(count * random.between(0.4, 0.55));
  const pauseLength = (end - start - lunch) / pauses.reduce((sum, pause) => sum + pause, 0);
  let at = start;
  return pauses.map((pause, index) => {
    at += pause * pauseLength + (index === lunchAfter ? lunch : 0);
    return Math.round(at / 1000) * 1000;
  });
}

/** Where a phone's pictures of a day go, relative, with `/`. */
export function folderOf(
  { naming, route, driver, driverName }: Pick<SampleRoute, 'naming' | 'route' | 'driver' | 'driverName'>,
  date: string,
): string {
  switch (naming) {
    case 'tracking':
    case 'samsung':
      return `${date}/${route}`;
    case 'iphone':
      return `Drivers/${driver} ${driverName}/${date}`;
    case 'pixel':
      return `Drivers/${driver}/Camera`;
    case 'sidecar':
      return `${date}/${route} ${driver}`;
    case 'flat-tracking':
      return `Scans ${date}`;
  }
}

/** Every route of the day with its stops, in the order in which the vans left. */
export function planDepot(random: Random, plan: DepotPlan): SampleRoute[] {
  const seen = new Set<string>();
  return Array.from({ length: plan.routes }, (_, index): SampleRoute => {
    const own = random.branch(`route ${index}`);
    const route = `R${101 + index * 3 + own.whole(0, 2)}`;
    const driver = `D-${String(12 + index * 19 + own.whole(0, 12)).padStart(3, '0')}`;
    const driverName = driverNames[index % driverNames.length] ?? driverNames[0];
    const naming = namings[index % namings.length] ?? 'tracking';
    const count = plan.stops ?? own.whole(34, 72);
    const times = shiftOf(own.branch('shift'), plan.date, count);
    const stops = placesOfRoute(own.branch('streets'), index, count).map((place, at): SampleStop => {
      const chance = own.branch(`stop ${at}`);
      const optedOut = chance.chance(0.015);
      const confidential = !optedOut && chance.chance(0.008);
      const arrival = times[at] ?? 0;
      const customer = customerOf(chance);
      const { packages, notRequired } = deliver(chance, place, arrival, { optedOut, confidential }, seen);
      return {
        stop: String(at + 1).padStart(3, '0'),
        sequence: at + 1,
        place,
        address: `${place.houseNumber} ${place.street}${place.unit ? `, ${place.unit}` : ''}`,
        customer,
        contact: chance.chance(0.4) ? `+1 503 555 ${String(chance.whole(100, 199)).padStart(4, '0')}` : null,
        confidential,
        optedOut,
        packages,
        at: arrival,
        notRequired,
      };
    });
    return {
      route,
      driver,
      driverName,
      phone: fleet(naming, own.branch('phone')),
      naming,
      folder: folderOf({ naming, route, driver, driverName }, plan.date),
      stops,
    };
  });
}
