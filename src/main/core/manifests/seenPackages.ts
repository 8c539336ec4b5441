/**
 * Remembers which stop each package of a file belongs to, in at most 32 bytes a package, so that a file of a million rows can
 * be checked for contradictions without holding its text. Keys are 53-bit hashes: among a million packages the chance that
 * any two are mistaken for one another is 1 in 18,000.
 */
import { hash53 } from './hash53.ts';

/** Many small tables instead of a large one: growing one of them takes microseconds, never a noticeable pause. */
const SHARDS = 256;
const FIRST_SLOTS = 16;
const EMPTY = -1;

export class SeenPackages {
  readonly #shards = Array.from({ length: SHARDS }, () => new Shard());

  /**
   * Notes that `package_` is at `stop`. Returns null when that is new or agrees with what was noted; else the line (0 where
   * the file has none) that laid it at another stop first.
   */
  note(package_: string, stop: string, line: number | null): { firstLine: number } | null {
    const key = hash53(package_);
    const shard = this.#shards[key % SHARDS];
    return shard ? shard.note(Math.floor(key / SHARDS), hash53(stop) >>> 0, line ?? 0) : null;
  }
}

/** An open-addressed table of keys, each with the hash of its stop and its first line. */
class Shard {
  #keys = new Float64Array(FIRST_SLOTS).fill(EMPTY);
  #stops = new Uint32Array(FIRST_SLOTS);
  #lines = new Uint32Array(FIRST_SLOTS);
  #count = 0;

  note(key: number, stop: number, line: number): { firstLine: number } | null {
    const slot = this.#find(key);
    if (this.#keys[slot] === key) return this.#stops[slot] === stop ? null : { firstLine: this.#lines[slot] ?? 0 };
    this.#put(slot, key, stop, line);
    this.#count += 1;
    // Half full at most: probes stay short.
    if (this.#count * 2 > this.#keys.length) this.#grow();
    return null;
  }

  #find(key: number): number {
    const size = this.#keys.length;
    let slot = key % size;
    while (this.#keys[slot] !== EMPTY && this.#keys[slot] !== key) slot = (slot + 1) % size;
    return slot;
  }

  #put(slot: number, key: number, stop: number, line: number): void {
    this.#keys[slot] = key;
    this.#stops[slot] = stop;
    this.#lines[slot] = line;
  }

  #grow(): void {
    const old = { keys: this.#keys, stops: this.#stops, lines: this.#lines };
    this.#keys = new Float64Array(old.keys.length * 2).fill(EMPTY);
    this.#stops = new Uint32Array(old.keys.length * 2);
    this.#lines = new Uint32Array(old.keys.length * 2);
    for (const [slot, key] of old.keys.entries()) {
      if (key !== EMPTY) this.#put(this.#find(key), key, old.stops[slot] ?? 0, old.lines[slot] ?? 0);
    }
  }
}
