/**
 * A clock that no single correction explains, against the scans of a route: one that drifts by minutes in a shift, that jumped by
 * whole or half hours at some moment, or that jumped and came back (a zone crossed twice).
 */
import {
  type Alignment,
  alignClock,
  alignNear,
  better,
  type ClockSample,
  doubt,
  independent,
  likelinessAt,
  someOf,
  wellExplained,
} from './clockAlignment.ts';
import type { ClockCourse } from './clockCourse.ts';
import { bestOffset, sharpened } from './clockMoments.ts';

export interface CourseAlignment extends Alignment {
  /** How the correction changes over the shift; null where it doesn't. Its offsets are whole corrections. */
  course: ClockCourse | null;
}

/** Fewer moments can't tell an irregular clock from a wrong route. */
const fewestMoments = 16;
/** Moments asked; more make it no surer. */
const momentsAsked = 90;
/** Seconds an hour: a picture is found from a step away, and learning does the rest. */
const drifts = [-120, -90, -60, -45, -30, -15, 15, 30, 45, 60, 90, 120];
/** Nats against a clock that drifts by minutes a day, against a jump and its moment, and against its way back: who left comes back. */
const doubtOfDrift = 9;
const doubtOfJump = 13;
const doubtOfReturn = 5;
/** Below this share explained, jumps are looked for: an hour abroad is a tenth of a shift. */
const hardlyAnyOdd = 0.92;
/** Jumps: half an hour to three hours, ahead and back. */
const jumps = [1800, 3600, 5400, 7200, 9000, 10_800].flatMap((seconds) => [seconds, -seconds]);
/** Moments at which a jump is tried; of two jumps, each pair of half as many. */
const momentsOfJump = 48;

/** As {@link alignClock}; `hours` also finds a clock that drifts or jumps, where none that does neither explains enough. */
export function alignCourse(
  all: readonly ClockSample[],
  scans: Float64Array,
  how: 'glance' | 'minutes' | 'hours',
): CourseAlignment {
  const steady = { ...alignClock(all, scans, how), course: null };
  if (how !== 'hours' || steady.explained >= hardlyAnyOdd || steady.moments < fewestMoments) return steady;
  const samples = someOf(independent(all), momentsAsked);
  // Scores are sums over moments: what is compared must be summed over the same ones.
  const plain = better(
    { ...alignNear(samples, scans, 0), course: null },
    { ...alignNear(samples, scans, steady.correction), course: null },
  );
  const drifting = steady.explained < wellExplained ? bestDrift(samples, scans, plain.correction) : plain;
  const jumping = bestJump(samples, scans, plain);
  const found = better<CourseAlignment>(better<CourseAlignment>(plain, drifting), jumping ?? plain);
  return found.course === null ? steady : { ...found, moments: steady.moments };
}

function bestDrift(samples: readonly ClockSample[], scans: Float64Array, centre: number): CourseAlignment {
  const middle = middleOf(samples);
  const found = drifts.map((drift): CourseAlignment => {
    const sheared = samples.map((sample) => ({
      ...sample,
      time: sample.time + (drift * (sample.time - middle)) / 3600,
    }));
    const near = alignNear(sheared, scans, 0);
    const best = centre === 0 ? near : better(near, alignNear(sheared, scans, centre));
    const course = {
      pieces: [{ from: Number.NEGATIVE_INFINITY, offset: best.correction }],
      drift,
      middle: middle + best.correction,
    };
    return { ...best, score: best.score - doubtOfDrift, course };
  });
  return found.reduce((best, each) => (each.score > best.score ? each : best));
}

/** The likeliest clock that jumped once, or there and back; null where none explains more than half of the pictures. */
function bestJump(samples: readonly ClockSample[], scans: Float64Array, plain: Alignment): CourseAlignment | null {
  const moments = someOf([...scans], momentsOfJump);
  const few = someOf(moments, momentsOfJump / 2);
  const momentStep = ((moments.at(-1) ?? 0) - (moments[0] ?? 0)) / (momentsOfJump / 2);
  let best: { score: number; course: ClockCourse } | null = null;
  for (const start of startsOf(samples, scans, plain)) {
    const before = samples.map((sample) => likelinessAt(sample, scans, sample.time + start));
    for (const jump of jumps) {
      const other = start + jump;
      const after = samples.map((sample) => likelinessAt(sample, scans, sample.time + other));
      const tried = [
        ...moments.map((at) => [at]),
        ...few.flatMap((at, i) => few.slice(i + 1).map((back) => [at, back])),
      ];
      for (const times of tried) {
        const doubts = doubt(start) + doubtOfJump + (times.length > 1 ? doubtOfReturn : 0);
        const score = scoreOfJumps(samples, before, after, start, other, times) - doubts;
        if (best !== null && score <= best.score) continue;
        const pieces = [Number.NEGATIVE_INFINITY, ...times].map((from, i) => ({
          ...{ from, offset: i % 2 === 0 ? start : other },
          ...(i === 0 ? {} : { earliest: from - momentStep, latest: from + momentStep }),
        }));
        best = { score, course: { pieces, drift: 0, middle: 0 } };
      }
    }
  }
  if (!best) return null;
  const course = sharpened(best.course, samples, scans);
  const explained = explainedBy(course, samples, scans);
  if (explained < 0.5) return null;
  return {
    correction: course.pieces[0]?.offset ?? 0,
    score: best.score,
    explained,
    support: Math.round(explained * samples.length),
    moments: samples.length,
    sureness: 1 / (1 + Math.exp(-(best.score - plain.score) / 4)),
    course,
  };
}

/** Corrections that explain a part of the pictures each: of all, of the first third and of the last. */
function startsOf(samples: readonly ClockSample[], scans: Float64Array, plain: Alignment): number[] {
  const third = Math.ceil(samples.length / 3);
  const found = [
    0,
    plain.correction,
    alignClock(samples.slice(0, third), scans, 'hours').correction,
    alignClock(samples.slice(-third), scans, 'hours').correction,
  ];
  return found.filter((each, i) => found.findIndex((other) => Math.abs(other - each) < 60) === i);
}

/** Nats of all samples, each on the side of the jumps where it is likelier among those that it can be of. */
function scoreOfJumps(
  samples: readonly ClockSample[],
  before: readonly number[],
  after: readonly number[],
  start: number,
  other: number,
  [at = 0, back = Number.POSITIVE_INFINITY]: readonly number[],
): number {
  let score = 0;
  for (const [i, { time }] of samples.entries()) {
    const early = time + start;
    const late = time + other;
    const mayBeBefore = early < at || early >= back;
    const mayBeAfter = late >= at && late < back;
    const one = before[i] ?? 0;
    const two = after[i] ?? 0;
    // A time that the clock never showed is some accident.
    if (mayBeBefore && mayBeAfter) score += Math.max(one, two);
    else if (mayBeBefore) score += one;
    else if (mayBeAfter) score += two;
    else score += Math.min(one, two);
  }
  return score;
}

/** Share of samples that lie beside a scan on this course. */
function explainedBy(course: ClockCourse, samples: readonly ClockSample[], scans: Float64Array): number {
  const beside = samples.filter((sample) => {
    return bestOffset(course, sample, scans).fit > sample.base;
  });
  return beside.length / Math.max(1, samples.length);
}

function middleOf(samples: readonly ClockSample[]): number {
  return ((samples[0]?.time ?? 0) + (samples.at(-1)?.time ?? 0)) / 2;
}
