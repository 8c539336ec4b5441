/**
 * One watch of the system for the whole tree, as Windows (ReadDirectoryChangesW) and macOS (FSEvents) have it: it keeps nothing about
 * folders or files. A watch for each folder would keep Windows from renaming the folders above it.
 */
import { watch } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { OpenEventSource } from './eventSource.ts';
import { isOurs, lookInto } from './lookInto.ts';
import { lookQueue } from './lookQueue.ts';
import { isIgnoredName } from './names.ts';

/** Watches `root`. */
export const openTreeWatch: OpenEventSource = (root, _options, onEvent) => {
  let isClosed = false;
  const tell = (path: string, gone: boolean) => onEvent({ kind: 'path', path, gone });
  const fail = ({ code = '', message }: NodeJS.ErrnoException) => {
    if (!isClosed) onEvent({ kind: 'error', code, message });
  };
  const toLookAt = lookQueue(lookAt);

  /** Of a folder that is moved in or out nothing is told but its own name. */
  async function lookAt(path: string): Promise<void> {
    const stats = await lstat(join(root, path)).catch(() => null);
    if (isClosed) return;
    if (stats === null) tell(path, true);
    const folders = stats?.isDirectory() ? [path] : [];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      const found = await lookInto(root, folder);
      if (isClosed) return;
      folders.push(...found.folders);
      for (const file of found.files) tell(file, false);
    }
  }

  function onTreeEvent(kind: string, name: string | null): void {
    if (isClosed) return;
    // More at once than the system keeps: the scan finds it.
    if (name === null) {
      fail(new Error('the system lost count of what changed'));
      return;
    }
    const path = name.replaceAll(sep, '/');
    if (path.split('/').some(isIgnoredName)) return;
    // It may be gone as well: whoever looks will see.
    if (isOurs(path)) tell(path, true);
    else if (kind === 'rename') {
      toLookAt.add(path);
    }
  }

  let close = () => {};
  try {
    const watcher = watch(root, { recursive: true }, onTreeEvent);
    watcher.on('error', fail);
    close = () => watcher.close();
    // As every source: not before it is returned.
    queueMicrotask(() => {
      if (!isClosed) onEvent({ kind: 'ready' });
    });
  } catch (error) {
    queueMicrotask(() => fail(error as Error));
  }

  return {
    async close() {
      isClosed = true;
      toLookAt.close();
      close();
    },
  };
};
