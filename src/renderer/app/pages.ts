/**
 * A long list, page by page, of which only what is shown is kept true: a topic makes every page old, but asked for again are the first
 * one, which has the counts, and those on the screen with their neighbours; any other as soon as it comes into view.
 */
import { type QueryClient, type QueryKey, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { asApiError } from './client.ts';

export interface Pages<Page, Row> {
  /** With the counts of the whole; null until it is here. */
  first: Page | null;
  /** Of all pages that were fetched; a row that moved from one page to another stands once. */
  rows: readonly Row[];
  /** All that there are have been fetched. */
  complete: boolean;
  fetchMore(): void;
  /** These rows are on the screen. Never changes. */
  show(rows: readonly Row[]): void;
  problem: Error | null;
  retry(): void;
}

interface PagesAsked<Page, Row> {
  /** What is asked, filters and all; each page's offset is added. */
  queryKey: QueryKey;
  fetch: (offset: number, signal: AbortSignal) => Promise<Page>;
  /** Must not change between renders. */
  rowsOf: (page: Page) => readonly Row[];
}

interface AnyPage {
  /** Offset of the page after it; null at the end. */
  next: number | null;
}

/** Of one list: offsets of the pages that were fetched, and which of them (by their place) are on the screen. */
interface Reading {
  key: string;
  offsets: readonly number[];
  from: number;
  to: number;
}

/** Hook: see {@link Pages}. Under another key the old rows stay until the new ones are here. */
export function usePages<Page extends AnyPage, Row extends { id: string }>(
  asked: PagesAsked<Page, Row>,
): Pages<Page, Row> {
  const { queryKey, fetch, rowsOf } = asked;
  const client = useQueryClient();
  const key = JSON.stringify(queryKey);
  const [kept, setReading] = useState<Reading | null>(null);
  const reading = kept?.key === key ? kept : { key, offsets: knownOffsets(client, queryKey), from: 0, to: 0 };
  const answers = useQueries({
    queries: reading.offsets.map((offset, place) => ({
      queryKey: [...queryKey, offset],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetch(offset, signal),
      enabled: place === 0 || (place >= reading.from - 1 && place <= reading.to + 1),
    })),
    combine: pagesAndError<Page>,
  });
  const isHere = answers.pages.length > 0;
  const shownBefore = useRef<readonly Page[]>([]);
  const pages = isHere ? answers.pages : shownBefore.current;
  const { rows, placeOf } = useMemo(() => laidOut(pages, rowsOf), [pages, rowsOf]);

  /** Two may come in one turn: the end of the list is drawn, and so more is wanted and other rows are shown. */
  const change = useCallback((here: Reading, part: (now: Reading) => Partial<Reading>) => {
    setReading((kept) => {
      const now = kept?.key === here.key ? kept : here;
      return { ...now, ...part(now) };
    });
  }, []);

  const latest = useRef({ reading, placeOf });
  useEffect(() => {
    shownBefore.current = pages;
    latest.current = { reading, placeOf };
  });
  const show = useCallback(
    (shown: readonly Row[]) => {
      const { reading, placeOf } = latest.current;
      const places = shown.flatMap(({ id }) => placeOf.get(id) ?? []);
      if (places.length === 0) return;
      const [from, to] = [Math.min(...places), Math.max(...places)];
      if (from !== reading.from || to !== reading.to) change(reading, () => ({ from, to }));
    },
    [change],
  );

  const areAllHere = answers.pages.length === reading.offsets.length;
  const next = areAllHere ? (answers.pages.at(-1)?.next ?? null) : null;
  return {
    first: pages[0] ?? null,
    rows,
    complete: areAllHere && next === null,
    fetchMore() {
      if (next !== null) change(reading, ({ offsets }) => ({ offsets: [...new Set([...offsets, next])] }));
    },
    show,
    problem: answers.error && pages.length === 0 ? asApiError(answers.error) : null,
    retry: () => void client.refetchQueries({ queryKey }),
  };
}

/** As far as they are here from the first one on. */
function pagesAndError<Page>(answers: readonly { data: Page | undefined; error: Error | null }[]) {
  const pages: Page[] = [];
  for (const { data } of answers) {
    if (data === undefined) break;
    pages.push(data);
  }
  return { pages, error: answers.find(({ error }) => error !== null)?.error ?? null };
}

/** Who comes back to a list finds it as long as it was. */
function knownOffsets(client: QueryClient, queryKey: QueryKey): number[] {
  const offsets = [0];
  const nextOf = (offset: number) => client.getQueryData<AnyPage>([...queryKey, offset])?.next ?? null;
  for (let next = nextOf(0); next !== null && next > (offsets.at(-1) ?? 0); next = nextOf(next)) {
    if (client.getQueryData([...queryKey, next]) === undefined) break;
    offsets.push(next);
  }
  return offsets;
}

/** The pages' rows one after the other, and in which page each stands. What stands in two, as it moved meanwhile, counts in the first. */
export function laidOut<Page, Row extends { id: string }>(
  pages: readonly Page[],
  rowsOf: (page: Page) => readonly Row[],
): { rows: Row[]; placeOf: ReadonlyMap<string, number> } {
  const rows: Row[] = [];
  const placeOf = new Map<string, number>();
  for (const [place, page] of pages.entries()) {
    for (const row of rowsOf(page)) {
      if (placeOf.has(row.id)) continue;
      placeOf.set(row.id, place);
      rows.push(row);
    }
  }
  return { rows, placeOf };
}
