/** Files that were put to claims: copies in the data folder, each under the hash of its bytes. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '#core/dataFolder/atomicFile.ts';
import type { DataFolderPaths } from '#core/dataFolder/dataFolder.ts';

/** A scanned letter of a hundred pages, or a short film of a doorbell. */
export const largestClaimFile = 50_000_000;

export type KeepFileResult =
  | { ok: true; sha256: string; bytes: number; isNew: boolean }
  | { ok: false; why: 'too-large' | 'empty' };

export interface ClaimFiles {
  /**
   * Keeps the bytes under their hash, synced to the disk, or nothing of them. Rejects with the file system's error (`ENOSPC`); whoever
   * sends may break off, too.
   */
  keep(bytes: ReadableStream<Uint8Array> | null): Promise<KeepFileResult>;
  /** Absolute path of a copy, whether it is there or not. */
  pathOf(sha256: string): string;
  /** It is there and still has its hash. Read whole once, and again when its size or time say that somebody was at it. */
  isIntact(file: { sha256: string; bytes: number }): Promise<boolean>;
  /** Its bytes, proven by their hash; null: the copy is gone, can't be read or is not the same any more. */
  read(file: { sha256: string; bytes: number }): Promise<Buffer | null>;
  /** Takes a copy away that nothing names. */
  drop(sha256: string): Promise<void>;
}

export function createClaimFiles(paths: Pick<DataFolderPaths, 'claims' | 'uploads'>): ClaimFiles {
  /** What was found of a copy, by what a changed file can't keep. */
  const known = new Map<string, { mark: string; isIntact: boolean }>();
  const pathOf = (sha256: string) => join(paths.claims, sha256);

  async function write(bytes: ReadableStream<Uint8Array>, temporary: string) {
    const hash = createHash('sha256');
    const handle = await open(temporary, 'wx');
    let size = 0;
    try {
      for await (const piece of bytes) {
        size += piece.length;
        if (size > largestClaimFile) return null;
        hash.update(piece);
        await handle.writeFile(piece);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    return { size, sha256: hash.digest('hex') };
  }

  return {
    pathOf,

    async keep(bytes) {
      if (!bytes) return { ok: false, why: 'empty' };
      await mkdir(paths.claims, { recursive: true });
      const temporary = join(paths.uploads, `claim-${randomUUID()}`);
      try {
        const written = await write(bytes, temporary);
        if (!written) return { ok: false, why: 'too-large' };
        const { size, sha256 } = written;
        if (size === 0) return { ok: false, why: 'empty' };
        const isNew = (await stat(pathOf(sha256)).catch(() => null)) === null;
        await rename(temporary, pathOf(sha256));
        await syncFolder(paths.claims);
        return { ok: true, sha256, bytes: size, isNew };
      } finally {
        await rm(temporary, { force: true });
      }
    },

    async isIntact({ sha256, bytes }) {
      const facts = await stat(pathOf(sha256)).catch(() => null);
      if (!facts?.isFile() || facts.size !== bytes) return false;
      const mark = `${facts.size} ${facts.mtimeMs} ${facts.ino}`;
      const before = known.get(sha256);
      if (before?.mark === mark) return before.isIntact;
      const isIntact = (await hashOf(pathOf(sha256))) === sha256;
      known.set(sha256, { mark, isIntact });
      return isIntact;
    },

    async read({ sha256, bytes }) {
      const facts = await stat(pathOf(sha256)).catch(() => null);
      // One that grew meanwhile is another one, and need not be read to the end to know it.
      if (!facts?.isFile() || facts.size !== bytes) return null;
      const read = await readFile(pathOf(sha256)).catch(() => null);
      return read && createHash('sha256').update(read).digest('hex') === sha256 ? read : null;
    },

    drop: (sha256) => rm(pathOf(sha256), { force: true }),
  };
}

/** Null: it could not be read. */
async function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
    return hash.digest('hex');
  } catch {
    return null;
  }
}
