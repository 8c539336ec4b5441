/** chokidar as a source of hints. Which files count is decided by `names.ts`; settling and believing are decided elsewhere. */
import type { Stats } from 'node:fs';
import { relative, sep } from 'node:path';
import { watch } from 'chokidar';
import type { OpenEventSource } from './eventSource.ts';
import { classifyName, isIgnoredName } from './names.ts';

/** Watches `root` with chokidar in the calling thread. */
export const openChokidarSource: OpenEventSource = (root, options, onEvent) => {
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
    usePolling: options.polling,
    interval: options.pollingSeconds * 1000,
    binaryInterval: options.pollingSeconds * 1000,
  });
  watcher.on('ready', () => onEvent({ kind: 'ready' }));
  watcher.on('add', (path) => onEvent({ kind: 'path', path: pathInRoot(path), gone: false }));
  watcher.on('change', (path) => onEvent({ kind: 'path', path: pathInRoot(path), gone: false }));
  watcher.on('unlink', (path) => onEvent({ kind: 'path', path: pathInRoot(path), gone: true }));
  watcher.on('unlinkDir', (path) => {
    if (pathInRoot(path) === '') onEvent({ kind: 'root-gone' });
  });
  watcher.on('error', (error) => {
    const { code = '', message } = error as NodeJS.ErrnoException;
    onEvent({ kind: 'error', code, message });
  });
  return { close: () => watcher.close() };
};

/** Without stats the path may be a folder, and a folder's name has no extension to go by. */
function isOutOfSight(path: string, stats: Stats | undefined): boolean {
  if (path === '' || path.startsWith('..')) return false;
  const isKnownFile = stats !== undefined && !stats.isDirectory();
  const fileClass = classifyName(path);
  if (fileClass !== 'ignored') return false;
  return isKnownFile || path.split('/').some(isIgnoredName);
}
