/** One stop where a photo may belong: how likely, why, what stands there now, and the button that ties them. */
import { Button } from '@mantine/core';
import { useTravel } from '#app/desk.ts';
import { rowPicture } from '#app/rowPicture.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Candidate, StopRow } from '#shared/views.ts';
import { formatTime } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import classes from './CandidateCard.module.css';
import { dropAttribute } from './strayDrag.ts';

interface CandidateCardProps {
  candidate: Candidate;
  /** Undefined while its route is fetched. */
  row: StopRow | undefined;
  /** From 1; also its key. */
  number: number;
  date: ServiceDate;
  timeZone: string;
  onAccept: () => void;
}

export function CandidateCard({ candidate, row, number, date, timeZone, onAccept }: CandidateCardProps) {
  const { toStopAnywhere } = useTravel();
  const { address, route, stop, routeId, stopId, score, why } = candidate;
  const first = number === 1;
  const picture = row ? rowPicture(row) : { url: null };
  const time = row && row.completedAt !== null ? formatTime(row.completedAt, timeZone) : null;
  return (
    <li className={classes.card} {...{ [dropAttribute]: stopId }}>
      <Thumb
        {...picture}
        alt={picture.url === null ? '' : 'What stands there now'}
        width={58}
        height={44}
        more={Math.max(0, (row?.photoCount ?? 0) - 1)}
      />
      <p className={classes.head}>
        <bdi className={classes.address} title={address}>
          {address}
        </bdi>
        <span className={classes.score} title="How likely it belongs here">
          {Math.round(score * 100)} %
        </span>
      </p>
      <p className={classes.place}>
        <span>
          Route {route}, stop {stop}
        </span>
        {time !== null && <span>scanned {time}</span>}
        {row && <StateMark state={row.state} />}
      </p>
      <p className={classes.why}>{why.join(' · ')}</p>
      <p className={classes.actions}>
        <Button
          {...(!first && { variant: 'default' })}
          aria-keyshortcuts={first ? 'A 1' : String(number)}
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
