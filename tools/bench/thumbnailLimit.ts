/**
 * What `bench intake` is held against: sharp alone making one thumbnail per file, the same files, as many processes as the
 * core has workers. One file of a process after the other, with sharp's own threads left as they are: no faster way of plain
 * sharp was found on two cores. Run as a child with the paths on its channel.
 */
import sharp from 'sharp';

/** Same size, format and effort as the core's thumbnails (`core/imaging/readPicture.ts`). */
const longSide = 320;
const effort = 2;

export interface LimitAnswer {
  done: number;
  failed: number;
}

process.on('message', async (paths: string[]) => {
  const answer: LimitAnswer = { done: 0, failed: 0 };
  for (const path of paths) {
    try {
      await sharp(path)
        .autoOrient()
        .resize(longSide, longSide, { fit: 'inside', withoutEnlargement: true })
        .webp({ effort })
        .toBuffer();
      answer.done++;
    } catch {
      answer.failed++;
    }
  }
  process.send?.(answer);
  process.disconnect();
});
process.send?.('ready');
