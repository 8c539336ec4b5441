/**
 * The figures about a decoded picture: sharpness, brightness, fingerprint. Pure arithmetic on pixels of the one fixed
 * size, so that pictures of every camera are measured alike.
 */

/** Eight bits a channel, rows without gaps; 1 channel (grey) or 3 (sRGB). */
export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
  channels: number;
}

export interface QualityFigures {
  /** The definition of sharp.stats().sharpness: standard deviation of a Laplacian (÷ 9) over the grey picture. */
  sharpness: number;
  /** Mean of the grey picture, 0 to 255. */
  luma: number;
  /** 64-bit dHash, 16 hex digits: is each cell of a 9 × 8 grid brighter than its right neighbour? */
  perceptualHash: string;
}

export function qualityFigures(pixels: Pixels): QualityFigures {
  const grey = greyscale(pixels);
  const { width, height } = pixels;
  return {
    sharpness: sharpness(grey, width, height),
    luma: mean(grey),
    perceptualHash: differenceHash(grey, width, height),
  };
}

/** Luma of Rec. 709 in 16-bit fixed point (0.2126, 0.7152, 0.0722). */
function greyscale({ data, width, height, channels }: Pixels): Uint8Array {
  if (channels === 1) return data;
  const grey = new Uint8Array(width * height);
  for (let index = 0, from = 0; index < grey.length; index++, from += channels) {
    const red = data[from] as number;
    const green = data[from + 1] as number;
    const blue = data[from + 2] as number;
    grey[index] = (13933 * red + 46871 * green + 4732 * blue + 32768) >> 16;
  }
  return grey;
}

function mean(grey: Uint8Array): number {
  let sum = 0;
  for (const value of grey) sum += value;
  return sum / grey.length;
}

/** libvips' convolution repeats the edge outwards, and so do we. */
function sharpness(grey: Uint8Array, width: number, height: number): number {
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = y === 0 ? row : row - width;
    const below = y === height - 1 ? row : row + width;
    for (let x = 0; x < width; x++) {
      const left = x === 0 ? x : x - 1;
      const right = x === width - 1 ? x : x + 1;
      const laplacian =
        (grey[above + x] as number) +
        (grey[below + x] as number) +
        (grey[row + left] as number) +
        (grey[row + right] as number) -
        4 * (grey[row + x] as number);
      sum += laplacian;
      squares += laplacian * laplacian;
    }
  }
  const count = grey.length;
  if (count < 2) return 0;
  return Math.sqrt(Math.max(0, squares - (sum * sum) / count) / (count - 1)) / 9;
}

const hashColumns = 9;
const hashRows = 8;

function differenceHash(grey: Uint8Array, width: number, height: number): string {
  const cells = cellMeans(grey, width, height);
  let hash = '';
  for (let row = 0; row < hashRows; row++) {
    let bits = 0;
    for (let column = 0; column < hashColumns - 1; column++) {
      const cell = row * hashColumns + column;
      bits = (bits << 1) | ((cells[cell] as number) > (cells[cell + 1] as number) ? 1 : 0);
    }
    hash += bits.toString(16).padStart(2, '0');
  }
  return hash;
}

/** Means of a 9 × 8 grid over the picture; a cell of a tiny picture holds at least one pixel. */
function cellMeans(grey: Uint8Array, width: number, height: number): number[] {
  const means: number[] = [];
  for (let row = 0; row < hashRows; row++) {
    const [top, bottom] = span(row, hashRows, height);
    for (let column = 0; column < hashColumns; column++) {
      const [left, right] = span(column, hashColumns, width);
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += grey[y * width + x] as number;
      means.push(sum / ((bottom - top) * (right - left)));
    }
  }
  return means;
}

function span(index: number, parts: number, length: number): [number, number] {
  const from = Math.min(length - 1, Math.floor((index * length) / parts));
  return [from, Math.max(from + 1, Math.floor(((index + 1) * length) / parts))];
}
