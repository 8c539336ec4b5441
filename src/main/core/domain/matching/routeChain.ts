/**
 * All pictures of a route laid along its stops at once. A driver stands at one door at a time: pictures follow each other in
 * time, stops follow each other in the order of their scans, several pictures in a row may be of one door, and some are of
 * none. Every way of laying them out has a weight (the product of what times, places, pauses and order say); the sums
 * over all ways, forwards and backwards, give each picture's chance for each stop, with everything weighed against everything.
 */
import { metresBetween, type Place } from '#core/domain/geo.ts';
import { backwardRatio, furtherPicture, nextDoorRatio, sameDoorRatio } from './likelihood.ts';

/** A picture at a stop, weighed by itself. */
export interface ChainOption {
  /** Index of the stop. */
  stop: number;
  /** Time and place against this stop, as a ratio. */
  ratio: number;
}

export interface ChainPhoto {
  /** Seconds, clock corrected. */
  time: number;
  camera: number;
  place: Place | null;
  options: readonly ChainOption[];
  /** Weight of its showing no stop of this route. */
  elsewhere: number;
}

export interface ChainStop {
  /** Seconds at which it was scanned; null for a stop whose place in the order is not known. */
  scanned: number | null;
  /** Rank in the order of the scans. */
  rank: number;
  /** Odds that there is a picture at all. */
  odds: number;
}

/** Chances of one picture: of each of its options, and of none of them. They sum to 1. */
export interface ChainResult {
  options: Float64Array;
  elsewhere: number;
}

/** Layouts so far are told apart by where and when the driver was seen last. */
interface Trace {
  /** Stop of the last picture that shows one; -1 before the first. */
  stop: number;
  /** The other stop before that; -1 when there is none or it is forgotten. */
  before: number;
  /** That picture; -1 when it is so long ago that the pause says nothing. */
  photo: number;
}

/** After this many seconds the pause says nothing any more. */
const pauseForgotten = 120;
/** Traces kept per picture, the likeliest ones; beyond them lies less than 1 in 10,000. */
const tracesKept = 40;

interface Step {
  /** Traces before the picture. */
  before: Trace[];
  /** Weight of each trace before × each option. */
  moves: Float64Array;
  /** Where each trace goes on when the picture shows none; -1 where it was dropped. */
  goesOn: Int32Array;
  /** Where each trace × each option stands among the traces after; -1 where it was dropped. */
  arrives: Int32Array;
  forward: Float64Array;
}

/** Chances of every picture, which must be given in order of time. */
export function layAlong(photos: readonly ChainPhoto[], stops: readonly ChainStop[]): ChainResult[] {
  const steps: Step[] = [];
  let traces: Trace[] = [{ stop: -1, before: -1, photo: -1 }];
  let weights: Float64Array = Float64Array.of(1);
  for (const [i, photo] of photos.entries()) {
    const moves = movesOf(photo, traces, photos, stops);
    const { after, step, forward } = advance(i, photo, traces, weights, moves, photos);
    steps.push(step);
    traces = after;
    weights = forward;
  }
  return readBack(photos, steps, traces.length);
}

/** Weight of each trace going to each option. */
function movesOf(
  photo: ChainPhoto,
  traces: readonly Trace[],
  photos: readonly ChainPhoto[],
  stops: readonly ChainStop[],
): Float64Array {
  const { options } = photo;
  const moves = new Float64Array(traces.length * options.length);
  for (const [t, trace] of traces.entries()) {
    const last = photos[trace.photo];
    const isSameCamera = last !== undefined && last.camera === photo.camera;
    const pause = last ? photo.time - last.time : 0;
    const apart = last?.place && photo.place ? metresBetween(last.place, photo.place) : null;
    const another = isSameCamera ? nextDoorRatio(pause) : 1;
    for (const [o, option] of options.entries()) {
      const stop = stops[option.stop];
      let weight: number;
      if (option.stop === trace.stop) {
        weight = furtherPicture * (isSameCamera ? againAtDoor(pause, apart, option.ratio) : option.ratio);
      } else {
        // Back at the door before, it would be another picture of it, not the first.
        const odds = option.stop === trace.before ? furtherPicture : (stop?.odds ?? 0);
        weight = odds * option.ratio * another * inOrder(stops[trace.stop], stop);
      }
      moves[t * options.length + o] = weight;
    }
  }
  return moves;
}

/** At the same door either the pause speaks or, for a picture that came much later, its own time and place. */
function againAtDoor(pause: number, apart: number | null, ownRatio: number): number {
  return 0.95 * sameDoorRatio(pause, apart) + 0.05 * ownRatio;
}

function inOrder(from: ChainStop | undefined, to: ChainStop | undefined): number {
  if (!from || !to || to.rank > from.rank) return 1;
  if (from.scanned === null || to.scanned === null) return 0.5;
  return backwardRatio(from.scanned - to.scanned);
}

/** One picture further: its options become traces, older traces go on, the unlikely ones are dropped. */
function advance(
  i: number,
  photo: ChainPhoto,
  before: readonly Trace[],
  weights: Float64Array,
  moves: Float64Array,
  photos: readonly ChainPhoto[],
): { after: Trace[]; step: Step; forward: Float64Array } {
  const { options } = photo;
  const candidates: { trace: Trace; weight: number }[] = [];
  const arrives = new Int32Array(before.length * options.length);
  const goesOn = new Int32Array(before.length);
  for (const [o, option] of options.entries()) {
    const arrivals = new Map<number, number>();
    for (const [t, trace] of before.entries()) {
      const move = t * options.length + o;
      const weight = (weights[t] ?? 0) * (moves[move] ?? 0);
      const previous = trace.stop === option.stop ? trace.before : trace.stop;
      const known = arrivals.get(previous);
      const candidate = known === undefined ? undefined : candidates[known];
      if (candidate && known !== undefined) {
        candidate.weight += weight;
        arrives[move] = known;
        continue;
      }
      arrivals.set(previous, candidates.length);
      arrives[move] = candidates.length;
      candidates.push({ trace: { stop: option.stop, before: previous, photo: i }, weight });
    }
  }
  const merged = new Map<number, number>();
  for (const [t, trace] of before.entries()) {
    const weight = (weights[t] ?? 0) * photo.elsewhere;
    const seen = photos[trace.photo];
    const isForgotten = !seen || photo.time - seen.time > pauseForgotten;
    const known = isForgotten ? merged.get(trace.stop) : undefined;
    if (known !== undefined) {
      const same = candidates[known];
      if (same) same.weight += weight;
      goesOn[t] = known;
      continue;
    }
    goesOn[t] = candidates.length;
    if (isForgotten) merged.set(trace.stop, candidates.length);
    candidates.push({ trace: isForgotten ? { stop: trace.stop, before: -1, photo: -1 } : trace, weight });
  }
  const kept = candidates
    .map((_, index) => index)
    .sort((a, b) => (candidates[b]?.weight ?? 0) - (candidates[a]?.weight ?? 0) || a - b)
    .slice(0, tracesKept);
  const placeOf = new Int32Array(candidates.length).fill(-1);
  const total = kept.reduce((sum, index) => sum + (candidates[index]?.weight ?? 0), 0);
  const forward = new Float64Array(kept.length);
  for (const [place, index] of kept.entries()) {
    placeOf[index] = place;
    forward[place] = (candidates[index]?.weight ?? 0) / total;
  }
  for (let move = 0; move < arrives.length; move++) arrives[move] = placeOf[arrives[move] ?? 0] ?? -1;
  for (let t = 0; t < before.length; t++) goesOn[t] = placeOf[goesOn[t] ?? 0] ?? -1;
  const after = kept.flatMap((index) => candidates[index]?.trace ?? []);
  return { after, forward, step: { before: [...before], moves, goesOn, arrives, forward: weights } };
}

/** The way back: what follows each trace decides how much of its weight was right. */
function readBack(photos: readonly ChainPhoto[], steps: readonly Step[], tracesAtEnd: number): ChainResult[] {
  const results: ChainResult[] = new Array(photos.length);
  let backward: Float64Array = new Float64Array(tracesAtEnd).fill(1);
  for (let i = photos.length - 1; i >= 0; i--) {
    const step = steps[i];
    const photo = photos[i];
    if (!step || !photo) continue;
    const count = photo.options.length;
    const chances = new Float64Array(count);
    const previous = new Float64Array(step.before.length);
    let elsewhere = 0;
    let largest = 0;
    for (let t = 0; t < step.before.length; t++) {
      const forward = step.forward[t] ?? 0;
      const on = step.goesOn[t] ?? -1;
      const stays = on < 0 ? 0 : photo.elsewhere * (backward[on] ?? 0);
      let sum = stays;
      elsewhere += forward * stays;
      for (let o = 0; o < count; o++) {
        const at = step.arrives[t * count + o] ?? -1;
        if (at < 0) continue;
        const weight = (step.moves[t * count + o] ?? 0) * (backward[at] ?? 0);
        sum += weight;
        chances[o] = (chances[o] ?? 0) + forward * weight;
      }
      previous[t] = sum;
      if (sum > largest) largest = sum;
    }
    const total = chances.reduce((sum, each) => sum + each, elsewhere);
    results[i] = { options: chances.map((each) => each / total), elsewhere: elsewhere / total };
    backward = previous.map((each) => each / largest);
  }
  return results;
}
