/** Which stop it is and how it stands. */
import type { StopRow } from '#shared/views.ts';
import { addressOf } from '#ui/erasedWords.ts';
import { StateMark } from '#ui/StateMark.tsx';
import { stateWords } from '#ui/words.ts';
import classes from './StopHead.module.css';

export function StopHead({ row }: { row: StopRow }) {
  const where = [row.sequence === null ? null : `#${row.sequence}`, `stop ${row.stop}`, row.postcode, row.customer];
  const details = where.filter((part) => part !== null).join(' · ');
  return (
    <header className={classes.head}>
      <h2 className={`one-line ${classes.address}`} title={addressOf(row)}>
        {addressOf(row)}
      </h2>
      <span className={classes.state}>
        <StateMark state={row.state} />
      </span>
      <span className={`one-line ${classes.details}`} title={details}>
        {details}
      </span>
      <span className={`one-line ${classes.reason}`} title={row.reason ?? undefined}>
        {row.reason !== null && row.reason !== stateWords[row.state] && row.reason}
      </span>
    </header>
  );
}
