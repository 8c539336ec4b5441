/** What will be wanted next, fetched before it is. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ServiceDate } from '#shared/ids.ts';
import type { RouteSummary, StopRow } from '#shared/views.ts';
import { warmPicture } from '#ui/warmPictures.ts';
import { call, previewUrl } from './client.ts';
import { queries } from './queries.ts';
import { shotsOf } from './shots.ts';

/** Stops fetched on the way forward and back. At a picture a second, four are ready before they are reached. */
export const forward = 4;
const back = 1;
/** While somebody runs down the list with a key held, nothing is fetched that is past already; ms. */
const restMs = 40;

/**
 * Hook: makes the previews of the neighbouring stops (in the core), fetches and decodes them (in the page), and fetches
 * the stops' facts.
 */
export function useAhead(date: ServiceDate, stops: readonly StopRow[], stopId: string | null): void {
  const client = useQueryClient();
  useEffect(() => {
    const here = stops.findIndex(({ id }) => id === stopId);
    if (here < 0) return;
    const neighbours = [...stops.slice(here + 1, here + 1 + forward), ...stops.slice(Math.max(0, here - back), here)];
    const timer = setTimeout(() => {
      const photoIds = neighbours.flatMap((stop) => {
        const [first] = stop.photoIds;
        return first === undefined || stop.erasedLarge?.includes(first) ? [] : [first];
      });
      // Only a head start: when it fails, the picture itself says so in its time.
      if (photoIds.length > 0) call('prefetch', { photoIds }).catch(() => undefined);
      for (const photoId of photoIds) warmPicture(previewUrl(photoId));
      for (const stop of neighbours) void client.prefetchQuery(queries.stop(date, stop.id));
    }, restMs);
    return () => clearTimeout(timer);
  }, [client, date, stops, stopId]);
}

/** Hook: fetches the routes above and below, so that walking down the routes opens each at once. */
export function useRoutesAhead(date: ServiceDate, routes: readonly RouteSummary[], routeId: string | null): void {
  const client = useQueryClient();
  const here = routes.findIndex(({ id }) => id === routeId);
  const before = routes[here - 1]?.id;
  const after = routes[here + 1]?.id;
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const id of [after, before]) if (id !== undefined) void client.prefetchQuery(queries.route(date, id));
    }, restMs);
    return () => clearTimeout(timer);
  }, [client, date, before, after]);
}

/**
 * Hook: fetches everything about the stops that come next in the review, whatever route they are on: facts, surroundings, and
 * the picture, which may be a candidate that only the facts know.
 */
export function useReviewAhead(date: ServiceDate, next: readonly StopRow[]): void {
  const client = useQueryClient();
  const key = next.map(({ id }) => id).join();
  const latest = useRef(next);
  useEffect(() => {
    latest.current = next;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same stops in new rows are no reason to fetch again.
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const row of latest.current) {
        void client.prefetchQuery(queries.surroundings(date, row.id));
        void client.prefetchQuery(queries.stop(date, row.id)).then(() => {
          const detail = client.getQueryData(queries.stop(date, row.id).queryKey);
          const [shot] = shotsOf(detail, row);
          if (!shot || shot.facts?.erased) return;
          call('prefetch', { photoIds: [shot.id] }).catch(() => undefined);
          warmPicture(previewUrl(shot.id));
        });
      }
    }, restMs);
    return () => clearTimeout(timer);
  }, [client, date, key]);
}
