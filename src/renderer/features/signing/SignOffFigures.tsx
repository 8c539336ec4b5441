/** The score and the counts that are signed. */
import type { SignOffView } from '#shared/review.ts';
import type { StateCounts } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';
import { formatCount, formatScore, formatTarget } from '#ui/format.ts';
import { RouteBar } from '#ui/RouteBar.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { statesWorstFirst } from '#ui/words.ts';
import classes from './SignOffDialog.module.css';

const countOf: Record<StopState, keyof StateCounts> = {
  missing: 'missing',
  'needs-review': 'needsReview',
  candidate: 'candidate',
  syncing: 'syncing',
  confirmed: 'confirmed',
  excused: 'excused',
  'not-required': 'notRequired',
};

export function SignOffFigures({ view }: { view: SignOffView }) {
  const { counts, podTarget } = view;
  const reached = counts.podScore === null || counts.podScore >= podTarget;
  return (
    <section className={classes.figures} aria-label="What is signed">
      <p className={classes.score}>
        <span className={classes.big}>{formatScore(counts.podScore)}</span>
        <span className={classes.target} data-reached={reached}>
          {counts.podScore === null
            ? 'no photos owed'
            : reached
              ? `the target of ${formatTarget(podTarget)} is reached`
              : `below the target of ${formatTarget(podTarget)}`}
        </span>
      </p>
      <RouteBar counts={counts} />
      <ul className={classes.counts}>
        {statesWorstFirst.map((state) => (
          <li key={state} className={classes.count} data-none={counts[countOf[state]] === 0}>
            <StateMark state={state} />
            <span>{formatCount(Number(counts[countOf[state]]))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
