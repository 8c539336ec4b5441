/** The register as the page shows it, page by page, and the opt-out that is chosen. */
import { useState } from 'react';
import { call } from '#app/client.ts';
import { usePages } from '#app/pages.ts';
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
  /** These are on the screen. */
  onShown(optOuts: readonly OptOutView[]): void;
  problem: Error | null;
  retry(): void;
}

/** Hook: latest first; the first is chosen until somebody chooses. */
export function useOptOuts(show: OptOutsShown, text: string): OptOutList {
  const pages = usePages({
    queryKey: ['opt-outs', 'pages', show, text],
    fetch: (offset, signal) => call('listOptOuts', { show, text, offset }, signal),
    rowsOf: optOutsOf,
  });
  const { first: page, rows: optOuts, fetchMore, problem, retry } = pages;
  const [id, setId] = useState<EntryId | null>(null);
  return {
    ...{ page, optOuts, fetchMore, problem, retry },
    chosen: optOuts.find((each) => each.id === id) ?? optOuts[0] ?? null,
    choose: setId,
    onShown: pages.show,
  };
}

const optOutsOf = ({ optOuts }: OptOutPage) => optOuts;
