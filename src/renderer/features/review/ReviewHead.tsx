/** The head over the picture: which stop, and what is doubtful about it in one sentence. */
import type { ReviewItem } from '#shared/review.ts';
import type { StopRow } from '#shared/views.ts';
import { addressOf } from '#ui/erasedWords.ts';
import { StateMark } from '#ui/StateMark.tsx';
import { handoverWords, outcomeWords, reviewKindWords } from '#ui/words.ts';
import classes from './ReviewHead.module.css';

interface ReviewHeadProps {
  /** Null until the stop is here: the head keeps its height. */
  row: StopRow | null;
  /** Null for a stop that isn't in the queue. */
  item: ReviewItem | null;
  route: string | null;
  /** What to do, or why nothing is to be done, for a stop outside the queue. */
  advice: string | null;
}

/** Two lines of one height, whatever they say. */
export function ReviewHead({ row, item, route, advice }: ReviewHeadProps) {
  const waits = item !== null && item.decided === null;
  const why = item?.decided?.sentence ?? item?.why ?? advice ?? '';
  const details = row ? detailsOf(row, route) : '';
  return (
    <header className={classes.head}>
      <h3 className={`one-line ${classes.address}`} title={row ? addressOf(row) : undefined}>
        {row ? addressOf(row) : '…'}
      </h3>
      <span className={`one-line ${classes.details}`} title={details}>
        {details}
      </span>
      <p className={`one-line ${classes.why}`} title={why}>
        <span className={classes.kind} data-waits={waits}>
          {waits ? reviewKindWords[item.kind] : row && <StateMark state={row.state} />}
        </span>
        {why}
      </p>
    </header>
  );
}

function detailsOf(row: StopRow, route: string | null): string {
  const leftAt = row.outcome === 'delivered' && row.handover ? handoverWords[row.handover] : outcomeWords[row.outcome];
  const parts = [
    route,
    row.sequence === null ? null : `#${row.sequence}`,
    `stop ${row.stop}`,
    row.postcode,
    row.customer,
    leftAt,
    row.packages > 1 ? `${row.packages} parcels` : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
