/** One stop where a photo may belong: how likely, why, and the button that ties them. */
import { Button } from '@mantine/core';
import { useTravel } from '#app/desk.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Candidate } from '#shared/views.ts';
import { Key } from '#ui/Key.tsx';
import classes from './CandidateCard.module.css';

interface CandidateCardProps {
  candidate: Candidate;
  /** From 1; also its key. */
  number: number;
  date: ServiceDate;
  pending: boolean;
  onAccept: () => void;
}

export function CandidateCard({ candidate, number, date, pending, onAccept }: CandidateCardProps) {
  const { toStopAnywhere } = useTravel();
  const { address, route, stop, routeId, stopId, score, why } = candidate;
  const first = number === 1;
  return (
    <li className={classes.card}>
      <p className={classes.head}>
        <bdi className={classes.address} title={address}>
          {address}
        </bdi>
        <span className={classes.score} title="How likely it belongs here">
          {Math.round(score * 100)} %
        </span>
      </p>
      <p className={classes.place}>
        Route {route}, stop {stop}
      </p>
      <p className={classes.why}>{why.join(' · ')}</p>
      <p className={classes.actions}>
        <Button
          {...(!first && { variant: 'default' })}
          aria-keyshortcuts={first ? 'A 1' : String(number)}
          aria-disabled={pending}
          rightSection={
            <span className={classes.keys}>
              {first && <Key>A</Key>}
              <Key>{String(number)}</Key>
            </span>
          }
          onClick={onAccept}
        >
          Accept<span className="unseen"> at {address}</span>
        </Button>
        <Button variant="subtle" color="gray" onClick={() => toStopAnywhere({ date, routeId, stopId })}>
          Show<span className="unseen"> {address}</span>
        </Button>
      </p>
    </li>
  );
}
