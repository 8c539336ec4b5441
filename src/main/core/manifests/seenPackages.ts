/**
 * Remembers which stop each package of a file belongs to, in 16 bytes a package, so that a file of a million rows can be
 * checked for contradictions without holding its text. Keys are 53-bit hashes: among a million packages the chance that
 * any two are mistaken for one another is 1 in 18,000.
 */

const EMPTY = -1;

export class SeenPackages {
  #keys = new Float64Array(1024).fill(EMPTY);
  #stops = new Uint32Array(1024);
  #lines = new Uint32Array(1024);
  #count = 0;

  /**
   * Notes that `package_` is at `stop`. Returns null when that is new or agrees with what was noted; else the line (0 where
   * the file has none) that laid it at another stop first.
   */
  note(package_: string, stop: string, line: number | null): { firstLine: number } | null {
    const key = hash53(package_);
    const stopHash = hash53(stop) >>> 0;
    const slot = this.#find(key);
    if (this.#keys[slot] === key) {
      return this.#stops[slot] === stopHash ? null : { firstLine: this.#lines[slot] ?? 0 };
    }
    this.#keys[slot] = key;
    this.#stops[slot] = stopHash;
    this.#lines[slot] = line ?? 0;
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

  #grow(): void {
    const { 0: keys, 1: stops, 2: lines } = [this.#keys, this.#stops, this.#lines] as const;
    this.#keys = new Float64Array(keys.length * 2).fill(EMPTY);
    this.#stops = new Uint32Array(keys.length * 2);
    this.#lines = new Uint32Array(keys.length * 2);
    keys.forEach((key, old) => {
      if (key === EMPTY) return;
      const slot = this.#find(key);
      this.#keys[slot] = key;
      this.#stops[slot] = stops[old] ?? 0;
      this.#lines[slot] = lines[old] ?? 0;
    });
  }
}

/** cyrb53 (bryc, public domain): two 32-bit multiplicative hashes folded into 53 bits. */
function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
