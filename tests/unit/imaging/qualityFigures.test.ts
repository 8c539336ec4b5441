import { describe, expect, test } from 'vitest';
import { type Pixels, qualityFigures } from '#core/imaging/qualityFigures.ts';

const flat = (value: number, width = 40, height = 30): Pixels => ({
  data: new Uint8Array(width * height).fill(value),
  width,
  height,
  channels: 1,
});

describe('Light', () => {
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
