/**
 * Hashes of many pictures, found by likeness without looking at all of them: each is filed under its four pieces of 16 bits
 * (multi-index hashing), and a search opens only the drawers whose label is the sought piece, or differs from it in the bits
 * that are weakest in the sought picture.
 */
import { hashPieces, type PictureHash, pieceBits } from '#core/imaging/fingerprint.ts';

/** Entries that are not filed yet and are looked at one by one: filing a million anew takes some 50 ms. */
const unfiledAtMost = 2_048;
const drawers = 1 << pieceBits;

export interface HashTable {
  readonly size: number;
  /** Bytes of its memory. */
  readonly bytes: number;
  add(entry: TableEntry): void;
  entry(at: number): TableEntry;
  /** Calls back with every entry at most so many bits away that stands in one of the drawers; the same one perhaps several times. */
  near(
    sought: PictureHash,
    probes: readonly Uint16Array[],
    bits: number,
    found: (at: number, away: number) => void,
  ): void;
}

export interface TableEntry extends PictureHash {
  /** Row number in the index. */
  photo: number;
  /** Days since 1970. */
  day: number;
}

export function createHashTable(expected = unfiledAtMost): HashTable {
  let capacity = Math.max(expected, unfiledAtMost);
  /** Two words an entry, side by side: one look at memory fetches both. */
  let words = new Uint32Array(capacity * 2);
  let photos = new Uint32Array(capacity);
  let days = new Uint16Array(capacity);
  let size = 0;
  /** Per piece: where each drawer begins in `filed`, and the entries, drawer after drawer. */
  const begins = Array.from({ length: hashPieces }, () => new Uint32Array(drawers + 1));
  let filed = Array.from({ length: hashPieces }, () => new Uint32Array(0));
  let filedSize = 0;

  function grow(): void {
    capacity = Math.ceil(capacity * 1.5);
    const copyOf = <Numbers extends Uint32Array | Uint16Array>(old: Numbers, next: Numbers): Numbers => {
      next.set(old);
      return next;
    };
    words = copyOf(words, new Uint32Array(capacity * 2));
    photos = copyOf(photos, new Uint32Array(capacity));
    days = copyOf(days, new Uint16Array(capacity));
  }

  /** A counting sort per piece. */
  function file(): void {
    filed = begins.map((begin, piece) => {
      const word = Math.floor((piece * pieceBits) / 32);
      const shift = (piece * pieceBits) % 32;
      begin.fill(0);
      for (let at = 0; at < size; at++) {
        const drawer = (((words[at * 2 + word] as number) >>> shift) & (drawers - 1)) + 1;
        begin[drawer] = (begin[drawer] as number) + 1;
      }
      for (let drawer = 1; drawer <= drawers; drawer++) {
        begin[drawer] = (begin[drawer] as number) + (begin[drawer - 1] as number);
      }
      const next = begin.slice();
      const order = new Uint32Array(size);
      for (let at = 0; at < size; at++) {
        const drawer = ((words[at * 2 + word] as number) >>> shift) & (drawers - 1);
        const place = next[drawer] as number;
        next[drawer] = place + 1;
        order[place] = at;
      }
      return order;
    });
    filedSize = size;
  }

  return {
    get size() {
      return size;
    },
    get bytes() {
      const order = filed.reduce((sum, each) => sum + each.byteLength, 0);
      const begin = begins.reduce((sum, each) => sum + each.byteLength, 0);
      return words.byteLength + photos.byteLength + days.byteLength + order + begin;
    },
    add(entry) {
      if (size === capacity) grow();
      words[size * 2] = entry.low;
      words[size * 2 + 1] = entry.high;
      photos[size] = entry.photo;
      days[size] = entry.day;
      size++;
    },
    entry: (at) => ({
      low: words[at * 2] as number,
      high: words[at * 2 + 1] as number,
      photo: photos[at] as number,
      day: days[at] as number,
    }),
    near({ low, high }, probes, bits, found) {
      if (size - filedSize > unfiledAtMost) file();
      for (let at = filedSize; at < size; at++) {
        const away = ones((words[at * 2] as number) ^ low) + ones((words[at * 2 + 1] as number) ^ high);
        if (away <= bits) found(at, away);
      }
      for (let piece = 0; piece < hashPieces; piece++) {
        const begin = begins[piece] as Uint32Array;
        const order = filed[piece] as Uint32Array;
        const tried = probes[piece] as Uint16Array;
        for (let probe = 0; probe < tried.length; probe++) {
          const drawer = tried[probe] as number;
          const end = begin[drawer + 1] as number;
          for (let place = begin[drawer] as number; place < end; place++) {
            const at = order[place] as number;
            const away = ones((words[at * 2] as number) ^ low) + ones((words[at * 2 + 1] as number) ^ high);
            if (away <= bits) found(at, away);
          }
        }
      }
    },
  };
}

/** Bits that are set in 32. */
export function ones(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return (((count + (count >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
