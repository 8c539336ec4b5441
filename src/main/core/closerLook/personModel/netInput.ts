/** What a net is given: a part of the picture, unbent, in the upper left corner of a black square. Pure. */
import type { RawPicture } from './contract.ts';
import { type Area, sizeInside } from './framing.ts';

/** How a net wants its values: a byte times `scale` plus `shift`. */
export interface Tone {
  scale: number;
  shift: number;
}

/** Where a new pixel comes from: old ones, each with its share. */
interface Source {
  first: number;
  shares: number[];
}

/**
 * Rows of three channels, `side` pixels square. A larger part is averaged, so that nothing small is passed over; a smaller one
 * is drawn out smoothly, as steps would look like edges.
 */
export function netInput({ data, width }: RawPicture, area: Area, side: number, { scale, shift }: Tone): Float32Array {
  const inside = sizeInside(area, side);
  const columns = sources(area.width, inside.width);
  const rows = sources(area.height, inside.height);
  // First every row of the part is made as wide as it has to be, then the rows are mixed.
  const narrow = new Float32Array(area.height * inside.width * 3);
  for (let row = 0; row < area.height; row++) {
    const start = ((area.top + row) * width + area.left) * 3;
    for (const [x, { first, shares }] of columns.entries()) {
      const to = (row * inside.width + x) * 3;
      for (const [n, share] of shares.entries()) {
        const from = start + (first + n) * 3;
        for (let channel = 0; channel < 3; channel++) {
          narrow[to + channel] = (narrow[to + channel] as number) + share * (data[from + channel] as number);
        }
      }
    }
  }
  const input = new Float32Array(side * side * 3).fill(shift);
  const rowLength = inside.width * 3;
  for (const [y, { first, shares }] of rows.entries()) {
    for (const [n, share] of shares.entries()) {
      const from = (first + n) * rowLength;
      const to = y * side * 3;
      for (let at = 0; at < rowLength; at++) {
        input[to + at] = (input[to + at] as number) + share * scale * (narrow[from + at] as number);
      }
    }
  }
  return input;
}

/** For each of `count` new pixels in a row the old ones of `length` that it is made of. */
function sources(length: number, count: number): Source[] {
  const step = length / count;
  return Array.from({ length: count }, (_, n) =>
    step > 1 ? averaged(n * step, step, length) : between(n, step, length),
  );
}

/** All pixels that the new one covers, by how much of each. */
function averaged(start: number, step: number, length: number): Source {
  const end = Math.min(length, start + step);
  const first = Math.floor(start);
  const last = Math.min(length, Math.ceil(end));
  const shares = Array.from({ length: last - first }, (_, n) => {
    const covered = Math.min(end, first + n + 1) - Math.max(start, first + n);
    return covered / (end - start);
  });
  return { first, shares };
}

/** The two pixels between whose middles the new one's lies. */
function between(n: number, step: number, length: number): Source {
  const middle = Math.min(length - 1, Math.max(0, (n + 0.5) * step - 0.5));
  const first = Math.min(Math.floor(middle), Math.max(0, length - 2));
  const second = middle - first;
  return { first, shares: length === 1 ? [1] : [1 - second, second] };
}
