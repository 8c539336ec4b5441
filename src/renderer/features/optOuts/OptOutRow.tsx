/** One opt-out in two lines: whom it is about, then since when and what it reaches. */
import { IconCalendarClock, IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react';
import type { OptOutView } from '#shared/optOuts.ts';
import classes from './OptOutsPage.module.css';
import { daysWords, reachWords, standingWords, targetWords, whomWords } from './optOutWords.ts';

const marks = {
  standing: IconCircleCheck,
  coming: IconCalendarClock,
  ended: IconCircleMinus,
  'taken-back': IconCircleX,
} as const;

export function OptOutRow({ optOut }: { optOut: OptOutView }) {
  return (
    <div className={classes.row} data-standing={optOut.standing}>
      <span className={classes.by}>{targetWords[optOut.by]}</span>
      <bdi className={`one-line ${classes.whom}`} data-erased={optOut.words === ''} title={whomWords(optOut)}>
        {whomWords(optOut)}
      </bdi>
      <StandingMark standing={optOut.standing} />
      <span className={`one-line ${classes.days}`}>{daysWords(optOut)}</span>
      <span className={`one-line ${classes.reach}`}>{reachWords(optOut)}</span>
    </div>
  );
}

/** A shape and a word; the colour only helps. */
export function StandingMark({ standing }: { standing: OptOutView['standing'] }) {
  const Mark = marks[standing];
  return (
    <span className={classes.standing} data-standing={standing}>
      <Mark size={14} stroke={1.8} aria-hidden="true" />
      {standingWords[standing]}
    </span>
  );
}
