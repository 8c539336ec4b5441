/** Claims under a filter, page by page. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { asApiError, call } from '#app/client.ts';
import type { ClaimPage, ClaimView } from '#shared/claims.ts';
import type { ClaimFilter } from './listState.ts';

export interface Claims {
  /** Counts and today; null until the first page is here. */
  page: ClaimPage | null;
  claims: readonly ClaimView[];
  fetchMore(): void;
  problem: Error | null;
  retry(): void;
}

/** Hook: those with a date first, the earliest on top. */
export function useClaims({ show, text, driver, state, allegation }: ClaimFilter): Claims {
  const asked = {
    show,
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(driver !== null && { driver }),
    ...(state !== null && { state }),
    ...(allegation !== null && { allegation }),
  };
  const { data, error, refetch, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage } = useInfiniteQuery({
    queryKey: ['claims', 'pages', asked],
    queryFn: ({ pageParam, signal }) => call('listClaims', { ...asked, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const claims = useMemo(() => {
    // One that came in between two pages pushes the last of the first onto the second: it stands once.
    const byId = new Map(data?.pages.flatMap((page) => page.claims).map((claim) => [claim.id, claim]));
    return [...byId.values()];
  }, [data]);
  return {
    page: data?.pages[0] ?? null,
    claims,
    fetchMore() {
      if (hasNextPage && !isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
    },
    problem: error && !data ? asApiError(error) : null,
    retry: () => void refetch(),
  };
}
