/**
 * Ways in which a camera spoils a picture, each by a known amount. Light is reckoned as light (linear), not as the numbers in
 * the file: a lens that is out of focus and a hand that moves mix light, and only then does the camera write it down.
 */
import sharp from 'sharp';
import type { Random } from '#main/sample/random.ts';

/** Rows without gaps, three channels (sRGB), eight bits each. */
export interface Picture {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Three channels of linear light, 0 to 1; rows without gaps. */
interface Light {
  data: Float32Array;
  width: number;
  height: number;
}

const lightOf = Float32Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});
/** The way back in 4,096 steps: finer than the eight bits that come of it. */
const codeOf = Uint8Array.from({ length: 4097 }, (_, step) => {
  const light = step / 4096;
  return Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
});

function toLight({ data, width, height }: Picture): Light {
  return { data: Float32Array.from(data, (value) => lightOf[value] as number), width, height };
}

function toPicture({ data, width, height }: Light): Picture {
  const values = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const light = Math.min(1, Math.max(0, data[at] as number));
    values[at] = codeOf[Math.round(light * 4096)] as number;
  }
  return { data: values, width, height };
}

/** Out of focus: a Gaussian of this sigma, as a share of the long side. */
export function outOfFocus(picture: Picture, sigma: number): Picture {
  const pixels = sigma * Math.max(picture.width, picture.height);
  const reach = Math.ceil(3 * pixels);
  const weights = Float32Array.from({ length: 2 * reach + 1 }, (_, tap) =>
    Math.exp(-0.5 * ((tap - reach) / pixels) ** 2),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const taps = Array.from(weights, (weight, tap) => ({ by: tap - reach, weight: weight / sum }));
  const across = mixed(
    toLight(picture),
    taps.map(({ by, weight }) => ({ dx: by, dy: 0, weight })),
  );
  return toPicture(
    mixed(
      across,
      taps.map(({ by, weight }) => ({ dx: 0, dy: by, weight })),
    ),
  );
}

/** Means of the pixel and its neighbours `offsets` away, each with its weight; what lies beyond the edge is as the edge is. */
function mixed(
  { data, width, height }: Light,
  offsets: ReadonlyArray<{ dx: number; dy: number; weight: number }>,
): Light {
  const mean = new Float32Array(data.length);
  const rowLength = width * 3;
  for (const { dx, dy, weight } of offsets) {
    // The columns whose neighbour lies inside the picture go in one sweep; those at the edge are few.
    const first = Math.min(width, Math.max(0, -dx));
    const last = Math.max(first, Math.min(width, width - dx));
    for (let y = 0; y < height; y++) {
      const to = y * rowLength;
      const from = Math.min(height - 1, Math.max(0, y + dy)) * rowLength;
      const shift = from - to + dx * 3;
      for (let at = to + first * 3; at < to + last * 3; at++) {
        mean[at] = (mean[at] as number) + weight * (data[at + shift] as number);
      }
      for (let at = to; at < to + first * 3; at++) {
        mean[at] = (mean[at] as number) + weight * (data[from + ((at - to) % 3)] as number);
      }
      for (let at = to + last * 3; at < to + rowLength; at++) {
        mean[at] = (mean[at] as number) + weight * (data[from + rowLength - 3 + ((at - to) % 3)] as number);
      }
    }
  }
  return { data: mean, width, height };
}

/** A hand that moved in a straight line: `length` as a share of the long side, `angle` in degrees (0 is along the rows). */
export function moved(picture: Picture, length: number, angle: number): Picture {
  const pixels = length * Math.max(picture.width, picture.height);
  const taps = Math.round(pixels) + 1;
  const turn = (angle * Math.PI) / 180;
  const offsets = Array.from({ length: taps }, (_, tap) => {
    const along = (tap / Math.max(1, taps - 1) - 0.5) * pixels;
    return { dx: Math.round(along * Math.cos(turn)), dy: Math.round(along * Math.sin(turn)), weight: 1 / taps };
  });
  return toPicture(mixed(toLight(picture), offsets));
}

/** So many stops more (+) or less (−) light. */
export function exposed(picture: Picture, stops: number): Picture {
  const light = toLight(picture);
  const factor = 2 ** stops;
  for (let at = 0; at < light.data.length; at++) light.data[at] = (light.data[at] as number) * factor;
  return toPicture(light);
}

/** The file's own numbers to a power: below 1 lifts the shades, above 1 drowns them. */
export function gammaOf(picture: Picture, gamma: number): Picture {
  const table = Uint8Array.from({ length: 256 }, (_, value) => Math.round(255 * (value / 255) ** gamma));
  return { ...picture, data: picture.data.map((value) => table[value] as number) };
}

/** A sensor's grain: this standard deviation (of 255) in each channel of each pixel. */
export function grainy(picture: Picture, sigma: number, random: Random): Picture {
  return {
    ...picture,
    data: picture.data.map((value) => Math.round(Math.min(255, Math.max(0, random.normal(value, sigma))))),
  };
}

/** Written as a JPEG of this quality (1 to 100). */
export function asJpeg({ data, width, height }: Picture, quality: number): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
}
