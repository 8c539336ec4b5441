/**
 * Thumbnails, previews and copies for others: a bounded cache beside the index, never the truth. What is not there is made on
 * demand from the photo's file; the oldest go first when the cache grows over its limit.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Log } from '#core/contract.ts';
import type { ImageFailure, ImagingPool, Priority } from '#core/imaging/contract.ts';
import { hidesSomething, nothingHidden, type PictureHiding } from '#shared/hiding.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';

/**
 * `redacted` for screens, `print` and `small-print` for paper, `confirmation` for customers: in these four the parts that no copy
 * may show are hidden.
 */
export type PictureKind = 'thumbnail' | 'preview' | 'redacted' | 'print' | 'small-print' | 'confirmation';
export type PictureResult =
  | { ok: true; bytes: Buffer<ArrayBuffer> }
  /** `passing`: it may be had a little later (the disk is full, the file is still being written). */
  | {
      ok: false;
      code: 'photo-unknown' | 'photo-gone' | 'photo-unreadable' | 'photo-erased';
      message: string;
      passing: boolean;
    };

/**
 * Long sides in pixels: a row's picture at twice its size, a picture for the inspector on a large screen, a third of a page
 * at 300 dpi, a stamp on it, and what a customer gets: twice the width of a mail.
 */
const copies = {
  thumbnail: { longSide: 320, format: 'webp' },
  preview: { longSide: 1600, format: 'webp' },
  redacted: { longSide: 1600, format: 'webp' },
  print: { longSide: 1000, format: 'jpeg' },
  'small-print': { longSide: 320, format: 'jpeg' },
  confirmation: { longSide: 1280, format: 'jpeg' },
} as const satisfies Record<PictureKind, { longSide: number; format: 'webp' | 'jpeg' }>;
const sweepEveryMs = 600_000;

const erasedPicture: PictureResult = {
  ok: false,
  code: 'photo-erased',
  message: 'This picture was erased. What it showed is known no more; how its stop stood is.',
  passing: false,
};

export interface PictureCache {
  /**
   * `hidden`: what `redacted`, prints and confirmations must not show. `priority`: an export waits behind the screen. `onlyKept`: what
   * is not in the cache is not made.
   */
  read(
    photoId: PhotoId,
    kind: PictureKind,
    options?: { hidden?: PictureHiding; priority?: Priority; onlyKept?: boolean },
  ): Promise<PictureResult>;
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
  /** Its time was up, whatever the folder or the cache still holds. */
  isErased: (photoId: PhotoId, kind: PictureKind) => boolean;
  log: Log;
}): PictureCache {
  /** Two askers of one picture wait for one worker. */
  const making = new Map<string, Promise<ImageFailure | null>>();

  /** Other parts, another file: no copy with yesterday's parts is ever shown for today's. */
  function fileOf(photoId: PhotoId, kind: PictureKind, hidden: PictureHiding): string {
    const extension = copies[kind].format === 'jpeg' ? 'jpg' : 'webp';
    const size = kind === 'small-print' ? '-small' : '';
    const without = hidesSomething(hidden) ? `-${hidingKey(hidden)}` : '';
    return join(parts.folders[kind], photoId.slice(0, 2), `${photoId}${size}${without}.${extension}`);
  }

  async function make(
    photoId: PhotoId,
    kind: PictureKind,
    source: string,
    priority: Priority,
    hidden: PictureHiding = nothingHidden,
  ): Promise<ImageFailure | null> {
    const path = fileOf(photoId, kind, hidden);
    let promise = making.get(path);
    if (!promise) {
      promise = (async () => {
        await mkdir(dirname(path), { recursive: true });
        const { limits } = parts.settings();
        const rendered = await parts.pool.render({ path: source, limits }, { path, ...copies[kind], hidden }, priority);
        return rendered.ok ? null : rendered.failure;
      })().finally(() => making.delete(path));
      making.set(path, promise);
    }
    return promise;
  }

  /** A stamp on paper needs no more than the thumbnail holds: nothing large is decoded, nothing fetched from a cloud. */
  async function sourceOf(photoId: PhotoId, kind: PictureKind): Promise<string | null | undefined> {
    const original = parts.source(photoId);
    if (kind !== 'small-print' || original === undefined) return original;
    const thumbnail = fileOf(photoId, 'thumbnail', nothingHidden);
    const facts = await stat(thumbnail).catch(() => null);
    return facts ? thumbnail : original;
  }

  async function readCached(path: string): Promise<Buffer<ArrayBuffer> | null> {
    try {
      return await readFile(path);
    } catch {
      return null;
    }
  }

  async function sweep(): Promise<number> {
    const found: Array<{ path: string; bytes: number; usedAt: number }> = [];
    for (const folder of new Set(Object.values(parts.folders))) {
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
    async read(photoId, kind, { hidden = nothingHidden, priority = 'screen', onlyKept = false } = {}) {
      if (parts.isErased(photoId, kind)) return erasedPicture;
      const path = fileOf(photoId, kind, hidden);
      const cached = await readCached(path);
      if (cached) {
        // Previews are few and large: what is looked at stays. Thumbnails go by age.
        if (kind !== 'thumbnail') void utimes(path, new Date(), new Date()).catch(() => undefined);
        return { ok: true, bytes: cached };
      }
      if (onlyKept) return lacking('photo-gone', 'Porchlight keeps no copy of this picture.', false);
      const source = await sourceOf(photoId, kind);
      if (source === undefined) return lacking('photo-unknown', 'Porchlight doesn’t know this picture.', false);
      if (source === null) return lacking('photo-gone', 'The picture’s file is no longer in the folder.', true);
      const failure = await make(photoId, kind, source, priority, hidden);
      // It may have been erased while it was made.
      if (parts.isErased(photoId, kind)) {
        await rm(path, { force: true });
        return erasedPicture;
      }
      if (failure) return lacking('photo-unreadable', failure.message, failure.mayStillArrive);
      const bytes = await readCached(path);
      return bytes
        ? { ok: true, bytes }
        : lacking('photo-unreadable', 'The picture could not be prepared for the screen.', true);
    },

    prefetch(photoId) {
      const source = parts.source(photoId);
      if (!source || parts.isErased(photoId, 'preview')) return false;
      void stat(fileOf(photoId, 'preview', nothingHidden))
        .catch(() => make(photoId, 'preview', source, 'screen'))
        .catch((error: unknown) => parts.log.warn('A preview could not be made', { error: String(error) }));
      return true;
    },

    sweep,
    close: () => clearInterval(timer),
  };
}

type Lacking = Extract<PictureResult, { ok: false }>;
const lacking = (code: Lacking['code'], message: string, passing: boolean): Lacking => ({
  ...{ ok: false, code, message, passing },
});

/** Stands for what is hidden in file names and ETags. */
export function hidingKey({ boxes, outside }: PictureHiding): string {
  const parts = boxes.map(({ x, y, width, height }) => [x, y, width, height]);
  const text = JSON.stringify(outside ? { outside: parts } : parts);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
