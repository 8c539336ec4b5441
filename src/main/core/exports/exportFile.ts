/**
 * A file that is whole or absent: written as `NAME.part`, synced, renamed. What is left of an export whose process was killed is
 * taken away at the next start; a mark in the data folder names it, so that nobody else's `.part` is touched.
 */
import { createWriteStream, existsSync, type WriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { syncFolder, writeFileAtomically } from '#core/dataFolder/atomicFile.ts';
import { freeName } from './fileNames.ts';

/**
 * Lets `write` fill a file of this name in `folder` (made where it is lacking). Resolves to the path it has got, which carries a
 * number where the name was taken. Rejects with what `write` or the disk says; then nothing of it is left.
 */
export async function writeExportFile(
  place: { folder: string; fileName: string; mark: string },
  write: (out: WriteStream) => Promise<void>,
): Promise<string> {
  const { folder, fileName, mark } = place;
  await mkdir(folder, { recursive: true });
  const free = () =>
    join(
      folder,
      freeName(fileName, (name) => existsSync(join(folder, name)) || existsSync(join(folder, `${name}.part`))),
    );
  const part = `${free()}.part`;
  await writeFileAtomically(mark, `${JSON.stringify({ part })}\n`);
  let out: WriteStream | null = null;
  try {
    out = createWriteStream(part, { flags: 'wx', flush: true });
    // Whoever writes may fail before it has looked at the stream: its error must not go unheard.
    const closed = finished(out);
    closed.catch(() => undefined);
    await write(out);
    await closed;
    await rm(mark, { force: true });
    // Somebody may have put a file of this name there meanwhile.
    const path = existsSync(part.slice(0, -'.part'.length)) ? free() : part.slice(0, -'.part'.length);
    await rename(part, path);
    await syncFolder(folder);
    return path;
  } catch (error) {
    if (out) {
      out.destroy();
      await finished(out).catch(() => undefined);
    }
    await rm(part, { force: true }).catch(() => undefined);
    await rm(mark, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Takes away what an export left behind whose process did not live to do it. */
export async function cleanUpAfterKill(mark: string): Promise<void> {
  const text = await readFile(mark, 'utf8').catch(() => null);
  if (text === null) return;
  try {
    const { part } = JSON.parse(text) as { part?: unknown };
    if (typeof part === 'string' && isAbsolute(part) && part.endsWith('.part') && existsSync(dirname(part))) {
      await rm(part, { force: true });
    }
  } catch {
    // A mark that can't be read names nothing.
  }
  await rm(mark, { force: true });
}
