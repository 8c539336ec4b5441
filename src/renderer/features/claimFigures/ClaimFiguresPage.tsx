/** What claims teach: how often deliveries are claimed, by driver, area and address, and which scans are worth a look. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconChartBar, IconEye } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { asApiError } from '#app/client.ts';
import { tellWhere, useExporting } from '#app/exports.ts';
import { queries } from '#app/queries.ts';
import { createValueStore } from '#app/valueStore.ts';
import {
  type ClaimFigure,
  type ClaimFigures,
  type ClaimPattern,
  type FigureGroup,
  type FigurePeriod,
  figurePeriods,
} from '#shared/claimFigures.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatAmount, formatCount, formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { VirtualList } from '#ui/VirtualList.tsx';
import classes from './ClaimFiguresPage.module.css';
import { FigureDetail, PatternDetail } from './FigureDetail.tsx';
import { FigureHeads, FigureRow } from './FigureRow.tsx';
import { type FigureView, patternKey, periodWords, perThousand, scaleOf, views, viewWords } from './figureWords.ts';
import { PatternHeads, PatternRow } from './PatternRow.tsx';
import { WeekChart } from './WeekChart.tsx';

/** What was looked at last stays as it was for whoever comes back from a stop. */
const looking = createValueStore<{ days: FigurePeriod; view: FigureView; chosen: string | null }>({
  ...{ days: '90', view: 'driver', chosen: null },
});

export function ClaimFiguresPage() {
  const { days, view, chosen } = looking.use();
  const { data: figures, error, refetch } = useQuery(queries.claimFigures(days));
  const show = (next: FigureView) => looking.set({ days, view: next, chosen: null });
  const turn = (next: FigurePeriod) => looking.set({ days: next, view, chosen });
  const exporting = useExporting();
  async function takeOut(): Promise<void> {
    // A key held down must not make the same file twice.
    if (exporting.pending) return;
    const view = await exporting.start({ kind: 'claim-figures-csv', date: null, days });
    if (view) tellWhere(view);
  }
  useKeys({
    c: () => void takeOut(),
    ...Object.fromEntries(views.map((each, n) => [String(n + 1), () => show(each)])),
    p: () => turn(figurePeriods[(figurePeriods.indexOf(days) + 1) % figurePeriods.length] ?? '90'),
  });
  return (
    <div className={classes.page}>
      <PageHeader
        title="What claims teach"
        note={figures ? `${formatDay(figures.from)} to ${formatDay(figures.to)}` : ''}
        actions={
          <>
            <SegmentedControl
              size="xs"
              aria-label="Period (P)"
              value={days}
              onChange={(value) => turn(value as FigurePeriod)}
              data={figurePeriods.map((value) => ({ value, label: periodWords[value] }))}
            />
            <Button
              variant="default"
              aria-keyshortcuts="C"
              title="Drivers, areas and addresses of this period as a table"
              rightSection={<Key>C</Key>}
              aria-disabled={exporting.pending}
              onClick={() => void takeOut()}
            >
              CSV
            </Button>
          </>
        }
      />
      {exporting.failure !== null && <Notice level="error">{exporting.failure}</Notice>}
      {figures ? (
        <Figures figures={figures} days={days} view={view} chosen={chosen} onShow={show} />
      ) : error ? (
        <ErrorState title="The figures can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
      ) : (
        <LoadingRows label="Counting claims and deliveries" rowHeight={36} />
      )}
    </div>
  );
}

interface FiguresProps {
  figures: ClaimFigures;
  days: FigurePeriod;
  view: FigureView;
  chosen: string | null;
  onShow: (view: FigureView) => void;
}

function Figures({ figures, days, view, chosen, onShow }: FiguresProps) {
  const { depot, weeks, claimedByWeek, deliveriesByWeek } = figures;
  if (depot.deliveries === 0) {
    return (
      <EmptyState icon={<IconChartBar size={28} stroke={1.5} />} title="No delivery in these days">
        Figures appear as soon as manifests tell of deliveries.
      </EmptyState>
    );
  }
  return (
    <>
      <section className={classes.depot} aria-label="The depot">
        <div className={classes.whole}>
          <span className={classes.big}>{perThousand(depot.rate)}</span>
          <span className={classes.words}>
            claims in a thousand deliveries, between {perThousand(depot.low)} and {perThousand(depot.high)}:{' '}
            {formatCount(depot.claimed)} of {formatAmount(depot.deliveries, 'delivery', 'deliveries')}
            {depot.rejected > 0 && `; ${formatCount(depot.rejected)} more were rejected`}
          </span>
        </div>
        <WeekChart weeks={weeks} claimed={claimedByWeek} deliveries={deliveriesByWeek} />
      </section>
      <div className={classes.ways}>
        <SegmentedControl
          size="xs"
          aria-label="Figures by"
          value={view}
          onChange={(value) => onShow(value as FigureView)}
          data={views.map((value, n) => ({
            value,
            label: (
              <span className={classes.way}>
                {viewWords[value]} <Count of={countOf(figures, value)} /> <Key>{String(n + 1)}</Key>
              </span>
            ),
          }))}
        />
        <p className={classes.soft}>{view === 'pattern' ? '' : figures.cautions[view].join(' ')}</p>
      </div>
      {view === 'pattern' ? (
        <Patterns patterns={figures.patterns} days={days} chosen={chosen} />
      ) : (
        <Groups key={view} figures={figures} by={view} days={days} chosen={chosen} />
      )}
    </>
  );
}

const countOf = (figures: ClaimFigures, view: FigureView): number =>
  ({
    driver: figures.drivers.length,
    area: figures.areas.length,
    address: figures.addressesTotal,
    pattern: figures.patterns.length,
  })[view];

const Count = ({ of: count }: { of: number }) => <span className={classes.count}>{formatCount(count)}</span>;

const choose = (key: string) => looking.set({ ...looking.get(), chosen: key });

interface GroupsProps {
  figures: ClaimFigures;
  by: FigureGroup;
  days: FigurePeriod;
  chosen: string | null;
}

const emptyWords: Record<FigureGroup, string> = {
  driver: 'No driver is named in these days’ manifests',
  area: 'These days’ manifests have no postcodes',
  address: 'No delivery of these days was claimed',
};

function Groups({ figures, by, days, chosen }: GroupsProps) {
  const list = { driver: figures.drivers, area: figures.areas, address: figures.addresses }[by];
  const depotRate = figures.depot.rate;
  const scale = scaleOf(list, depotRate);
  const renderRow = useCallback(
    (figure: ClaimFigure) => <FigureRow figure={figure} by={by} depotRate={depotRate} scale={scale} />,
    [by, depotRate, scale],
  );
  const ref = useRef<HTMLDivElement>(null);
  const figure = list.find(({ key }) => key === chosen) ?? list[0];
  if (!figure) return <EmptyState icon={<IconChartBar size={28} stroke={1.5} />} title={emptyWords[by]} />;
  return (
    <>
      <FigureHeads by={by} depotRate={depotRate} />
      <VirtualList
        ref={ref}
        label={viewWords[by]}
        items={list}
        keyOf={figureKey}
        rowHeight={32}
        selectedKey={figure.key}
        onSelect={choose}
        renderRow={renderRow}
        autoFocus
      />
      <FigureDetail key={figure.key} figures={figures} figure={figure} by={by} days={days} />
    </>
  );
}

const figureKey = ({ key }: ClaimFigure) => key;
const renderPattern = (pattern: ClaimPattern) => <PatternRow pattern={pattern} />;

function Patterns({
  patterns,
  days,
  chosen,
}: {
  patterns: readonly ClaimPattern[];
  days: FigurePeriod;
  chosen: string | null;
}) {
  const pattern = patterns.find((each) => patternKey(each) === chosen) ?? patterns[0];
  if (!pattern) {
    return (
      <EmptyState icon={<IconEye size={28} stroke={1.5} />} title="Nothing is worth a look">
        No driver has scans faster than anybody drives, or pictures that are far away or stand elsewhere too, more often
        than the depot as a whole.
      </EmptyState>
    );
  }
  return (
    <>
      <PatternHeads />
      <VirtualList
        label="Worth a look"
        items={patterns}
        keyOf={patternKey}
        rowHeight={32}
        selectedKey={patternKey(pattern)}
        onSelect={choose}
        renderRow={renderPattern}
        autoFocus
      />
      <PatternDetail key={patternKey(pattern)} pattern={pattern} days={days} />
    </>
  );
}
