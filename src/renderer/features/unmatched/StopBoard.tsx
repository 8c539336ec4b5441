/** A route's stops beside the board, to lay photos on: by dragging, by double click, or by Enter. */
import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { queries } from '#app/queries.ts';
import type { RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import type { RouteSummary, StopRow, UnmatchedPhoto } from '#shared/views.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatTime } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { VirtualList } from '#ui/VirtualList.tsx';
import { likelyRoute, nearestScan } from './likelyStop.ts';
import classes from './StopBoard.module.css';
import { dropAttribute, dropListAttribute } from './strayDrag.ts';
import { timeOf } from './strayRows.ts';

interface StopBoardProps {
  date: ServiceDate;
  timeZone: string;
  routes: readonly RouteSummary[];
  /** What would be laid on a stop. */
  photos: readonly UnmatchedPhoto[];
  onTie: (stopId: StopId) => void;
}

/** The route and the stop where the photos may belong are shown until others are chosen. */
export function StopBoard({ date, timeZone, routes, photos, onTie }: StopBoardProps) {
  const [picked, setPicked] = useState<RouteId | null>(null);
  const [text, setText] = useState('');
  const routeId = picked ?? likelyRoute(photos, routes) ?? routes[0]?.id ?? null;
  return (
    <section className={classes.board} aria-label="Stops to lay photos on" {...{ [dropListAttribute]: '' }}>
      <div className={classes.head}>
        <Select
          aria-label="Route"
          searchable
          allowDeselect={false}
          data={routes.map(({ id, route, driver }) => ({
            value: id,
            label: driver === null ? route : `${route} · ${driver}`,
          }))}
          value={routeId}
          onChange={setPicked}
          nothingFoundMessage="No such route"
        />
        <TextInput
          aria-label="Filter the stops"
          placeholder="Address, number, customer"
          size="sm"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setText('')}
        />
      </div>
      {routeId === null ? (
        <EmptyState title="No route on this day">Without a manifest there are no stops to lay photos on.</EmptyState>
      ) : (
        <Stops
          key={routeId}
          date={date}
          timeZone={timeZone}
          routeId={routeId}
          filter={text.trim().toLowerCase()}
          photos={photos}
          onTie={onTie}
        />
      )}
    </section>
  );
}

interface StopsProps extends Pick<StopBoardProps, 'date' | 'timeZone' | 'photos' | 'onTie'> {
  routeId: RouteId;
  filter: string;
}

function Stops({ date, timeZone, routeId, filter, photos, onTie }: StopsProps) {
  const { data: route, error, refetch } = useQuery(queries.route(date, routeId));
  const [first] = photos;
  const [picked, setPicked] = useState<{ photo: string | undefined; stop: StopId } | null>(null);
  const stops = useMemo(() => route?.stops.filter((stop) => isLike(stop, filter)) ?? [], [route, filter]);
  const renderRow = useMemo(() => (stop: StopRow) => <Line stop={stop} timeZone={timeZone} />, [timeZone]);
  const own = picked?.photo === first?.id ? stops.find(({ id }) => id === picked?.stop) : undefined;
  const chosen = own ?? nearestScan(stops, first ? timeOf(first) : null);
  if (!route) {
    if (error) return <ErrorState title="The stops can’t be shown" problem={error} onRetry={() => void refetch()} />;
    return <LoadingRows label="Loading the stops" rowHeight={44} />;
  }
  if (stops.length === 0) return <EmptyState title="No stop of this route fits" />;
  return (
    <>
      <VirtualList
        label={`Stops of route ${route.summary.route} to lay photos on`}
        items={stops}
        keyOf={keyOf}
        rowHeight={44}
        selectedKey={chosen?.id ?? null}
        onSelect={(stop) => setPicked({ photo: first?.id, stop })}
        onOpen={onTie}
        renderRow={renderRow}
      />
      <p className={classes.foot}>
        {chosen ? (
          <Button disabled={photos.length === 0} rightSection={<Key>Enter</Key>} onClick={() => onTie(chosen.id)}>
            <span className="one-line">
              {photos.length > 1 ? `Lay ${photos.length} photos on` : 'Lay it on'} <bdi>{chosen.address}</bdi>
            </span>
          </Button>
        ) : (
          'Drag photos onto a stop, or choose one.'
        )}
      </p>
    </>
  );
}

const keyOf = ({ id }: StopRow) => id;

/** Something of the stop begins like, or holds, what was typed. @param filter in lower case. */
function isLike({ stop, sequence, address, postcode, customer }: StopRow, filter: string): boolean {
  if (filter === '' || stop.toLowerCase() === filter || String(sequence) === filter) return true;
  return [address, postcode, customer].some((text) => text?.toLowerCase().includes(filter));
}

function Line({ stop, timeZone }: { stop: StopRow; timeZone: string }) {
  return (
    <div className={classes.line} {...{ [dropAttribute]: stop.id }}>
      <span className={classes.sequence}>{stop.sequence ?? '·'}</span>
      <span className={classes.words}>
        <bdi className="one-line" title={stop.address}>
          {stop.address}
        </bdi>
        <span className={classes.state}>
          <StateMark state={stop.state} />
          {stop.completedAt !== null && <span>{formatTime(stop.completedAt, timeZone)}</span>}
        </span>
      </span>
    </div>
  );
}
