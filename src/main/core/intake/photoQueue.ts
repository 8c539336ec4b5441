/**
 * Reads queued photos through the imaging pool and commits what came back, in batches: one short transaction for many
 * photos, so that neither the disk nor the window waits for each.
 */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Log } from '#core/contract.ts';
import { retryAt } from '#core/folder/settle.ts';
import type { ImageResult, ImagingPool } from '#core/imaging/contract.ts';
import type { DirtyDays } from '#core/index/dirtyDays.ts';
import type { FileStore, KnownFile } from '#core/index/fileStore.ts';
import { isDamaged } from '#core/index/openIndex.ts';
import type { PhotoWriter } from '#core/index/photoWriter.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { createReadingOrder, type Unread } from './readingOrder.ts';

/** Photos a transaction: some 5 ms of writing; more would show as a stutter, fewer would cost a commit each. */
const commitAt = 24;
/** A lone photo doesn't wait longer than this for company. */
const commitAfterMs = 40;
/** A disk that was full is tried again this often. */
const tryAgainAfterMs = 2_000;

export interface PhotoQueue {
  add(photos: readonly Unread[]): void;
  /** This day is on the screen: its photos are read before all others. */
  show(day: ServiceDate): void;
  /** Photos not read and committed yet. */
  readonly waiting: number;
  readonly photosPerSecond: number | null;
  /** Resolves when nothing is left to read or commit. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface PhotoQueueParts {
  db: Database;
  files: FileStore;
  dirty: DirtyDays;
  writer: PhotoWriter;
  pool: ImagingPool;
  root: string;
  thumbnails: string;
  settings: () => Settings;
  runningClock: () => number;
  log: Log;
  /** Days that are touched, and the row numbers of the pictures. */
  onCommitted: (days: Set<ServiceDate>, photos: number[]) => void;
  /** The file is not where it was: look, and ask whether the root is still there. */
  onVanished: (path: string) => void;
  onRetryDue: (id: number, at: number) => void;
  onDamaged: () => void;
  /** The disk has no room for what was read, or has it again. */
  onBlocked: (isBlocked: boolean) => void;
}

export function createPhotoQueue(parts: PhotoQueueParts): PhotoQueue {
  const { db, files, dirty, writer, pool } = parts;
  const order = createReadingOrder(parts.runningClock);
  const queued = new Set<number>();
  let reading = 0;
  let results: Array<{ file: KnownFile; result: ImageResult }> = [];
  let timer: NodeJS.Timeout | null = null;
  /** No reading while there is no room to keep what is read. */
  let blocked = false;
  let closed = false;
  let idleWaiters: Array<() => void> = [];
  /** Commits of the last seconds, for the rate. */
  const commits: Array<{ at: number; photos: number }> = [];

  const commit = db.transaction((batch: typeof results) => {
    const days = new Set<ServiceDate>();
    const photos = new Set<number>();
    let undated = false;
    for (const { file, result } of batch) {
      const now = files.byId(file.id);
      // The file changed or went while it was read: the newer look decides.
      if (now?.state !== 'queued' || now.size !== file.size || now.modified_at !== file.modified_at) continue;
      if (result.ok) {
        const photo = writer.add({ id: file.id, arrivedAt: file.arrived_at }, result.facts);
        photos.add(photo);
        if (now.photo !== photo) replaced(now.photo, file.id, days);
      } else {
        const { code, message, mayStillArrive } = result.failure;
        const day = dayOf.get(file.id) ?? null;
        files.setUnreadable(file.id, { code, message, mayStillArrive, day });
        if (day) days.add(day);
        else undated = true;
        replaced(now.photo, file.id, days);
      }
    }
    // Once for all its files: a thousand copies of one picture would be weighed a thousand times.
    for (const photo of photos) for (const day of writer.place(photo)) days.add(day);
    dirty.add(days);
    if (undated) dirty.addEach();
    return { days, photos: [...photos] };
  });
  /** The file held another picture before. */
  function replaced(photo: number | null, file: number, days: Set<ServiceDate>): void {
    const day = photo === null ? null : writer.replaced(photo, file);
    if (day) days.add(day);
  }
  const dayOf = db.prepare<[number], string | null>('SELECT day FROM files WHERE id = ?').pluck();

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (results.length === 0) {
      blocked = false;
      pump();
      return;
    }
    const batch = results;
    try {
      const { days, photos } = commit(batch);
      results = [];
      for (const { file } of batch) queued.delete(file.id);
      parts.onBlocked(false);
      blocked = false;
      commits.push({ at: performance.now(), photos: batch.length });
      while (commits[0] && commits[0].at < performance.now() - 5_000) commits.shift();
      scheduleRetries(batch);
      parts.onCommitted(days, photos);
    } catch (error) {
      parts.log.error('The index could not be written', { error: String(error) });
      if (isDamaged(error)) parts.onDamaged();
      // Nothing was written: the results stay, and are tried again until the disk takes them.
      else waitForRoom();
      return;
    }
    pump();
  }

  /** Tells it and tries again, until the disk takes something. */
  function waitForRoom(): void {
    blocked = true;
    parts.onBlocked(true);
    timer ??= setTimeout(flush, tryAgainAfterMs);
  }

  function scheduleRetries(batch: typeof results): void {
    for (const { file, result } of batch) {
      if (result.ok) continue;
      if (result.failure.code === 'read-failed') parts.onVanished(file.path);
      if (result.failure.mayStillArrive) parts.onRetryDue(file.id, retryAt(file.tries + 1, parts.runningClock()));
    }
  }

  function collect(file: KnownFile, result: ImageResult): void {
    reading--;
    if (closed) return;
    if (!result.ok && result.failure.diskFull) {
      order.add({ id: file.id, modifiedAt: file.modified_at, day: null });
      waitForRoom();
      return;
    }
    results.push({ file, result });
    if (results.length >= commitAt && !blocked) flush();
    else timer ??= setTimeout(flush, blocked ? tryAgainAfterMs : commitAfterMs);
    pump();
  }

  /** Two jobs a worker: one in hand, one ready. A full disk stops the reading, or the results would pile up. */
  function pump(): void {
    while (!closed && !blocked && reading < pool.size * 2) {
      const next = order.take();
      if (next === undefined) break;
      const { id, priority } = next;
      const file = files.byId(id);
      if (file?.state !== 'queued' || file.present === 0) {
        queued.delete(id);
        continue;
      }
      reading++;
      const job = {
        path: join(parts.root, file.path),
        thumbnailDirectory: parts.thumbnails,
        limits: parts.settings().limits,
      };
      pool.read(job, priority).then(
        (result) => collect(file, result),
        () => reading--, // The pool is closing; the row stays queued for the next start.
      );
    }
    if (reading === 0 && order.length === 0 && results.length === 0) {
      for (const resolve of idleWaiters) resolve();
      idleWaiters = [];
    }
  }

  return {
    add(photos) {
      for (const photo of photos) {
        if (queued.has(photo.id)) continue;
        queued.add(photo.id);
        order.add(photo);
      }
      pump();
    },
    show: (day) => order.show(day),
    get waiting() {
      return queued.size;
    },
    get photosPerSecond() {
      const first = commits[0];
      if (queued.size === 0 || commits.length < 2 || !first) return null;
      const seconds = (performance.now() - first.at) / 1000;
      const photos = commits.slice(1).reduce((sum, each) => sum + each.photos, 0);
      return seconds > 0 ? photos / seconds : null;
    },
    idle() {
      const { promise, resolve } = Promise.withResolvers<void>();
      idleWaiters.push(resolve);
      pump();
      return promise;
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      order.clear();
      for (const resolve of idleWaiters) resolve();
    },
  };
}
