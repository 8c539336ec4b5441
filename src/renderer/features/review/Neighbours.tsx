/** Where the driver came from, and where the driver went next. */
import { UnstyledButton } from '@mantine/core';
import { thumbnailUrl } from '#app/client.ts';
import type { NeighbourStop, Surroundings } from '#shared/review.ts';
import { formatTime } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import classes from './ReviewSide.module.css';

interface NeighboursProps {
  surroundings: Surroundings | undefined;
  timeZone: string;
  onGo: (stopId: string) => void;
}

export function Neighbours({ surroundings, timeZone, onGo }: NeighboursProps) {
  return (
    <section className={classes.block} aria-label="The driver’s stops before and after">
      <Neighbour word="Before" shortcut="↑" stop={surroundings?.before ?? null} timeZone={timeZone} onGo={onGo} />
      <Neighbour word="After" shortcut="↓" stop={surroundings?.after ?? null} timeZone={timeZone} onGo={onGo} />
    </section>
  );
}

interface NeighbourProps {
  word: string;
  shortcut: string;
  stop: NeighbourStop | null;
  timeZone: string;
  onGo: (stopId: string) => void;
}

/** The button stays where there is no stop, so that nothing moves. */
function Neighbour({ word, shortcut, stop, timeZone, onGo }: NeighbourProps) {
  const when = stop?.completedAt == null ? '' : formatTime(stop.completedAt, timeZone);
  return (
    <UnstyledButton
      className={classes.neighbour}
      aria-disabled={stop === null}
      onClick={() => stop && onGo(stop.stopId)}
    >
      <Thumb url={stop?.photoId ? thumbnailUrl(stop.photoId) : null} alt="" width={36} height={28} />
      <span className={classes.word}>
        {word} <Key>{shortcut}</Key>
      </span>
      <span className={`one-line ${classes.address}`} title={stop?.address}>
        {stop ? stop.address || `stop ${stop.stop}` : 'none'}
      </span>
      <span className={classes.when}>{when}</span>
      <span className={classes.state}>{stop && <StateMark state={stop.state} bare />}</span>
    </UnstyledButton>
  );
}
