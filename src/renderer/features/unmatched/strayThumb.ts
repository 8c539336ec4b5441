/** The small picture of a stray photo, and what stands in its place where it is kept no more. */
import { thumbnailUrl } from '#app/client.ts';
import type { RowPicture } from '#app/rowPicture.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';

export function strayThumb({ id, smallErased }: Pick<UnmatchedPhoto, 'id' | 'smallErased'>): RowPicture {
  // Asked for, it would be refused: the core keeps it no more.
  return smallErased ? { url: null, instead: 'erased' } : { url: thumbnailUrl(id) };
}
