import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { parsePpm } from '#core/closerLook/personModel/rawPicture.ts';
import { renderPicture } from '#core/imaging/renderPicture.ts';
import { nothingHidden } from '#shared/hiding.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const limits = { megabytes: 100, megapixels: 250, seconds: 20 };
const colour = (channels: 3 | 4) =>
  sharp({ create: { width: 60, height: 30, channels, background: { r: 200, g: 100, b: 50, alpha: 0.5 } } });

test.each([
  ['a picture in colour', () => colour(3).png()],
  ['a picture that can be seen through', () => colour(4).png()],
  ['a grey picture', () => colour(3).greyscale().toColourspace('b-w').png()],
  ['a picture of sixteen bits', () => colour(3).toColourspace('rgb16').png()],
  ['a picture for print (CMYK)', () => colour(3).toColourspace('cmyk').jpeg()],
  ['a picture that lies on its side', () => colour(3).jpeg().withMetadata({ orientation: 6 })],
])('%s becomes three bytes a pixel, upright', async (what, picture) => {
  const folder = temporaryFolder();
  const path = join(folder, 'source');
  await picture().toFile(path);
  const target = { path: join(folder, 'copy.ppm'), longSide: 40, format: 'ppm' as const, hidden: nothingHidden };
  expect(await renderPicture({ source: { path, limits }, target })).toEqual({ ok: true });
  const isTurned = what.includes('side');
  expect(parsePpm(readFileSync(target.path))).toMatchObject(
    isTurned ? { width: 20, height: 40 } : { width: 40, height: 20 },
  );
});
