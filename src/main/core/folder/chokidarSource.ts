/**
 * chokidar as a source of hints. Which files count is decided by `names.ts`; settling and believing are decided elsewhere.
 *
 * It is told of folders only. chokidar keeps some 2 kB about each file that it may tell of (measured, 6.0.0, a million photos: minutes of a
 * core; of folders 15 s, and 36 MB stay), and we keep them in the index already: what the system says about a file in a watched folder (`raw`)
 * is hint enough. Where the tree is polled, there is nobody but chokidar to see a change, and it needs the files.
 */
import type { Stats } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { watch } from 'chokidar';
import type { OpenEventSource } from './eventSource.ts';
import { classifyName, isIgnoredName } from './names.ts';

/** A folder that has just come is listed again: what was laid into it before it was watched raised no event. */
const listAgainMs = 1_000;

/** Watches `root` with chokidar in the calling thread. */
export const openChokidarSource: OpenEventSource = (root, options, onEvent) => {
  const pathInRoot = (path: string) => relative(root, path).replaceAll(sep, '/');
  const watcher = watch(root, {
    ignored: (path, stats) => isOutOfSight(pathInRoot(path), stats, options.polling),
    // The scan has already told what is there.
    ignoreInitial: true,
    followSymlinks: false,
    // Both hold events back to guess at what an editor does; `settle.ts` waits by its own rules and with a shorter time.
    awaitWriteFinish: false,
    atomic: false,
    // A folder that is closed to us is told by the walk; the rest is watched all the same.
    ignorePermissionErrors: true,
    usePolling: options.polling,
    interval: options.pollingSeconds * 1000,
    binaryInterval: options.pollingSeconds * 1000,
  });
  let isReady = false;
  let isClosed = false;
  const timers = new Set<NodeJS.Timeout>();
  const tell = (path: string, gone: boolean) => onEvent({ kind: 'path', path: pathInRoot(path), gone });
  const isOurs = (path: string) => classifyName(pathInRoot(path)) !== 'ignored';

  watcher.on('ready', () => {
    isReady = true;
    onEvent({ kind: 'ready' });
  });
  watcher.on('add', (path) => tell(path, false));
  watcher.on('change', (path) => tell(path, false));
  watcher.on('unlink', (path) => tell(path, true));
  watcher.on('unlinkDir', (path) => {
    if (pathInRoot(path) === '') onEvent({ kind: 'root-gone' });
    // Its files went with it, and nobody else tells of them.
    else tell(path, true);
  });
  if (!options.polling) {
    watcher.on('raw', (_event, name, details) => {
      // Without a name the system says only that something was too much for it: the scan finds it.
      if (!isReady || name === null) return;
      const path = join((details as { watchedPath: string }).watchedPath, name);
      // It may be gone as well: whoever looks will see.
      if (isOurs(path)) tell(path, true);
    });
    watcher.on('addDir', (path) => {
      if (isReady) void listFolder(path);
    });
  }
  watcher.on('error', (error) => {
    const { code = '', message } = error as NodeJS.ErrnoException;
    onEvent({ kind: 'error', code, message });
  });

  /** Hints at each file of a folder that came while we watched: now, and once more. */
  async function listFolder(folder: string, isAgain = false): Promise<void> {
    // Gone again: its own event tells.
    const names = await readdir(folder).catch(() => []);
    if (isClosed) return;
    for (const name of names) {
      const path = join(folder, name);
      if (isOurs(path)) tell(path, false);
    }
    if (isAgain) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void listFolder(folder, true);
    }, listAgainMs);
    timers.add(timer);
  }

  return {
    close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      return watcher.close();
    },
  };
};

/**
 * Without stats the path may be a folder, and a folder's name has no extension to go by: then only its parts are judged.
 * @param tellsFiles files that count are in sight; otherwise folders only.
 */
function isOutOfSight(path: string, stats: Stats | undefined, tellsFiles: boolean): boolean {
  if (path === '' || path.startsWith('..')) return false;
  const isKnownFile = stats !== undefined && !stats.isDirectory();
  if (isKnownFile && !tellsFiles) return true;
  if (classifyName(path) !== 'ignored') return false;
  return isKnownFile || path.split('/').some(isIgnoredName);
}
