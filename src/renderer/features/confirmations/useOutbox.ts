/** The outbox of a day under a filter, page by page; its rows stay where they are while somebody reads. */
import { useMemo, useState } from 'react';
import { call } from '#app/client.ts';
import { usePages } from '#app/pages.ts';
import type { ConfirmationPage, ConfirmationView } from '#shared/confirmations.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ConfirmationChannel, ConfirmationState } from '#shared/words.ts';
import { inHeldOrder } from './heldOrder.ts';

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
  fetchMore(): void;
  /** These rows are on the screen. */
  show(rows: readonly ConfirmationView[]): void;
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
  const pages = usePages({
    queryKey: ['confirmations', asked],
    fetch: (offset, signal) => call('listConfirmations', { ...asked, offset }, signal),
    rowsOf: entriesOf,
  });
  const { first: page, rows: all, show, fetchMore, problem, retry } = pages;
  const key = JSON.stringify(asked);
  const [held, setHeld] = useState<{ key: string; order: readonly string[] } | null>(null);
  const order = held?.key === key ? held.order : null;
  const { rows, waiting } = useMemo(() => inHeldOrder(all, order), [all, order]);
  return {
    page,
    rows,
    waiting,
    hold() {
      // At each step of the arrows: ten thousand rows are put in order anew only when there are others.
      if (order?.length !== rows.length) setHeld({ key, order: rows.map(({ id }) => id) });
    },
    showNewest: () => setHeld(null),
    ...{ show, fetchMore, problem, retry },
  };
}

const entriesOf = ({ entries }: ConfirmationPage) => entries;
