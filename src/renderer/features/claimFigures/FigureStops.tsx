/** The stops behind the chosen figure or pattern, each a way to the desk. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asApiError } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import type { CallInput } from '#shared/api.ts';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatAmount, formatDay, formatTimeWithSeconds } from '#ui/format.ts';
import { LoadingRows } from '#ui/Loading.tsx';
import classes from './ClaimFiguresPage.module.css';

export function FigureStops({ question }: { question: CallInput<'listFigureStops'> }) {
  const { data, error, refetch } = useQuery(queries.figureStops(question));
  if (error && !data) {
    return <ErrorState title="The stops can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />;
  }
  if (!data) return <LoadingRows label="Loading the stops" rowHeight={26} />;
  const { stops, total, timeZone } = data;
  return (
    <section className={classes.stops} aria-label="The stops behind it">
      {stops.length === 0 && <p className={classes.soft}>No claim, so no stop behind it.</p>}
      <ol className={classes.stopList}>
        {stops.map(({ stopId, routeId, date, route, stop, address, completedAt, marks }) => (
          <li key={stopId} className={classes.stop}>
            <Link className={classes.stopLink} to="/" search={{ day: date, route: routeId, stop: stopId }}>
              <span className={classes.stopDay}>{formatDay(date)}</span>
              <span className={classes.stopTime}>
                {completedAt === null ? '' : formatTimeWithSeconds(completedAt, timeZone)}
              </span>
              <span className={`one-line ${classes.stopName}`} title={address}>
                {route} · <bdi>{address || `stop ${stop}`}</bdi>
              </span>
              <span className={`one-line ${classes.soft}`} title={marks.join(', ')}>
                {marks.join(', ')}
              </span>
            </Link>
          </li>
        ))}
      </ol>
      {total > stops.length && (
        <p className={classes.soft}>
          The latest {stops.length} of {formatAmount(total, 'stop')}.
        </p>
      )}
    </section>
  );
}
