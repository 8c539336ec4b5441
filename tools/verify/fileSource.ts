/** A pack on disk, as the checker reads it. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { PackSource, RunningHash } from '#pack/source.ts';

export interface FileSource extends PackSource {
  close(): Promise<void>;
}

/** Rejects with the system's error when the file can't be opened; a folder is refused as EISDIR. */
export async function openFileSource(path: string): Promise<FileSource> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    size,
    async read(offset, length) {
      const buffer = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
    close: () => file.close(),
  };
}

/** Several times as fast as JavaScript's own. */
export const nativeHash = (): RunningHash => createHash('sha256');
