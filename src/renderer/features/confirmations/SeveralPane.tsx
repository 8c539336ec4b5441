/** Several confirmations chosen together: how they stand, and what to do with all of them. */
import type { ConfirmationView } from '#shared/confirmations.ts';
import { ConfirmationMark } from '#ui/ConfirmationMark.tsx';
import { formatCount } from '#ui/format.ts';
import { confirmationsWorstFirst } from '#ui/words.ts';
import { ActionBar } from './ActionBar.tsx';
import type { Plan } from './acting.ts';
import classes from './SeveralPane.module.css';

interface SeveralPaneProps {
  chosen: readonly ConfirmationView[];
  pending: boolean;
  onAct: (plan: Plan) => void;
}

export function SeveralPane({ chosen, pending, onAct }: SeveralPaneProps) {
  const states = confirmationsWorstFirst
    .map((state) => ({ state, count: chosen.filter((each) => each.state === state).length }))
    .filter(({ count }) => count > 0);
  return (
    <>
      <h3 className={classes.title}>{formatCount(chosen.length)} chosen</h3>
      <ul className={classes.states}>
        {states.map(({ state, count }) => (
          <li key={state}>
            <ConfirmationMark state={state} /> <span>{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      <ActionBar chosen={chosen} pending={pending} onAct={onAct} />
      <p className={classes.note}>Each action takes those of them that allow it.</p>
    </>
  );
}
