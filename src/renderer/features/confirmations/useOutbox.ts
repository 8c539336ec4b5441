/** The outbox of a day under a filter, page by page; its rows stay where they are while somebody reads. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import type { ConfirmationPage, ConfirmationView } from '#shared/confirmations.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ConfirmationChannel, ConfirmationState } from '#shared/words.ts';
import { inHeldOrder, withoutRepeats } from './heldOrder.ts';

export interface OutboxFilter {
  state: ConfirmationState | null;
  channel: ConfirmationChannel | null;
  text: string;
}

export interface Outbox {
  /** Counts, troubles and what is left out; null until the first page is here. */
  page: ConfirmationPage | null;
  rows: readonly ConfirmationView[];
  /** New ones that wait until {@link Outbox.showNewest}. */
  waiting: number;
  /** From now on the rows stay where they are. */
  hold(): void;
  showNewest(): void;
  /** All that there are have been fetched. */
  complete: boolean;
  fetchMore(): void;
  problem: Error | null;
  retry(): void;
}

/** Hook: see {@link Outbox}. */
export function useOutbox(date: ServiceDate, { state, channel, text }: OutboxFilter): Outbox {
  const asked = {
    date,
    ...(state !== null && { state }),
    ...(channel !== null && { channel }),
    ...(text !== '' && { text }),
  };
  const { data, error, refetch, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage } = useInfiniteQuery({
    queryKey: ['confirmations', asked],
    queryFn: ({ pageParam, signal }) => call('listConfirmations', { ...asked, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const all = useMemo(() => withoutRepeats(data?.pages.flatMap(({ entries }) => entries) ?? []), [data]);
  const key = JSON.stringify(asked);
  const [held, setHeld] = useState<{ key: string; order: readonly string[] } | null>(null);
  const order = held?.key === key ? held.order : null;
  const { rows, waiting } = useMemo(() => inHeldOrder(all, order), [all, order]);
  return {
    page: data?.pages[0] ?? null,
    rows,
    waiting,
    hold() {
      // At each step of the arrows: ten thousand rows are put in order anew only when there are others.
      if (order?.length !== rows.length) setHeld({ key, order: rows.map(({ id }) => id) });
    },
    showNewest: () => setHeld(null),
    complete: !hasNextPage,
    fetchMore() {
      if (hasNextPage && !isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
    },
    problem: error && !data ? asApiError(error) : null,
    retry: () => void refetch(),
  };
}
