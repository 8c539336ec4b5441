/** Ways in which a picture's file comes to harm, each by chance that can be repeated. */
import type { Random } from '#main/sample/random.ts';

export interface Mutation {
  name: string;
  change(bytes: Buffer, random: Random, others: readonly Buffer[]): Buffer;
  /**
   * What is done to the file's end, by which a right answer can be told from a wrong one: `cut` files are still arriving and
   * nothing else, files whose end is `kept` have arrived. `open` says nothing about it.
   */
  end: 'cut' | 'kept' | 'open';
}

/** How much of a file's end counts as untouched: more than any format's end mark. */
const endBytes = 32;
/** Where the lengths, sizes and tables of most formats stand. */
const headBytes = 2048;

export const mutations: readonly Mutation[] = [
  {
    name: 'bytes flipped',
    end: 'kept',
    change: (bytes, random) => flip(bytes, random, 0, bytes.length - endBytes),
  },
  {
    name: 'head flipped',
    end: 'kept',
    change: (bytes, random) => flip(bytes, random, 0, Math.min(headBytes, bytes.length - endBytes)),
  },
  {
    name: 'large numbers in the head',
    end: 'kept',
    change: (bytes, random) => {
      const copy = Buffer.from(bytes);
      for (let times = 0; times < 8; times++) {
        const at = random.whole(4, Math.min(headBytes, bytes.length - endBytes) - 4);
        copy.fill(0xff, at, at + 4);
      }
      return copy;
    },
  },
  {
    name: 'cut',
    end: 'cut',
    change: (bytes, random) => bytes.subarray(0, random.whole(1, bytes.length - 1)),
  },
  {
    name: 'last bytes cut',
    end: 'cut',
    change: (bytes, random) => bytes.subarray(0, bytes.length - random.whole(1, 64)),
  },
  {
    name: 'end only reserved',
    end: 'cut',
    // Whole blocks, as file systems and sync clients reserve them; at least the last block is still blank.
    change: (bytes, random) => {
      const copy = Buffer.concat([bytes, Buffer.alloc(4096)]);
      return copy.fill(0, Math.min(bytes.length - endBytes, random.whole(1, Math.ceil(bytes.length / 4096)) * 4096));
    },
  },
  {
    name: 'piece missing',
    end: 'kept',
    change: (bytes, random) => {
      const from = random.whole(0, bytes.length - endBytes);
      const to = Math.min(bytes.length - endBytes, from + random.whole(1, 5000));
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    },
  },
  {
    name: 'piece blank',
    end: 'kept',
    change: (bytes, random) => {
      const from = random.whole(0, bytes.length - endBytes);
      return Buffer.from(bytes).fill(0, from, Math.min(bytes.length - endBytes, from + random.whole(1, 20_000)));
    },
  },
  {
    name: 'piece repeated',
    end: 'kept',
    change: (bytes, random) => {
      const from = random.whole(0, bytes.length - endBytes);
      const piece = bytes.subarray(from, from + random.whole(1, 3000));
      return Buffer.concat([bytes.subarray(0, from), piece, piece, piece, bytes.subarray(from)]);
    },
  },
  {
    name: 'spliced with another',
    end: 'open',
    change: (bytes, random, others) => {
      const other = random.pick(others);
      return Buffer.concat([
        bytes.subarray(0, random.whole(1, bytes.length)),
        other.subarray(random.whole(0, other.length - 1)),
      ]);
    },
  },
  {
    name: 'another behind it',
    end: 'open',
    change: (bytes, random, others) => Buffer.concat([bytes, random.pick(others)]),
  },
];

/** Turns over one to thirty bits between two places. */
function flip(bytes: Buffer, random: Random, from: number, to: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let times = random.whole(1, 30); times > 0; times--) {
    const at = random.whole(from, to - 1);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.whole(0, 7));
  }
  return copy;
}
