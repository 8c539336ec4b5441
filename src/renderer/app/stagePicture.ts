/** The large picture on a stage, and its small one that holds its place. */
import type { PhotoFactsView } from '#shared/views.ts';
import { previewUrl, thumbnailUrl } from './client.ts';

/** What was erased is not asked for: the core keeps it no more and would refuse. Nulls: there is nothing to be shown. */
export function stagePicture(photo: Pick<PhotoFactsView, 'id' | 'erased' | 'smallErased'> | null): {
  thumbnailUrl: string | null;
  previewUrl: string | null;
} {
  if (photo === null || photo.erased) return { thumbnailUrl: null, previewUrl: null };
  const large = previewUrl(photo.id);
  // Where only the small one's time was up, the large one holds its own place.
  return { thumbnailUrl: photo.smallErased ? large : thumbnailUrl(photo.id), previewUrl: large };
}
