/** One route: the list of its stops, the map, and the chosen stop's facts. */

import { IconMapPinOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { usePlace, useTravel } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { StopId } from '#shared/ids.ts';
import type { RouteMap } from '#shared/routeMap.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './MapPage.module.css';
import { MapStopList } from './MapStopList.tsx';
import { RouteCanvas } from './RouteCanvas.tsx';
import { StopCard } from './StopCard.tsx';

export function MappedRoute({ route }: { route: RouteMap }) {
  const { stop: wanted } = usePlace();
  const navigate = useNavigate();
  const { toStopAnywhere } = useTravel();
  const { data: settings } = useQuery(queries.settings());
  const { date, routeId, stops, photos } = route;
  const selected = stops.find(({ stopId }) => stopId === wanted) ?? stops[0];
  const selectedId = selected?.stopId ?? null;
  const unplaced = stops.filter(({ position }) => position === null).length;
  const isEmpty = unplaced === stops.length && photos.length === 0;
  const ownPhotos = useMemo(() => photos.filter(({ stopId }) => stopId === selectedId), [photos, selectedId]);

  /** Replaces the history entry: Back leaves the map, not one of 180 stops. */
  const select = (stop: StopId) =>
    void navigate({ to: '/map', search: { day: date, route: routeId, stop }, replace: true });
  const open = (stopId: StopId) => toStopAnywhere({ date, routeId, stopId });
  const review = (stop: StopId) => void navigate({ to: '/review', search: { day: date, route: routeId, stop } });
  function step(by: number): void {
    const here = stops.findIndex(({ stopId }) => stopId === selectedId);
    const next = stops[Math.min(stops.length - 1, Math.max(0, here + by))];
    if (next) select(next.stopId);
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => selectedId !== null && open(selectedId),
    v: () => selectedId !== null && review(selectedId),
  });

  return (
    <div className={classes.page}>
      <div className={classes.side}>
        <MapStopList route={route} unplaced={unplaced} selectedId={selectedId} onSelect={select} onOpen={open} />
        {selected && (
          <StopCard
            date={date}
            stop={selected}
            photos={ownPhotos}
            timeZone={route.timeZone}
            onOpen={() => open(selected.stopId)}
            onReview={() => review(selected.stopId)}
          />
        )}
      </div>
      {isEmpty ? (
        <EmptyState icon={<IconMapPinOff size={28} stroke={1.5} />} title="Nothing of this route has a position">
          The manifest names no latitude and longitude, and no photo says where it was taken. The stops are listed
          beside, in planned order.
        </EmptyState>
      ) : (
        <RouteCanvas route={route} ground={settings?.map} selectedId={selectedId} onSelect={select} onOpen={open} />
      )}
    </div>
  );
}
