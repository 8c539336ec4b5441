/** The day in the top bar: depot, date, score, and how far the vans have synced. */
import { useQuery } from '@tanstack/react-query';
import { useServiceDate } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import { formatTarget } from '#ui/format.ts';
import { ScoreMeter } from '#ui/ScoreMeter.tsx';
import classes from './DayHead.module.css';
import { DayNavigation } from './DayNavigation.tsx';
import { DaySignOff } from './DaySignOff.tsx';
import { SyncHealth } from './SyncHealth.tsx';

/** Keeps its places while the figures come: an answer on its way must not move the bar. */
export function DayHead() {
  const date = useServiceDate();
  const { data: day } = useQuery({ ...queries.day(date ?? ''), enabled: date !== null });
  const { data: settings } = useQuery(queries.settings());
  const depotName = day?.depotName ?? settings?.depotName ?? 'Porchlight';
  return (
    <>
      <h1 className={`one-line ${classes.depot}`} title={depotName}>
        {depotName}
      </h1>
      {date !== null && <DayNavigation date={date} />}
      {day && (
        <>
          <ScoreMeter score={day.counts.podScore} target={day.podTarget} />
          <span className={classes.settle}>
            {settleSentence(day.settleMore, day.podTarget, day.counts.opportunities)}
          </span>
          {day.routes.length > 0 && <DaySignOff date={day.date} signOff={day.signOff} timeZone={day.timeZone} />}
          {day.devices.length > 0 && <SyncHealth devices={day.devices} timeZone={day.timeZone} />}
        </>
      )}
    </>
  );
}

/** How far it is to the target. @param settleMore as in the day view: 0 = reached, null = out of reach. */
function settleSentence(settleMore: number | null, target: number, opportunities: number): string {
  if (opportunities === 0) return 'no photos owed';
  if (settleMore === null) return `${formatTarget(target)} is out of reach`;
  return settleMore === 0 ? `${formatTarget(target)} reached` : `settle ${settleMore} more for ${formatTarget(target)}`;
}
