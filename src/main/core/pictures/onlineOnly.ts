/** Whether a picture would have to be fetched from the cloud: for those that are to make no copy of it then. */
import { relative, sep } from 'node:path';
import { statEntry } from '#core/folder/statEntry.ts';
import type { PhotoId } from '#shared/ids.ts';

/** `photoPath`: absolute, null when no file holds the photo any more. */
export async function isOnlineOnly(
  depot: { root: string; photoPath(photoId: PhotoId): string | null },
  photoId: PhotoId,
): Promise<boolean> {
  const path = depot.photoPath(photoId);
  if (path === null) return false;
  const entry = await statEntry(depot.root, relative(depot.root, path).replaceAll(sep, '/'));
  return entry?.onlineOnly ?? false;
}
