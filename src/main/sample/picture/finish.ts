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
  const clamped = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const rowGains = new Float32Array(gridColumns * 3);
  const offset = random.whole(0, tileSide * tileSide - 1);
  const mask = tileSide * tileSide - 1;
  const fineness = strength * 0.085;
  const columnsAWide = width / (gridColumns - 1);
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
    let x = 0;
    // Cell by cell, the gains in plain numbers: this loop runs two million times a picture.
    for (let cell = 0; cell < gridColumns - 1; cell++) {
      const base = cell * 3;
      const end = cell === gridColumns - 2 ? width : Math.ceil((cell + 1) * columnsAWide);
      const part = (x - cell * columnsAWide) / columnsAWide;
      let red = rowGains[base] as number;
      let green = rowGains[base + 1] as number;
      let blue = rowGains[base + 2] as number;
      const redStep = ((rowGains[base + 3] as number) - red) / columnsAWide;
      const greenStep = ((rowGains[base + 4] as number) - green) / columnsAWide;
      const blueStep = ((rowGains[base + 5] as number) - blue) / columnsAWide;
      red += redStep * part * columnsAWide;
      green += greenStep * part * columnsAWide;
      blue += blueStep * part * columnsAWide;
      for (; x < end; x++, byte += 3) {
        const noise = (grain[(grainRow + x) & mask] as number) * fineness;
        const tint = (grain[(grainRow + x * 5) & mask] as number) * fineness * 0.3;
        const litRed = ((clamped[byte] as number) * red) | 0;
        const litGreen = ((clamped[byte + 1] as number) * green) | 0;
        const litBlue = ((clamped[byte + 2] as number) * blue) | 0;
        clamped[byte] = (toneCurve[litRed > 1023 ? 1023 : litRed] as number) + noise - tint;
        clamped[byte + 1] = (toneCurve[litGreen > 1023 ? 1023 : litGreen] as number) + noise;
        clamped[byte + 2] = (toneCurve[litBlue > 1023 ? 1023 : litBlue] as number) + noise + tint;
        red += redStep;
        green += greenStep;
        blue += blueStep;
      }
    }
  }
}
