/** Looks for labels in pictures: a code that holds a known tracking id ties the picture to its stop. */
import type { ImagingPool, PictureCode } from '#core/imaging/contract.ts';
import type { CodeStore } from '#core/index/codeStore.ts';
import type { PhotoWriter } from '#core/index/photoWriter.ts';
import type { Settings } from '#shared/settings.ts';
import type { Examiner } from './contract.ts';

/** Of `imaging/labels.ts`: raised when it reads what it did not read before. */
const version = 1;

export function createLabelsExaminer(parts: {
  pool: ImagingPool;
  codes: CodeStore;
  writer: PhotoWriter;
  settings: () => Settings;
}): Examiner<PictureCode[]> {
  const { pool, codes, writer } = parts;
  let readerIsMissing = false;

  return {
    name: 'labels',
    version,
    // One worker stays free for what a page asks for.
    atOnce: Math.max(1, pool.size - 1),
    isOn: (settings) => settings.readLabels,
    trouble: () =>
      readerIsMissing
        ? 'Labels in pictures can’t be read: a file of the program is missing or damaged. Install Porchlight again.'
        : null,
    async examine({ path }, priority) {
      const result = await pool.labels({ path, limits: parts.settings().limits }, priority).catch(() => null);
      if (result === null) return null;
      if (result.ok) return result.codes;
      readerIsMissing = result.noReader === true;
      const isForNow = result.failure.mayStillArrive || result.failure.code === 'read-failed';
      return isForNow || result.failure.code === 'permission-denied' ? null : [];
    },
    save: ({ photo }, found) => (codes.set(photo, found) ? writer.place(photo) : new Set()),
    close: () => Promise.resolve(),
  };
}
