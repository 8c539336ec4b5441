/** When a clock jumped, to the scan: witnesses leave it open by minutes, and an hour too much or too little is a wrong door. */
import { type ClockSample, likelinessAt } from './clockAlignment.ts';
import { type ClockCourse, offsetsAt } from './clockCourse.ts';

/** Moments tried for one jump; a scan a minute over three hours. */
const momentsTried = 60;

/**
 * The course with each jump at the moment between its bounds (`earliest`, `latest`) by which the samples lie best beside the scans. Samples are on the
 * camera's own time.
 */
export function sharpened(course: ClockCourse, samples: readonly ClockSample[], scans: Float64Array): ClockCourse {
  let best = course;
  for (const [i, piece] of course.pieces.entries()) {
    const { from, earliest = from, latest = from } = piece;
    if (i === 0 || latest <= earliest) continue;
    const between = [...scans].filter((scan) => scan > earliest && scan < latest);
    const every = Math.max(1, Math.ceil(between.length / momentsTried));
    const tried = [earliest, ...between.filter((_, n) => n % every === 0), latest];
    // Halfway between two scans: which side of a scan its picture is taken on is a habit.
    const moments = [from, ...tried.slice(1).map((moment, n) => (moment + (tried[n] ?? moment)) / 2)];
    const at = (moment: number): ClockCourse => ({
      ...best,
      pieces: best.pieces.map((each, n) => (n === i ? { ...each, from: moment } : each)),
    });
    let bestScore = Number.NEGATIVE_INFINITY;
    let bestMoment = from;
    for (const moment of moments) {
      const score = scoreOf(at(moment), samples, scans);
      if (score <= bestScore + 1e-9) continue;
      bestScore = score;
      bestMoment = moment;
    }
    best = at(bestMoment);
  }
  return best;
}

function scoreOf(course: ClockCourse, samples: readonly ClockSample[], scans: Float64Array): number {
  return samples.reduce((sum, sample) => sum + bestOffset(course, sample, scans).fit, 0);
}

/** Of the offsets that a sample can have, the one at which it is likeliest, and its nats there. */
export function bestOffset(
  course: ClockCourse,
  sample: ClockSample,
  scans: Float64Array,
): { offset: number; fit: number } {
  let best = { offset: 0, fit: Number.NEGATIVE_INFINITY };
  for (const offset of offsetsAt(course, sample.time)) {
    const fit = likelinessAt(sample, scans, sample.time + offset);
    if (fit > best.fit) best = { offset, fit };
  }
  return best;
}
