/** Tonight's scores: the day, its drivers and its routes, against the target and the service days before. */
import { SegmentedControl } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { asApiError } from '#app/client.ts';
import { usePlace, useServiceDate } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { ScoresView } from '#shared/scores.ts';
import { takeKeys } from '#ui/arrival.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatAmount, formatDay } from '#ui/format.ts';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { trendFoot } from '#ui/trend.ts';
import { DayScore } from './DayScore.tsx';
import { RowDetail } from './RowDetail.tsx';
import classes from './ScoresPage.module.css';
import { ScoreTable } from './ScoreTable.tsx';
import { driverRow, routeRow } from './scoreRows.ts';

export function ScoresPage() {
  const date = useServiceDate();
  const { data: scores, error, refetch } = useQuery({ ...queries.scores(date ?? ''), enabled: date !== null });
  if (scores && scores.drivers.length > 0) return <Scores key={scores.date} scores={scores} />;
  return (
    <>
      <PageHeader title="Scores" note={date === null ? '' : formatDay(date)} />
      {scores ? (
        <EmptyState icon={<IconChartLine size={28} stroke={1.5} />} title="No routes, no scores">
          Scores appear as soon as this day has a manifest.
        </EmptyState>
      ) : error ? (
        <ErrorState title="The scores can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
      ) : (
        <LoadingRows label="Loading the scores" rowHeight={36} />
      )}
    </>
  );
}

type Kind = 'drivers' | 'routes';

function Scores({ scores }: { scores: ScoresView }) {
  const { driver: wanted } = usePlace();
  const navigate = useNavigate();
  const { data: day } = useQuery(queries.day(scores.date));
  const [kind, setKind] = useState<Kind>('drivers');
  const list = useRef<HTMLDivElement>(null);
  // Who opens the page walks through the drivers; who then changes to the routes keeps the focus on that choice.
  useEffect(() => takeKeys(list.current), []);
  const [chosenRoute, setChosenRoute] = useState<string | null>(null);
  const foot = trendFoot(scores.drivers.map(({ trend }) => trend));
  const rows = useMemo(() => {
    if (kind === 'drivers') return scores.drivers.map((driver) => driverRow(driver, scores.podTarget, foot));
    return (day?.routes ?? []).map((route) => routeRow(route, scores.podTarget));
  }, [kind, scores, day, foot]);
  const chosenKey = (kind === 'drivers' ? wanted : chosenRoute) ?? null;
  const chosen = rows.find(({ key }) => key === chosenKey) ?? null;

  function choose(key: string): void {
    if (kind === 'routes') setChosenRoute(key);
    else void navigate({ to: '/scores', search: { day: scores.date, driver: key }, replace: true });
  }
  function open(key: string): void {
    if (kind === 'routes') void navigate({ to: '/', search: { day: scores.date, route: key } });
    else void navigate({ to: '/debrief', search: { day: scores.date, driver: key } });
  }

  return (
    <>
      <PageHeader
        title="Scores"
        note={`${formatDay(scores.date)} · ${formatAmount(scores.drivers.length, 'driver')}`}
        actions={
          <SegmentedControl
            size="xs"
            aria-label="Score of"
            value={kind}
            onChange={(value) => setKind(value as Kind)}
            data={[
              { value: 'drivers', label: 'Drivers' },
              { value: 'routes', label: 'Routes' },
            ]}
          />
        }
      />
      <div className={classes.page}>
        <DayScore scores={scores} />
        <ScoreTable
          key={kind}
          label={kind === 'drivers' ? 'Drivers' : 'Routes'}
          rows={rows}
          selectedKey={chosen?.key ?? null}
          onSelect={choose}
          onOpen={open}
          listRef={list}
        />
        <RowDetail row={chosen} kind={kind} date={scores.date} onOpen={open} />
      </div>
    </>
  );
}
