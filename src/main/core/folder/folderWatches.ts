/**
 * A watch of the system (inotify) for each folder, as a source of hints on Linux. What it keeps grows with the folders, not with the
 * files in them, and one folder after another is listed; chokidar, and Node's own recursive watch, look at each file at their
 * start (measured on a million files: 1.4 to 2 GB).
 */
import { type FSWatcher, watch } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { OpenEventSource } from './eventSource.ts';
import { isOurs, lookInto } from './lookInto.ts';
import { lookQueue } from './lookQueue.ts';
import { isIgnoredName } from './names.ts';

interface WatchedFolder {
  watcher: FSWatcher;
  /** `dev:ino`: another folder may come to stand under the same name. */
  place: string;
}

/** Watches `root`. It never follows a link to a folder. */
export const openFolderWatches: OpenEventSource = (root, _options, onEvent) => {
  const watched = new Map<string, WatchedFolder>();
  const toLookAt = lookQueue(lookAt);
  let isClosed = false;

  const tell = (path: string, gone: boolean) => onEvent({ kind: 'path', path, gone });

  function fail({ code = '', message }: NodeJS.ErrnoException): void {
    if (isClosed) return;
    close();
    onEvent({ kind: 'error', code, message });
  }

  function close(): void {
    isClosed = true;
    toLookAt.close();
    for (const { watcher } of watched.values()) watcher.close();
    watched.clear();
  }

  /** False: it can't be watched, as it is gone or closed to us (which the walk tells), or as nothing can be any more. */
  async function watchOne(folder: string): Promise<boolean> {
    try {
      const absolute = join(root, folder);
      const { dev, ino } = await lstat(absolute, { bigint: true });
      if (isClosed || watched.has(folder)) return !isClosed;
      const watcher = watch(absolute, (kind, name) => onFolderEvent(folder, kind, name));
      watcher.on('error', (error) => {
        // A folder that was taken away: the one above tells of it.
        if (folder === '' || (error as NodeJS.ErrnoException).code !== 'EPERM') fail(error);
      });
      watched.set(folder, { watcher, place: `${dev}:${ino}` });
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EACCES' && code !== 'EPERM') fail(error as Error);
      return false;
    }
  }

  /** Watches a folder and all below it; each is watched before it is listed, so that nothing comes unseen in between. */
  async function watchAll(top: string, { tellsFiles }: { tellsFiles: boolean }): Promise<void> {
    const folders = [top];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      if (!(await watchOne(folder))) continue;
      const found = await lookInto(root, folder);
      if (isClosed) return;
      folders.push(...found.folders);
      if (tellsFiles) for (const path of found.files) tell(path, false);
    }
  }

  function onFolderEvent(folder: string, kind: string, name: string | null): void {
    if (isClosed) return;
    if (name === null) {
      fail(new Error('the system lost count of what changed'));
      return;
    }
    // A folder that goes says so by its own name, as if that were in it.
    if (folder === '' && kind === 'rename' && name === basename(root)) onEvent({ kind: 'root-gone' });
    if (isIgnoredName(name)) return;
    const path = folder === '' ? name : `${folder}/${name}`;
    // It may be gone as well: whoever looks will see.
    if (isOurs(path)) tell(path, true);
    if (kind !== 'rename') return;
    toLookAt.add(path);
  }

  /** Has a folder come or gone there? */
  async function lookAt(path: string): Promise<void> {
    const stats = await lstat(join(root, path), { bigint: true }).catch(() => null);
    if (isClosed) return;
    const known = watched.get(path);
    const isFolder = stats?.isDirectory() === true;
    if (known && !(isFolder && known.place === `${stats.dev}:${stats.ino}`)) {
      forget(path);
      // Its files went with it, and nobody else tells of them.
      tell(path, true);
    }
    if (isFolder && !watched.has(path)) await watchAll(path, { tellsFiles: true });
  }

  function forget(top: string): void {
    for (const [folder, { watcher }] of watched) {
      if (folder !== top && !folder.startsWith(`${top}/`)) continue;
      watcher.close();
      watched.delete(folder);
    }
  }

  void watchAll('', { tellsFiles: false }).then(() => {
    if (!isClosed) onEvent({ kind: 'ready' });
  });

  return {
    async close() {
      close();
    },
  };
};
