/**
 * How one driver works from picture to picture: after which pause a door gets another picture, how soon the next door follows,
 * and how often pictures come against the order of the scans. First as `likelihood.ts` believes, then as the day's likely
 * pairs of pictures show; a few of them move the belief little, a shift of them hardly leaves any of it.
 */
import { backwardRatio, bell, nextDoorRatio, pauseAtDoorDensity } from './likelihood.ts';

export interface Pace {
  /** Chance per second of each pause at one door, by whole seconds up to `pauseReach`. */
  atDoor: Float64Array;
  /** How much likelier the next door is after each pause than the scans alone would have it, in steps of `onwardStep`. */
  onward: Float64Array;
  /** How much of what scattered pictures would turn round is turned round, 0 to 1. */
  disorder: number;
}

/** Two pictures of one camera on one route, the one after the other, at likely stops. */
export interface PicturePair {
  /** Seconds between them. */
  pause: number;
  /** Seconds from the first one's scan to the second one's; null at one and the same door. */
  scansApart: number | null;
  /** Seconds: how far the camera's pictures scatter about their scans, standard deviation. */
  lagSpread: number;
}

/** A picture with its likeliest stop, as `pairsOf` takes it. */
export interface SeenPicture {
  /** Camera and route. */
  camera: string;
  /** Seconds by the camera. */
  time: number;
  /** Number of the stop; null where none is likely enough to teach. */
  place: number | null;
  /** Seconds at which the stop was to be expected; null where that is not known. */
  expected: number | null;
  lagSpread: number;
}

const pauseReach = 180;
const onwardStep = 3;
/** From here on the pause says nothing of the next door. */
const onwardReach = 48;

export const usualPace: Pace = {
  atDoor: Float64Array.from({ length: pauseReach }, (_, pause) => pauseAtDoorDensity(pause)),
  onward: Float64Array.from({ length: onwardReach / onwardStep }, (_, step) =>
    nextDoorRatio((step + 0.5) * onwardStep),
  ),
  disorder: 0,
};

/** The first belief in pauses counts as much as this many of them … */
const pausesBelieved = 6;
/** … each shown pause as a bell so wide (seconds). */
const pauseWidth = 2;
/** Longer pauses teach nothing: a picture of something else beside a scan looks just like them. Seconds. */
const longestLesson = 30;
/** The first beliefs in the way to the next door and in the order count as much as this many expected pairs. */
const pairsBelieved = 2;
/** First belief: one in twenty that scatter would turn round is turned round. */
const usualDisorder = 0.05;
/** Scans nearer than this are in no sure order, so pictures against it show nothing. Seconds. */
const surelyApart = 15;

/** The pairs that follow each other on one camera. */
export function pairsOf(pictures: readonly SeenPicture[]): Map<string, PicturePair[]> {
  const pairs = new Map<string, PicturePair[]>();
  for (const [camera, seen] of Map.groupBy(pictures, (picture) => picture.camera)) {
    const inTime = seen.toSorted((a, b) => a.time - b.time || (a.place ?? 0) - (b.place ?? 0));
    const found = inTime.flatMap(({ time, place, expected, lagSpread }, i): PicturePair[] => {
      const before = inTime[i - 1];
      if (!before || before.place === null || place === null) return [];
      if (before.place === place) return [{ pause: time - before.time, scansApart: null, lagSpread }];
      if (before.expected === null || expected === null) return [];
      return [{ pause: time - before.time, scansApart: expected - before.expected, lagSpread }];
    });
    pairs.set(camera, found);
  }
  return pairs;
}

export function paceOf(pairs: readonly PicturePair[]): Pace {
  const pauses = pairs.filter(({ scansApart }) => scansApart === null).map(({ pause }) => pause);
  const lessons = pauses.filter((pause) => pause <= longestLesson);
  return {
    atDoor: usualPace.atDoor.map((usual, pause) => {
      const shown = lessons.reduce((sum, each) => sum + bell(pause - each, pauseWidth), 0);
      return (shown + pausesBelieved * usual) / (pauses.length + pausesBelieved);
    }),
    onward: onwardOf(pairs),
    disorder: disorderOf(pairs),
  };
}

/** Pauses before the next door that were seen, against those that would be if nobody had to walk. */
function onwardOf(pairs: readonly PicturePair[]): Float64Array {
  return usualPace.onward.map((usual, step) => {
    const from = step * onwardStep;
    let shown = 0;
    let expected = 0;
    for (const { pause, scansApart, lagSpread } of pairs) {
      if (scansApart === null) continue;
      if (pause >= from && pause < from + onwardStep) shown++;
      expected += onwardStep * bell(from + onwardStep / 2 - Math.abs(scansApart), Math.SQRT2 * lagSpread);
    }
    return (shown + pairsBelieved * usual) / (expected + pairsBelieved);
  });
}

/** Pairs against the order of their scans, against those that would be if each picture scattered for itself. */
function disorderOf(pairs: readonly PicturePair[]): number {
  let shown = 0;
  let expected = 0;
  for (const { scansApart, lagSpread } of pairs) {
    if (scansApart === null || Math.abs(scansApart) < surelyApart) continue;
    expected += upperTail(Math.abs(scansApart) / (Math.SQRT2 * lagSpread));
    if (scansApart < 0) shown++;
  }
  return Math.min(1, (shown + pairsBelieved * usualDisorder) / (expected + pairsBelieved));
}

/** Chance per second of another picture at the same door after a pause. */
export function atDoorAfter({ atDoor }: Pace, pause: number): number {
  return atDoor[Math.round(pause)] ?? pauseAtDoorDensity(pause);
}

/** Whether another door could be reached in the pause: near 0 within seconds, 1 after three quarters of a minute. */
export function onwardAfter({ onward }: Pace, pause: number): number {
  return onward[Math.floor(pause / onwardStep)] ?? 1;
}

/** A picture that shows a stop scanned so many seconds before that of the picture before. */
export function againstOrder({ disorder }: Pace, scanSecondsBack: number): number {
  return Math.max(disorder, backwardRatio(scanSecondsBack));
}

/** Chance that a standard normal value lies above `x`, for x ≥ 0 [Abramowitz & Stegun 26.2.17, right to 1e-7]. */
function upperTail(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return bell(x, 1) * series;
}
