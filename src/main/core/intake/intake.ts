/**
 * From the folder to the index. The watcher hints, the walk decides: at the start, on wake, after an error or an overflow, and
 * every few minutes. Both end in the same step (`reconcile.ts`), which may be repeated without harm.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Log } from '#core/contract.ts';
import type { CreateWatcher, FolderWatcher, RootState } from '#core/folder/contract.ts';
import { rootState } from '#core/folder/rootState.ts';
import { statEntry } from '#core/folder/statEntry.ts';
import { walkFolder } from '#core/folder/walk.ts';
import type { DirtyDays } from '#core/index/dirtyDays.ts';
import type { FileStore } from '#core/index/fileStore.ts';
import { isDamaged, isRefused } from '#core/index/openIndex.ts';
import type { PhotoWriter } from '#core/index/photoWriter.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { DataQueue } from './dataQueue.ts';
import type { PhotoQueue } from './photoQueue.ts';
import { createReconciler, type Reconciliation } from './reconcile.ts';

/** A disk that was full is tried again this often. */
const tryAgainAfterMs = 2_000;

export interface Intake {
  /** Walks the tree (once for several callers) and resolves when it is through. */
  scan(): Promise<void>;
  /** After a disk was full. */
  scanSoon(): void;
  /** Looks at single paths now. */
  look(paths: readonly string[]): Promise<void>;
  /** Tries a file again at a moment of the running clock. */
  retry(id: number, at: number): void;
  readonly scanning: boolean;
  readonly source: RootState;
  readonly lastScanAt: number | null;
  /** Files that still change wait for their second look. */
  readonly settling: number;
  readonly watcherTrouble: string | null;
  readonly gaps: readonly string[];
  start(): Promise<void>;
  /** Resolves when no scan runs and no second look is due. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface IntakeParts {
  db: Database;
  files: FileStore;
  dirty: DirtyDays;
  photosWriter: PhotoWriter;
  photos: PhotoQueue;
  data: DataQueue;
  root: string;
  createWatcher: CreateWatcher | null;
  settings: () => Settings;
  clock: () => number;
  runningClock: () => number;
  log: Log;
  onChanged: () => void;
  /** The index could not be written (disk full), or can be again. */
  onBlocked: (isBlocked: boolean) => void;
  onDamaged: () => void;
  onDays: (days: Iterable<ServiceDate>) => void;
  /** Between two pieces of work that has time: leaves the machine to who asks for something. */
  giveWay: () => Promise<void>;
}

/** Files of a later walk that are held against the index in one piece: some two milliseconds. */
const laterBatch = 125;

export function createIntake(parts: IntakeParts): Intake {
  const { files, root } = parts;
  const reconciler = createReconciler({ ...parts, settings: parts.settings });
  const abort = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  let looksDue = 0;
  let watcher: FolderWatcher | null = null;
  let scanTimer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let scanAgain = false;
  let source: RootState = 'online';
  let lastScanAt: number | null = null;
  let watcherTrouble: string | null = null;
  let gaps: string[] = [];
  let idleWaiters: Array<() => void> = [];

  /** Nothing is begun any more once it closes: what is read meanwhile is still written, and asks to be tried again. */
  function later(at: number, work: () => void): void {
    if (abort.signal.aborted) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        work();
      },
      Math.max(0, at - parts.runningClock()),
    );
    timers.add(timer);
  }

  function act(result: Reconciliation): void {
    if (result.moved.length > 0) {
      const days = parts.db.transaction(() => result.moved.flatMap((photo) => [...parts.photosWriter.place(photo)]))();
      parts.onDays(days);
    }
    parts.photos.add(result.photos);
    // During a walk the data files wait for its end, so that the older manifest comes first.
    if (running) dataOfWalk.push(...result.data);
    else parts.data.add(result.data);
    for (const { path, at } of result.lookAgain) {
      looksDue++;
      later(at, () => {
        void look([path]).finally(() => {
          looksDue--;
          tellIdle();
        });
      });
    }
    if (result.changed) parts.onChanged();
  }
  const dataOfWalk: number[] = [];

  async function setSource(next: RootState): Promise<boolean> {
    if (next !== source) {
      source = next;
      parts.log.warn(next === 'offline' ? 'The folder can’t be reached' : 'The folder is back');
      parts.onChanged();
      // The next look is due by what is known now, not by what was known when the last one was planned.
      if (scanTimer && !abort.signal.aborted) scheduleScan();
    }
    return next === 'online';
  }

  /** What the index could not take is not lost: the walk finds it again. */
  function onTrouble(message: string, error: unknown): void {
    if (abort.signal.aborted) return;
    parts.log.error(message, { error: String(error) });
    if (isDamaged(error)) parts.onDamaged();
    else if (isRefused(error)) {
      parts.onBlocked(true);
      scanSoon();
    }
  }

  function scanSoon(): void {
    later(parts.runningClock() + tryAgainAfterMs, () => void scan());
  }

  async function look(paths: readonly string[]): Promise<void> {
    try {
      await lookAt(paths);
    } catch (error) {
      onTrouble('Changed files could not be taken in', error);
    }
  }

  async function lookAt(paths: readonly string[]): Promise<void> {
    const entries = [];
    const missing: string[] = [];
    for (const path of paths) {
      if (abort.signal.aborted) return;
      const entry = await statEntry(root, path);
      if (entry) entries.push(entry);
      else missing.push(path);
    }
    if (abort.signal.aborted) return;
    if (entries.length > 0) act(reconciler.see(entries));
    const known = missing.flatMap((path) => (files.byPath(path)?.present === 1 ? [path] : goneUnder(path)));
    // A vanished root makes every file look deleted: the root is asked before it is believed.
    if (known.length > 0 && (await setSource(await rootState(root, files.isAnyPresent())))) {
      for (const path of known) reconciler.miss(path);
      parts.onChanged();
    }
  }

  /** Files of a folder that is hinted at and is not there any more (or is a file now). */
  function goneUnder(folder: string): string[] {
    const below = files.presentUnder(folder);
    return below.filter((path) => !existsSync(join(root, path)));
  }

  async function walkOnce(): Promise<void> {
    if (!(await setSource(await rootState(root, files.isAnyPresent())))) return;
    // What an earlier run left unread (it was killed, or the disk was full) is read first.
    parts.photos.add(files.queued('photo'));
    dataOfWalk.push(...files.queued('data').map((file) => file.id));
    reconciler.beginWalk();
    // What is on the screen waits for the first walk; later ones hardly find anything, and are nobody's hurry.
    const isFirst = lastScanAt === null;
    const walk = walkFolder(root, { signal: abort.signal, ...(isFirst ? {} : { batch: laterBatch }) });
    for await (const batch of walk.batches) {
      act(reconciler.see(batch));
      if (!isFirst) await parts.giveWay();
    }
    const found = await walk.gaps;
    gaps = found.map((gap) => gap.message);
    if (found.some((gap) => gap.path === '')) await setSource(await rootState(root, files.isAnyPresent()));
    if (
      (await reconciler.endWalk(
        found.map((gap) => gap.path),
        abort.signal,
      )) > 0
    )
      parts.onChanged();
    for (const file of files.retryable()) retryNow(file.id);
    lastScanAt = parts.clock();
    parts.onBlocked(false);
  }

  /** A file that may be readable by now, though nothing about it has changed. */
  function retryNow(id: number): void {
    const file = files.byId(id);
    if (!file || file.present === 0 || file.state !== 'unreadable') return;
    if (parts.runningClock() < (retryNotBefore.get(id) ?? 0)) return;
    try {
      files.requeue(id);
    } catch (error) {
      onTrouble('A file could not be tried again', error);
      return;
    }
    if (file.class === 'photo') parts.photos.add([{ id, modifiedAt: file.modified_at, day: null }]);
    else parts.data.add([id]);
  }
  const retryNotBefore = new Map<number, number>();

  function scan(): Promise<void> {
    if (running) {
      scanAgain = true;
      return running;
    }
    running = (async () => {
      do {
        scanAgain = false;
        try {
          await walkOnce();
        } catch (error) {
          onTrouble('The folder could not be walked', error);
        }
      } while (scanAgain && !abort.signal.aborted);
    })().finally(() => {
      running = null;
      const data = dataOfWalk.splice(0);
      if (!abort.signal.aborted) parts.data.add(data);
      parts.onChanged();
      tellIdle();
    });
    parts.onChanged();
    return running;
  }

  function tellIdle(): void {
    if (running || looksDue > 0) return;
    for (const resolve of idleWaiters) resolve();
    idleWaiters = [];
  }

  function scheduleScan(): void {
    if (scanTimer) clearTimeout(scanTimer);
    scanTimer = setTimeout(
      () => {
        void scan().finally(() => {
          if (!abort.signal.aborted) scheduleScan();
        });
      },
      // A folder that is away is looked for more often: its return is what the supervisor waits for.
      source === 'offline' ? 5_000 : parts.settings().scanEveryMinutes * 60_000,
    );
  }

  return {
    scan,
    scanSoon,
    look,
    retry(id, at) {
      retryNotBefore.set(id, at);
      if (parts.createWatcher) later(at, () => retryNow(id));
    },
    get scanning() {
      return running !== null;
    },
    get source() {
      return source;
    },
    get lastScanAt() {
      return lastScanAt;
    },
    get settling() {
      return looksDue;
    },
    get watcherTrouble() {
      return watcherTrouble;
    },
    get gaps() {
      return gaps;
    },
    async start() {
      if (!parts.createWatcher) return;
      const { polling, pollingSeconds } = parts.settings();
      watcher = parts.createWatcher(root, { polling, pollingSeconds });
      watcher.onHint((paths) => void look(paths));
      watcher.onDistrust((reason) => {
        watcherTrouble = reason;
        parts.log.warn('The watcher can’t be trusted', { reason });
        void scan();
      });
      // The walk first and alone: a watcher's first look at a large tree takes seconds of both cores, and what is on the screen
      // waits for the walk. The watcher tells only what happens once it is ready; what fell between, a second walk finds.
      await scan();
      if (abort.signal.aborted) return;
      await watcher.start();
      if (abort.signal.aborted) return;
      scheduleScan();
      void scan();
    },
    idle() {
      const { promise, resolve } = Promise.withResolvers<void>();
      idleWaiters.push(resolve);
      tellIdle();
      return promise;
    },
    async close() {
      abort.abort();
      if (scanTimer) clearTimeout(scanTimer);
      for (const timer of timers) clearTimeout(timer);
      await watcher?.close();
      await running;
      for (const resolve of idleWaiters) resolve();
    },
  };
}
