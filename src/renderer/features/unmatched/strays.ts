/** The day's photos without a stop, fetched page by page as they come into view. */
import { type UseQueryResult, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { queries } from '#app/queries.ts';
import type { CallOutput } from '#shared/api.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';

/** What `listUnmatched` gives at a time. */
const pageSize = 200;

/** A row of the list: a photo, or the place of one that isn't fetched yet. */
export type Stray =
  | { kind: 'photo'; key: PhotoId; photo: UnmatchedPhoto }
  | { kind: 'waiting'; key: string; fetch: () => void };

export interface Strays {
  /** Null until the first page is here. */
  items: readonly Stray[] | null;
  total: number;
  /** Why the first page could not be fetched. */
  error: Error | null;
  retry: () => void;
}

/** Hook: only pages that were seen are fetched, and only those are fetched again when the day changes. */
export function useStrays(date: ServiceDate, hidden: ReadonlySet<PhotoId>): Strays {
  const [seen, setSeen] = useState<readonly number[]>([0]);
  const fetchPage = useCallback(
    (page: number) =>
      setSeen((now) => (now.includes(page) ? now : [...now, page].toSorted((one, other) => one - other))),
    [],
  );
  const answer = useQueries({ queries: seen.map((page) => queries.unmatched(date, page * pageSize)), combine });
  const items = useMemo(() => {
    if (answer.total === null) return null;
    const pages = new Map(seen.map((page, index) => [page, answer.photos[index]]));
    return rowsOf(pages, answer.total, hidden, fetchPage);
  }, [answer, seen, hidden, fetchPage]);
  const client = useQueryClient();
  const retry = () => void client.refetchQueries({ queryKey: queries.unmatched(date).queryKey });
  return { items, total: answer.total ?? 0, error: answer.error, retry };
}

/** The first page speaks for all: its total, and whether there is anything to show. */
function combine(results: UseQueryResult<CallOutput<'listUnmatched'>>[]) {
  const [first] = results;
  return {
    total: first?.data?.total ?? null,
    error: first?.error ?? null,
    photos: results.map(({ data }) => data?.photos),
  };
}

/** All rows from first to last; a photo that moved to another page between two answers is listed once. */
function rowsOf(
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
