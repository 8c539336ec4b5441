/** From drawing to photo: light, tone curve and sensor noise over the raw pixels, in one pass. */
import type { Random } from '#main/sample/random.ts';
import { gridColumns, gridRows } from './light.ts';

const tileSide = 512;

/** Grain as a small sensor shows it after the phone has smoothed it: fine noise on top of a coarser one. */
function createGrain(): Int8Array {
  let state = 0x9e3779b9;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32 - 0.5;
  };
  const fine = Float32Array.from({ length: tileSide * tileSide }, () => uniform() + uniform() + uniform());
  const at = (x: number, y: number) => fine[(y & (tileSide - 1)) * tileSide + (x & (tileSide - 1))] ?? 0;
  const grain = new Int8Array(tileSide * tileSide);
  for (let y = 0; y < tileSide; y++) {
    for (let x = 0; x < tileSide; x++) {
      const coarse =
        at(x + 300, y) + at(x + 301, y) + at(x + 300, y + 1) + at(x + 301, y + 1) + at(x + 302, y) + at(x + 300, y + 2);
      grain[y * tileSide + x] = Math.max(-127, Math.min(127, Math.round((at(x, y) * 0.55 + coarse * 0.3) * 42)));
    }
  }
  return grain;
}
const grain = createGrain();

/** Gentle shoulder and toe, so that lamps don't burn out flat and shadows keep some depth. Input 0..1023 stands for 0..2. */
const toneCurve = Float32Array.from({ length: 1024 }, (_, step) => {
  const linear = step / 512;
  const shoulder = linear < 0.7 ? linear : 0.7 + 0.3 * Math.tanh((linear - 0.7) / 0.42);
  return 255 * (shoulder * 0.94 + 0.06 * shoulder * shoulder * (3 - 2 * Math.min(1, shoulder)));
});

/**
 * Changes the pixels in place.
 * @param pixels RGB, three bytes each
 * @param grid gains of {@link lightGrid}
 * @param strength of the grain; 1 is a good day, 2.5 a night
 */
export function developPhoto(
  pixels: Uint8Array,
  width: number,
  height: number,
  grid: Float32Array,
  strength: number,
  random: Random,
): void {
  const rowGains = new Float32Array(gridColumns * 3);
  const offset = random.whole(0, tileSide * tileSide - 1);
  const mask = tileSide * tileSide - 1;
  const fineness = strength * 0.085;
  const stepX = (gridColumns - 1) / width;
  for (let y = 0; y < height; y++) {
    const gridY = (y * (gridRows - 1)) / height;
    const upper = Math.floor(gridY);
    const share = gridY - upper;
    for (let at = 0; at < rowGains.length; at++) {
      const above = grid[upper * gridColumns * 3 + at] as number;
      const below = grid[Math.min(gridRows - 1, upper + 1) * gridColumns * 3 + at] as number;
      // 512 / 255: straight into the tone curve's steps.
      rowGains[at] = (above * (1 - share) + below * share) * 2.0078;
    }
    const grainRow = offset + y * tileSide;
    let byte = y * width * 3;
    for (let x = 0; x < width; x++, byte += 3) {
      const gridX = x * stepX;
      const cell = gridX | 0;
      const part = gridX - cell;
      const base = cell * 3;
      const noise = (grain[(grainRow + x) & mask] as number) * fineness;
      const tint = (grain[(grainRow * 3 + x * 5) & mask] as number) * fineness * 0.3;
      for (let channel = 0; channel < 3; channel++) {
        const left = rowGains[base + channel] as number;
        const gain = left + ((rowGains[base + 3 + channel] as number) - left) * part;
        const lit = (pixels[byte + channel] as number) * gain;
        const value = (toneCurve[lit > 1023 ? 1023 : lit | 0] as number) + noise + (channel - 1) * tint;
        pixels[byte + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
}
