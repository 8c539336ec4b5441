/** One route in the list: how it stands, in a row. */
import type { SyncRow } from '#shared/sync.ts';
import { formatCount, formatTime } from '#ui/format.ts';
import { StateMark } from '#ui/StateMark.tsx';
import classes from './SyncPage.module.css';
import { clockWords, healthMarks, isBehind, oddFiles } from './syncWords.ts';

export function SyncLine({ row, timeZone }: { row: SyncRow; timeZone: string }) {
  const { state, word } = healthMarks[row.health];
  const driver = [row.driver, row.driverName].filter((part) => part !== null).join(' ');
  const clocks = row.devices.flatMap(({ clockCorrectionSeconds }) => clockWords(clockCorrectionSeconds) ?? []);
  const odd = [...oddFiles(row), ...clocks.map((words) => `clock ${words}`)].join(' · ');
  const time = (at: number | null) => (at === null ? '–' : formatTime(at, timeZone));
  return (
    <div className={classes.columns}>
      <StateMark state={state} word={word} />
      <span className={classes.two}>
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
