/** A ZIP that is written entry by entry, as fast as its target takes it: one entry is in memory, never two. */
import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface ZipWriter {
  /** Resolves when the entry's bytes were taken; rejects when the target refuses or the work was called off. */
  add(path: string, bytes: Buffer, options: { compress: boolean; modifiedAt: number }): Promise<void>;
  /** Writes the directory and ends the target. */
  end(): Promise<void>;
}

/** Beyond 4 GB or 65,535 entries it becomes a ZIP64 by itself. */
export function createZipWriter(out: Writable, signal: AbortSignal): ZipWriter {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, out, { signal });
  const failed = Promise.withResolvers<never>();
  // Nobody may be waiting when the disk refuses: the next `add` or `end` says it.
  written.catch(failed.reject);
  failed.promise.catch(() => undefined);
  zip.on('error', failed.reject);

  return {
    async add(path, bytes, { compress, modifiedAt }) {
      const entry = Readable.from([bytes], { objectMode: false });
      const taken = once(entry, 'close');
      zip.addReadStreamLazy(
        path,
        { compress, size: bytes.length, mtime: new Date(modifiedAt), mode: 0o100644 },
        (give) => give(null, entry),
      );
      await Promise.race([taken, failed.promise]);
    },

    async end() {
      zip.end();
      await Promise.race([written, failed.promise]);
    },
  };
}
