/**
 * What `bench intake` is held against: sharp alone making one thumbnail per file, the same files, as many processes as the
 * core has workers. Each has two files in hand and one thread a file: of the ways tried on two cores (one process or two, one
 * to four files in hand, sharp's own threads or one) none was faster. Run as a child with the paths on its channel.
 */
import sharp from 'sharp';

const filesInHand = 2;
sharp.concurrency(1);

/** Same size and format as the core's thumbnails (`core/imaging/readPicture.ts`). */
const longSide = 320;
/** Of WebP, given by the bench: the limit's, or that of sharp as it comes. */
const effort = Number(process.argv[2]);

export interface LimitAnswer {
  done: number;
  failed: number;
  /** Milliseconds, from the start of the process. */
  processorMs: number;
}

process.on('message', async (paths: string[]) => {
  const answer: LimitAnswer = { done: 0, failed: 0, processorMs: 0 };
  let next = 0;
  const hand = async () => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
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
  };
  await Promise.all(Array.from({ length: filesInHand }, hand));
  const { user, system } = process.cpuUsage();
  answer.processorMs = (user + system) / 1000;
  process.send?.(answer);
  process.disconnect();
});
process.send?.('ready');
