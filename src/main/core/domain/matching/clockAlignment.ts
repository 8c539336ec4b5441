/**
 * A camera's clock against the scans. Every picture votes for the corrections that would put it beside a scan (near its
 * position, where it has one); the correction that explains the most pictures wins, and zero has the first word.
 */

/** A picture as the clock sees it. */
export interface ClockSample {
  /** Seconds by the camera. */
  time: number;
  /** How likely each scan's stop is by the picture's position, against the average of the route; null without a position. */
  weightOf: ((scan: number) => number) | null;
  /** Nats by which the picture's position is likelier on this route than anywhere; 0 without one. */
  base: number;
}

export interface Alignment {
  /** Seconds to add to the camera's time. */
  correction: number;
  /** Nats by which the pictures are likelier beside these scans than anywhere in the shift, less the doubt about the clock. */
  score: number;
  /** Share of pictures beside a scan beyond what any correction explains by chance, 0 to 1. */
  explained: number;
  /** Pictures beside a scan. */
  support: number;
  /** Moments that the pictures stand for: those of one burst, or copied in one go, are one. */
  moments: number;
  /** Chance that the clock is off by this correction and by no other that was tried, as far as the pictures tell; 0 to 1. */
  sureness: number;
}

/** Seconds of a shift, over which a picture that no scan explains may fall; and the share of such pictures. */
const shiftSeconds = 30_000;
export const unexplainedShare = 0.1;
/** Kernel of one vote, standard deviation in seconds: phones are on time, people take up to a minute. */
const voteSpread = 40;

interface Grid {
  /** Seconds about which corrections are tried, and how far to either side. */
  centre: number;
  reach: number;
  step: number;
}

/** Clocks that drift or were set by hand are minutes off, those in a wrong zone are hours off. */
const glance: Grid = { centre: 0, reach: 600, step: 30 };
const narrow: Grid = { centre: 0, reach: 1500, step: 10 };
const wide: Grid = { centre: 0, reach: 14 * 3600, step: 20 };
/** Below this share explained, hours are tried too. */
export const wellExplained = 0.8;
/** A wrong zone needs more witnesses than chance can bring together; more than sixty add nothing but time. */
const fewestForWide = 12;
const mostForWide = 60;
/** Corrections up to this many seconds are not corrections but a habit: picture first, scan later. */
const habitSeconds = 60;
/** A correction must stand out of all that chance makes, by so many standard deviations of the whole curve. */
const standsOut = 4;

/**
 * Finds the correction of one camera against the scans of one route (seconds, ascending). How far: at a `glance` (ten minutes,
 * coarsely), by `minutes`, or by `hours` where minutes explain too little.
 */
export function alignClock(
  all: readonly ClockSample[],
  scans: Float64Array,
  how: 'glance' | 'minutes' | 'hours',
): Alignment {
  const samples = independent(all);
  if (how === 'glance') return bestOf(curveOf(samples, scans, glance));
  const near = bestOf(curveOf(samples, scans, narrow));
  if (how === 'minutes' || near.explained >= wellExplained || samples.length < fewestForWide) return near;
  const far = bestOf(curveOf(someOf(samples, mostForWide), scans, wide));
  if (Math.abs(far.correction) <= narrow.reach || far.explained < 0.5) return near;
  return better(near, bestOf(curveOf(samples, scans, { ...narrow, centre: far.correction })));
}

/** The second answer, where the pictures are clearly likelier by it. */
export function better<Answer extends Alignment>(first: Answer, second: Answer): Answer {
  return second.score > first.score + 3 ? second : first;
}

/** The correction within minutes of `centre`, for samples that were moved there. */
export function alignNear(samples: readonly ClockSample[], scans: Float64Array, centre: number): Alignment {
  return bestOf(curveOf(independent(samples), scans, { ...narrow, centre }));
}

/** Nats by which a picture is likelier at this time, beside these scans, than anywhere in the shift. */
export function likelinessAt(sample: ClockSample, scans: Float64Array, time: number): number {
  const reach = 3 * voteSpread;
  let vote = 0;
  for (let i = firstAtLeast(scans, time - reach); i < scans.length && (scans[i] ?? 0) <= time + reach; i++) {
    const away = ((scans[i] ?? 0) - time) / voteSpread;
    vote += (sample.weightOf ? sample.weightOf(i) : 1) * Math.exp(-0.5 * away * away);
  }
  const density = ((1 - unexplainedShare) * shiftSeconds) / Math.max(1, scans.length);
  return sample.base + Math.log(unexplainedShare + (density * vote) / (voteSpread * Math.sqrt(2 * Math.PI)));
}

/** Pictures within so many seconds of each other are one witness: a burst at a door, or a folder copied in one go. */
const sameMoment = 5;

export function independent(samples: readonly ClockSample[]): ClockSample[] {
  let last = Number.NEGATIVE_INFINITY;
  return samples
    .toSorted((a, b) => a.time - b.time)
    .filter(({ time }) => {
      if (time - last < sameMoment) return false;
      last = time;
      return true;
    });
}

/** What each correction of a grid explains. */
interface Curve {
  grid: Grid;
  samples: number;
  score: Float64Array;
  support: Float64Array;
}

function curveOf(samples: readonly ClockSample[], scans: Float64Array, grid: Grid): Curve {
  const half = Math.round(grid.reach / grid.step);
  const bins = 2 * half + 1;
  const votes = new Float64Array(bins);
  const score = new Float64Array(bins);
  const support = new Float64Array(bins);
  const kernel = kernelOf(grid.step);
  const density = ((1 - unexplainedShare) * shiftSeconds) / Math.max(1, scans.length);
  const alone = Math.log(unexplainedShare);
  let everywhere = 0;
  for (const sample of samples) {
    everywhere += sample.base + alone;
    let from = bins;
    let until = -1;
    const time = sample.time + grid.centre;
    for (let i = firstAtLeast(scans, time - grid.reach - kernel.length * grid.step); i < scans.length; i++) {
      const middle = half + Math.round(((scans[i] ?? 0) - time) / grid.step);
      if (middle >= bins + kernel.length) break;
      const weight = sample.weightOf ? sample.weightOf(i) : 1;
      for (let bin = Math.max(0, middle - kernel.length + 1); bin < Math.min(bins, middle + kernel.length); bin++) {
        votes[bin] = (votes[bin] ?? 0) + weight * (kernel[Math.abs(bin - middle)] ?? 0);
        if (bin < from) from = bin;
        if (bin > until) until = bin;
      }
    }
    for (let bin = from; bin <= until; bin++) {
      const vote = (votes[bin] ?? 0) * density;
      if (vote === 0) continue;
      // Where no scan is, the picture is worth `alone`, which is added for all at the end.
      score[bin] = (score[bin] ?? 0) + Math.log(unexplainedShare + vote) - alone;
      support[bin] = (support[bin] ?? 0) + vote / (unexplainedShare + vote);
      votes[bin] = 0;
    }
  }
  for (let bin = 0; bin < bins; bin++) score[bin] = (score[bin] ?? 0) + everywhere;
  return { grid, samples: samples.length, score, support };
}

/** The best correction that stands out, else the best habit about the grid's centre. */
function bestOf(curve: Curve): Alignment {
  const { grid, score } = curve;
  const half = (score.length - 1) / 2;
  const habitBins = Math.round(habitSeconds / grid.step);
  const home = peak(curve, half - habitBins, half + habitBins);
  const any = peak(curve, 0, score.length - 1);
  const inOrder = score.toSorted();
  const middle = inOrder[half] ?? 0;
  // One standard deviation up, by rank: corrections that push pictures out of the shift make the low side long.
  const deviation = (inOrder[Math.round(0.84 * score.length)] ?? 0) - middle;
  const isClear = (score[any] ?? 0) - middle >= standsOut * deviation || curve.samples < fewestForWide;
  const best = isClear ? any : home;
  const support = curve.support[best] ?? 0;
  const chance = curve.support.reduce((sum, each) => sum + each, 0) / curve.support.length;
  const correction = grid.centre + (best - half) * grid.step;
  return {
    correction,
    score: (score[best] ?? 0) - doubt(correction),
    explained: Math.max(0, support - chance) / Math.max(1, curve.samples - chance),
    support: Math.round(support),
    moments: curve.samples,
    sureness: surenessAt(curve, best),
  };
}

/** Pictures of one driver err together, so their nats count for less than those of strangers would. */
const nearlyTheSame = 90;
const heldBack = 0.5;

/** The share of what all corrections explain that lies within a minute and a half of this one. */
function surenessAt({ grid, score }: Curve, best: number): number {
  const half = (score.length - 1) / 2;
  const total = (bin: number) => (score[bin] ?? 0) - doubt(grid.centre + (bin - half) * grid.step);
  const near = Math.round(nearlyTheSame / grid.step);
  const top = total(best);
  let [here, all] = [0, 0];
  for (let bin = 0; bin < score.length; bin++) {
    const weight = Math.exp(heldBack * (total(bin) - top));
    all += weight;
    if (Math.abs(bin - best) <= near) here += weight;
  }
  return here / all;
}

/** The bin of the highest score between two bins, doubt taken off; of equals the one nearest to the middle. */
function peak({ grid, score }: Curve, from: number, until: number): number {
  const half = (score.length - 1) / 2;
  let best = half;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let bin = from; bin <= until; bin++) {
    const total = (score[bin] ?? 0) - doubt(grid.centre + (bin - half) * grid.step);
    const isNearer = Math.abs(bin - half) < Math.abs(best - half);
    if (total > bestScore + 1e-9 || (total > bestScore - 1e-9 && isNearer)) {
      best = bin;
      bestScore = total;
    }
  }
  return best;
}

/** Nats against a correction before any picture speaks: phones set themselves, so most clocks are right. */
export function doubt(seconds: number): number {
  const away = Math.abs(seconds);
  if (away <= habitSeconds) return away / habitSeconds;
  if (away <= narrow.reach) return 5 + away / 900;
  const offHalfHour = Math.abs(away - Math.round(away / 1800) * 1800);
  return offHalfHour <= 120 ? 9 : 12;
}

/** At most so many, evenly chosen, in the order given. */
export function someOf<T>(list: readonly T[], most: number): T[] {
  const every = Math.max(1, list.length / most);
  return list.filter((_, i) => Math.floor(i / every) !== Math.floor((i - 1) / every));
}

/** Index of the first value that is not below `bound`, in ascending values. */
export function firstAtLeast(values: Float64Array, bound: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

const kernels = new Map<number, Float64Array>();

/** Half of a bell curve per step, as a density per second. */
function kernelOf(step: number): Float64Array {
  let kernel = kernels.get(step);
  if (!kernel) {
    const length = Math.ceil((3 * voteSpread) / step) + 1;
    kernel = Float64Array.from({ length }, (_, away) => {
      return Math.exp(-0.5 * ((away * step) / voteSpread) ** 2) / (voteSpread * Math.sqrt(2 * Math.PI));
    });
    kernels.set(step, kernel);
  }
  return kernel;
}
