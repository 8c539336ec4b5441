/**
 * The watcher: turns a source's events into hints. It never says what happened, only where to look; when it can't vouch for
 * its events any more it says so, and the scan decides.
 */
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { CreateWatcher, FolderWatcher } from './contract.ts';
import type { EventSource, OpenEventSource, SourceEvent, WatchOptions } from './eventSource.ts';
import { openFolderSource } from './folderSource.ts';
import { rootPlace } from './rootState.ts';
import { sourceInThread } from './threadedSource.ts';

/** Times in milliseconds; tests shorten them. */
export interface WatcherTimes {
  /** Events are collected this long, so that a burst is one hint (VS Code's watcher: 75 ms). */
  collect: number;
  /** Wait before the first restart; doubled for each one after. */
  restart: number;
  /** A source that ran this long without an error has its restarts forgiven. */
  forgive: number;
  /** How often the root itself is looked at: a mount that goes or comes back raises no event. */
  rootLook: number;
}

const usualTimes: WatcherTimes = { collect: 75, restart: 1_000, forgive: 600_000, rootLook: 5_000 };

/** Paths in one hint; more come in the next turn of the event loop, so that a burst can't hold it. */
const pathsPerHint = 500;

/** More restarts than this mend nothing; the scan goes on every few minutes in any case. */
const maximumRestarts = 5;

/** Watches in this thread: for small folders and tests. */
export const createPlainWatcher: CreateWatcher = (root, options) => watcherOn(openFolderSource, root, options);

/** Watches in a thread of their own: for the hosts. `threadFile` is `watcherThread.ts`, or what the build made of it. */
export function createThreadedWatcher(threadFile: string | URL): CreateWatcher {
  return (root, options) => watcherOn(sourceInThread(threadFile), root, options);
}

/**
 * A watcher on any source of events. `start()` resolves when everything is watched, or when it turned out that it can't be (then
 * `onDistrust` was called): walk the tree after it, and nothing falls between walk and watch. Never rejects.
 */
export function watcherOn(
  openSource: OpenEventSource,
  root: string,
  options: WatchOptions,
  times: WatcherTimes = usualTimes,
): FolderWatcher {
  const hintListeners: Array<(paths: string[]) => void> = [];
  const distrustListeners: Array<(reason: string) => void> = [];
  const started = Promise.withResolvers<void>();

  let source: EventSource | null = null;
  /** Counts sources, so that a late event of a closed one is known as such. */
  let generation = 0;
  let restarts = 0;
  let openedAt = 0;
  let isClosed = false;
  /** Why the tree has to be walked once the next source is ready; null at the first start. */
  let reasonAtReady: string | null = null;
  const hinted = new Set<string>();
  let somethingWent = false;
  let collectTimer: NodeJS.Timeout | undefined;
  let waitTimer: NodeJS.Timeout | undefined;

  function distrust(reason: string): void {
    for (const listener of distrustListeners) listener(reason);
    started.resolve();
  }

  async function open(): Promise<void> {
    const place = await rootPlace(root);
    if (place === null) return loseRoot();
    if (isClosed) return;
    const ours = ++generation;
    openedAt = performance.now();
    source = openSource(root, options, (event) => {
      if (ours === generation && !isClosed) onEvent(event);
    });
    void guardRoot(ours, place);
  }

  /** As long as this source is in use: is the root still there, and still the same folder? */
  async function guardRoot(ours: number, place: string): Promise<void> {
    for (;;) {
      await delay(times.rootLook, undefined, { ref: false });
      const placeNow = await rootPlace(root);
      if (ours !== generation || isClosed) return;
      if (placeNow === null) return loseRoot();
      if (placeNow === place) continue;
      // Mounted again: the watches are on the old folder and will never fire.
      drop();
      reasonAtReady = 'The folder was put in place again.';
      return open();
    }
  }

  /** Closes the source and forgets what it said last. */
  function drop(): void {
    generation += 1;
    clearTimeout(collectTimer);
    collectTimer = undefined;
    hinted.clear();
    somethingWent = false;
    // A source that fails to close has nothing more to tell us.
    void source?.close().catch(() => {});
    source = null;
  }

  function onEvent(event: SourceEvent): void {
    if (event.kind === 'ready') {
      if (reasonAtReady !== null) distrust(reasonAtReady);
      reasonAtReady = null;
      started.resolve();
    } else if (event.kind === 'error') {
      void onError(event.code, event.message);
    } else {
      if (event.kind === 'path') hinted.add(event.path);
      somethingWent ||= event.kind === 'root-gone' || event.gone;
      collectTimer ??= setTimeout(() => void flush(), times.collect);
    }
  }

  async function flush(): Promise<void> {
    collectTimer = undefined;
    const paths = [...hinted];
    const mayBeRoot = somethingWent;
    hinted.clear();
    somethingWent = false;
    const ours = generation;
    // A root that vanishes looks like each file deleted: look before believing.
    if (mayBeRoot && (await rootPlace(root)) === null) {
      if (ours === generation) loseRoot();
      return;
    }
    for (let from = 0; from < paths.length && !isClosed; from += pathsPerHint) {
      const chunk = paths.slice(from, from + pathsPerHint);
      for (const listener of hintListeners) listener(chunk);
      await nextTurn();
    }
  }

  function loseRoot(): void {
    if (isClosed) return;
    drop();
    reasonAtReady = 'The folder is back.';
    distrust('The folder can’t be reached.');
    waitTimer = setTimeout(() => void lookForRoot(), times.rootLook);
  }

  async function lookForRoot(): Promise<void> {
    const isBack = (await rootPlace(root)) !== null;
    if (isClosed) return;
    if (isBack) return open();
    waitTimer = setTimeout(() => void lookForRoot(), times.rootLook);
  }

  async function onError(code: string, message: string): Promise<void> {
    if (performance.now() - openedAt > times.forgive) restarts = 0;
    drop();
    if ((await rootPlace(root)) === null) return loseRoot();
    if (isClosed) return;
    const shortage = shortageSentence(code);
    if (shortage) return distrust(shortage);
    if (restarts >= maximumRestarts) {
      return distrust(`Watching the folder failed again and again (${code || message}). ${scanGoesOn}`);
    }
    reasonAtReady = 'Watching the folder was started again.';
    waitTimer = setTimeout(() => void open(), times.restart * 2 ** restarts);
    restarts += 1;
    distrust(`Watching the folder failed (${code || message}) and is started again.`);
  }

  return {
    start() {
      void open();
      return started.promise;
    },
    onHint: (listener) => void hintListeners.push(listener),
    onDistrust: (listener) => void distrustListeners.push(listener),
    async close() {
      isClosed = true;
      clearTimeout(collectTimer);
      clearTimeout(waitTimer);
      started.resolve();
      await source?.close();
    },
  };
}

const scanGoesOn = 'New photos are still found, at the scan every few minutes.';

/** The system has no more watches or files to give: starting again would fail in the same way. Null for other errors. */
function shortageSentence(code: string): string | null {
  if (code === 'ENOSPC') {
    return `The system has no more watches to give for a folder of this size (fs.inotify.max_user_watches). ${scanGoesOn}`;
  }
  if (code === 'EMFILE' || code === 'ENFILE') {
    return `The system lets Porchlight open no more files, so the folder can’t be watched. ${scanGoesOn}`;
  }
  return null;
}
