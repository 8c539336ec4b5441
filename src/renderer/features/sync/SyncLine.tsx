/** One route in the list: how it stands, in a row. */
import type { DeviceClockView } from '#shared/clocks.ts';
import type { SyncRow } from '#shared/sync.ts';
import { formatCount, formatTime } from '#ui/format.ts';
import columns from '#ui/rowColumns.module.css';
import { StateMark } from '#ui/StateMark.tsx';
import classes from './SyncPage.module.css';
import { clockNote, healthMarks, isBehind, oddFiles } from './syncWords.ts';

interface SyncLineProps {
  row: SyncRow;
  /** Of the route's phones; undefined until they are here. */
  clocks: readonly DeviceClockView[] | undefined;
  timeZone: string;
}

export function SyncLine({ row, clocks, timeZone }: SyncLineProps) {
  const { state, word } = healthMarks[row.health];
  const driver = [row.driver, row.driverName].filter((part) => part !== null).join(' ');
  const odd = [...oddFiles(row), ...(clocks ?? []).flatMap((clock) => clockNote(clock) ?? [])].join(' · ');
  const time = (at: number | null) => (at === null ? '–' : formatTime(at, timeZone));
  return (
    <div className={classes.columns}>
      <StateMark state={state} word={word} />
      <span className={columns.two}>
        <bdi className={`one-line ${classes.route}`} title={row.route}>
          {row.route}
        </bdi>
        <bdi className={`one-line ${classes.soft}`} title={driver}>
          {driver === '' ? 'no driver named' : driver}
        </bdi>
      </span>
      <span className={classes.number}>{time(row.lastTakenAt)}</span>
      <span className={`${classes.number} ${classes.soft} ${classes.spare}`}>{time(row.lastArrivedAt)}</span>
      <span className={classes.number} data-behind={isBehind(row)}>
        {formatCount(row.deliveriesSince)}
      </span>
      <span className={`one-line ${classes.soft} ${classes.spare}`} title={odd}>
        {odd}
      </span>
    </div>
  );
}
