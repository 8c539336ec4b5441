/** The day's photos without a stop, fetched page by page as they come into view. */
import { type UseQueryResult, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { queries } from '#app/queries.ts';
import type { CallOutput } from '#shared/api.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import { pageSize, rowsOf, type Stray } from './strayRows.ts';

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
