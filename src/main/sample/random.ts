/**
 * Chance that can be repeated: the same seed gives the same depot, byte for byte. Every part of the sample draws from its
 * own branch (`random.branch('stop 12')`), so that a change in one part leaves the others as they were.
 */
export interface Random {
  /** 0 inclusive to 1 exclusive. */
  next(): number;
  between(low: number, high: number): number;
  /** Whole number, both ends included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Picks by weight; the weights need no particular sum. */
  pickWeighted<Item>(items: ReadonlyArray<readonly [Item, number]>): Item;
  shuffled<Item>(items: readonly Item[]): Item[];
  /** Normal distribution. */
  normal(mean: number, deviation: number): number;
  /** Log-normal by its median; `spread` is the deviation of the logarithm (0.5 is moderate). */
  around(median: number, spread: number): number;
  branch(label: string): Random;
}

/** FNV-1a over UTF-16 units: enough to tell labels apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** mulberry32: 32 bits of state, good enough for scenery, the same on every machine. */
function generator(seed: string): () => number {
  let state = hashOf(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function createRandom(seed: string): Random {
  const next = generator(seed);
  const between = (low: number, high: number) => low + next() * (high - low);
  const normal = (mean: number, deviation: number) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    between,
    normal,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('Nothing to pick from');
      return item;
    },
    pickWeighted: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      const last = items.at(-1);
      if (last === undefined) throw new Error('Nothing to pick from');
      return last[0];
    },
    shuffled: (items) => {
      const order = [...items];
      for (let at = order.length - 1; at > 0; at--) {
        const other = Math.floor(next() * (at + 1));
        [order[at], order[other]] = [order[other] as (typeof order)[number], order[at] as (typeof order)[number]];
      }
      return order;
    },
    around: (median, spread) => median * Math.exp(normal(0, spread)),
    branch: (label) => createRandom(`${seed}/${label}`),
  };
}
