/**
 * What times, places and pauses say, as ratios: how much likelier something is if the picture shows this stop than if it were
 * any picture of the day; 1 says nothing. Every number has its reason here; docs/matching.md has the measurements.
 */

/** Seconds: the span of a shift, over which an unrelated picture may fall. */
const shiftSeconds = 30_000;
/** Metres: the reach of a route, over which an unrelated picture may fall. */
const reachMetres = 4000;
const anywherePerSquareMetre = 1 / (Math.PI * reachMetres ** 2);

/** Pictures whose time has nothing regular to do with the scan: taken at the van, scanned at the end of the street. */
const lateShare = 0.02;
const lateSeconds = 400;
/** Addresses laid to the wrong spot, and fixes of the last street: 1 in 12 real deliveries lies beyond 300 m [LaDe-D]. */
const astrayShare = 0.05;
const astrayMetres = 1500;

/**
 * First belief in metres: half of the pictures lie within this distance of their address. It is the median of LaDe-D, whose
 * quartiles (31, 62, 110 m) the curve of `densityAt` meets at 35, 60 and 104 m.
 */
export const usualMedianMetres = 60;
/** First belief in seconds: standard deviation of picture minus scan. */
export const usualLagSpread = 35;

/**
 * Time against a scan: `seconds` is picture minus scan, clock corrected; `spread` what is usual (standard deviation), `habit`
 * what is known of this driver beyond that.
 */
export function timeRatio(seconds: number, spread: number, habit: Habit | null = null): number {
  const regular = (1 - lateShare) * (habit === null ? bell(seconds, spread) : habitAt(habit, seconds));
  const late = (lateShare * Math.exp(-Math.abs(seconds) / lateSeconds)) / (2 * lateSeconds);
  return (regular + late) * shiftSeconds;
}

/** How one driver's pictures lie about their scans: chance per second, in steps of `habitStep` about no lag at all. */
export type Habit = Float64Array;
const habitStep = 4;
const habitReach = 160;
/** The bell counts as much as this many pictures: what a dozen didn't show may still happen. */
const bellWeight = 12;

/**
 * The habit that likely pairs show (picture minus scan, in seconds). It has edges that a bell lacks: who photographs before
 * the scan never does so after it, and that parts two doors of one minute.
 */
export function habitOf(seconds: readonly number[], spread: number): Habit {
  const half = habitReach / habitStep;
  const width = Math.max(5, spread / 3);
  return Float64Array.from({ length: 2 * half + 1 }, (_, bin) => {
    const at = (bin - half) * habitStep;
    const shown = seconds.reduce((sum, each) => sum + bell(at - each, width), 0);
    return (shown + bellWeight * bell(at, spread)) / (seconds.length + bellWeight);
  });
}

/** The habit's chance per second at a lag, between its steps by a straight line; 0 beyond its reach. */
function habitAt(habit: Habit, seconds: number): number {
  const at = (seconds + habitReach) / habitStep;
  const bin = Math.floor(at);
  const low = habit[bin] ?? 0;
  return low + ((habit[bin + 1] ?? 0) - low) * (at - bin);
}

/** Place against an address. */
export function placeRatio(metres: number, medianMetres: number): number {
  const proper = (1 - astrayShare) * densityAt(metres, medianMetres);
  const astray = astrayShare * densityAt(metres, astrayMetres);
  return (proper + astray) / anywherePerSquareMetre;
}

/**
 * How far time or place are what a proper picture shows, and not one of the accidents above; 0 to 1. Either one will do.
 * An accident is no ground for a tie that nobody looks at, however little else there is to choose from.
 */
export function soundness(seconds: number | null, metres: number | null, spread: number, medianMetres: number): number {
  let doubt = 1;
  if (seconds !== null) {
    // Twice the usual spread is still how people work; the bell's own tails are thinner than that.
    const regular = (1 - lateShare) * bell(seconds, Math.max(30, 1.5 * spread));
    doubt *= 1 - (regular * shiftSeconds) / (regular * shiftSeconds + (lateShare * shiftSeconds) / (2 * lateSeconds));
  }
  if (metres !== null) {
    const astray = (astrayShare * densityAt(metres, astrayMetres)) / anywherePerSquareMetre;
    doubt *= astray / placeRatio(metres, medianMetres);
  }
  return 1 - doubt;
}

/** Usual pause in seconds between two pictures at one door. */
const pauseAtDoor = 9;
/** Pauses at one door that are not usual: the second picture was taken when the driver came back out, mostly within a minute. */
const longPauseShare = 0.15;
const longPause = 60;
/** Metres within which two pictures of one door lie of each other, half of them: a phone's own scatter. */
const scatterMetres = 15;

/** First belief: chance per second that another picture at the same door follows after a pause. */
export function pauseAtDoorDensity(pause: number): number {
  const short = ((1 - longPauseShare) * Math.exp(-pause / pauseAtDoor)) / pauseAtDoor;
  const long = (longPauseShare * Math.exp(-pause / longPause)) / longPause;
  return short + long;
}

/**
 * Another picture at the same door after a pause of this chance per second, `apart` metres from the last; null without both
 * positions.
 */
export function sameDoorRatio(perSecond: number, apart: number | null): number {
  return perSecond * shiftSeconds * (apart === null ? 1 : placeRatio(apart, scatterMetres));
}

/** Seconds that parcel, steps and the next picture take: half of all next doors come after 20, hardly one within 10. */
const wayToNextDoor = 22;

/** First belief: whether another door could be reached in the pause: near 0 within seconds, 1 after half a minute. */
export function nextDoorRatio(pause: number): number {
  return 0.01 + 0.99 * (1 - Math.exp(-((pause / wayToNextDoor) ** 3)));
}

/** First belief: pictures against the order of the scans: rare, but within the same half minute nobody's order is sure. */
export function backwardRatio(scanSecondsBack: number): number {
  return 0.01 + 0.4 * Math.exp(-scanSecondsBack / 20);
}

/** A picture without a time that shows no stop of the route: the van, a parcel, a meal; about 1 in 30. */
export const noStopWeight = 0.03;
/**
 * First belief: pictures of nothing that a camera's shift holds. Few, for what a wrong belief would cost is a right tie; but
 * what stands far from every scan tells of them, and counts three times as much.
 */
export const usualNothings = 0.3;
export const nothingsBelieved = 0.3;

/** What a stop expects before any picture is looked at. */
export type Expectation = 'owed' | 'possible' | 'unlikely';

/** Odds that there is any picture: owed (95 %), handed to a person or attempted (one in six), not delivered (2 %). */
export const oddsOfPicture: Record<Expectation, number> = { owed: 19, possible: 0.2, unlikely: 0.02 };

/** One stop in seven has another picture. */
export const furtherPicture = 0.14;

/** The normal curve about 0: chance per unit of `x`, `spread` its standard deviation. */
export function bell(x: number, spread: number): number {
  return Math.exp(-0.5 * (x / spread) ** 2) / (spread * Math.sqrt(2 * Math.PI));
}

/** Probability per square metre at a distance, where half lie within `median`: 1 - 1 / (1 + (d / median)²). */
function densityAt(metres: number, median: number): number {
  return 1 / (Math.PI * median ** 2 * (1 + (metres / median) ** 2) ** 2);
}
