/** What was written down about the stop's confirmations, whatever their way, latest first. */
import { useQuery } from '@tanstack/react-query';
import { asApiError } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import type { StopId } from '#shared/ids.ts';
import { formatMoment } from '#ui/format.ts';
import classes from './ConfirmationPane.module.css';

const kinds = new Set(['confirm', 'confirmation-step']);

export function History({ stopId, timeZone }: { stopId: StopId; timeZone: string }) {
  const { data, error } = useQuery(queries.activity({ stopId }));
  const entries = data?.entries.filter(({ kind }) => kinds.has(kind)) ?? [];
  if (entries.length === 0 && !error) return null;
  return (
    <section className={classes.history} aria-label="What was done for this stop">
      <h4 className={classes.title}>What was done for this stop</h4>
      {error && !data && <p className={classes.soft}>{asApiError(error).message}</p>}
      <ol className={classes.steps}>
        {entries.map(({ entryId, at, sentence, person }) => (
          <li key={entryId}>
            <span className={classes.when}>{formatMoment(at, timeZone)}</span>
            <span>
              <bdi>{sentence}</bdi>
              {person !== null && (
                <span className={classes.soft}>
                  {' '}
                  by <bdi>{person}</bdi>
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
