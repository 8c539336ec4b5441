/** One folder of the tree, looked into for the watchers: which files in it count, and which folders are in it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { classifyName, isIgnoredName } from './names.ts';

/** Is a file at this path (relative, with `/`) one of ours? */
export function isOurs(path: string): boolean {
  return classifyName(path) !== 'ignored';
}

/** Paths relative to `root` with `/`. A folder that is gone, or closed to us, holds nothing: the walk tells that. */
export async function lookInto(root: string, folder: string): Promise<{ files: string[]; folders: string[] }> {
  const found = { files: [] as string[], folders: [] as string[] };
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (isIgnoredName(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.folders.push(path);
    else if (isOurs(path)) found.files.push(path);
  }
  return found;
}
