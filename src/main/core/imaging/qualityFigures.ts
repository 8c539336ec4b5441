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
