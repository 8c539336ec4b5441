/**
 * All pictures of a route laid along its stops at once. A driver stands at one door at a time: pictures follow each other in
 * time, stops follow each other in the order of their scans, several pictures in a row may be of one door, and some are of
 * none. Every way of laying them out has a weight (the product of what times, places, pauses and order say); the sums
 * over all ways, forwards and backwards, give each picture's chance for each stop, with everything weighed against everything.
 */
import { metresAcross, type Place } from '#core/domain/geo.ts';
import { furtherPicture, sameDoorRatio } from './likelihood.ts';
import { againstOrder, atDoorAfter, onwardAfter, type Pace } from './pace.ts';

/** A picture at a stop, weighed by itself. */
export interface ChainOption {
  /** Index of the stop. */
  stop: number;
  /** Time and place against this stop, as a ratio. */
  ratio: number;
  /** The place's part of it. */
  placeRatio: number;
}

export interface ChainPhoto {
  /** Seconds, clock corrected. */
  time: number;
  camera: number;
  /** How the camera's driver works. */
  pace: Pace;
  place: Place | null;
  options: readonly ChainOption[];
  /** Weight of its showing no stop of this route. */
  elsewhere: number;
}

export interface ChainStop {
  /** Seconds at which it was scanned; null for a stop whose place in the order is not known. */
  scanned: number | null;
  /** Has one and the same scan as other stops: only the plan tells which of them was first. */
  isBulk: boolean;
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

/** After this many seconds the pause says nothing any more. */
const pauseForgotten = 120;

/** Against an order that nothing tells, and against one that only the plan tells: drivers mostly keep to it. */
const unknownOrder = 0.5;
const plannedOrder = 0.25;
/** Seconds within which the stops of one scan are done: spread over a minute, or a few seconds each. */
const bulkSeconds = 120;

/** How many ways of laying out are followed, and the share of the weight below which one is dropped. */
export interface Care {
  traces: number;
  leastWeight: number;
}
/** For the answer: writing out every way changes no chance that matters (routeChain.test.ts does so). */
export const carefully: Care = { traces: 24, leastWeight: 1e-5 };
/** For learning clocks and habits. */
export const roughly: Care = { traces: 8, leastWeight: 1e-3 };

/** Chances of every picture, which must be given in order of time. */
export function layAlong(photos: readonly ChainPhoto[], stops: readonly ChainStop[], care: Care): ChainResult[] {
  const lattice = new Lattice(photos, stops, care);
  const steps = photos.map((_, i) => lattice.advance(i));
  return readBack(photos, steps);
}

/** One picture in the lattice, as the way back needs it. */
interface Step {
  /** Weight of each trace before the picture. */
  weights: Float64Array;
  /** Weight of each trace before × each option. */
  moves: Float64Array;
  /** Where each trace × each option stands among the traces after; -1 where it was dropped. */
  arrives: Int32Array;
  /** Where each trace goes on when the picture shows no stop; -1 where it was dropped. */
  goesOn: Int32Array;
  /** How many traces there are after it. */
  after: number;
}

/** No stop, no picture. */
const none = -1;

/**
 * Layouts so far, told apart by where the driver was seen last (stop), where before that (another stop), and by which picture
 * (none, when it is so long ago that the pause says nothing). Plain arrays: this is the inner loop of matching.
 */
class Lattice {
  private readonly photos: readonly ChainPhoto[];
  private readonly stops: readonly ChainStop[];
  private readonly care: Care;
  private stop: Int32Array = Int32Array.of(none);
  private before: Int32Array = Int32Array.of(none);
  private photo: Int32Array = Int32Array.of(none);
  private weights: Float64Array = Float64Array.of(1);
  /** Traces after a picture, before the unlikely ones are dropped. */
  private readonly newStop: Int32Array;
  private readonly newBefore: Int32Array;
  private readonly newPhoto: Int32Array;
  private readonly sums: Float64Array;

  constructor(photos: readonly ChainPhoto[], stops: readonly ChainStop[], care: Care) {
    this.photos = photos;
    this.stops = stops;
    this.care = care;
    const mostOptions = photos.reduce((most, photo) => Math.max(most, photo.options.length), 0);
    const most = (mostOptions + 1) * care.traces;
    this.newStop = new Int32Array(most);
    this.newBefore = new Int32Array(most);
    this.newPhoto = new Int32Array(most);
    this.sums = new Float64Array(most);
  }

  /** One picture further: its options become traces, older traces go on, the unlikely ones are dropped. */
  advance(i: number): Step {
    const { options, elsewhere, time } = this.photos[i] as ChainPhoto;
    const { weights } = this;
    const moves = this.moves(i);
    const arrives = new Int32Array(weights.length * options.length);
    const goesOn = new Int32Array(weights.length);
    let found = 0;
    for (const [o, option] of options.entries()) {
      const first = found;
      for (let t = 0; t < weights.length; t++) {
        const move = t * options.length + o;
        const previous = this.stop[t] === option.stop ? (this.before[t] ?? none) : (this.stop[t] ?? none);
        let at = first;
        while (at < found && this.newBefore[at] !== previous) at++;
        if (at === found) found = this.addTrace(found, option.stop, previous, i);
        this.sums[at] = (this.sums[at] ?? 0) + (weights[t] ?? 0) * (moves[move] ?? 0);
        arrives[move] = at;
      }
    }
    const firstGoingOn = found;
    for (let t = 0; t < weights.length; t++) {
      const stop = this.stop[t] ?? none;
      const seen = this.photos[this.photo[t] ?? none];
      const isForgotten = !seen || time - seen.time > pauseForgotten;
      let at = isForgotten ? firstGoingOn : found;
      while (at < found && !(this.newPhoto[at] === none && this.newStop[at] === stop)) at++;
      if (at === found) {
        const before = isForgotten ? none : (this.before[t] ?? none);
        found = this.addTrace(found, stop, before, isForgotten ? none : (this.photo[t] ?? none));
      }
      this.sums[at] = (this.sums[at] ?? 0) + (weights[t] ?? 0) * elsewhere;
      goesOn[t] = at;
    }
    const place = this.keepLikely(found);
    for (let move = 0; move < arrives.length; move++) arrives[move] = place[arrives[move] ?? 0] ?? none;
    for (let t = 0; t < goesOn.length; t++) goesOn[t] = place[goesOn[t] ?? 0] ?? none;
    return { weights, moves, arrives, goesOn, after: this.weights.length };
  }

  private addTrace(at: number, stop: number, before: number, photo: number): number {
    this.newStop[at] = stop;
    this.newBefore[at] = before;
    this.newPhoto[at] = photo;
    this.sums[at] = 0;
    return at + 1;
  }

  /** Makes the likely new traces the traces; says where each of the new ones went. */
  private keepLikely(found: number): Int32Array {
    const { sums } = this;
    let all = 0;
    for (let at = 0; at < found; at++) all += sums[at] ?? 0;
    const kept: number[] = [];
    for (let at = 0; at < found; at++) if ((sums[at] ?? 0) > this.care.leastWeight * all) kept.push(at);
    kept.sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b);
    if (kept.length > this.care.traces) kept.length = this.care.traces;
    const place = new Int32Array(found).fill(none);
    this.stop = new Int32Array(kept.length);
    this.before = new Int32Array(kept.length);
    this.photo = new Int32Array(kept.length);
    this.weights = new Float64Array(kept.length);
    for (const [rank, at] of kept.entries()) {
      place[at] = rank;
      this.stop[rank] = this.newStop[at] ?? none;
      this.before[rank] = this.newBefore[at] ?? none;
      this.photo[rank] = this.newPhoto[at] ?? none;
      this.weights[rank] = (sums[at] ?? 0) / all;
    }
    return place;
  }

  /** Weight of each trace going to each option of a picture. */
  private moves(i: number): Float64Array {
    const photo = this.photos[i] as ChainPhoto;
    const { options } = photo;
    const moves = new Float64Array(this.weights.length * options.length);
    for (let t = 0; t < this.weights.length; t++) {
      const last = this.photos[this.photo[t] ?? none];
      const isSameCamera = last !== undefined && last.camera === photo.camera;
      const pause = last ? photo.time - last.time : 0;
      const onward = isSameCamera ? onwardAfter(photo.pace, pause) : 1;
      for (const [o, option] of options.entries()) {
        let weight: number;
        if (option.stop !== this.stop[t]) {
          // Back at the door before, it would be another picture of it, not the first.
          const odds = option.stop === this.before[t] ? furtherPicture : (this.stops[option.stop]?.odds ?? 0);
          weight = odds * option.ratio * onward * this.inOrder(this.stop[t] ?? none, option.stop, photo.pace);
        } else {
          weight = furtherPicture * (isSameCamera ? againAtDoor(pause, last, photo, option) : option.ratio);
        }
        moves[t * options.length + o] = weight;
      }
    }
    return moves;
  }

  private inOrder(fromStop: number, toStop: number, pace: Pace): number {
    const from = this.stops[fromStop];
    const to = this.stops[toStop];
    if (!from || !to || to.rank > from.rank) return 1;
    if (from.scanned === null || to.scanned === null) return unknownOrder;
    if (from.isBulk && to.isBulk && from.scanned - to.scanned < bulkSeconds) return plannedOrder;
    return againstOrder(pace, from.scanned - to.scanned);
  }
}

/**
 * At the same door either the pause speaks or, for a picture that came much later, its own time. The place speaks by the
 * distance from the picture before or, if that has none, from the address.
 */
function againAtDoor(pause: number, last: ChainPhoto, photo: ChainPhoto, option: ChainOption): number {
  const apart = last.place && photo.place ? metresAcross(last.place, photo.place) : null;
  const atPlace = apart === null ? option.placeRatio : 1;
  return 0.95 * sameDoorRatio(atDoorAfter(photo.pace, pause), apart) * atPlace + 0.05 * option.ratio;
}

/** The way back: what follows each trace decides how much of its weight was right. */
function readBack(photos: readonly ChainPhoto[], steps: readonly Step[]): ChainResult[] {
  const results: ChainResult[] = new Array(photos.length);
  let backward: Float64Array = new Float64Array(steps.at(-1)?.after ?? 0).fill(1);
  for (let i = photos.length - 1; i >= 0; i--) {
    const { options, elsewhere: weightElsewhere } = photos[i] as ChainPhoto;
    const { weights, moves, arrives, goesOn } = steps[i] as Step;
    const chances = new Float64Array(options.length);
    const previous = new Float64Array(weights.length);
    let elsewhere = 0;
    let largest = 0;
    for (let t = 0; t < weights.length; t++) {
      const weight = weights[t] ?? 0;
      const stays = weightElsewhere * (backward[goesOn[t] ?? none] ?? 0);
      let sum = stays;
      elsewhere += weight * stays;
      for (let o = 0; o < options.length; o++) {
        const move = t * options.length + o;
        const goes = (moves[move] ?? 0) * (backward[arrives[move] ?? none] ?? 0);
        sum += goes;
        chances[o] = (chances[o] ?? 0) + weight * goes;
      }
      previous[t] = sum;
      if (sum > largest) largest = sum;
    }
    let total = elsewhere;
    for (const chance of chances) total += chance;
    for (let o = 0; o < chances.length; o++) chances[o] = (chances[o] ?? 0) / total;
    results[i] = { options: chances, elsewhere: elsewhere / total };
    for (let t = 0; t < previous.length; t++) previous[t] = (previous[t] ?? 0) / largest;
    backward = previous;
  }
  return results;
}
