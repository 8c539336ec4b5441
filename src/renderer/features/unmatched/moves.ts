/** What other photos did by themselves after a decision on this page. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '#app/queries.ts';
import type { EntryId, ServiceDate } from '#shared/ids.ts';
import type { MovesView } from '#shared/sync.ts';

export type Move = MovesView[number];

/**
 * Hook: the latest move that has come since the page was opened and was not put away; null when there is none.
 * What moved before is on the screen already, as it stands.
 */
export function useLatestMove(date: ServiceDate): { move: Move | null; putAway: () => void } {
  const { data } = useQuery(queries.moves(date));
  const [known, setKnown] = useState<ReadonlySet<EntryId> | null>(null);
  if (data && known === null) setKnown(new Set(data.map(({ entryId }) => entryId)));
  const [latest] = data ?? [];
  const move = latest && known !== null && !known.has(latest.entryId) ? latest : null;
  return {
    move,
    putAway: () => setKnown((now) => new Set([...(now ?? []), ...(data ?? []).map(({ entryId }) => entryId)])),
  };
}
