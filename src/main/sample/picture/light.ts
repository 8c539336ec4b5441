/** The light of a picture as a coarse grid of gains: what the drawing's colours are multiplied by before they become a photo. */
import type { Random } from '#main/sample/random.ts';

export interface Lamp {
  /** Pixels. */
  x: number;
  y: number;
  /** Pixels at which the light has fallen to a half. */
  reach: number;
  /** Gains that it adds at its centre: red, green, blue. */
  gain: readonly [number, number, number];
}

export interface Light {
  /** Gains everywhere: red, green, blue. */
  ambient: readonly [number, number, number];
  /** Added from one edge (-) to the other (+): share of the ambient, to the right and to the top. */
  slopeX: number;
  slopeY: number;
  lamps: readonly Lamp[];
  /** How dark the corners are, 0 to 1. */
  vignette: number;
  /** Unevenness of surfaces, 0.04 is visible. */
  mottle: number;
}

export const gridColumns = 52;
export const gridRows = 68;

/** Smooth noise in -1..1: three octaves of random values, interpolated. */
function createMottle(random: Random): (x: number, y: number) => number {
  const size = 32;
  const values = Float32Array.from({ length: size * size }, () => random.between(-1, 1));
  const value = (x: number, y: number) => values[(y & (size - 1)) * size + (x & (size - 1))] ?? 0;
  const smooth = (x: number, y: number) => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const [u, v] = [x - column, y - row];
    const [su, sv] = [u * u * (3 - 2 * u), v * v * (3 - 2 * v)];
    const top = value(column, row) * (1 - su) + value(column + 1, row) * su;
    const bottom = value(column, row + 1) * (1 - su) + value(column + 1, row + 1) * su;
    return top * (1 - sv) + bottom * sv;
  };
  return (x, y) => smooth(x * 4, y * 5) * 0.5 + smooth(x * 11, y * 13) * 0.3 + smooth(x * 31, y * 37) * 0.35;
}

/** Gains on a grid of {@link gridColumns} × {@link gridRows} points over the picture, three to a point. */
export function lightGrid(light: Light, width: number, height: number, random: Random): Float32Array {
  const grid = new Float32Array(gridColumns * gridRows * 3);
  const mottle = createMottle(random);
  const diagonal = Math.hypot(width, height) / 2;
  for (let row = 0; row < gridRows; row++) {
    for (let column = 0; column < gridColumns; column++) {
      const [u, v] = [column / (gridColumns - 1), row / (gridRows - 1)];
      const [x, y] = [u * width, v * height];
      const corner = Math.hypot(x - width / 2, y - height / 2) / diagonal;
      const shade = (1 - light.vignette * corner ** 2.4) * (1 + light.mottle * mottle(u, v));
      const slope = 1 + light.slopeX * (u - 0.5) + light.slopeY * (0.5 - v);
      for (let channel = 0; channel < 3; channel++) {
        let gain = (light.ambient[channel] ?? 1) * slope;
        for (const lamp of light.lamps) {
          const distance = Math.hypot(x - lamp.x, y - lamp.y) / lamp.reach;
          gain += (lamp.gain[channel] ?? 0) / (1 + distance * distance);
        }
        grid[(row * gridColumns + column) * 3 + channel] = gain * shade;
      }
    }
  }
  return grid;
}
