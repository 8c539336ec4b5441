/**
 * Scans that follow each other faster than anybody drives: a sign that parcels were marked as delivered from somewhere else. Times are
 * epoch milliseconds, distances metres. How often honest days trip it is measured in docs/claim-figures.md.
 */
import { metresAcross, type Place } from '#core/domain/geo.ts';

/** The delivered scans of one stop. */
export interface StopScans<Id> {
  id: Id;
  first: number;
  last: number;
  /** Of the address. */
  place: Place | null;
}

export interface ScanBurst<Id> {
  /** In the order of their scans. */
  stops: Id[];
  /** From its first scan to its last. */
  seconds: number;
  /** From door to door, as the crow flies. */
  metres: number;
}

export interface RouteScans<Id> {
  bursts: ScanBurst<Id>[];
  /** Half of the route or more seems to lie in bursts: its times are those of an upload, and say nothing about anybody. */
  areUploads: boolean;
}

export interface BurstLimits {
  stops: number;
  gapSeconds: number;
  metresPerSecond: number;
  slackMetres: number;
  uploadShare: number;
}

export const burstLimits: BurstLimits = {
  /** Two scans may be one parcel that was forgotten and one that was not; three are a habit. */
  stops: 3,
  /** Between one stop's last scan and the next one's first. What takes longer is a drive, and on a motorway a fast one. */
  gapSeconds: 120,
  /**
   * As the crow flies, parking and walking included, from one door to the next: 54 km/h, above what towns allow on a straight road. The
   * fastest of 139 real gaps was at 0.8 (LaDe-D).
   */
  metresPerSecond: 15,
  /**
   * What two addresses may seem apart without being: half of all real scans are more than 50 m from the address (LaDe-D, field notes), and
   * whoever parks once for three houses scans them from the van.
   */
  slackMetres: 200,
  /** Share of the route's scanned stops from which on the times are an upload's. */
  uploadShare: 0.5,
};

const minute = 60_000;

/** @param scans of one route, in any order */
export function scanBursts<Id>(scans: readonly StopScans<Id>[], limits = burstLimits): RouteScans<Id> {
  const inOrder = [...scans].sort((a, b) => a.first - b.first || a.last - b.last);
  // An export that tells minutes only puts a minute's deliveries on one moment.
  const grain = inOrder.every(({ first, last }) => first % minute === 0 && last % minute === 0) ? minute : 0;
  const bursts: ScanBurst<Id>[] = [];
  let run: StopScans<Id>[] = [];
  const close = () => {
    if (run.length >= limits.stops) bursts.push(toBurst(run));
    run = [];
  };
  for (const scan of inOrder) {
    const before = run.at(-1);
    if (before && !isTooFast(before, scan, grain, limits)) close();
    run.push(scan);
  }
  close();
  const inBursts = bursts.reduce((sum, burst) => sum + burst.stops.length, 0);
  const areUploads = bursts.length > 0 && inBursts >= inOrder.length * limits.uploadShare;
  return { bursts: areUploads ? [] : bursts, areUploads };
}

function isTooFast<Id>(before: StopScans<Id>, after: StopScans<Id>, grain: number, limits: BurstLimits): boolean {
  if (before.place === null || after.place === null) return false;
  const gap = Math.max(0, after.first - before.last);
  if (gap > limits.gapSeconds * 1000) return false;
  const metres = metresAcross(before.place, after.place) - limits.slackMetres;
  return metres > ((gap + grain) / 1000) * limits.metresPerSecond;
}

function toBurst<Id>(run: readonly StopScans<Id>[]): ScanBurst<Id> {
  let metres = 0;
  for (const [n, { place }] of run.entries()) {
    const before = run[n - 1]?.place;
    if (before && place) metres += metresAcross(before, place);
  }
  const [first, last] = [run[0], run.at(-1)];
  return {
    stops: run.map(({ id }) => id),
    seconds: first && last ? Math.round((last.first - first.first) / 1000) : 0,
    metres: Math.round(metres),
  };
}
