/** One look at one path that was hinted at, by the same rules as the walk. */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FolderEntry } from './contract.ts';
import { entryOfFailedStat, entryOfFile, entryOfLink, type FileStats, isInside, statOptions } from './folderEntry.ts';
import { classifyName } from './names.ts';
import { entryOfPhotoNamedFolder } from './walk.ts';

/**
 * The entry at `path` (relative to the root, with `/`), or null when there is no file: gone, a folder, or a path that leads
 * out of the root. Null says nothing about why: before taking a file for gone, ask `rootState`.
 */
export async function statEntry(root: string, path: string): Promise<FolderEntry | null> {
  if (path === '' || path.split('/').some((part) => part === '' || part === '.' || part === '..')) return null;
  const absolutePath = join(root, path);
  const fileClass = classifyName(path);
  let stats: FileStats;
  let realRoot: string;
  try {
    realRoot = await realpath(root);
    const realFolder = await realpath(dirname(absolutePath));
    if (realFolder !== realRoot && !isInside(realFolder, realRoot)) return null;
    stats = await lstat(absolutePath, statOptions);
  } catch (error) {
    return entryOfFailedStat(path, fileClass, error as NodeJS.ErrnoException);
  }
  if (stats.isSymbolicLink()) return entryOfLink(absolutePath, path, fileClass, stats, realRoot);
  if (!stats.isDirectory()) return entryOfFile(path, fileClass, stats, { followRenames: true });
  if (fileClass !== 'photo') return null;
  const names = await readdir(absolutePath).catch(() => null);
  return names?.length === 0 ? entryOfPhotoNamedFolder(path) : null;
}
