/**
 * A camera's clock against the scans. Every picture votes for the corrections that would put it beside a scan (near its
 * position, where it has one); the correction that explains the most pictures wins, and zero has the first word.
 */

/** A picture as the clock sees it. */
export interface ClockSample {
  /** Seconds by the camera. */
  time: number;
  /** How likely each scan is by the picture's position, against the average one of the route; null without a position. */
  weights: Float64Array | null;
  /** Nats by which the picture's position is likelier on this route than anywhere. */
  base: number;
}

export interface Alignment {
  /** Seconds to add to the camera's time. */
  correction: number;
  /** Nats by which the pictures are likelier beside these scans than anywhere in the shift, the doubt about the clock taken off. */
  score: number;
  /** Share of pictures beside a scan, 0 to 1. */
  explained: number;
  /** Pictures beside a scan. */
  support: number;
}

const shiftSeconds = 30_000;
/** Pictures that no scan explains: breaks, vans, missing scans. */
const unexplainedShare = 0.1;
/** Kernel of one vote, standard deviation in seconds: phones are on time, people take up to a minute. */
const voteSpread = 40;

interface Grid {
  /** Seconds to either side. */
  reach: number;
  step: number;
}

/** Clocks that drift or were set by hand are minutes off, those in a wrong zone are hours off. */
const narrow: Grid = { reach: 1500, step: 10 };
const wide: Grid = { reach: 14 * 3600, step: 20 };
/** Below this share explained, hours are tried too. */
const wellExplained = 0.5;
/** A wrong zone needs more witnesses than chance can bring together. */
const wideSamples = 8;

/** Finds the correction of one camera against the scans of one route (seconds, ascending). */
export function alignClock(samples: readonly ClockSample[], scans: Float64Array): Alignment {
  const near = bestOf(samples, scans, narrow);
  if (near.explained >= wellExplained || samples.length < wideSamples) return near;
  const far = bestOf(samples, scans, wide);
  return far.score > near.score + 3 && far.explained >= wellExplained ? far : near;
}

function bestOf(samples: readonly ClockSample[], scans: Float64Array, grid: Grid): Alignment {
  const half = Math.round(grid.reach / grid.step);
  const bins = 2 * half + 1;
  const votes = new Float64Array(bins);
  const score = new Float64Array(bins);
  const support = new Float64Array(bins);
  const kernel = kernelOf(grid.step);
  const density = ((1 - unexplainedShare) * shiftSeconds) / Math.max(1, scans.length);
  const alone = Math.log(unexplainedShare);
  let base = 0;
  for (const sample of samples) {
    base += sample.base;
    let from = bins;
    let until = -1;
    const margin = grid.reach + kernel.length * grid.step;
    for (let i = firstAtLeast(scans, sample.time - margin); i < scans.length; i++) {
      const middle = half + Math.round(((scans[i] ?? 0) - sample.time) / grid.step);
      if (middle >= bins + kernel.length) break;
      const weight = sample.weights ? (sample.weights[i] ?? 0) : 1;
      for (let bin = Math.max(0, middle - kernel.length + 1); bin < Math.min(bins, middle + kernel.length); bin++) {
        votes[bin] = (votes[bin] ?? 0) + weight * (kernel[Math.abs(bin - middle)] ?? 0);
        if (bin < from) from = bin;
        if (bin > until) until = bin;
      }
    }
    for (let bin = from; bin <= until; bin++) {
      const vote = (votes[bin] ?? 0) * density;
      if (vote === 0) continue;
      // Where no scan is, the picture is worth `alone`; that is added for all at the end.
      score[bin] = (score[bin] ?? 0) + Math.log(unexplainedShare + vote) - alone;
      support[bin] = (support[bin] ?? 0) + vote / (unexplainedShare + vote);
      votes[bin] = 0;
    }
  }
  let best = -1;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let bin = 0; bin < bins; bin++) {
    const total = (score[bin] ?? 0) - doubt((bin - half) * grid.step);
    const isNearer = Math.abs(bin - half) < Math.abs(best - half);
    if (total > bestScore + 1e-9 || (total > bestScore - 1e-9 && isNearer)) {
      best = bin;
      bestScore = total;
    }
  }
  const witnesses = support[best] ?? 0;
  return {
    correction: (best - half) * grid.step,
    score: bestScore + samples.length * alone + base,
    explained: samples.length === 0 ? 0 : witnesses / samples.length,
    support: Math.round(witnesses),
  };
}

/** Nats against a correction before any picture speaks: phones set themselves, so most clocks are right. */
function doubt(seconds: number): number {
  const away = Math.abs(seconds);
  if (away <= 60) return away / 60;
  if (away <= narrow.reach) return 5 + away / 900;
  const offHalfHour = Math.abs(away - Math.round(away / 1800) * 1800);
  return offHalfHour <= 120 ? 9 : 12;
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
