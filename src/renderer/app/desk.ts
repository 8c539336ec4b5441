/** Where the supervisor is: day, route, stop and filter, held in the address so that reload and Back work. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import { openingDay, type Place, type StopFilter } from './place.ts';
import { queries } from './queries.ts';

/** The place as the address has it. */
export function usePlace(): Place {
  return useSearch({ strict: false }) as Place;
}

/**
 * The day on the screen: the address's, else the {@link openingDay}.
 * Null until the core has said which days there are.
 */
export function useServiceDate(): ServiceDate | null {
  const { day } = usePlace();
  const { data: status } = useQuery(queries.status());
  const { data: days, errorUpdateCount } = useQuery(queries.days());
  if (day) return day;
  // Without the list of days there is still today, and its own error says what is wrong. Counted, because `isError` falls
  // back to false while the list is asked for again, and the day would come and go.
  if (status && !days && errorUpdateCount > 0) return status.today;
  if (!status || !days) return null;
  return openingDay(days, status.today);
}

/** Goes to places of the desk. */
export interface Travel {
  /** Another day; route and stop fall away, as they belong to one day. */
  toDay(date: ServiceDate): void;
  /** @param replace where nobody chose: the entry takes the place of the one that named no route. */
  toRoute(date: ServiceDate, routeId: RouteId, replace?: boolean): void;
  /** A stop of the route that is shown. Replaces the history entry: Back leaves the route, not one of 180 stops. */
  toStop(stopId: StopId | null): void;
  /** A stop from elsewhere (search, unmatched photos): shows its day and route with all states. */
  toStopAnywhere(stop: { date: ServiceDate; routeId: RouteId; stopId: StopId }): void;
  /**
   * The review of a route, or (null) of the day; begins at the stop when one is given.
   * @param replace Back leads to where one came from before, not here.
   */
  toReview(date: ServiceDate, routeId: RouteId | null, stopId?: StopId | null, replace?: boolean): void;
  /** The evidence about a stop. */
  toEvidence(date: ServiceDate, stopId: StopId): void;
  /** The map of a route, at a stop. */
  toMap(date: ServiceDate, routeId: RouteId, stopId: StopId | null): void;
  /** @param stop to look at under the filter; null leaves the choice to the list. */
  toFilter(filter: StopFilter, stop: StopId | null): void;
}

/** Hook: ways to move on the desk. The functions stay the same between renders. */
export function useTravel(): Travel {
  const navigate = useNavigate();
  const go = useCallback(
    (change: (place: Place) => Place, replace: boolean) => void navigate({ to: '/', search: change, replace }),
    [navigate],
  );
  return {
    toDay: useCallback((day) => go(() => ({ day }), false), [go]),
    toRoute: useCallback(
      (day, route, replace = false) => go(({ filter }) => ({ day, route, ...(filter && { filter }) }), replace),
      [go],
    ),
    toStop: useCallback(
      (stop) => go(({ stop: _left, ...place }) => (stop === null ? place : { ...place, stop }), true),
      [go],
    ),
    toStopAnywhere: useCallback(
      ({ date, routeId, stopId }) => go(() => ({ day: date, route: routeId, stop: stopId }), false),
      [go],
    ),
    toReview: useCallback(
      (day, route, stop = null, replace = false) => {
        const search: Place = { day, ...(route !== null && { route }), ...(stop !== null && { stop }) };
        void navigate({ to: '/review', search, replace });
      },
      [navigate],
    ),
    toEvidence: useCallback(
      (day, stop) => void navigate({ to: '/evidence/$stop', params: { stop }, search: { day } }),
      [navigate],
    ),
    toMap: useCallback(
      (day, route, stop) => void navigate({ to: '/map', search: { day, route, ...(stop !== null && { stop }) } }),
      [navigate],
    ),
    toFilter: useCallback(
      (filter, stop) =>
        go(({ day, route }) => {
          const place: Place = { ...(day && { day }), ...(route && { route }) };
          return { ...place, ...(stop !== null && { stop }), ...(filter !== 'all' && { filter }) };
        }, true),
      [go],
    ),
  };
}
