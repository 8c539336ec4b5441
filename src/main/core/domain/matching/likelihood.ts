/**
 * How well a photo fits a stop, in nats: the logarithm of how much likelier its time and place are if it shows this stop
 * than if it were any picture of the day. Every weight has its reason here; docs/matching.md has the measurements.
 */

/** Seconds: the span of a shift, over which an unrelated picture may fall. */
const shiftSeconds = 30_000;
/** Metres: the reach of a route, over which an unrelated picture may fall. */
const reachMetres = 4000;
const anywherePerSquareMetre = 1 / (Math.PI * reachMetres ** 2);

/** Pictures whose time has nothing regular to do with the scan: taken at the van, scanned at the end of the street. */
const lateShare = 0.03;
const lateSeconds = 600;
/** Addresses laid to the wrong spot, and fixes of the last street: 1 in 12 real deliveries lies beyond 300 m [LaDe-D]. */
const astrayShare = 0.05;
const astrayMetres = 1500;

/** What is believed of the pair's clocks and positions at the moment. */
export interface Belief {
  /** Seconds: usual distance in time between picture and scan (standard deviation). */
  lagSpread: number;
  /** Metres: half of the pictures lie within this distance of the address. */
  medianMetres: number;
}

/**
 * First belief, before the day's own data speak. 60 m is the median of LaDe-D, whose quartiles (31, 62, 110 m) the curve
 * below meets at 35, 60 and 104 m.
 */
export const firstBelief: Belief = { lagSpread: 35, medianMetres: 60 };

export interface Fit {
  /** Nats; above zero speaks for the stop. */
  gain: number;
  /** 0 to 1: how far the time (or the place) is what a proper picture shows, and not one of the accidents above. */
  timely: number;
  near: number;
}

/**
 * Weighs one pair. `seconds` is picture minus scan, corrected; `metres` from the address; null where either side lacks it.
 * `blur` widens the time of stops whose own scan is unknown.
 */
export function weigh(seconds: number | null, metres: number | null, blur: number, belief: Belief): Fit {
  let gain = 0;
  let timely = 0;
  let near = 0;
  if (seconds !== null) {
    const spread = Math.hypot(belief.lagSpread, blur);
    const regular = ((1 - lateShare) * Math.exp(-0.5 * (seconds / spread) ** 2)) / (spread * Math.sqrt(2 * Math.PI));
    const late = (lateShare * Math.exp(-Math.abs(seconds) / lateSeconds)) / (2 * lateSeconds);
    gain += Math.log((regular + late) * shiftSeconds);
    timely = regular / (regular + late);
  }
  if (metres !== null) {
    const likelier = nearness(metres, belief.medianMetres);
    gain += Math.log(likelier);
    const astray = (astrayShare * densityAt(metres, astrayMetres)) / anywherePerSquareMetre;
    near = 1 - astray / likelier;
  }
  return { gain, timely, near };
}

/** How much likelier a distance is at the right address than anywhere on the route; 1 says nothing. */
export function nearness(metres: number, medianMetres: number): number {
  const here = (1 - astrayShare) * densityAt(metres, medianMetres) + astrayShare * densityAt(metres, astrayMetres);
  return here / anywherePerSquareMetre;
}

/** Probability per square metre at a distance, where half lie within `median`: 1 - 1 / (1 + (d / median)²). */
function densityAt(metres: number, median: number): number {
  return 1 / (Math.PI * median ** 2 * (1 + (metres / median) ** 2) ** 2);
}

/** Nats against a picture that shows no stop of the route: about 1 in 50 is of the van, a parcel, a meal. */
export const nowhereCost = Math.log(50);

/** What a stop expects before any picture is looked at. */
export type Expectation = 'owed' | 'possible' | 'unlikely';

/** Chance that there is any picture: owed (95 %), handed to a person or attempted (one in four), not delivered (2 %). */
const chanceOfPicture: Record<Expectation, number> = { owed: 0.95, possible: 0.25, unlikely: 0.02 };

/** Nats for the second and each further picture of a stop: one stop in seven has two. */
const secondPicture = Math.log(7);
const furtherPicture = Math.log(8);

/** Price in nats of the n-th picture (from 1) at a stop. */
export function slotPrice(expectation: Expectation, nth: number): number {
  if (nth > 1) return nth === 2 ? Math.max(secondPicture, slotPrice(expectation, 1)) : furtherPicture * (1 + 0.1 * nth);
  const chance = chanceOfPicture[expectation];
  return Math.log((1 - chance) / chance);
}
