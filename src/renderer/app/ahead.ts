/** What will be wanted next, fetched before it is. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ServiceDate } from '#shared/ids.ts';
import type { RouteSummary, StopRow } from '#shared/views.ts';
import { warmPicture } from '#ui/warmPictures.ts';
import { call, previewUrl } from './client.ts';
import { queries } from './queries.ts';

/** Stops fetched on the way forward and back. At a picture a second, four are ready before they are reached. */
const forward = 4;
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
      const photoIds = neighbours.flatMap((stop) => stop.photoIds.slice(0, 1));
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
