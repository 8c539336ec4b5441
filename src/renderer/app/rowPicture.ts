/** The small picture of a stop in a list, and what stands in its place where there is none to be shown. */
import type { StopRow } from '#shared/views.ts';
import { isVeiled } from '#ui/veiledPictures.ts';
import { thumbnailUrl } from './client.ts';

export interface RowPicture {
  url: string | null;
  instead?: 'erased' | 'hidden';
}

export function rowPicture({ photoIds, flags, erasedSmall }: StopRow): RowPicture {
  const [photoId] = photoIds;
  if (photoId === undefined) return { url: null };
  // Asked for, it would be refused: the core keeps it no more.
  if (erasedSmall?.includes(photoId)) return { url: null, instead: 'erased' };
  return isVeiled(flags) ? { url: null, instead: 'hidden' } : { url: thumbnailUrl(photoId) };
}
