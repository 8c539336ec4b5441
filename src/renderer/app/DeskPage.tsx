/** The desk: routes, the route's stops, and the inspector side by side. */
import { Button } from '@mantine/core';
import { IconCalendarOff, IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { RouteList } from '#features/routes/RouteList.tsx';
import type { DayView } from '#shared/views.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { useRoutesAhead } from './ahead.ts';
import classes from './DeskPage.module.css';
import { usePlace, useServiceDate, useTravel } from './desk.ts';
import { usePanes } from './panes.ts';
import { queries } from './queries.ts';
import { RouteDesk } from './RouteDesk.tsx';

export function DeskPage() {
  const date = useServiceDate();
  const { data: day, error, refetch } = useQuery({ ...queries.day(date ?? ''), enabled: date !== null });
  if (error && !day) {
    return <ErrorState title="This day can’t be shown" problem={error} onRetry={() => void refetch()} />;
  }
  if (!day) return <LoadingDesk />;
  if (day.routes.length === 0) return <EmptyDay day={day} />;
  return <Desk day={day} />;
}

function Desk({ day }: { day: DayView }) {
  const { route: wanted } = usePlace();
  const { toRoute, toReview } = useTravel();
  const panes = usePanes();
  // An old link may name a route that is gone.
  const routeId = day.routes.some(({ id }) => id === wanted) ? (wanted as string) : null;
  const worst = day.routes[0]?.id ?? null;
  useRoutesAhead(day.date, day.routes, routeId);

  // The choice goes into the address: "the worst" changes all evening, and must not pull the desk away.
  useEffect(() => {
    if (routeId === null && worst !== null) toRoute(day.date, worst, true);
  }, [routeId, worst, day.date, toRoute]);

  const reviewDay = () => toReview(day.date, null);
  useWholeDayKey(reviewDay);

  /** From the routes to the stops of the chosen one; Escape leads back. */
  function toStops(event: KeyboardEvent): void {
    if (event.key !== 'ArrowRight') return;
    event.preventDefault();
    panes.show('stops');
  }

  return (
    <div className={classes.desk} data-pane={panes.shown}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the list inside has the keys; this adds the way to the stops. */}
      <div className={classes.routes} onKeyDown={toStops}>
        <RouteList
          day={day}
          selectedId={routeId}
          onSelect={(id) => toRoute(day.date, id)}
          onOpen={(id) => toReview(day.date, id)}
          listRef={panes.routes}
        />
        <div className={classes.wholeDay}>
          <Button
            fullWidth
            variant="default"
            aria-keyshortcuts="Shift+Enter"
            title="One picture at a time, the worst of all routes first"
            rightSection={<Key>⇧ Enter</Key>}
            onClick={reviewDay}
          >
            Review the whole day
          </Button>
        </div>
      </div>
      {routeId !== null && <RouteDesk key={day.date} day={day} routeId={routeId} panes={panes} />}
      <nav className={classes.tabs} aria-label="Parts of the desk">
        {(['routes', 'stops', 'picture'] as const).map((pane) => (
          <Button
            key={pane}
            variant={panes.shown === pane ? 'default' : 'subtle'}
            color="gray"
            aria-pressed={panes.shown === pane}
            onClick={() => panes.show(pane)}
          >
            {{ routes: 'Routes', stops: 'Stops', picture: 'Picture' }[pane]}
          </Button>
        ))}
      </nav>
    </div>
  );
}

/** Shift+Enter, wherever the focus is: in the lists Enter alone means the row. */
function useWholeDayKey(onKey: () => void): void {
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Enter' || !event.shiftKey || document.querySelector('[aria-modal="true"]')) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

/** The desk's three panes while the day is on its way. */
function LoadingDesk() {
  return (
    <div className={classes.desk} data-pane="stops">
      <div className={classes.routes}>
        <LoadingRows label="Loading the routes" rowHeight={46} />
      </div>
      <div className={classes.stops}>
        <LoadingRows label="Loading the stops" rows={20} />
      </div>
      <div className={classes.inspector} />
    </div>
  );
}

/** A day without routes: photos may be here already, but nothing says where they belong. */
function EmptyDay({ day }: { day: DayView }) {
  const hasPhotos = day.photos > 0;
  return (
    <EmptyState
      icon={hasPhotos ? <IconFileImport size={28} stroke={1.5} /> : <IconCalendarOff size={28} stroke={1.5} />}
      title={hasPhotos ? `Photos, but no routes on ${formatDay(day.date)}` : `Nothing yet for ${formatDay(day.date)}`}
      actions={
        <Button renderRoot={(props) => <Link to="/import" search={{ day: day.date }} {...props} />}>
          Import a manifest
        </Button>
      }
    >
      {hasPhotos
        ? 'Porchlight has photos of this day, but no manifest that says which stops were driven. Put it into the watched folder, or import it.'
        : 'Routes appear as soon as their manifest is in the watched folder or imported, photos as soon as the phones have synced.'}
    </EmptyState>
  );
}
