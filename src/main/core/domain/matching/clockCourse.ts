/**
 * How a camera's clock went over a day: pieces between its jumps (a new zone, daylight saving, a hand at the settings), all of
 * them drifting alike. Times in seconds.
 */

export interface CoursePiece {
  /** True time from which it holds; minus infinity for the first. */
  from: number;
  /** Seconds to add to the camera's time, in the middle of the course. */
  offset: number;
  /** `from` lies somewhere between these two, as far as witnesses tell; absent: it is known, or the first piece's. */
  earliest?: number;
  latest?: number;
}

export interface ClockCourse {
  /** In the order of time, at least one. */
  pieces: CoursePiece[];
  /** Seconds by which the offset grows in an hour. */
  drift: number;
  /** True time about which the drift turns. */
  middle: number;
}

/** A picture that has both its camera's time and the GPS's. */
export interface GpsWitness {
  reading: number;
  gps: number;
}

export interface GpsCourse {
  course: ClockCourse;
  /** Witnesses that agree with the course. */
  support: number;
}

/** The offset of a piece for a camera's time; it drifts with true time, which is that time and the offset together. */
export function offsetIn({ drift, middle }: ClockCourse, { offset }: CoursePiece, reading: number): number {
  const pace = drift / 3600;
  return (offset + pace * (reading - middle)) / (1 - pace);
}

/**
 * What may have to be added to a camera's time. Where the clock was put back it shows the same hour twice, and both are
 * given; in an hour that it left out, the nearest piece.
 */
export function offsetsAt(course: ClockCourse, reading: number): number[] {
  const { pieces } = course;
  const [first] = pieces;
  if (first && pieces.length === 1) return [offsetIn(course, first, reading)];
  const found = pieces.map((piece, i) => {
    const offset = offsetIn(course, piece, reading);
    const time = reading + offset;
    const until = pieces[i + 1]?.from ?? Number.POSITIVE_INFINITY;
    return { offset, outside: Math.max(piece.from - time, time - until, 0) };
  });
  const inside = found.filter(({ outside }) => outside === 0);
  if (inside.length > 0) return inside.map(({ offset }) => offset);
  const nearest = found.reduce((best, each) => (each.outside < best.outside ? each : best));
  return [nearest.offset];
}

/** Seconds: fixes that are this fresh agree on what the clock is off by, drift and all, from one picture to the next. */
const sameLevel = 300;
/** Seconds: jumps smaller than this are stale fixes, or drift. */
const smallestJump = 600;
/** Jumps this near to a whole quarter of an hour are those of a zone. */
const zoneStep = 900;
const nearZoneStep = 150;
/** Two pictures can't tell a jump back by any span from two stale fixes: those too seem behind. */
const witnessesOfPiece = 3;
/** Seconds within which fresh fixes lie of the line. */
const freshFix = 15;
const agreeing = 60;
/** A drift is believed from so many witnesses on, over so long (seconds), from so much an hour (seconds). */
const witnessesOfDrift = 6;
const spanOfDrift = 2 * 3600;
const smallestDrift = 3;

/** The course that GPS times tell; null where there are fewer than two, or they contradict each other. */
export function courseByGps(given: readonly GpsWitness[]): GpsCourse | null {
  const witnesses = firstOfEachFix(given);
  if (witnesses.length < 2) return null;
  const levels = levelsOf(witnesses);
  const drift = driftOf(levels);
  const kept = levels.flat();
  const middle = ((kept[0]?.gps ?? 0) + (kept.at(-1)?.gps ?? 0)) / 2;
  const pieces: CoursePiece[] = [];
  for (const [i, level] of levels.entries()) {
    const offset = freshest(level.map(({ reading, gps }) => gps - reading - (drift * (gps - middle)) / 3600));
    const before = levels[i - 1]?.at(-1)?.gps;
    const last = pieces.at(-1);
    if (!last || before === undefined) {
      pieces.push({ from: Number.NEGATIVE_INFINITY, offset });
      continue;
    }
    if (Math.abs(offset - last.offset) < smallestJump) continue;
    const latest = level[0]?.gps ?? before;
    pieces.push({
      ...{ from: (before + latest) / 2, offset: last.offset + zoneJump(offset - last.offset) },
      ...{ earliest: before, latest },
    });
  }
  const course = { pieces, drift, middle };
  const support = witnesses.filter(({ reading, gps }) =>
    offsetsAt(course, reading).some((offset) => Math.abs(reading + offset - gps) <= agreeing),
  ).length;
  return support >= 2 && 2 * support > witnesses.length ? { course, support } : null;
}

/** In the order of GPS time; a fix that several pictures repeat was fresh for the first of them. */
function firstOfEachFix(witnesses: readonly GpsWitness[]): GpsWitness[] {
  const sorted = witnesses.toSorted((a, b) => a.gps - b.gps || a.reading - b.reading);
  return sorted.filter(({ gps }, i) => i === 0 || gps - (sorted[i - 1]?.gps ?? 0) > 1);
}

/** Runs of witnesses that say the same, one after the other; those that nobody joins are stale fixes and left out. */
function levelsOf(witnesses: readonly GpsWitness[]): GpsWitness[][] {
  const levels: GpsWitness[][] = [];
  const joins = (level: readonly GpsWitness[], { reading, gps }: GpsWitness) => {
    const last = level.at(-1);
    return last !== undefined && Math.abs(gps - reading - (last.gps - last.reading)) <= sameLevel;
  };
  let open: GpsWitness[] = [];
  for (const witness of witnesses) {
    const known = levels.at(-1);
    if (known && joins(known, witness)) {
      known.push(witness);
      open = [];
    } else if (joins(open, witness)) {
      open.push(witness);
      if (isPiece(open, known)) {
        levels.push(open);
        open = [];
      }
    } else {
      open = [witness];
    }
  }
  if (levels.length > 0) return levels;
  // Two pictures are enough for a clock that never jumps, if they say the same.
  const pair = witnesses.filter((each) => witnesses.some((other) => other !== each && joins([other], each)));
  return pair.length > 0 ? [pair] : [[...witnesses]];
}

/** Whether a run that left its level is a jump: no stale fix seems ahead, and hardly two are whole quarters of an hour behind. */
function isPiece(run: readonly GpsWitness[], before: readonly GpsWitness[] | undefined): boolean {
  const [first] = run;
  const last = before?.at(-1);
  if (!first || !last) return run.length >= 2;
  const jump = first.gps - first.reading - (last.gps - last.reading);
  return run.length >= (jump > 0 || zoneJump(jump) !== jump ? 2 : witnessesOfPiece);
}

/** Seconds an hour: the middle of the slopes between witnesses of one level that lie far apart (Theil and Sen). */
function driftOf(levels: readonly GpsWitness[][]): number {
  const slopes: number[] = [];
  let widest = 0;
  for (const level of levels) {
    const asked = level.filter((_, i) => i % Math.ceil(level.length / 40) === 0);
    for (const [i, a] of asked.entries()) {
      for (const b of asked.slice(i + 1)) {
        const apart = b.gps - a.gps;
        widest = Math.max(widest, apart);
        if (apart >= 1800) slopes.push(((b.gps - b.reading - (a.gps - a.reading)) / apart) * 3600);
      }
    }
  }
  const count = levels.reduce((sum, level) => sum + level.length, 0);
  if (count < witnessesOfDrift || widest < spanOfDrift) return 0;
  slopes.sort((a, b) => a - b);
  const drift = slopes[slopes.length >> 1] ?? 0;
  return Math.abs(drift) < smallestDrift ? 0 : drift;
}

/** The middle of where the most lie together; of equals the highest, as a fix is never ahead of the picture. */
function freshest(offsets: readonly number[]): number {
  const sorted = offsets.toSorted((a, b) => a - b);
  let best: number[] = [];
  for (const from of sorted) {
    const near = sorted.filter((each) => each >= from && each - from <= freshFix);
    if (near.length >= best.length) best = near;
  }
  return best[best.length >> 1] ?? 0;
}

/** Seconds: a zone's jump is a whole quarter of an hour; a hand's is what it is. */
function zoneJump(seconds: number): number {
  const nearest = Math.round(seconds / zoneStep) * zoneStep;
  return Math.abs(seconds - nearest) <= nearZoneStep ? nearest : seconds;
}
