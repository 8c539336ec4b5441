/**
 * Pictures whose figures (quality, fingerprint) an older Porchlight measured in another way are read once more: one after the
 * other, newest evening first, while nothing else is to be done. Until then they have no verdict on their quality.
 */
import { figuresVersion, type ImageFacts, type ImagingPool } from '#core/imaging/contract.ts';
import type { PhotoWriter } from '#core/index/photoWriter.ts';
import type { Settings } from '#shared/settings.ts';
import type { Examiner } from './contract.ts';

export function createFiguresExaminer(parts: {
  pool: ImagingPool;
  writer: PhotoWriter;
  thumbnails: string;
  settings: () => Settings;
}): Examiner<ImageFacts | 'unreadable'> {
  const { pool, writer, thumbnails } = parts;
  return {
    name: 'figures',
    version: figuresVersion,
    // One worker stays free for what a page asks for.
    atOnce: Math.max(1, pool.size - 1),
    isOn: () => true,
    trouble: () => null,
    async examine({ path, photoId }, priority) {
      const job = { path, thumbnailDirectory: thumbnails, limits: parts.settings().limits };
      const result = await pool.read(job, priority).catch(() => null);
      if (result === null) return null;
      // Other bytes by now: the walk takes them for the new picture that they are.
      if (result.ok) return result.facts.sha256 === photoId ? result.facts : null;
      const isForNow =
        result.failure.mayStillArrive || result.failure.diskFull || result.failure.code === 'read-failed';
      return isForNow || result.failure.code === 'permission-denied' ? null : 'unreadable';
    },
    save: ({ photo }, found) => (found === 'unreadable' ? new Set() : writer.renewFigures(photo, found)),
    close: () => Promise.resolve(),
  };
}
