/** The driver's stops before and after, as they were served, with their pictures small. */
import { Link } from '@tanstack/react-router';
import { thumbnailUrl } from '#app/client.ts';
import type { TimelineStop } from '#shared/evidence.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { formatDistance, formatTimeWithSeconds } from '#ui/format.ts';
import { StateMark } from '#ui/StateMark.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import { outcomeWords } from '#ui/words.ts';
import classes from './Timeline.module.css';

interface TimelineProps {
  date: ServiceDate;
  timeZone: string;
  stops: readonly TimelineStop[];
  /** The stop's own pictures must not be seen unasked. */
  veiled: boolean;
}

export function Timeline({ date, timeZone, stops, veiled }: TimelineProps) {
  return (
    <div className={classes.holder}>
      <table className={classes.table}>
        <caption className="unseen">
          The driver’s stops before and after, in the order in which they were served
        </caption>
        <thead>
          <tr>
            <th scope="col">Scanned</th>
            <th scope="col">
              <span className="unseen">Picture</span>
            </th>
            <th scope="col">Stop</th>
            <th scope="col">Picture taken</th>
            <th scope="col" className={classes.number}>
              Away
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {stops.map((stop) => (
            <tr key={stop.stopId} data-this={stop.isThis} aria-current={stop.isThis ? 'true' : undefined}>
              <td className={classes.time}>{timeOf(stop.completedAt, timeZone)}</td>
              <td>
                <Thumb
                  url={stop.photoId === null || (stop.isThis && veiled) ? null : thumbnailUrl(stop.photoId)}
                  {...(stop.isThis && veiled && { instead: 'hidden' as const })}
                  alt=""
                  width={44}
                  height={32}
                />
              </td>
              <th scope="row" className={classes.stop}>
                {stop.isThis ? (
                  <b>
                    <bdi>{nameOf(stop)}</bdi>
                  </b>
                ) : (
                  <Link to="/evidence/$stop" params={{ stop: stop.stopId }} search={{ day: date }}>
                    <bdi>{nameOf(stop)}</bdi>
                  </Link>
                )}
                {stop.outcome !== 'delivered' && (
                  <span className={classes.outcome}> {outcomeWords[stop.outcome].toLowerCase()}</span>
                )}
              </th>
              <td className={classes.time}>{timeOf(stop.photoTakenAt, timeZone)}</td>
              <td className={classes.number}>{awayOf(stop)}</td>
              <td>
                <StateMark state={stop.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const nameOf = ({ address, stop }: TimelineStop) => address || `stop ${stop}`;
const timeOf = (at: number | null, timeZone: string) => (at === null ? '–' : formatTimeWithSeconds(at, timeZone));
const awayOf = ({ isThis, metres }: TimelineStop) => (isThis ? '' : metres === null ? '–' : formatDistance(metres));
