/**
 * How often deliveries are claimed, and whose figures are worth a look. A rate is a share of delivered stops, 0 to 1; a stop with
 * two claims is one claimed delivery, so that a rate is never above 1 and one quarrel never counts twice.
 */

import type { FigureVerdict } from '#shared/claimFigures.ts';

export interface Interval {
  low: number;
  high: number;
}

/** Standard normal deviates that leave 2.5 %, and 0.05 %, on either side. */
export const deviates = { '95 %': 1.959964, '99.9 %': 3.290527 } as const;

/**
 * Wilson's score interval, at 95 % unless said otherwise: where the true rate lies when `claimed` of `deliveries` were claimed. It never leaves 0 to 1, and it
 * says something for no claim at all and for ten deliveries, where "rate ± two standard errors" says nonsense.
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209–212; recommended for small
 * counts by L. D. Brown, T. T. Cai and A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001)
 * 101–133. Without deliveries nothing is known: 0 to 1.
 */
export function wilson(claimed: number, deliveries: number, z: number = deviates['95 %']): Interval {
  if (deliveries <= 0) return { low: 0, high: 1 };
  const rate = claimed / deliveries;
  const square = (z * z) / deliveries;
  const middle = rate + square / 2;
  const half = z * Math.sqrt((rate * (1 - rate)) / deliveries + square / (4 * deliveries));
  return {
    // The formula's own ends at none and at all; computed, they miss them by a rounding error.
    low: claimed <= 0 ? 0 : (middle - half) / (1 + square),
    high: claimed >= deliveries ? 1 : (middle + half) / (1 + square),
  };
}

/** Something that happened at some of a group's deliveries. */
export interface Tally {
  deliveries: number;
  claimed: number;
}

/** Fewer deliveries than a van has in an evening: whoever has them has hardly begun, and one claim more or less turns the rate over. */
const fewDeliveries = 100;
/** One claim is somebody's bad day and no pattern, however few deliveries it stands against. */
const fewestClaims = 2;

export interface Judged extends Interval {
  rate: number;
  verdict: FigureVerdict;
  /**
   * Claims more than the depot's rate brings, at the low end of the interval: what is there surely, not at best. Negative where nothing
   * is. Three of ten deliveries make one, thirty of ten thousand ten: so the louder of the two is the one that costs more.
   */
  surplus: number;
}

/** @param depotRate of all deliveries of the same days */
export function judgeFigures({ deliveries, claimed }: Tally, depotRate: number): Judged {
  const interval = wilson(claimed, deliveries);
  return {
    ...interval,
    rate: deliveries === 0 ? 0 : claimed / deliveries,
    surplus: (interval.low - depotRate) * deliveries,
    verdict: verdictOf(interval, { deliveries, claimed }, depotRate),
  };
}

function verdictOf({ low, high }: Interval, { deliveries, claimed }: Tally, depotRate: number): FigureVerdict {
  if (claimed >= fewestClaims && low > depotRate) return 'stands-out';
  if (deliveries < fewDeliveries) return 'too-few';
  return high < depotRate ? 'fewer' : 'usual';
}

/** Those that stand out first, the most surely surplus claims on top; then by the low end of the interval, the surer one first. */
export function worstFirst(a: Judged & Tally, b: Judged & Tally): number {
  const [one, other] = [a.verdict === 'stands-out', b.verdict === 'stands-out'];
  if (one !== other) return one ? -1 : 1;
  if (one) return b.surplus - a.surplus || b.claimed - a.claimed;
  return b.low - a.low || b.claimed - a.claimed || b.deliveries - a.deliveries;
}

/**
 * How many of these groups would stand out if all had the depot's rate and nothing but chance told them apart. Whoever compares two
 * hundred drivers finds some: that many have to be expected before one word is said to anybody.
 */
export function expectedByChance(groups: readonly Pick<Tally, 'deliveries'>[], depotRate: number): number {
  return groups.reduce((sum, { deliveries }) => sum + chanceToStandOut(deliveries, depotRate), 0);
}

/** Probability that a group of the depot's own rate stands out: the binomial tail from the first count that does. */
function chanceToStandOut(deliveries: number, depotRate: number): number {
  if (deliveries < fewestClaims || depotRate <= 0 || depotRate >= 1) return 0;
  let below = 0;
  // In logarithms: of ten thousand deliveries "none" alone would be too small a number to start from.
  let log = deliveries * Math.log1p(-depotRate);
  for (let claimed = 0; claimed <= deliveries; claimed++) {
    if (claimed >= fewestClaims && wilson(claimed, deliveries).low > depotRate) return Math.max(0, 1 - below);
    below += Math.exp(log);
    log += Math.log((deliveries - claimed) / (claimed + 1)) + Math.log(depotRate / (1 - depotRate));
  }
  return 0;
}
