/** Whether the stop's customer wants photos: the opt-outs that mean it, and the way to a new one. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '#app/queries.ts';
import type { StopDetail } from '#shared/views.ts';
import { formatDay } from '#ui/format.ts';
import classes from './Facts.module.css';

export function StopOptOuts({ detail: { row, route } }: { detail: StopDetail }) {
  const { data: optOuts = [] } = useQuery(queries.stopOptOuts(route.date, row.id));
  return (
    <>
      <dt>Photos</dt>
      <dd className={classes.breakable}>
        {optOuts.map(({ optOut, why }) => (
          <span key={optOut.id} className={classes.optOut}>
            Opted out {optOut.until === null ? 'from' : 'for a time from'} {formatDay(optOut.from)}
            <span className={classes.aside}> {why}</span>
          </span>
        ))}
        <Link className={classes.undo} to="/opt-outs" search={{ day: route.date, stop: row.id }}>
          No photos here any more…
        </Link>
      </dd>
    </>
  );
}
