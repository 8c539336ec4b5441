/** The chosen stop: its picture and its facts, and the ways on. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#app/queries.ts';
import { rowPicture } from '#app/rowPicture.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { RouteMap } from '#shared/routeMap.ts';
import { formatAmount, formatDistance, formatTime } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import classes from './MapPage.module.css';
import type { MapStop } from './placed.ts';

interface StopCardProps {
  date: ServiceDate;
  stop: MapStop;
  /** Those of the stop that have a position. */
  photos: RouteMap['photos'];
  timeZone: string;
  onOpen: () => void;
  onReview: () => void;
}

/** Of one height whatever the stop: the list above it must not move while one walks. */
export function StopCard({ date, stop, photos, timeZone, onOpen, onReview }: StopCardProps) {
  const { data: detail } = useQuery(queries.stop(date, stop.stopId));
  // Until the stop's facts are here, nobody knows whether its picture may be shown.
  const picture = detail ? rowPicture(detail.row) : { url: null };
  const facts = [
    `stop ${stop.stop}`,
    stop.completedAt === null ? 'not delivered' : `delivered ${formatTime(stop.completedAt, timeZone)}`,
    stop.position === null ? 'no position' : null,
  ].filter((fact) => fact !== null);
  return (
    <section className={classes.card} aria-label="The chosen stop" aria-live="polite">
      <Thumb
        {...picture}
        alt={picture.url === null ? 'No photo' : `Photo of ${stop.address}`}
        width={104}
        height={78}
        more={Math.max(0, (detail?.row.photoCount ?? photos.length) - 1)}
      />
      <div className={classes.facts}>
        <h3 className={`one-line ${classes.address}`} title={stop.address}>
          <bdi>
            {stop.sequence === null ? '' : `${stop.sequence} · `}
            {stop.address}
          </bdi>
        </h3>
        <span className={classes.state} title={detail?.row.reason ?? undefined}>
          <StateMark state={stop.state} {...(detail?.row.reason != null && { word: detail.row.reason })} />
        </span>
        <span className={`one-line ${classes.fact}`} title={facts.join(' · ')}>
          {facts.join(' · ')}
        </span>
        <span className={`one-line ${classes.fact}`}>{photoSentence(photos, detail?.row.photoCount)}</span>
      </div>
      <div className={classes.ways}>
        <Button variant="default" aria-keyshortcuts="Enter" rightSection={<Key>Enter</Key>} onClick={onOpen}>
          On the desk
        </Button>
        <Button variant="default" aria-keyshortcuts="v" rightSection={<Key>V</Key>} onClick={onReview}>
          Review
        </Button>
      </div>
    </section>
  );
}

/** How far from the stop its photos were taken, as far as they say so. */
function photoSentence(photos: RouteMap['photos'], count: number | undefined): string {
  const distances = photos.flatMap(({ metresFromStop }) => (metresFromStop === null ? [] : [metresFromStop]));
  if (distances.length > 0) {
    const [near, far] = [Math.min(...distances), Math.max(...distances)].map(formatDistance);
    return near === far ? `photo taken ${near} away` : `photos taken ${near} to ${far} away`;
  }
  if (count === undefined) return '';
  return count === 0 ? 'no photo' : `${formatAmount(count, 'photo')} without a position`;
}
