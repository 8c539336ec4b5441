/** A photo's own bytes out of the folder, proven: what is handed on hashes to the photo's id, or it is not handed on. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { statEntry } from '#core/folder/statEntry.ts';
import type { PhotoId } from '#shared/ids.ts';

/**
 * Why the bytes can't be had: no file, one that only the cloud has, other bytes than when it was indexed, no right to read, or
 * the picture was erased, though its file may still lie there.
 */
export type BytesLacking = 'gone' | 'online-only' | 'changed' | 'unreadable' | 'erased';
export type OriginalBytes = { ok: true; bytes: Buffer } | { ok: false; why: BytesLacking };

/** Read so much, then hash it, then look whether anybody called it off. */
const pieceBytes = 1_048_576;

/**
 * Tries each path (relative to `root`) until one holds the photo. Never opens a file whose bytes are elsewhere: that would
 * download it. Memory: the photo, once.
 */
export async function readOriginal(
  root: string,
  photo: { photoId: PhotoId; bytes: number; paths: readonly string[] },
  signal: AbortSignal,
): Promise<OriginalBytes> {
  let why: BytesLacking = 'gone';
  for (const path of photo.paths) {
    const entry = await statEntry(root, path);
    signal.throwIfAborted();
    if (!entry) continue;
    if (entry.problem) why = 'unreadable';
    else if (entry.onlineOnly) why = 'online-only';
    else if (entry.size !== photo.bytes) why = 'changed';
    else {
      const bytes = await readProven(join(root, path), photo, signal);
      if (Buffer.isBuffer(bytes)) return { ok: true, bytes };
      why = bytes;
    }
  }
  return { ok: false, why };
}

async function readProven(
  path: string,
  photo: { photoId: PhotoId; bytes: number },
  signal: AbortSignal,
): Promise<Buffer | BytesLacking> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => error);
  if (handle instanceof Error) return handle.code === 'ENOENT' ? 'gone' : 'unreadable';
  try {
    const bytes = Buffer.allocUnsafe(photo.bytes);
    const hash = createHash('sha256');
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, Math.min(pieceBytes, bytes.length - filled));
      signal.throwIfAborted();
      if (bytesRead === 0) return 'changed';
      hash.update(bytes.subarray(filled, filled + bytesRead));
      filled += bytesRead;
    }
    return hash.digest('hex') === photo.photoId ? bytes : 'changed';
  } catch (error) {
    signal.throwIfAborted();
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : 'unreadable';
  } finally {
    await handle.close();
  }
}
