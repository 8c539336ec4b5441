import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureThumbnailLimit } from '#core/imaging/thumbnailLimit.ts';
import { scene } from '#tests/fixtures/imaging/madePictures.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

test('the bench’s limit makes one thumbnail a file', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'photo.jpg');
  writeFileSync(path, await (await scene(900, 600)).jpeg().toBuffer());
  const limit = await measureThumbnailLimit([path, path, path], 2, join(folder, 'out'));
  expect(limit.photosPerSecond).toBeGreaterThan(0);
  expect(readdirSync(join(folder, 'out'))).toHaveLength(3);
});
