/** One file's `lstat` made into a {@link FolderEntry}: what the walk and a single look at a hinted path have in common. */
import type { BigIntStats, Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import type { FileClass, FolderEntry } from './contract.ts';

export type FileStats = Stats | BigIntStats;

/**
 * Windows file numbers have 64 bits; as doubles, neighbours would become one and renames would be followed to the wrong
 * photo. Elsewhere plain numbers do, and cost half.
 */
export const statOptions = { bigint: process.platform === 'win32' };

/**
 * NTFS keeps the bytes of a file below about 900 bytes in its directory record and then counts no blocks. Reading so little
 * from the cloud costs nothing, so on Windows only larger files are taken to be elsewhere.
 */
const residentBytes = process.platform === 'win32' ? 1024 : 0;

/** An entry for a file (not a folder, not a link) that could be statted. `identity` null for a link's target. */
export function entryOfFile(
  path: string,
  fileClass: FileClass,
  stats: FileStats,
  options: { followRenames: boolean },
): FolderEntry {
  const size = Number(stats.size);
  const modifiedAt = Math.floor(Number(stats.mtimeMs));
  // File systems without a time of birth answer 0.
  const arrivedAt = Math.floor(Number(stats.birthtimeMs)) || Math.floor(Number(stats.ctimeMs));
  const onlineOnly = fileClass === 'placeholder' || (size > residentBytes && Number(stats.blocks) === 0);
  const identity = options.followRenames && stats.ino ? `${stats.dev}:${stats.ino}` : null;
  return {
    path,
    fileClass,
    size,
    modifiedAt,
    arrivedAt,
    identity,
    onlineOnly,
    problem: stats.isFile() || fileClass === 'ignored' ? null : notAFile(path),
  };
}

/** An entry for something that is known by name only. */
export function entryWithProblem(
  path: string,
  fileClass: FileClass,
  problem: NonNullable<FolderEntry['problem']>,
): FolderEntry {
  return { path, fileClass, size: 0, modifiedAt: 0, arrivedAt: 0, identity: null, onlineOnly: false, problem };
}

/** A pipe, socket or device called `.jpg`: opening a pipe would wait for ever. */
function notAFile(path: string): NonNullable<FolderEntry['problem']> {
  return {
    code: 'read-failed',
    message: `“${nameOf(path)}” is not an ordinary file (a pipe, socket or device), so there is no picture to read.`,
  };
}

/**
 * An entry for a file whose `lstat` failed, or null when it is simply gone: between listing a folder and looking at its
 * files, sync clients rename and delete.
 */
export function entryOfFailedStat(
  path: string,
  fileClass: FileClass,
  error: NodeJS.ErrnoException,
): FolderEntry | null {
  if (isGone(error)) return null;
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return entryWithProblem(path, fileClass, {
      code: 'permission-denied',
      message: `Porchlight is not allowed to look at “${nameOf(path)}”. Give this user the right to read the folder it is in.`,
    });
  }
  return entryWithProblem(path, fileClass, {
    code: 'read-failed',
    message: `“${nameOf(path)}” could not be looked at (${error.code ?? error.message}). Porchlight tries again at the next scan.`,
  });
}

/**
 * An entry for a symbolic link. A link to a file inside the root is one more file with the same bytes; it gets no identity, or
 * it would look like its target renamed. A link that leads out of the root, to a folder (whose files stand in the tree where
 * they are) or nowhere is not followed: it is accounted for as ignored, a folder's as nothing.
 */
export async function entryOfLink(
  absolutePath: string,
  path: string,
  fileClass: FileClass,
  linkStats: FileStats,
  realRoot: string,
): Promise<FolderEntry | null> {
  const ignored = { ...entryOfFile(path, 'ignored', linkStats, { followRenames: false }), onlineOnly: false };
  try {
    const target = await realpath(absolutePath);
    const stats = await stat(target, statOptions);
    if (stats.isDirectory()) return null;
    return isInside(target, realRoot) ? entryOfFile(path, fileClass, stats, { followRenames: false }) : ignored;
  } catch {
    return ignored;
  }
}

/** True when `path` is below `root`; both absolute and without links. */
export function isInside(path: string, root: string): boolean {
  return path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** The path, or a folder above it, does not exist (any more). */
export function isGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ENOENT' || error.code === 'ENOTDIR';
}

/** Last part of a path with `/`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
