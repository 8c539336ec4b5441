/** What a fact or a sentence speaks for, as shape, word and colour. */
import type { Bearing } from '#shared/evidence.ts';
import classes from './BearingMark.module.css';

const paths: Record<Bearing, string> = {
  for: 'M6 1.5V10.5 M1.5 6H10.5',
  against: 'M1.5 6H10.5',
  neutral: 'M6 6V6.01',
};
const words: Record<Bearing, string> = { for: 'for: ', against: 'against: ', neutral: '' };

export function BearingMark({ bearing }: { bearing: Bearing }) {
  return (
    <span className={classes.mark} data-bearing={bearing}>
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
        <path d={paths[bearing]} fill="none" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
      </svg>
      {words[bearing] !== '' && <span className="unseen">{words[bearing]}</span>}
    </span>
  );
}
