import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { type Pixels, qualityFigures } from '#core/imaging/qualityFigures.ts';
import { scene } from '#tests/fixtures/imaging/madePictures.ts';

async function pixelsOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

const flat = (value: number, width = 40, height = 30): Pixels => ({
  data: new Uint8Array(width * height).fill(value),
  width,
  height,
  channels: 1,
});

function bitsApart(one: string, other: string): number {
  return (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2).replaceAll('0', '').length;
}

describe('Sharpness', () => {
  test('is what sharp says of the same grey pixels', async () => {
    const grey = (await scene(400, 267)).greyscale().raw();
    const { data, info } = await grey.toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: 1 as const };
    const { sharpness } = await sharp(data, { raw }).stats();
    expect(qualityFigures({ data, ...raw }).sharpness).toBeCloseTo(sharpness, 6);
  });

  test('is close to what sharp says of the same colours', async () => {
    const png = await (await scene(400, 267)).png().toBuffer();
    const { sharpness } = await sharp(png).stats();
    const ours = qualityFigures(await pixelsOf(sharp(png))).sharpness;
    expect(Math.abs(ours - sharpness) / sharpness).toBeLessThan(0.05);
  });

  test('falls as a picture gets blurred', async () => {
    const figures = [];
    for (const sigma of [0.3, 1, 2, 4, 8]) {
      const blurred = await (await scene(400, 267)).blur(sigma).png().toBuffer();
      figures.push(qualityFigures(await pixelsOf(sharp(blurred))).sharpness);
    }
    expect(figures).toEqual([...figures].sort((one, other) => other - one));
    expect(figures[0]).toBeGreaterThan(5 * (figures[4] ?? 0));
  });

  test('of an even surface is 0, however small', () => {
    expect(qualityFigures(flat(128)).sharpness).toBe(0);
    expect(qualityFigures(flat(128, 1, 1)).sharpness).toBe(0);
  });
});

test('brightness is the mean of the grey picture', () => {
  expect(qualityFigures(flat(0)).luma).toBe(0);
  expect(qualityFigures(flat(255)).luma).toBe(255);
  const white: Pixels = { data: new Uint8Array(300).fill(255), width: 10, height: 10, channels: 3 };
  expect(qualityFigures(white).luma).toBe(255);
});

describe('The fingerprint', () => {
  test('stays nearly the same when a picture is compressed again and made smaller', async () => {
    const original = await pixelsOf(await scene(400, 267));
    const again = await (await scene(400, 267)).resize(200).jpeg({ quality: 40 }).toBuffer();
    const copy = await pixelsOf(sharp(again).resize(400, 267));
    expect(bitsApart(qualityFigures(original).perceptualHash, qualityFigures(copy).perceptualHash)).toBeLessThan(6);
  });

  test('differs for another picture', async () => {
    const original = await pixelsOf(await scene(400, 267));
    const mirrored = await pixelsOf((await scene(400, 267)).flop());
    expect(bitsApart(qualityFigures(original).perceptualHash, qualityFigures(mirrored).perceptualHash)).toBeGreaterThan(
      15,
    );
  });

  test('has 16 hex digits for the smallest picture too', () => {
    expect(qualityFigures(flat(7, 1, 1)).perceptualHash).toBe('0000000000000000');
    const falling: Pixels = {
      ...flat(0, 9, 8),
      data: Uint8Array.from({ length: 72 }, (_, index) => 200 - (index % 9)),
    };
    expect(qualityFigures(falling).perceptualHash).toBe('ffffffffffffffff');
  });
});
