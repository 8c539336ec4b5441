/**
 * chokidar as a source of hints, where the tree is looked at every few seconds because no event can be had (network shares). Which files
 * count is decided by `names.ts`; settling and believing are decided elsewhere. It keeps some 2 kB about each file.
 */
import type { Stats } from 'node:fs';
import { relative, sep } from 'node:path';
import { watch } from 'chokidar';
import type { OpenEventSource } from './eventSource.ts';
import { classifyName, isIgnoredName } from './names.ts';

/** Polls `root` with chokidar in the calling thread. */
export const openPollingSource: OpenEventSource = (root, { pollingSeconds }, onEvent) => {
  const pathInRoot = (path: string) => relative(root, path).replaceAll(sep, '/');
  const watcher = watch(root, {
    ignored: (path, stats) => isOutOfSight(pathInRoot(path), stats),
    // The scan has already told what is there.
    ignoreInitial: true,
    followSymlinks: false,
    // Both hold events back to guess at what an editor does; `settle.ts` waits by its own rules and with a shorter time.
    awaitWriteFinish: false,
    atomic: false,
    // A folder that is closed to us is told by the walk; the rest is watched all the same.
    ignorePermissionErrors: true,
    usePolling: true,
    interval: pollingSeconds * 1000,
    binaryInterval: pollingSeconds * 1000,
  });
  const tell = (path: string, gone: boolean) => onEvent({ kind: 'path', path: pathInRoot(path), gone });

  watcher.on('ready', () => onEvent({ kind: 'ready' }));
  watcher.on('add', (path) => tell(path, false));
  watcher.on('change', (path) => tell(path, false));
  watcher.on('unlink', (path) => tell(path, true));
  watcher.on('unlinkDir', (path) => {
    if (pathInRoot(path) === '') onEvent({ kind: 'root-gone' });
  });
  watcher.on('error', (error) => {
    const { code = '', message } = error as NodeJS.ErrnoException;
    onEvent({ kind: 'error', code, message });
  });

  return { close: () => watcher.close() };
};

/** Without stats the path may be a folder, and a folder's name has no extension to go by: then only its parts are judged. */
function isOutOfSight(path: string, stats: Stats | undefined): boolean {
  if (path === '' || path.startsWith('..')) return false;
  if (classifyName(path) !== 'ignored') return false;
  const isKnownFile = stats !== undefined && !stats.isDirectory();
  return isKnownFile || path.split('/').some(isIgnoredName);
}
