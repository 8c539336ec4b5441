/** Every hold that was put by hand, with the way to its stop and to releasing it, and how much claims keep. */
import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useDecisions } from '#app/decisions.ts';
import { useTravel } from '#app/desk.ts';
import { keepDay } from '#app/place.ts';
import type { PrivacyView } from '#shared/privacy.ts';
import { formatAmount, formatDay, formatMoment } from '#ui/format.ts';
import classes from './PrivacyPage.module.css';

interface HoldListProps extends Pick<PrivacyView, 'holds' | 'claimed'> {
  timeZone: string;
}

export function HoldList({ holds, claimed, timeZone }: HoldListProps) {
  const { decide, pending } = useDecisions();
  const { toStopAnywhere } = useTravel();
  return (
    <section className={classes.block} aria-labelledby="privacy-holds">
      <h3 id="privacy-holds" className={classes.title}>
        Holds <span className={classes.count}>{holds.length === 0 ? 'none' : formatAmount(holds.length, 'stop')}</span>
      </h3>
      {claimed > 0 && (
        <p className={classes.words}>
          <Link to="/claims" search={keepDay}>
            Claims
          </Link>{' '}
          that nobody has judged yet keep {formatAmount(claimed, 'stop')}. Closing a claim releases what it keeps.
        </p>
      )}
      {holds.length === 0 ? (
        <p className={classes.words}>
          {claimed > 0 ? 'Nothing is held by hand.' : 'Nothing is held.'} At a stop, L puts a hold: for as long as it
          stands, nothing of the stop is erased.
        </p>
      ) : (
        <ul className={classes.holds}>
          {holds.map(({ entryId, stopId, routeId, date, route, address, note, person, at }) => (
            <li key={entryId} className={classes.hold}>
              <IconLock className={classes.icon} size={16} stroke={1.7} aria-hidden="true" />
              <span className={classes.holdWords}>
                <bdi className={classes.reason}>{note}</bdi>
                <span className={classes.aside}>
                  <bdi>{address || 'a stop without an address'}</bdi> · {route} · {formatDay(date)} · held by{' '}
                  {person ?? 'somebody'}, {formatMoment(at, timeZone)}
                </span>
              </span>
              <Button
                variant="subtle"
                color="gray"
                aria-label={`Open ${address}`}
                onClick={() => toStopAnywhere({ date, routeId, stopId })}
              >
                Open
              </Button>
              <Button
                variant="default"
                disabled={pending}
                aria-label={`Release the hold on ${address}: ${note}`}
                onClick={() => void decide({ kind: 'release-hold', entryId })}
              >
                Release
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
