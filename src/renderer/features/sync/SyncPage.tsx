/** Whether the vans have synced: a row a route, furthest behind first, and what to tell its driver. */
import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { asApiError } from '#app/client.ts';
import { usePlace, useServiceDate, useTravel } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { SyncRow, SyncView } from '#shared/sync.ts';
import { takeKeys } from '#ui/arrival.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatAmount, formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { VirtualList } from '#ui/VirtualList.tsx';
import { RouteSync } from './RouteSync.tsx';
import { SyncLine } from './SyncLine.tsx';
import classes from './SyncPage.module.css';
import { isBehind, oddFiles } from './syncWords.ts';

export function SyncPage() {
  const date = useServiceDate();
  if (date === null) return <LoadingRows label="Loading the vans" rowHeight={44} />;
  return <Day key={date} date={date} />;
}

function Day({ date }: { date: ServiceDate }) {
  const { data: sync, error, refetch } = useQuery(queries.sync(date));
  const [behindOnly, setBehindOnly] = useState(false);
  const behind = sync?.rows.filter(isBehind).length ?? 0;
  const toggle = () => setBehindOnly((now) => !now);
  useKeys({ b: toggle });
  return (
    <>
      <PageHeader
        title="Sync"
        note={sync ? `${formatDay(date)} · ${tellHealth(sync.rows.length, behind)}` : formatDay(date)}
        actions={
          <Button
            variant={behindOnly ? 'light' : 'default'}
            aria-pressed={behindOnly}
            aria-keyshortcuts="B"
            rightSection={<Key>B</Key>}
            onClick={toggle}
          >
            Behind only
          </Button>
        }
      />
      {sync ? (
        <Rows sync={sync} behindOnly={behindOnly} onShowAll={toggle} />
      ) : error ? (
        <ErrorState
          title="How far the vans have synced can’t be shown"
          problem={asApiError(error)}
          onRetry={() => void refetch()}
        />
      ) : (
        <LoadingRows label="Loading the vans" rowHeight={44} />
      )}
    </>
  );
}

function tellHealth(routes: number, behind: number): string {
  if (routes === 0) return 'no routes';
  if (behind === 0) return routes === 1 ? 'its route has synced' : `all ${formatAmount(routes, 'route')} have synced`;
  return `${behind} of ${formatAmount(routes, 'route')} ${behind === 1 ? 'is' : 'are'} behind`;
}

function Rows({ sync, behindOnly, onShowAll }: { sync: SyncView; behindOnly: boolean; onShowAll: () => void }) {
  const { date, timeZone, elsewhere } = sync;
  const { toRoute } = useTravel();
  const rows = useMemo(() => (behindOnly ? sync.rows.filter(isBehind) : sync.rows), [sync, behindOnly]);
  // Who comes from a picture of a route wants that route.
  const { route } = usePlace();
  const [key, setKey] = useState<string | null>(route ?? null);
  const current = rows.find(({ routeId }) => routeId === key) ?? rows[0] ?? null;
  const { data: clocks } = useQuery(queries.clocks(date));
  const clocksOf = useMemo(() => Map.groupBy(clocks?.clocks ?? [], (clock) => clock.routeId), [clocks]);
  const renderRow = useMemo(
    () => (row: SyncRow) => <SyncLine row={row} clocks={clocksOf.get(row.routeId)} timeZone={timeZone} />,
    [clocksOf, timeZone],
  );
  const step = (by: 1 | -1) => {
    const target = current && rows[rows.indexOf(current) + by];
    if (target) setKey(target.routeId);
  };
  useKeys({ j: () => step(1), k: () => step(-1) });

  // Who comes here by a link wants to walk: Enter must mean the route, not the link once more.
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => takeKeys(list.current), []);

  const hasElsewhere = elsewhere.photos > 0 || oddFiles(elsewhere).length > 0;
  return (
    <>
      {hasElsewhere && (
        <Notice level="info">
          <span className={classes.elsewhere} title={elsewhere.sentence}>
            {elsewhere.sentence}
          </span>
        </Notice>
      )}
      {current === null ? (
        <Nothing routes={sync.rows.length} onShowAll={onShowAll} />
      ) : (
        <div className={classes.page}>
          <div className={classes.rows}>
            <div className={`${classes.columns} ${classes.heads}`} aria-hidden="true">
              <span>Sync</span>
              <span>Route and driver</span>
              <span className={classes.number}>Last picture</span>
              <span className={`${classes.number} ${classes.spare}`}>Last file</span>
              <span className={classes.number}>Deliveries since</span>
              <span className={classes.spare}>Files and clock</span>
            </div>
            <VirtualList
              ref={list}
              label="Routes, furthest behind first"
              items={rows}
              keyOf={keyOf}
              rowHeight={44}
              selectedKey={current.routeId}
              onSelect={setKey}
              onOpen={(routeId) => toRoute(date, routeId)}
              renderRow={renderRow}
              autoFocus
            />
          </div>
          <RouteSync
            key={current.routeId}
            date={date}
            row={current}
            timeZone={timeZone}
            onOpen={() => toRoute(date, current.routeId)}
          />
        </div>
      )}
    </>
  );
}

const keyOf = ({ routeId }: SyncRow) => routeId;

function Nothing({ routes, onShowAll }: { routes: number; onShowAll: () => void }) {
  if (routes === 0) {
    return (
      <EmptyState title="No routes on this day">
        As soon as a manifest names routes, it stands here how far each van has synced.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconCircleCheck size={28} stroke={1.5} />}
      title="Every van has synced"
      actions={
        <Button variant="default" onClick={onShowAll}>
          Show all routes
        </Button>
      }
    >
      Nothing was delivered after the last picture of any route.
    </EmptyState>
  );
}
