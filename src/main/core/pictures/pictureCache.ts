/**
 * Thumbnails and previews: a bounded cache beside the index, never the truth. What is not there is made on demand from the
 * photo's file; the oldest go first when the cache grows over its limit.
 */
import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '#core/contract.ts';
import type { ImageFailure, ImagingPool, Priority } from '#core/imaging/contract.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';

export type PictureKind = 'thumbnail' | 'preview';
export type PictureResult =
  | { ok: true; bytes: Buffer<ArrayBuffer> }
  | { ok: false; code: 'photo-unknown' | 'photo-gone' | 'photo-unreadable'; message: string };

/** Long sides in pixels: a row's picture at twice its size, and a picture for the inspector on a large screen. */
const longSides = { thumbnail: 320, preview: 1600 } as const;
const sweepEveryMs = 600_000;

export interface PictureCache {
  read(photoId: PhotoId, kind: PictureKind): Promise<PictureResult>;
  /** Makes a preview ahead of the eye; true when it was asked of the workers or is there already. */
  prefetch(photoId: PhotoId): boolean;
  /** Deletes the oldest files until the cache is within its limit. Returns the bytes that are left. */
  sweep(): Promise<number>;
  close(): void;
}

export function createPictureCache(parts: {
  folders: Record<PictureKind, string>;
  pool: ImagingPool;
  settings: () => Settings;
  /** Absolute path of a file that holds the photo: undefined = never heard of it, null = gone from the folder. */
  source: (photoId: PhotoId) => string | null | undefined;
  log: Log;
}): PictureCache {
  /** Two askers of one picture wait for one worker. */
  const making = new Map<string, Promise<ImageFailure | null>>();

  const fileOf = (photoId: PhotoId, kind: PictureKind) =>
    join(parts.folders[kind], photoId.slice(0, 2), `${photoId}.webp`);

  async function make(
    photoId: PhotoId,
    kind: PictureKind,
    source: string,
    priority: Priority,
  ): Promise<ImageFailure | null> {
    const path = fileOf(photoId, kind);
    const key = `${kind} ${photoId}`;
    let promise = making.get(key);
    if (!promise) {
      promise = (async () => {
        await mkdir(join(parts.folders[kind], photoId.slice(0, 2)), { recursive: true });
        const { limits } = parts.settings();
        const rendered = await parts.pool.render(
          { path: source, limits },
          { path, longSide: longSides[kind] },
          priority,
        );
        return rendered.ok ? null : rendered.failure;
      })().finally(() => making.delete(key));
      making.set(key, promise);
    }
    return promise;
  }

  async function readCached(photoId: PhotoId, kind: PictureKind): Promise<Buffer<ArrayBuffer> | null> {
    try {
      return await readFile(fileOf(photoId, kind));
    } catch {
      return null;
    }
  }

  async function sweep(): Promise<number> {
    const found: Array<{ path: string; bytes: number; usedAt: number }> = [];
    for (const folder of Object.values(parts.folders)) {
      for (const shelf of await readdir(folder).catch(() => [])) {
        for (const name of await readdir(join(folder, shelf)).catch(() => [])) {
          const path = join(folder, shelf, name);
          const facts = await stat(path).catch(() => null);
          if (facts?.isFile()) found.push({ path, bytes: facts.size, usedAt: facts.mtimeMs });
        }
      }
    }
    let total = found.reduce((sum, file) => sum + file.bytes, 0);
    const limit = parts.settings().cacheMegabytes * 1_000_000;
    found.sort((a, b) => a.usedAt - b.usedAt);
    for (const file of found) {
      if (total <= limit) break;
      await rm(file.path, { force: true });
      total -= file.bytes;
    }
    return total;
  }

  const timer = setInterval(() => {
    sweep().catch((error: unknown) => parts.log.warn('The picture cache could not be swept', { error: String(error) }));
  }, sweepEveryMs);
  timer.unref();

  return {
    async read(photoId, kind) {
      const cached = await readCached(photoId, kind);
      if (cached) {
        // Previews are few and large: what is looked at stays. Thumbnails go by age.
        if (kind === 'preview') void utimes(fileOf(photoId, kind), new Date(), new Date()).catch(() => undefined);
        return { ok: true, bytes: cached };
      }
      const source = parts.source(photoId);
      if (source === undefined)
        return { ok: false, code: 'photo-unknown', message: 'Porchlight doesn’t know this picture.' };
      if (source === null) {
        return { ok: false, code: 'photo-gone', message: 'The picture’s file is no longer in the folder.' };
      }
      const failure = await make(photoId, kind, source, 'screen');
      if (failure) return { ok: false, code: 'photo-unreadable', message: failure.message };
      const bytes = await readCached(photoId, kind);
      return bytes
        ? { ok: true, bytes }
        : { ok: false, code: 'photo-unreadable', message: 'The picture could not be prepared for the screen.' };
    },

    prefetch(photoId) {
      const source = parts.source(photoId);
      if (!source) return false;
      void stat(fileOf(photoId, 'preview'))
        .catch(() => make(photoId, 'preview', source, 'screen'))
        .catch((error: unknown) => parts.log.warn('A preview could not be made', { error: String(error) }));
      return true;
    },

    sweep,
    close: () => clearInterval(timer),
  };
}
