import { describe, expect, test } from 'vitest';
import { type Pixels, qualityFigures } from '#core/imaging/qualityFigures.ts';

const flat = (value: number, width = 40, height = 30): Pixels => ({
  data: new Uint8Array(width * height).fill(value),
  width,
  height,
  channels: 1,
});

describe('Light', () => {
  test('of colours is their luma, wherever the pixels begin in memory and however many are left over', () => {
    for (const [width, height] of [
      [1, 1],
      [7, 3],
      [40, 30],
    ] as const) {
      const bytes = Array.from({ length: 3 * width * height }, (_, at) => (at * at * 7 + 31) % 256);
      const lumas = Array.from({ length: width * height }, (_, at) => {
        const [red = 0, green = 0, blue = 0] = bytes.slice(3 * at, 3 * at + 3);
        return Math.floor((13933 * red + 46871 * green + 4732 * blue + 32768) / 65536);
      });
      const grey = qualityFigures({ data: Uint8Array.from(lumas), width, height, channels: 1 });
      const moved = new Uint8Array(bytes.length + 1).subarray(1);
      moved.set(bytes);
      for (const data of [Uint8Array.from(bytes), moved]) {
        expect(qualityFigures({ data, width, height, channels: 3 })).toEqual(grey);
      }
    }
  });

  test('of an even surface is its luma, however small', () => {
    expect(qualityFigures(flat(128)).quality).toEqual({ edgeWidth: null, light: 128, middle: 128 });
    expect(qualityFigures(flat(0, 1, 1)).quality).toEqual({ edgeWidth: null, light: 0, middle: 0 });
    const white: Pixels = { data: new Uint8Array(300).fill(255), width: 10, height: 10, channels: 3 };
    expect(qualityFigures(white).quality).toMatchObject({ light: 255, middle: 255 });
  });

  test('of a night is that of the door in the flash, and not of a lamp far away', () => {
    const night = (lit: number) => {
      const picture = flat(6, 320, 240);
      picture.data.fill(190, 0, Math.round(lit * picture.data.length));
      return qualityFigures(picture).quality;
    };
    expect(night(0.05)).toMatchObject({ light: 190, middle: 6 });
    expect(night(0.02)).toMatchObject({ light: 6, middle: 6 });
  });
});
