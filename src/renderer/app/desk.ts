/** Where the supervisor is: day, route, stop and filter, held in the address so that reload and Back work. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import { type StopState, stopStates } from '#shared/words.ts';
import { queries } from './queries.ts';

/** `all`, or the one state that is shown. */
export type StopFilter = 'all' | StopState;

/** The search parameters of every page; all optional, all checked by {@link readPlace}. */
export interface Place {
  day?: ServiceDate;
  route?: RouteId;
  stop?: StopId;
  filter?: StopFilter;
}

/** Reads the address's parameters; what isn't right is left out. */
export function readPlace(search: Record<string, unknown>): Place {
  const { day, route, stop, filter } = search;
  const place: Place = {};
  if (isLike(day, /^\d{4}-\d{2}-\d{2}$/)) place.day = day;
  if (isLike(route, /^[0-9a-f]{16}$/)) place.route = route;
  if (isLike(stop, /^[0-9a-f]{16}$/)) place.stop = stop;
  if (isState(filter)) place.filter = filter;
  return place;
}

function isLike(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

function isState(value: unknown): value is StopState {
  return stopStates.some((state) => state === value);
}

/** The place as the address has it. */
export function usePlace(): Place {
  return useSearch({ strict: false }) as Place;
}

/**
 * The day on the screen: the address's, else today if it has data, else the latest day that has.
 * Null until the core has said which days there are.
 */
export function useServiceDate(): ServiceDate | null {
  const { day } = usePlace();
  const { data: status } = useQuery(queries.status());
  const { data: days } = useQuery(queries.days());
  if (day) return day;
  if (!status || !days) return null;
  if (days.some((known) => known.date === status.today)) return status.today;
  const latest = days.reduce<ServiceDate | null>(
    (best, { date }) => (best === null || date > best ? date : best),
    null,
  );
  return latest ?? status.today;
}

/** Goes to places of the desk. */
export interface Travel {
  /** Another day; route and stop fall away, as they belong to one day. */
  toDay(date: ServiceDate): void;
  toRoute(date: ServiceDate, routeId: RouteId): void;
  /** A stop of the route that is shown. Replaces the history entry: Back leaves the route, not one of 180 stops. */
  toStop(stopId: StopId | null): void;
  /** A stop from elsewhere (search, unmatched photos): shows its day and route with all states. */
  toStopAnywhere(stop: { date: ServiceDate; routeId: RouteId; stopId: StopId }): void;
  toFilter(filter: StopFilter): void;
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
    toRoute: useCallback((day, route) => go(({ filter }) => ({ day, route, ...(filter && { filter }) }), false), [go]),
    toStop: useCallback(
      (stop) => go(({ stop: _left, ...place }) => (stop === null ? place : { ...place, stop }), true),
      [go],
    ),
    toStopAnywhere: useCallback(
      ({ date, routeId, stopId }) => go(() => ({ day: date, route: routeId, stop: stopId }), false),
      [go],
    ),
    toFilter: useCallback(
      (filter) => go(({ filter: _left, ...place }) => (filter === 'all' ? place : { ...place, filter }), true),
      [go],
    ),
  };
}
