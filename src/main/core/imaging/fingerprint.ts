/**
 * What is compared of two pictures to see that one was made of the other. Pure arithmetic.
 *
 * A *miniature* is the picture at 32 × 32 grey. A *hash* is the signs of the 64 lowest frequencies (a cosine transform) of a
 * window of it. Only the hash of the window in the middle is kept of a picture; a new picture is looked for with the hashes of
 * many windows of its own, one of which meets the kept window when the one picture was cut out of the other.
 */
import type { Pixels } from './qualityFigures.ts';

/** Cells a side: the highest frequency of the smallest window is still three times oversampled. */
export const miniatureSide = 32;

/** 64 bits, in two halves without sign. */
export interface PictureHash {
  low: number;
  high: number;
}

/** A part of an axis, in fractions of its length. */
export interface Span {
  from: number;
  to: number;
}

/** The kept window: whatever loses a tenth at any of its sides still holds all of it. */
export const middle: Span = { from: 0.1, to: 0.9 };

/**
 * Root mean square of the 64 frequencies, in grey levels, under which a picture shows too little to be compared: a black night,
 * a white wall, a lens in a pocket. Undegraded pictures have 4 in the middle, one in sixteen has less than 1 (docs/quality.md).
 */
const leastContrast = 1;

export interface Fingerprint {
  /** Hash of the middle, 16 hex digits; null: the picture shows too little to be compared. */
  perceptualHash: string | null;
  /** 32 × 32 bytes as base64; empty where there is no hash. */
  miniature: string;
}

/** A quarter of a millisecond for 320 × 240 pixels. */
export function fingerprintOf(pixels: Pixels): Fingerprint {
  const miniature = miniatureOf(pixels);
  const hash = middleHash(miniature);
  if (hash === null) return { perceptualHash: null, miniature: '' };
  const hex = (word: number) => word.toString(16).padStart(8, '0');
  return { perceptualHash: hex(hash.high) + hex(hash.low), miniature: Buffer.from(miniature).toString('base64') };
}

/** The hash that is kept; null where the picture shows too little. */
export function middleHash(miniature: Uint8Array): PictureHash | null {
  const values = downRows(acrossRows(miniature, middleBasis), middleBasis, new Float64Array(hashPieces * pieceBits));
  const energy = values.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(energy / values.length) < leastContrast ? null : hashOf(values);
}

/** As the index keeps it: 8 bytes, the high half first. */
export function hashFromBytes(bytes: Uint8Array): PictureHash {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { low: view.getUint32(4), high: view.getUint32(0) };
}

/** Samples a side that a cell is the mean of, where the picture has so many: a quarter of a 320-pixel picture's pixels tell as much as all. */
const samplesACell = 5;

/** Mean grey (Rec. 709) of 32 × 32 cells, row by row. Smaller pictures repeat their pixels. */
export function miniatureOf({ data, width, height, channels }: Pixels): Uint8Array {
  const side = miniatureSide;
  const step = Math.max(1, Math.floor(Math.max(width, height) / (side * samplesACell)));
  // In 8-bit fixed point, like the weights in 16-bit.
  const sums = new Uint32Array(side * side);
  const counts = new Uint32Array(side * side);
  const cellOf = new Uint8Array(width);
  for (let x = 0; x < width; x++) cellOf[x] = Math.floor((x * side) / width);
  const green = channels === 1 ? 0 : 1;
  const blue = channels === 1 ? 0 : 2;
  for (let y = 0; y < height; y += step) {
    const row = Math.floor((y * side) / height) * side;
    let at = y * width * channels;
    for (let x = 0; x < width; x += step, at += channels * step) {
      const cell = row + (cellOf[x] as number);
      const luma =
        13933 * (data[at] as number) + 46871 * (data[at + green] as number) + 4732 * (data[at + blue] as number);
      sums[cell] = (sums[cell] as number) + (luma >> 8);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  const miniature = new Uint8Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      // A picture of fewer than 32 pixels a side leaves cells empty: the nearest pixel before them stands there.
      const from = filledCell(row, height) * side + filledCell(column, width);
      miniature[row * side + column] = Math.round((sums[from] as number) / (counts[from] as number) / 256);
    }
  }
  return miniature;
}

function filledCell(cell: number, length: number): number {
  const pixel = Math.floor(((cell + 1) * length - 1) / miniatureSide);
  return Math.floor((Math.max(0, pixel) * miniatureSide) / length);
}

/** Of 16 bits each: a stored hash that is near shares nearly all bits of one of them at least. */
export const hashPieces = 4;
export const pieceBits = 16;

/**
 * The 64 lowest frequencies but the mean: cosines across and down. Dealt out to the pieces in turn, so that each piece has
 * low ones, which survive a crop, and high ones, which tell pictures apart.
 */
const frequencies: ReadonlyArray<{ across: number; down: number }> = dealOut(
  Array.from({ length: 100 }, (_, at) => ({ across: at % 10, down: Math.floor(at / 10) }))
    .sort((a, b) => a.across ** 2 + a.down ** 2 - (b.across ** 2 + b.down ** 2) || a.across - b.across)
    .slice(1, 1 + hashPieces * pieceBits),
);

function dealOut<Card>(cards: readonly Card[]): Card[] {
  return Array.from({ length: hashPieces }, (_, piece) =>
    cards.filter((_card, at) => at % hashPieces === piece),
  ).flat();
}

const frequenciesAnAxis = 10;

/** Bits of the frequencies that change their sign when the picture is mirrored. */
export const mirrorBits: PictureHash = pack((bit) => (frequencies[bit]?.across ?? 0) % 2 === 1);

function pack(isSet: (bit: number) => boolean): PictureHash {
  let low = 0;
  let high = 0;
  for (let bit = 0; bit < 32; bit++) {
    if (isSet(bit)) low |= 1 << bit;
    if (isSet(bit + 32)) high |= 1 << bit;
  }
  return { low: low >>> 0, high: high >>> 0 };
}

/** Weights of each cell of an axis in each of its frequencies over a span. */
export type AxisBasis = Float64Array;

/**
 * The cosine is integrated over each cell's share of the span, so that a span may begin anywhere within a cell: differences of
 * the sine at the cells' borders, where sin(kx) follows from sin((k − 1)x) and sin((k − 2)x).
 */
export function axisBasis({ from, to }: Span): AxisBasis {
  const basis = new Float64Array(frequenciesAnAxis * miniatureSide);
  const sines = new Float64Array(frequenciesAnAxis);
  let before = 0;
  for (let border = 0; border <= miniatureSide; border++) {
    const place = Math.min(1, Math.max(0, (border / miniatureSide - from) / (to - from)));
    const twice = 2 * Math.cos(Math.PI * place);
    let last = 0;
    let sine = Math.sin(Math.PI * place);
    if (border > 0) basis[border - 1] = place - before;
    before = place;
    for (let k = 1; k < frequenciesAnAxis; k++) {
      if (border > 0)
        basis[k * miniatureSide + border - 1] = (Math.SQRT2 * (sine - (sines[k] as number))) / (Math.PI * k);
      sines[k] = sine;
      const next = twice * sine - last;
      last = sine;
      sine = next;
    }
  }
  return basis;
}

const middleBasis = axisBasis(middle);

/** Frequencies across of every row: the half of the transform that all windows with the same columns share. */
export function acrossRows(miniature: Uint8Array, basis: AxisBasis): Float64Array {
  const rows = new Float64Array(miniatureSide * frequenciesAnAxis);
  for (let row = 0; row < miniatureSide; row++) {
    for (let k = 0; k < frequenciesAnAxis; k++) {
      let sum = 0;
      for (let cell = 0; cell < miniatureSide; cell++) {
        sum += (miniature[row * miniatureSide + cell] as number) * (basis[k * miniatureSide + cell] as number);
      }
      rows[k * miniatureSide + row] = sum;
    }
  }
  return rows;
}

/** The 64 frequencies of a window, in grey levels. */
export function downRows(rows: Float64Array, basis: AxisBasis, into: Float64Array): Float64Array {
  for (let bit = 0; bit < frequencies.length; bit++) {
    const { across, down } = frequencies[bit] as (typeof frequencies)[number];
    let sum = 0;
    const from = across * miniatureSide;
    const weights = down * miniatureSide;
    for (let row = 0; row < miniatureSide; row++) {
      sum += (rows[from + row] as number) * (basis[weights + row] as number);
    }
    into[bit] = sum;
  }
  return into;
}

export function hashOf(values: Float64Array): PictureHash {
  return pack((bit) => (values[bit] as number) > 0);
}
