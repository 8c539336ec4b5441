/**
 * Pictures without a time, laid along a route in their own order. Some are known (a person placed them); between those, each
 * picture shows the door of the one before, the next door that has a picture, or nothing. As in `routeChain.ts` the sums over
 * all ways of laying, forwards and backwards, give each picture's chances.
 */
import { furtherPicture } from './likelihood.ts';

export interface OrderedPicture {
  /** Pictures that are lacking just before this one, by the numbers. */
  lacking: number;
  /** Rank of the stop that it is known to show; null where it is to be found. */
  known: number | null;
  /** How much likelier its position is at each rank than anywhere, 0 where it must not be; null without one. */
  ratioAt: ((rank: number) => number) | null;
}

export interface OrderResult {
  /** Chance of each rank. */
  chances: Float64Array;
  none: number;
}

/** Of pictures that lack, more show nothing of the route: they were deleted, or are somewhere else. */
const lackingOfNothing = 0.4;
/** More pictures that lack between two say nothing beyond: the device was used for other things. */
const mostLacking = 40;
/** A picture of nothing, about 1 in 30 (as in `likelihood.ts`). */
const ofNothing = 0.03;
/** The pictures may begin late or break off early: not all have arrived. */
const breaksOff = 0.05;

/**
 * Chances of every picture, in their order. `odds` are those that each stop, in order of rank, has a picture of this series.
 * Known pictures must not contradict each other's order.
 */
export function layInOrder(pictures: readonly OrderedPicture[], odds: readonly number[]): OrderResult[] {
  const route = new Doors(odds);
  const steps = pictures.flatMap((picture) => [
    ...Array.from({ length: Math.min(mostLacking, picture.lacking) }, () => null),
    picture,
  ]);
  const before: Float64Array[] = [];
  let forward = route.beginning();
  for (const step of steps) {
    before.push(forward);
    forward = scaled(route.forward(forward, step));
  }
  let backward = route.ending();
  const results: OrderResult[] = [];
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i] as OrderedPicture | null;
    const start = before[i] as Float64Array;
    if (step !== null) results.push(route.result(start, step, backward));
    backward = scaled(route.backward(backward, step));
  }
  return results.reverse();
}

/** States are the door seen last: 0 is none yet, rank + 1 a door. */
class Doors {
  private readonly count: number;
  /** Chance that a door has a picture, by state. */
  private readonly has: Float64Array;

  constructor(odds: readonly number[]) {
    this.count = odds.length + 1;
    this.has = Float64Array.from({ length: this.count }, (_, state) => {
      const at = odds[state - 1] ?? 0;
      return at / (1 + at);
    });
  }

  beginning(): Float64Array {
    const start = new Float64Array(this.count).fill(breaksOff / this.count);
    start[0] = 1;
    return start;
  }

  /** Weight of what is left without a picture after the last one. */
  ending(): Float64Array {
    const end = new Float64Array(this.count);
    let passed = 1;
    for (let state = this.count - 1; state >= 0; state--) {
      end[state] = passed + breaksOff / this.count;
      passed *= 1 - (this.has[state] ?? 0);
    }
    return end;
  }

  /** Weight of arriving at each door with the next picture, from the weights of having been at each. */
  private arriving(weights: Float64Array): Float64Array {
    const arriving = new Float64Array(this.count);
    let onTheWay = weights[0] ?? 0;
    for (let state = 1; state < this.count; state++) {
      const has = this.has[state] ?? 0;
      const here = weights[state] ?? 0;
      arriving[state] = onTheWay * has + here * furtherPicture;
      onTheWay = onTheWay * (1 - has) + here * (1 - furtherPicture);
    }
    return arriving;
  }

  forward(weights: Float64Array, step: OrderedPicture | null): Float64Array {
    const next = this.arriving(weights);
    const nothing = nothingOf(step);
    for (let state = 0; state < this.count; state++) {
      next[state] = (next[state] ?? 0) * shows(step, state) + (weights[state] ?? 0) * nothing;
    }
    return next;
  }

  /** `after`: weight of all that follows, by the door seen last after this picture. */
  backward(after: Float64Array, step: OrderedPicture | null): Float64Array {
    const nothing = nothingOf(step);
    const result = new Float64Array(this.count);
    let onTheWay = 0;
    for (let state = this.count - 1; state >= 0; state--) {
      const has = this.has[state] ?? 0;
      const here = (after[state] ?? 0) * shows(step, state);
      const leaves = state === 0 ? 1 : 1 - furtherPicture;
      const stays = state === 0 ? 0 : furtherPicture * here;
      result[state] = stays + leaves * onTheWay + nothing * (after[state] ?? 0);
      onTheWay = has * here + (1 - has) * onTheWay;
    }
    return result;
  }

  result(before: Float64Array, step: OrderedPicture, after: Float64Array): OrderResult {
    const arriving = this.arriving(before);
    const chances = new Float64Array(this.count - 1);
    let none = 0;
    let total = 0;
    for (let state = 0; state < this.count; state++) {
      const nothing = (before[state] ?? 0) * nothingOf(step) * (after[state] ?? 0);
      const here = (arriving[state] ?? 0) * shows(step, state) * (after[state] ?? 0);
      none += nothing;
      if (state > 0) chances[state - 1] = here;
      total += nothing + here;
    }
    // No way of laying is left: everything is possible, nothing likely.
    if (total <= 0) return { chances: chances.fill(0), none: 1 };
    return { chances: chances.map((chance) => chance / total), none: none / total };
  }
}

function nothingOf(step: OrderedPicture | null): number {
  if (step === null) return lackingOfNothing;
  return step.known === null ? ofNothing : 0;
}

function shows(step: OrderedPicture | null, state: number): number {
  if (state === 0) return 0;
  if (step === null) return 1 - lackingOfNothing;
  if (step.known !== null) return step.known === state - 1 ? 1 : 0;
  return (1 - ofNothing) * (step.ratioAt?.(state - 1) ?? 1);
}

/** The same weights with 1 as the largest: products of hundreds of chances would vanish. */
function scaled(weights: Float64Array): Float64Array {
  const largest = weights.reduce((most, each) => Math.max(most, each), 0);
  return largest > 0 ? weights.map((each) => each / largest) : weights;
}
