/** Whether the folder still holds the very bytes that were read in: each file is read and hashed again. */
import type { Depot } from '#core/depot.ts';
import { type BytesLacking, readOriginal } from '#core/exports/originalBytes.ts';
import { isErased } from '#core/index/erasedStops.ts';
import type { FolderState } from '#shared/evidence.ts';
import type { PhotoId } from '#shared/ids.ts';

/** Online-only files are not fetched for it, and what was erased is nobody's to look at. */
const lacking: Record<BytesLacking, FolderState> = {
  gone: 'gone',
  changed: 'changed',
  'online-only': 'not-checked',
  unreadable: 'not-checked',
  erased: 'not-checked',
};

/** One picture after the other, so that memory holds one; those for which `signal` leaves no time are not checked. */
export async function checkFiles(
  depot: Pick<Depot, 'root' | 'queries' | 'intake'>,
  photoIds: readonly PhotoId[],
  signal: AbortSignal,
): Promise<Array<{ id: PhotoId; folder: FolderState }>> {
  const states: Array<{ id: PhotoId; folder: FolderState }> = [];
  for (const id of photoIds) states.push({ id, folder: await stateOf(depot, id, signal) });
  return states;
}

async function stateOf(
  { root, queries, intake }: Pick<Depot, 'root' | 'queries' | 'intake'>,
  photoId: PhotoId,
  signal: AbortSignal,
): Promise<FolderState> {
  const row = queries.photos.byId(photoId);
  // A folder that is away says nothing about what is in it.
  if (!row || isErased(row.erased, 'picture') || intake.source === 'offline' || signal.aborted) return 'not-checked';
  const paths = queries.photos.pathsOf(photoId);
  try {
    const read = await readOriginal(root, { photoId, bytes: row.bytes, paths }, signal);
    return read.ok ? 'same' : lacking[read.why];
  } catch (error) {
    if (signal.aborted) return 'not-checked';
    throw error;
  }
}
