/** Files of the cache: whole or absent, never half. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, type Failed, failures } from './imageFailure.ts';

let counter = 0;

/**
 * Writes beside the target and renames. No fsync: what a power cut takes from a cache is made again, and a sync per
 * thumbnail is what makes other indexers crawl on hard disks (field notes, digiKam).
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<{ ok: true } | Failed> {
  const unfinished = `${path}.${process.pid}-${counter++}.tmp`;
  try {
    await writeFile(unfinished, bytes).catch(async (error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(unfinished, bytes);
    });
    await rename(unfinished, path);
    return { ok: true };
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    return failures.writeFailed(errorCode(error));
  }
}
