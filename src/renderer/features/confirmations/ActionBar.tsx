/** What can be done with the chosen confirmations; every key acts from the list as well. */
import { Button } from '@mantine/core';
import type { ConfirmationView } from '#shared/confirmations.ts';
import { formatCount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './ActionBar.module.css';
import { type Plan, planFor, planForHold } from './acting.ts';

interface ActionBarProps {
  chosen: readonly ConfirmationView[];
  pending: boolean;
  onAct: (plan: Plan) => void;
}

export function ActionBar({ chosen, pending, onAct }: ActionBarProps) {
  const hold = planForHold(chosen);
  const resend = planFor(chosen, 'resend');
  const withdraw = planFor(chosen, 'withdraw');
  const doIt = (plan: Plan | null) => plan !== null && onAct(plan);
  useKeys({ h: () => doIt(hold), r: () => doIt(resend), w: () => doIt(withdraw) });
  const several = chosen.length > 1;
  const button = (plan: Plan | null, word: string, key: string) => (
    <Button
      variant="default"
      aria-keyshortcuts={key}
      disabled={plan === null || pending}
      rightSection={<Key>{key}</Key>}
      onClick={() => doIt(plan)}
    >
      {word}
      {several && plan !== null && plan.ids.length < chosen.length && ` (${formatCount(plan.ids.length)})`}
    </Button>
  );
  return (
    <div className={classes.bar}>
      {button(hold, hold?.action === 'release' ? 'Release' : 'Hold', 'H')}
      {button(resend, 'Send again', 'R')}
      {button(withdraw, 'Withdraw', 'W')}
    </div>
  );
}
