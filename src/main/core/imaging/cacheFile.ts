/** Files of the cache: whole or absent, never half. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode, type Failed, failures } from './imageFailure.ts';

let counter = 0;

/** `<directory>/<first two hex>/<sha256>.webp`. */
export function thumbnailPath(directory: string, sha256: string): string {
  return join(directory, sha256.slice(0, 2), `${sha256}.webp`);
}

/**
 * Writes beside the target and renames. No fsync: what a power cut takes from a cache is made again, and a sync per
 * thumbnail is what makes other indexers crawl on hard disks (field notes, digiKam). A worker has nothing else to do meanwhile:
 * synchronous calls take a quarter of the time that promises take here.
 */
export function writeWhole(path: string, bytes: Uint8Array): { ok: true } | Failed {
  const unfinished = `${path}.${process.pid}-${counter++}.tmp`;
  try {
    try {
      writeFileSync(unfinished, bytes);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(unfinished, bytes);
    }
    renameSync(unfinished, path);
    return { ok: true };
  } catch (error) {
    discard(unfinished);
    return failures.writeFailed(errorCode(error));
  }
}

/** A disk that would not be written may not be cleared either. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What stays is swept with the rest of the cache.
  }
}
