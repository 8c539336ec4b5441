/** Under the table: the chosen driver or route in full, and the way on. */
import { Button } from '@mantine/core';
import type { ServiceDate } from '#shared/ids.ts';
import { formatAmount, formatScore, formatTarget } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { RejectBars } from '#ui/RejectBars.tsx';
import { RouteBar } from '#ui/RouteBar.tsx';
import { TrendChart } from '#ui/TrendChart.tsx';
import { changeWords, trendFoot } from '#ui/trend.ts';
import { RouteLinks } from './RouteLinks.tsx';
import classes from './ScoresPage.module.css';
import { type ScoreRow, settleWords } from './scoreRows.ts';

interface RowDetailProps {
  row: ScoreRow | null;
  kind: 'drivers' | 'routes';
  date: ServiceDate;
  onOpen: (key: string) => void;
}

/** Always as high: choosing another row moves nothing. */
export function RowDetail({ row, kind, date, onOpen }: RowDetailProps) {
  if (!row) {
    return (
      <section className={classes.detail} aria-label="Chosen row">
        <p className={classes.hint}>
          {kind === 'drivers'
            ? 'Choose a driver to see the trend and the reject reasons; Enter opens the debrief.'
            : 'Choose a route; Enter opens it on the desk.'}
        </p>
      </section>
    );
  }
  const { counts, target, settleMore, change, trend, driver } = row;
  return (
    <section className={classes.detail} aria-label="Chosen row">
      <div className={classes.about}>
        <h3 className={`one-line ${classes.name}`} title={row.name} dir="auto">
          {row.name}
        </h3>
        <p className={classes.words}>
          {formatScore(counts.podScore)}, {settleWords(settleMore, counts.opportunities, formatTarget(target))}
          {driver && `; ${changeWords(change)}`}
        </p>
        <p className={classes.words}>
          {formatAmount(counts.opportunities, 'photo')} owed, {counts.confirmed} confirmed, {counts.candidate} with a
          candidate, {counts.excused} excused
        </p>
        <RouteBar counts={counts} />
        <div className={classes.ways}>
          <Button rightSection={<Key>Enter</Key>} onClick={() => onOpen(row.key)}>
            {kind === 'drivers' ? 'Debrief' : 'Open on the desk'}
          </Button>
          {driver && <RouteLinks date={date} routes={driver.routes} />}
        </div>
      </div>
      {trend && <TrendChart days={trend} target={target} foot={trendFoot([trend])} size="page" />}
      {driver && <RejectBars rejects={driver.rejects} none="No picture of this driver was rejected in these days." />}
    </section>
  );
}
