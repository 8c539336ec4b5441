/**
 * The figures about a decoded picture: how wide its edges are, its light, its fingerprint. Pure arithmetic on pixels of the
 * one fixed size, so that pictures of every camera are measured alike.
 */
import type { QualityFigures } from '#core/domain/quality.ts';
import { sharpestEdges } from './edgeWidths.ts';

/** A thirtieth: what a flash lights of a night, and more than a lamp in it. */
const lightShare = 1 / 30;

/** Eight bits a channel, rows without gaps; 1 channel (grey) or 3 (sRGB). */
export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
  channels: number;
}

export interface PixelFigures {
  quality: QualityFigures;
}

export function qualityFigures(pixels: Pixels): PixelFigures {
  const grey = greyscale(pixels);
  const { width, height } = pixels;
  const [middle, light] = lumaReached(grey, [0.5, 1 - lightShare]) as [number, number];
  return {
    quality: { edgeWidth: sharpestEdges(grey, width, height), light, middle },
  };
}

/** Luma of Rec. 709 in 16-bit fixed point (0.2126, 0.7152, 0.0722). */
function luma(red: number, green: number, blue: number): number {
  return (13933 * red + 46871 * green + 4732 * blue + 32768) >> 16;
}

/** Kept between pictures: most have the size of the one before. */
let room = new Uint8Array(0);

function greyscale({ data, width, height, channels }: Pixels): Uint8Array {
  if (channels === 1) return data;
  const pixels = width * height;
  if (room.length !== pixels) room = new Uint8Array(pixels);
  const grey = room;
  // Four pixels are three words, which are read in two thirds of the time of twelve bytes. What is left over comes after them.
  const done = data.byteOffset % 4 === 0 ? greyOfWords(data, grey) : 0;
  for (let index = done; index < pixels; index++) {
    const from = 3 * index;
    grey[index] = luma(data[from] as number, data[from + 1] as number, data[from + 2] as number);
  }
  return grey;
}

/** Returns how many pixels it has done. Every machine that Porchlight runs on keeps the first byte in the low end of a word. */
function greyOfWords(data: Uint8Array, grey: Uint8Array): number {
  const quads = grey.length >> 2;
  const words = new Uint32Array(data.buffer, data.byteOffset, 3 * quads);
  const greys = new Uint32Array(grey.buffer, 0, quads);
  for (let quad = 0, from = 0; quad < quads; quad++, from += 3) {
    const one = words[from] as number;
    const two = words[from + 1] as number;
    const three = words[from + 2] as number;
    greys[quad] =
      luma(one & 255, (one >>> 8) & 255, (one >>> 16) & 255) |
      (luma(one >>> 24, two & 255, (two >>> 8) & 255) << 8) |
      (luma((two >>> 16) & 255, two >>> 24, three & 255) << 16) |
      (luma((three >>> 8) & 255, (three >>> 16) & 255, three >>> 24) << 24);
  }
  return 4 * quads;
}

/** The luma that each of these shares of the picture (ascending) does not exceed. */
function lumaReached(grey: Uint8Array, shares: readonly number[]): number[] {
  const counts = new Uint32Array(256);
  for (let at = 0; at < grey.length; at++) {
    const luma = grey[at] as number;
    counts[luma] = (counts[luma] as number) + 1;
  }
  let luma = 0;
  let sum = counts[0] as number;
  return shares.map((share) => {
    while (sum < share * grey.length) sum += counts[++luma] as number;
    return luma;
  });
}
