/** The rows of the stray photos' list, of which only some pages are fetched. */
import type { PhotoId } from '#shared/ids.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';

/** What `listUnmatched` gives at a time. */
export const pageSize = 200;

/** A row of the list: a photo, or the place of one that isn't fetched yet. */
export type Stray =
  | { kind: 'photo'; key: PhotoId; photo: UnmatchedPhoto }
  | { kind: 'waiting'; key: string; fetch: () => void };

/** All rows from first to last; a photo that moved to another page between two answers is listed once. */
export function rowsOf(
  pages: ReadonlyMap<number, readonly UnmatchedPhoto[] | undefined>,
  total: number,
  hidden: ReadonlySet<PhotoId>,
  fetchPage: (page: number) => void,
): readonly Stray[] {
  const rows: Stray[] = [];
  const listed = new Set<PhotoId>(hidden);
  for (let page = 0; page * pageSize < total; page += 1) {
    const photos = pages.get(page);
    if (!photos) {
      const size = Math.min(pageSize, total - page * pageSize);
      for (let place = 0; place < size; place += 1) {
        rows.push({ kind: 'waiting', key: `waiting ${page * pageSize + place}`, fetch: () => fetchPage(page) });
      }
      continue;
    }
    for (const photo of photos) {
      if (listed.has(photo.id)) continue;
      listed.add(photo.id);
      rows.push({ kind: 'photo', key: photo.id, photo });
    }
  }
  return rows;
}
