/** The right two thirds of the desk: one route's stops, and the inspector of the chosen one. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { Inspector } from '#features/inspector/Inspector.tsx';
import { StopList } from '#features/stops/StopList.tsx';
import type { RouteId, StopId } from '#shared/ids.ts';
import type { DayView, RouteView } from '#shared/views.ts';
import { ErrorState } from '#ui/ErrorState.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { useAhead } from './ahead.ts';
import classes from './DeskPage.module.css';
import { noteDecision } from './decisions.ts';
import { usePlace, useTravel } from './desk.ts';
import type { Panes } from './panes.ts';
import type { StopFilter } from './place.ts';
import { queries } from './queries.ts';
import { filterStops, nextRoute, nextStop } from './undecided.ts';

interface RouteDeskProps {
  day: DayView;
  routeId: RouteId;
  panes: Panes;
}

export function RouteDesk({ day, routeId, panes }: RouteDeskProps) {
  const { data: route, error, refetch } = useQuery(queries.route(day.date, routeId));
  if (error && !route) {
    return (
      <div className={classes.rest}>
        <ErrorState title="This route can’t be shown" problem={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!route) {
    return (
      <div className={classes.rest}>
        <LoadingRows label="Loading the stops" rows={20} />
      </div>
    );
  }
  return <Stops day={day} route={route} panes={panes} />;
}

function Stops({ day, route, panes }: { day: DayView; route: RouteView; panes: Panes }) {
  const { stop: wanted, filter = 'all' } = usePlace();
  const { toStop, toRoute, toFilter } = useTravel();
  const stops = useMemo(() => filterStops(route.stops, filter), [route.stops, filter]);
  const row = route.stops.find(({ id }) => id === wanted);
  const stopId = row?.id ?? null;
  useAhead(day.date, stops, stopId);

  // A route opens at the first stop that waits for a decision.
  const first = (nextStop(route.stops, filter, null) ?? stops[0] ?? route.stops[0])?.id ?? null;
  useEffect(() => {
    if (stopId === null && first !== null) toStop(first);
  }, [stopId, first, toStop]);

  function goOn(after: StopId | null): void {
    const next = nextStop(route.stops, filter, after);
    if (next) {
      toStop(next.id);
      return;
    }
    const further = nextRoute(day.routes, route.summary.id);
    noteDecision(
      further
        ? `Nothing else to decide on ${route.summary.route}. N goes to ${further.route}.`
        : 'Nothing else to decide today.',
      'undone',
    );
  }

  function step(by: number): void {
    const here = stops.findIndex(({ id }) => id === stopId);
    const next = stops[Math.min(stops.length - 1, Math.max(0, here + by))];
    if (next) toStop(next.id);
  }

  function goToNext(): void {
    const next = nextStop(route.stops, filter, stopId);
    const further = nextRoute(day.routes, route.summary.id);
    if (next) toStop(next.id);
    else if (further) toRoute(day.date, further.id);
  }

  /** Under a filter that doesn't show the chosen stop, the next one that it shows is chosen. */
  function show(wantedFilter: StopFilter): void {
    const stays = filterStops(route.stops, wantedFilter).some(({ id }) => id === stopId);
    const next = stays ? stopId : (nextStop(route.stops, wantedFilter, stopId)?.id ?? stopId);
    toFilter(wantedFilter, next);
  }

  useKeys({
    j: () => step(1),
    k: () => step(-1),
    n: goToNext,
    Escape: () => panes.show(panes.stops.current === document.activeElement ? 'routes' : 'stops'),
  });

  return (
    <>
      <div className={classes.stops}>
        <StopList
          route={route}
          filter={filter}
          onFilter={show}
          selectedId={stopId}
          onSelect={toStop}
          onOpen={() => panes.show('picture')}
          listRef={panes.stops}
        />
      </div>
      <aside className={classes.inspector} aria-label="Inspector">
        {stopId !== null && (
          <Inspector
            date={day.date}
            stopId={stopId}
            row={row}
            timeZone={route.timeZone}
            onDecided={goOn}
            stageRef={panes.picture}
          />
        )}
      </aside>
    </>
  );
}
