/** Writing a small file whole or not at all, whatever happens meanwhile. */
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes `content` beside `file`, syncs it and renames it over `file`: after a crash or power cut there is the old content or the
 * new one. Throws the file system's error (disk full, no right to write); `file` is then as it was. `mode`: who may read it,
 * where the system knows such a thing.
 */
export async function writeFileAtomically(file: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Makes a rename in the folder durable; Windows can't sync folders and does without. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
