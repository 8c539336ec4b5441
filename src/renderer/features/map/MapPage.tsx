/** A route on the map: its stops in planned order, how each stands, and where its photos were taken. */
import { Button } from '@mantine/core';
import { IconMapOff, IconMapPinOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { asApiError } from '#app/client.ts';
import { usePlace, useServiceDate } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { RouteId, ServiceDate } from '#shared/ids.ts';
import type { DayView } from '#shared/views.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatDay } from '#ui/format.ts';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { MappedRoute } from './MappedRoute.tsx';
import { RouteSwitcher } from './RouteSwitcher.tsx';

export function MapPage() {
  const date = useServiceDate();
  const { data: day, error, refetch } = useQuery({ ...queries.day(date ?? ''), enabled: date !== null });
  if (error && !day) {
    return <ErrorState title="This day can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />;
  }
  if (!day) {
    return (
      <>
        <PageHeader title="Map" note="" />
        <LoadingRows label="Loading the routes" />
      </>
    );
  }
  if (day.routes.length === 0) {
    return (
      <>
        <PageHeader title="Map" note={formatDay(day.date)} />
        <EmptyState icon={<IconMapOff size={28} stroke={1.5} />} title={`No routes on ${formatDay(day.date)}`}>
          A route is on the map as soon as its manifest is in the watched folder or imported.
        </EmptyState>
      </>
    );
  }
  return <DayMap day={day} />;
}

function DayMap({ day }: { day: DayView }) {
  const { route: wanted } = usePlace();
  const navigate = useNavigate();
  // Without a route in the address, the worst; an old link may name one that is gone.
  const routeId = day.routes.find(({ id }) => id === wanted)?.id ?? (day.routes[0]?.id as RouteId);
  return (
    <>
      <PageHeader
        title="Map"
        note={
          <RouteSwitcher
            routes={day.routes}
            routeId={routeId}
            onChoose={(route) => void navigate({ to: '/map', search: { day: day.date, route } })}
          />
        }
        actions={
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/" search={{ day: day.date, route: routeId }} {...props} />}
          >
            Route on the desk
          </Button>
        }
      />
      <OneRoute key={routeId} date={day.date} routeId={routeId} />
    </>
  );
}

function OneRoute({ date, routeId }: { date: ServiceDate; routeId: RouteId }) {
  const { data: route, error, refetch } = useQuery(queries.routeMap(date, routeId));
  if (error && !route) {
    return <ErrorState title="This route can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />;
  }
  if (!route) return <LoadingRows label="Loading the stops" rows={20} />;
  if (route.stops.length === 0) {
    return <EmptyState icon={<IconMapPinOff size={28} stroke={1.5} />} title={`${route.route} has no stops`} />;
  }
  return <MappedRoute route={route} />;
}
