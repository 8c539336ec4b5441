/**
 * The assignment itself: every photo to one place or to none, at least cost. A place takes several photos, each at a price
 * that does not fall (so the problem stays a minimum-cost flow, and the answer is the best one, not a good one).
 *
 * Photos are put in one after another along a shortest augmenting path (Dijkstra over reduced costs). Paths stay among the
 * places that compete for the same minutes, so a whole day costs little more than its routes one by one.
 * `alternatives` then says for each photo how much dearer the best answer would be with that photo elsewhere.
 */

export interface Edge {
  place: number;
  cost: number;
}

export interface AssignmentProblem {
  places: number;
  /** Per photo: where it may go, at what cost. */
  edges: readonly (readonly Edge[])[];
  /** Per photo: cost of going nowhere. */
  nowhere: readonly number[];
  /** Price of the n-th photo (from 1) at a place; must not fall with n. */
  slot: (place: number, nth: number) => number;
}

/** Place that stands for "nowhere". */
export const nowhere = -1;

export interface Alternative {
  place: number;
  /** How much dearer the best answer is with the photo there; 0 for where it is, never negative. */
  extra: number;
}

export interface Assignment {
  /** Place per photo, {@link nowhere} for none. */
  placeOf: number[];
  /** Where else the photo could go, and what that would cost altogether; up to `limit` extra. */
  alternatives: (photo: number, limit: number) => Alternative[];
}

/** Solves the problem; the same problem has the same answer, ties going to the lower photo and place. */
export function assign(problem: AssignmentProblem): Assignment {
  return new Flow(problem).solve();
}

/** Costs that differ by less are the same: sums of floats must not decide. */
const epsilon = 1e-9;

class Flow {
  private readonly problem: AssignmentProblem;
  private readonly placeOf: number[];
  private readonly costAt: number[];
  private readonly photosAt: number[][];
  /** Lower bound of the cost from a place to a free slot; keeps reduced costs from being negative. */
  private readonly potential: Float64Array;
  private readonly distance: Float64Array;
  private readonly settled: Uint8Array;
  private readonly cameFrom: Int32Array;
  private readonly cameBy: Int32Array;
  private readonly heap = new Heap();
  private touched: number[] = [];
  private reverse: { photo: number; cost: number }[][] | null = null;
  private toFree: Float64Array | null = null;
  private fromFree: Float64Array | null = null;

  constructor(problem: AssignmentProblem) {
    this.problem = problem;
    this.placeOf = problem.edges.map(() => nowhere);
    this.costAt = [...problem.nowhere];
    this.photosAt = Array.from({ length: problem.places }, () => []);
    this.potential = Float64Array.from({ length: problem.places }, (_, place) => problem.slot(place, 1));
    this.distance = new Float64Array(problem.places).fill(Number.POSITIVE_INFINITY);
    this.settled = new Uint8Array(problem.places);
    this.cameFrom = new Int32Array(problem.places);
    this.cameBy = new Int32Array(problem.places);
  }

  solve(): Assignment {
    for (let photo = 0; photo < this.placeOf.length; photo++) this.insert(photo);
    return { placeOf: this.placeOf, alternatives: (photo, limit) => this.alternatives(photo, limit) };
  }

  /** Shortest augmenting path from a new photo to a free slot or to nowhere. */
  private insert(photo: number): void {
    const { edges, nowhere: nowhereCost } = this.problem;
    let best = nowhereCost[photo] ?? 0;
    let end: { place: number; leaver: number } = { place: nowhere, leaver: photo };
    for (const edge of edges[photo] ?? []) this.reach(edge.place, edge.cost + this.h(edge.place), nowhere, photo);
    for (let place = this.heap.pop(); place >= 0; place = this.heap.pop()) {
      if (this.settled[place]) continue;
      const reduced = this.distance[place] ?? 0;
      if (reduced >= best - epsilon) break;
      this.settled[place] = 1;
      const real = reduced - this.h(place);
      const residents = this.photosAt[place] ?? [];
      const free = real + this.problem.slot(place, residents.length + 1);
      if (free < best - epsilon) {
        best = free;
        end = { place, leaver: nowhere };
      }
      for (const resident of residents) {
        const without = real - (this.costAt[resident] ?? 0);
        const leaves = without + (nowhereCost[resident] ?? 0);
        if (leaves < best - epsilon) {
          best = leaves;
          end = { place, leaver: resident };
        }
        for (const edge of edges[resident] ?? []) {
          if (edge.place !== place && !this.settled[edge.place]) {
            this.reach(edge.place, without + edge.cost + this.h(edge.place), place, resident);
          }
        }
      }
    }
    for (const place of this.touched) {
      const reduced = this.distance[place] ?? 0;
      if (this.settled[place] && reduced < best) this.potential[place] = this.h(place) + best - reduced;
    }
    this.augment(photo, end);
    this.forget();
  }

  private augment(photo: number, end: { place: number; leaver: number }): void {
    if (end.place === nowhere) return;
    let place = end.place;
    if (end.leaver !== nowhere) this.move(end.leaver, nowhere);
    for (;;) {
      const mover = this.cameBy[place] ?? photo;
      const from = this.cameFrom[place] ?? nowhere;
      this.move(mover, place);
      if (mover === photo) return;
      place = from;
    }
  }

  private move(photo: number, to: number): void {
    const from = this.placeOf[photo] ?? nowhere;
    if (from !== nowhere) {
      const residents = this.photosAt[from] ?? [];
      residents.splice(residents.indexOf(photo), 1);
    }
    this.placeOf[photo] = to;
    if (to === nowhere) {
      this.costAt[photo] = this.problem.nowhere[photo] ?? 0;
      return;
    }
    this.photosAt[to]?.push(photo);
    this.costAt[photo] = this.problem.edges[photo]?.find((edge) => edge.place === to)?.cost ?? 0;
  }

  /**
   * For the photo at `own`, the dearness of each other place is the cheapest ring through it: the photo goes there, whoever
   * must make room moves on, and the ring closes at `own` or through free slots and nowhere.
   */
  private alternatives(photo: number, limit: number): Alternative[] {
    const own = this.placeOf[photo] ?? nowhere;
    const ownCost = this.costAt[photo] ?? 0;
    this.toFree ??= this.distancesToFree();
    const toFree = this.toFree;
    if (own === nowhere) {
      return (this.problem.edges[photo] ?? [])
        .map((edge) => ({ place: edge.place, extra: Math.max(0, edge.cost + (toFree[edge.place] ?? 0) - ownCost) }))
        .filter((each) => each.extra <= limit);
    }
    this.fromFree ??= this.distancesFromFree();
    const opening = this.fromFree[own] ?? 0;
    const found: Alternative[] = [];
    const leaving = (this.problem.nowhere[photo] ?? 0) - ownCost + opening;
    if (leaving <= limit) found.push({ place: nowhere, extra: Math.max(0, leaving) });
    const wanted = new Map<number, number>();
    for (const edge of this.problem.edges[photo] ?? []) {
      if (edge.place === own) continue;
      const throughFree = edge.cost - ownCost + (toFree[edge.place] ?? 0) + opening;
      wanted.set(edge.place, throughFree);
    }
    this.closeRings(photo, own, wanted, limit);
    for (const [place, extra] of wanted) if (extra <= limit) found.push({ place, extra: Math.max(0, extra) });
    return found;
  }

  /** Lowers the costs in `wanted` where a ring among places alone is cheaper than one through free slots. */
  private closeRings(photo: number, own: number, wanted: Map<number, number>, limit: number): void {
    const { edges } = this.problem;
    const ownCost = this.costAt[photo] ?? 0;
    const reverse = this.incoming();
    this.reach(own, 0, nowhere, photo);
    for (let place = this.heap.pop(); place >= 0; place = this.heap.pop()) {
      if (this.settled[place]) continue;
      const reduced = this.distance[place] ?? 0;
      if (reduced > limit) break;
      this.settled[place] = 1;
      const known = place === own ? undefined : wanted.get(place);
      if (known !== undefined) {
        const cost = edges[photo]?.find((edge) => edge.place === place)?.cost ?? 0;
        const ring = cost - ownCost + reduced + this.h(place) - this.h(own);
        if (ring < known) wanted.set(place, ring);
      }
      for (const { photo: resident, cost } of reverse[place] ?? []) {
        const from = this.placeOf[resident] ?? nowhere;
        if (from === nowhere || from === place || resident === photo || this.settled[from]) continue;
        const step = cost - (this.costAt[resident] ?? 0) + this.h(place) - this.h(from);
        this.reach(from, reduced + Math.max(0, step), place, resident);
      }
    }
    this.forget();
  }

  /** Cost of pushing one more photo into each place until somebody finds a free slot or goes nowhere. */
  private distancesToFree(): Float64Array {
    const { problem } = this;
    const result = new Float64Array(problem.places);
    const reverse = this.incoming();
    for (let place = 0; place < problem.places; place++) {
      const residents = this.photosAt[place] ?? [];
      let direct = problem.slot(place, residents.length + 1);
      for (const resident of residents) {
        direct = Math.min(direct, (problem.nowhere[resident] ?? 0) - (this.costAt[resident] ?? 0));
      }
      this.reach(place, Math.max(0, direct - this.h(place)), nowhere, nowhere);
    }
    for (let place = this.heap.pop(); place >= 0; place = this.heap.pop()) {
      if (this.settled[place]) continue;
      this.settled[place] = 1;
      const reduced = this.distance[place] ?? 0;
      result[place] = reduced + this.h(place);
      for (const { photo, cost } of reverse[place] ?? []) {
        const from = this.placeOf[photo] ?? nowhere;
        if (from === nowhere || from === place || this.settled[from]) continue;
        const step = cost - (this.costAt[photo] ?? 0) + this.h(place) - this.h(from);
        this.reach(from, reduced + Math.max(0, step), place, photo);
      }
    }
    this.forget();
    return result;
  }

  /** What is gained (negative) when one photo leaves each place and the answer settles anew. */
  private distancesFromFree(): Float64Array {
    const { problem } = this;
    const result = new Float64Array(problem.places);
    const reverse = this.incoming();
    for (let place = 0; place < problem.places; place++) {
      const residents = this.photosAt[place] ?? [];
      if (residents.length === 0) continue;
      let direct = -problem.slot(place, residents.length);
      for (const { photo, cost } of reverse[place] ?? []) {
        if (this.placeOf[photo] === nowhere) direct = Math.min(direct, cost - (problem.nowhere[photo] ?? 0));
      }
      this.reach(place, Math.max(0, direct + this.h(place)), nowhere, nowhere);
    }
    for (let place = this.heap.pop(); place >= 0; place = this.heap.pop()) {
      if (this.settled[place]) continue;
      this.settled[place] = 1;
      const reduced = this.distance[place] ?? 0;
      result[place] = reduced - this.h(place);
      for (const resident of this.photosAt[place] ?? []) {
        for (const edge of problem.edges[resident] ?? []) {
          if (edge.place === place || this.settled[edge.place]) continue;
          const step = edge.cost - (this.costAt[resident] ?? 0) + this.h(edge.place) - this.h(place);
          this.reach(edge.place, reduced + Math.max(0, step), place, resident);
        }
      }
    }
    this.forget();
    return result;
  }

  private incoming(): { photo: number; cost: number }[][] {
    if (this.reverse) return this.reverse;
    const reverse: { photo: number; cost: number }[][] = Array.from({ length: this.problem.places }, () => []);
    for (const [photo, edges] of this.problem.edges.entries()) {
      for (const edge of edges) reverse[edge.place]?.push({ photo, cost: edge.cost });
    }
    this.reverse = reverse;
    return reverse;
  }

  private h(place: number): number {
    return this.potential[place] ?? 0;
  }

  private reach(place: number, distance: number, from: number, by: number): void {
    const known = this.distance[place] ?? 0;
    if (distance >= known - epsilon) return;
    if (known === Number.POSITIVE_INFINITY) this.touched.push(place);
    this.distance[place] = distance;
    this.cameFrom[place] = from;
    this.cameBy[place] = by;
    this.heap.push(place, distance);
  }

  private forget(): void {
    for (const place of this.touched) {
      this.distance[place] = Number.POSITIVE_INFINITY;
      this.settled[place] = 0;
    }
    this.touched = [];
    this.heap.clear();
  }
}

/** A binary heap of places by distance; ties go to the lower place. */
class Heap {
  private readonly places: number[] = [];
  private readonly keys: number[] = [];

  push(place: number, key: number): void {
    let at = this.places.length;
    this.places.push(place);
    this.keys.push(key);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  /** The nearest place, or -1 when empty. */
  pop(): number {
    const first = this.places[0];
    if (first === undefined) return -1;
    const last = this.places.length - 1;
    this.swap(0, last);
    this.places.pop();
    this.keys.pop();
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= last) return first;
      const child = left + 1 < last && this.isBefore(left + 1, left) ? left + 1 : left;
      if (!this.isBefore(child, at)) return first;
      this.swap(child, at);
      at = child;
    }
  }

  clear(): void {
    this.places.length = 0;
    this.keys.length = 0;
  }

  private isBefore(a: number, b: number): boolean {
    const difference = (this.keys[a] ?? 0) - (this.keys[b] ?? 0);
    return difference !== 0 ? difference < 0 : (this.places[a] ?? 0) < (this.places[b] ?? 0);
  }

  private swap(a: number, b: number): void {
    const place = this.places[a] ?? 0;
    const key = this.keys[a] ?? 0;
    this.places[a] = this.places[b] ?? 0;
    this.keys[a] = this.keys[b] ?? 0;
    this.places[b] = place;
    this.keys[b] = key;
  }
}
