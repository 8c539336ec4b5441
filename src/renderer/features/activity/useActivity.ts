/** The entries of a filter, page by page, and the one that is chosen. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import type { ActivityEntry, ActivityFilter, ActivityPage } from '#shared/activity.ts';
import { heldBack } from './heldList.ts';

export interface Activity {
  /** Null until the first page is here. */
  page: ActivityPage | null;
  entries: readonly ActivityEntry[];
  /** Newer ones that wait until {@link Activity.showNewest}. */
  waiting: number;
  chosen: ActivityEntry | null;
  choose(entryId: string): void;
  showNewest(): void;
  /** All that there are have been fetched. */
  complete: boolean;
  fetchMore(): void;
  problem: Error | null;
  retry(): void;
}

/** Hook: newest first. The first row is chosen until somebody chooses; from then on nothing moves by itself. */
export function useActivity(filter: ActivityFilter): Activity {
  const { data, error, refetch, hasNextPage, isFetching, isPlaceholderData, fetchNextPage } = useInfiniteQuery({
    queryKey: ['activity', 'pages', filter],
    queryFn: ({ pageParam, signal }) =>
      call('listActivity', { ...filter, ...(pageParam !== null && { before: pageParam }) }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  // What is new is fetched meanwhile, and would end the fetching of more: it begins, or begins again, when nothing else is on its way.
  const count = data?.pages.length ?? 0;
  const [moreAfter, setMoreAfter] = useState<number | null>(null);
  const isNext = moreAfter === count && hasNextPage && !isPlaceholderData && !isFetching && error === null;
  useEffect(() => {
    if (isNext) void fetchNextPage();
  }, [isNext, fetchNextPage]);
  const all = useMemo(() => data?.pages.flatMap(({ entries }) => entries) ?? [], [data]);
  const [reading, setReading] = useState<{ entryId: string; newest: number } | null>(null);
  const { entries, waiting } = heldBack(all, reading?.newest ?? null);
  const chosen = entries.find(({ entryId }) => entryId === reading?.entryId) ?? entries[0] ?? null;
  return {
    page: data?.pages[0] ?? null,
    entries,
    waiting,
    chosen,
    choose(entryId) {
      const newest = entries[0]?.seq;
      if (newest !== undefined) setReading({ entryId, newest });
    },
    showNewest: () => setReading(null),
    complete: !hasNextPage,
    fetchMore: () => setMoreAfter(count),
    problem: error && !data ? asApiError(error) : null,
    retry: () => void refetch(),
  };
}
