/** Is the watched folder there? Asked before anything in it is taken to be gone. */
import { readdir, stat } from 'node:fs/promises';
import type { RootState } from './contract.ts';
import { statOptions } from './folderEntry.ts';
import { isIgnoredName } from './names.ts';

/** A share whose server is gone can let a call hang for minutes; by then the supervisor wants the banner. */
const answerWithinMilliseconds = 10_000;

/**
 * `offline` when the root can't be reached, is no folder, does not answer within 10 s, or is an empty mount point: nothing in it
 * (but what systems leave behind, such as `.DS_Store`) although files are known (`isAnyKnown`). Never throws.
 */
export async function rootState(root: string, isAnyKnown: boolean): Promise<RootState> {
  const { promise: tooLate, resolve: giveUp } = Promise.withResolvers<RootState>();
  const timer = setTimeout(() => giveUp('offline'), answerWithinMilliseconds);
  try {
    return await Promise.race([lookAtRoot(root, isAnyKnown), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

async function lookAtRoot(root: string, isAnyKnown: boolean): Promise<RootState> {
  try {
    if (!(await stat(root)).isDirectory()) return 'offline';
    if (!isAnyKnown) return 'online';
    const names = await readdir(root);
    return names.every(isIgnoredName) ? 'offline' : 'online';
  } catch (error) {
    // A folder that is there but closed to us is not offline: the walk tells that as a gap.
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'EACCES' || code === 'EPERM' ? 'online' : 'offline';
  }
}

/** `dev:ino` of the root folder, which changes when something else is mounted in its place; null when there is no folder. */
export async function rootPlace(root: string): Promise<string | null> {
  try {
    const stats = await stat(root, statOptions);
    return stats.isDirectory() ? `${stats.dev}:${stats.ino}` : null;
  } catch {
    return null;
  }
}
