/** A picture as it may be handed on: its own bytes, proven, or a copy in which hidden parts are unreadable. */
import { createHash } from 'node:crypto';
import { isErased } from '#core/index/erasedStops.ts';
import { hidesSomething } from '#shared/hiding.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { ExportTask } from './contract.ts';
import { type BytesLacking, readOriginal } from './originalBytes.ts';

/** A picture and where its files are, relative to the folder. */
export interface PictureFiles {
  photoId: PhotoId;
  bytes: number;
  paths: readonly string[];
}

export type PictureContent =
  | {
      ok: true;
      bytes: Buffer;
      extension: string;
      sha256: string;
      /** Who hid parts of it, or that all but a part is hidden; null: it is the original. */
      redactedBy: 'hand' | 'model' | 'outside' | null;
      /** The model is on and has not looked for faces in it yet. */
      unseen: boolean;
    }
  | { ok: false; why: BytesLacking }
  /** The copy could not be made; a sentence. */
  | { ok: false; why: 'no-copy'; message: string };

export async function pictureContent(task: ExportTask, picture: PictureFiles): Promise<PictureContent> {
  const { photoId } = picture;
  if (isErased(task.depot.erasing.erased.ofPhoto(photoId), 'picture')) return { ok: false, why: 'erased' };
  const original = await readOriginal(task.depot.root, picture, task.signal);
  if (!original.ok) return original;
  const hidden = task.depot.queries.hiddenParts(photoId);
  if (!hidesSomething(hidden)) {
    const extension = extensionOf(picture);
    return { ok: true, bytes: original.bytes, extension, sha256: photoId, redactedBy: null, unseen: hidden.unseen };
  }
  // No copy may show these parts, and this is one.
  const copy = await task.pictures.read(photoId, 'redacted', { hidden, priority: 'backlog' });
  task.signal.throwIfAborted();
  if (!copy.ok) return { ok: false, why: 'no-copy', message: copy.message };
  const sha256 = createHash('sha256').update(copy.bytes).digest('hex');
  const redactedBy = hidden.outside ? 'outside' : hidden.by === 'model' ? 'model' : 'hand';
  return { ok: true, bytes: copy.bytes, extension: '.webp', sha256, redactedBy, unseen: false };
}

function extensionOf({ paths }: PictureFiles): string {
  return /\.[a-z]{3,5}$/i.exec(paths[0] ?? '')?.[0].toLowerCase() ?? '.jpg';
}
