/** Counts how many different texts it was given, in a few bytes each. */
import { hash53 } from './hash53.ts';

/** Many small sets instead of a large one, which would pause for tens of milliseconds each time it grows. */
const SHARDS = 256;

export class DistinctTexts {
  readonly #shards = Array.from({ length: SHARDS }, () => new Set<number>());

  add(text: string): void {
    const hash = hash53(text);
    this.#shards[hash % SHARDS]?.add(hash);
  }

  get size(): number {
    return this.#shards.reduce((sum, shard) => sum + shard.size, 0);
  }
}
