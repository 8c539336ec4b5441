/** The limit that the bench measures the intake against: sharp alone, one thumbnail a file, on the same cores. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/**
 * Makes a 320 px WebP of every file as sharp does it by itself, `cores` at a time, into `directory`. No read of our own, no
 * hash, no metadata, no figures. Above 4 cores the caller's process must be started with `UV_THREADPOOL_SIZE` ≥ `cores`.
 * Throws what sharp throws: a bench is given good pictures.
 */
export async function measureThumbnailLimit(
  files: readonly string[],
  cores: number,
  directory: string,
): Promise<{ seconds: number; photosPerSecond: number }> {
  await mkdir(directory, { recursive: true });
  sharp.concurrency(1);
  sharp.cache(false);
  const waiting = files.entries();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: cores }, async () => {
      for (const [index, file] of waiting) {
        await sharp(file)
          .resize(320)
          .webp()
          .toFile(join(directory, `${index}.webp`));
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { seconds, photosPerSecond: files.length / seconds };
}
