import { join } from 'node:path';
import sharp, { type Region, type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { nothingHidden } from '#shared/hiding.ts';
import type { PictureBoxView } from '#shared/scores.ts';
import { imagingPool } from '#tests/fixtures/imaging/imagingPool.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const limits = { megabytes: 100, megapixels: 250, seconds: 20 };
/** Black and white stripes of 4 pixels: what is left of them tells how much can still be read. */
const stripes = (width: number, height: number, channels: 1 | 3 | 4) =>
  sharp(
    Buffer.from(
      Array.from({ length: width * height * channels }, (_none, i) => {
        const isAlpha = channels === 4 && i % 4 === 3;
        return isAlpha || (Math.floor(i / channels) % width) % 8 >= 4 ? 255 : 0;
      }),
    ),
    { raw: { width, height, channels } },
  );

async function hidden(bytes: Buffer, name: string, box: PictureBoxView, outside = false) {
  const folder = temporaryFolder();
  const [path, target] = [join(folder, name), join(folder, 'copy.jpg')];
  await sharp(bytes).toFile(path);
  const done = await imagingPool({ size: 1 }).render(
    { path, limits },
    { path: target, longSide: 1000, format: 'jpeg', hidden: { boxes: [box], outside } },
    'screen',
  );
  expect(done).toEqual({ ok: true });
  return sharp(target);
}

/** Of the grey values in a region. */
async function contrast(picture: Sharp, region: Region): Promise<number> {
  const { channels } = await sharp(await picture.clone().extract(region).greyscale().raw().toBuffer(), {
    raw: { width: region.width, height: region.height, channels: 1 },
  }).stats();
  return channels[0]?.stdev ?? 0;
}

test.each([
  ['colour.png', 3],
  ['grey.jpg', 1],
  ['transparent.webp', 4],
] as const)('stripes in the hidden part of %s can’t be told any more; outside it they stay', async (name, channels) => {
  const picture = await hidden(await stripes(400, 300, channels).png().toBuffer(), name, {
    x: 0.5,
    y: 0,
    width: 0.5,
    height: 1,
  });
  expect(await contrast(picture, { left: 205, top: 5, width: 190, height: 290 })).toBeLessThan(12);
  expect(await contrast(picture, { left: 5, top: 5, width: 180, height: 290 })).toBeGreaterThan(80);
});

test.each([
  ['colour.png', 3],
  ['grey.jpg', 1],
  ['transparent.webp', 4],
] as const)('where only a part of %s may be seen, nothing can be told outside it', async (name, channels) => {
  const box = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
  const picture = await hidden(await stripes(400, 300, channels).png().toBuffer(), name, box, true);
  expect(await contrast(picture, { left: 102, top: 77, width: 196, height: 146 })).toBeGreaterThan(80);
  for (const outside of [
    { left: 0, top: 0, width: 400, height: 73 },
    { left: 0, top: 0, width: 98, height: 300 },
    { left: 302, top: 0, width: 98, height: 300 },
    { left: 0, top: 227, width: 400, height: 73 },
  ]) {
    // JPEG blocks of 8 pixels carry a little of an edge over it.
    expect(await contrast(picture, outside)).toBeLessThan(14);
  }
});

test('where only a part may be seen and none was drawn, nothing is seen', async () => {
  const bytes = await stripes(400, 300, 3).png().toBuffer();
  const tooSmall = { x: 0.5, y: 0.5, width: 0.0001, height: 0.0001 };
  const picture = await hidden(bytes, 'stripes.png', tooSmall, true);
  expect(await contrast(picture, { left: 0, top: 0, width: 400, height: 300 })).toBeLessThan(12);
});

test('a part of a single pixel, at the edge, or larger than the picture is hidden too', async () => {
  const bytes = await stripes(400, 300, 3).png().toBuffer();
  for (const box of [
    { x: 0.9999, y: 0.9999, width: 0.0001, height: 0.0001 },
    { x: 0.5, y: 0.5, width: 1, height: 1 },
    { x: 0, y: 0.5, width: 1, height: 0.001 },
  ]) {
    const { width, height } = await (await hidden(bytes, 'stripes.png', box)).metadata();
    expect([width, height]).toEqual([400, 300]);
  }
});

test('a copy carries nothing of what the camera wrote', async () => {
  const bytes = await stripes(400, 300, 3)
    .withExif({ IFD0: { Make: 'Apple' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '45/1 30/1 0/1' } })
    .jpeg()
    .toBuffer();
  const folder = temporaryFolder();
  const path = join(folder, 'a.jpg');
  await sharp(bytes).keepMetadata().toFile(path);
  expect((await sharp(path).metadata()).exif).toBeDefined();
  const target = join(folder, 'copy.jpg');
  await imagingPool({ size: 1 }).render(
    { path, limits },
    { path: target, longSide: 1000, format: 'jpeg', hidden: nothingHidden },
    'screen',
  );
  const { exif, xmp, iptc, icc } = await sharp(target).metadata();
  expect([exif, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined]);
});
