/** Stops that fit what is typed, asked for while one types. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { asApiError } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import type { SearchHit } from '#shared/views.ts';
import type { ReadSearch } from './searchText.ts';

/** Long enough not to ask at each letter of a fast hand, short enough not to be felt; ms. */
const pauseMs = 60;

export interface StopSearch {
  /** Of the latest answer: they stay while the next one is on its way, so that the list doesn't flicker. */
  hits: readonly SearchHit[];
  /** The hits are those of what stands in the box now. */
  current: boolean;
  problem: string | null;
}

export function useStopSearch({ text, days }: ReadSearch): StopSearch {
  const from = days?.from ?? undefined;
  const to = days?.to ?? undefined;
  const now = JSON.stringify([text, from, to]);
  const [asked] = useDebouncedValue(now, pauseMs);
  const [askedText, askedFrom, askedTo] = JSON.parse(asked) as [string, string | null, string | null];
  const range = { ...(askedFrom !== null && { from: askedFrom }), ...(askedTo !== null && { to: askedTo }) };
  const empty = askedText === '' && askedFrom === null && askedTo === null;
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    ...queries.search(askedText, range),
    enabled: !empty,
    placeholderData: keepPreviousData,
  });
  const nothingTyped = text === '' && days === null;
  return {
    hits: nothingTyped || empty ? [] : (data ?? []),
    current: nothingTyped || (asked === now && !isPlaceholderData && !(isFetching && data === undefined)),
    problem: error ? asApiError(error).message : null,
  };
}
