/** Pictures for paper: with the parts hidden that no copy may show, and without fetching anything from the cloud. */
import { isOnlineOnly } from '#core/pictures/onlineOnly.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { ExportTask } from './contract.ts';

export type PrintPicture = { ok: true; jpeg: Buffer } | { ok: false; why: string };

export async function printPicture(
  task: ExportTask,
  photoId: PhotoId,
  kind: 'print' | 'small-print',
): Promise<PrintPicture> {
  task.signal.throwIfAborted();
  if (kind === 'print' && (await isOnlineOnly(task.depot, photoId))) return { ok: false, why: 'Only in the cloud' };
  const hidden = task.depot.queries.hiddenParts(photoId);
  const picture = await task.pictures.read(photoId, kind, { hidden, priority: 'backlog' });
  task.signal.throwIfAborted();
  if (picture.ok) return { ok: true, jpeg: picture.bytes };
  if (picture.code === 'photo-erased') return { ok: false, why: 'Erased' };
  return { ok: false, why: picture.code === 'photo-gone' ? 'Not in the folder any more' : 'Can’t be shown' };
}
