/** Pictures for paper: with the parts hidden that no copy may show, and without fetching anything from the cloud. */
import { relative, sep } from 'node:path';
import { statEntry } from '#core/folder/statEntry.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { ExportTask } from './contract.ts';

export type PrintPicture = { ok: true; jpeg: Buffer } | { ok: false; why: string };

export async function printPicture(
  task: ExportTask,
  photoId: PhotoId,
  kind: 'print' | 'small-print',
): Promise<PrintPicture> {
  task.signal.throwIfAborted();
  const path = task.depot.photoPath(photoId);
  if (path !== null && kind === 'print') {
    const entry = await statEntry(task.depot.root, relative(task.depot.root, path).replaceAll(sep, '/'));
    if (entry?.onlineOnly) return { ok: false, why: 'Only in the cloud' };
  }
  const hidden = task.depot.queries.hiddenParts(photoId);
  const picture = await task.pictures.read(photoId, kind, { hidden, priority: 'backlog' });
  task.signal.throwIfAborted();
  if (picture.ok) return { ok: true, jpeg: picture.bytes };
  return { ok: false, why: picture.code === 'photo-gone' ? 'Not in the folder any more' : 'Can’t be shown' };
}
