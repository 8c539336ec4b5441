/** A route's stops beside the board, to lay photos on: by dragging, by double click, or by Enter. */
import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { queries } from '#app/queries.ts';
import type { RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import type { RouteSummary, StopRow } from '#shared/views.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatTime } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { VirtualList } from '#ui/VirtualList.tsx';
import classes from './StopBoard.module.css';
import { dropAttribute, dropListAttribute } from './strayDrag.ts';

interface StopBoardProps {
  date: ServiceDate;
  timeZone: string;
  routes: readonly RouteSummary[];
  /** The route that the current photo most likely belongs to; shown until another is chosen. */
  likely: RouteId | null;
  /** How many photos would be laid on a stop. */
  photos: number;
  onTie: (stopId: StopId) => void;
}

export function StopBoard({ date, timeZone, routes, likely, photos, onTie }: StopBoardProps) {
  const [picked, setPicked] = useState<RouteId | null>(null);
  const [text, setText] = useState('');
  const routeId = picked ?? likely ?? routes[0]?.id ?? null;
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
  const [key, setKey] = useState<string | null>(null);
  const stops = useMemo(() => route?.stops.filter((stop) => isLike(stop, filter)) ?? [], [route, filter]);
  const renderRow = useMemo(() => (stop: StopRow) => <Line stop={stop} timeZone={timeZone} />, [timeZone]);
  const chosen = stops.find(({ id }) => id === key);
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
        onSelect={setKey}
        onOpen={onTie}
        renderRow={renderRow}
      />
      <p className={classes.foot}>
        {chosen ? (
          <Button disabled={photos === 0} rightSection={<Key>Enter</Key>} onClick={() => onTie(chosen.id)}>
            <span className="one-line">
              {photos > 1 ? `Lay ${photos} photos on` : 'Lay it on'} <bdi>{chosen.address}</bdi>
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
