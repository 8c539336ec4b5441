/** “7 other photos of the same phone moved”: which, where to, and the way back. It takes neither focus nor room. */
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowsMove, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTravel } from '#app/desk.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { Thumb } from '#ui/Thumb.tsx';
import classes from './MovesNotice.module.css';
import type { Move } from './moves.ts';
import { strayThumb } from './strayThumb.ts';

interface MovesNoticeProps {
  date: ServiceDate;
  move: Move;
  onTakeBack: () => void;
  onPutAway: () => void;
}

const howWords: Record<Move['moved'][number]['how'], string> = {
  tied: 'tied to',
  released: 'no longer tied; it is among the strays',
  proposed: 'fits best now',
};

export function MovesNotice({ date, move, onTakeBack, onPutAway }: MovesNoticeProps) {
  const [open, setOpen] = useState(false);
  const { toStopAnywhere } = useTravel();
  return (
    <section className={classes.notice} aria-label="What moved by itself">
      <div className={classes.line}>
        <IconArrowsMove size={16} stroke={1.8} aria-hidden="true" />
        <p className={classes.sentence} role="status">
          {move.sentence}
        </p>
        <span className={classes.actions}>
          {move.moved.length > 0 && (
            <Button variant="default" size="compact-xs" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? 'Hide them' : 'Show them'}
            </Button>
          )}
          <Button variant="default" size="compact-xs" onClick={onTakeBack}>
            Take it back
          </Button>
          <ActionIcon size={22} aria-label="Put this away" title="Put this away" onClick={onPutAway}>
            <IconX size={14} />
          </ActionIcon>
        </span>
      </div>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard.
        <ul className={classes.moved} tabIndex={0} aria-label="Photos that moved">
          {move.moved.map(({ photoId, smallErased, how, stop }) => (
            <li key={photoId} className={classes.photo}>
              <Thumb {...strayThumb({ id: photoId, smallErased })} alt="" width={50} height={38} />
              <span className={classes.words}>
                <span className={classes.soft}>{howWords[how]}</span>
                {stop && (
                  <bdi className="one-line" title={stop.address}>
                    {stop.address}
                  </bdi>
                )}
              </span>
              {stop && (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-xs"
                  onClick={() => toStopAnywhere({ date, routeId: stop.routeId, stopId: stop.stopId })}
                >
                  {stop.route}, stop {stop.stop}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
