/** The register as the page shows it, page by page, and the opt-out that is chosen. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import type { EntryId } from '#shared/ids.ts';
import type { OptOutPage, OptOutView } from '#shared/optOuts.ts';

export type OptOutsShown = 'standing' | 'ended' | 'all';

export interface OptOutList {
  /** Null until the first page is here. */
  page: OptOutPage | null;
  optOuts: readonly OptOutView[];
  chosen: OptOutView | null;
  choose(id: EntryId): void;
  fetchMore(): void;
  problem: Error | null;
  retry(): void;
}

/** Hook: latest first; the first is chosen until somebody chooses. */
export function useOptOuts(show: OptOutsShown, text: string): OptOutList {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['opt-outs', 'pages', show, text],
    queryFn: ({ pageParam, signal }) => call('listOptOuts', { show, text, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const optOuts = useMemo(() => data?.pages.flatMap((page) => page.optOuts) ?? [], [data]);
  const [id, setId] = useState<EntryId | null>(null);
  return {
    page: data?.pages[0] ?? null,
    optOuts,
    chosen: optOuts.find((each) => each.id === id) ?? optOuts[0] ?? null,
    choose: setId,
    fetchMore() {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    problem: error && !data ? asApiError(error) : null,
    retry: () => void refetch(),
  };
}
