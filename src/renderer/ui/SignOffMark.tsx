/** A sign-off as shape, word and colour: signed, or changed since. */
import { IconAlertTriangleFilled, IconRosetteDiscountCheckFilled } from '@tabler/icons-react';
import type { SignOffSummary } from '#shared/views.ts';
import { formatAmount, formatMoment, formatScore } from './format.ts';
import classes from './SignOffMark.module.css';

interface SignOffMarkProps {
  signOff: SignOffSummary | null;
  timeZone: string;
}

/** Holds its place whether there is a sign-off or not: a row must not move when its route is signed. */
export function SignOffMark({ signOff, timeZone }: SignOffMarkProps) {
  if (!signOff) return <span className={classes.mark} />;
  const words = signOffWords(signOff, timeZone);
  const Icon = signOff.changed ? IconAlertTriangleFilled : IconRosetteDiscountCheckFilled;
  return (
    <span className={classes.mark} data-changed={signOff.changed} title={words}>
      <Icon size={16} aria-hidden="true" />
      <span className="unseen">{words}</span>
    </span>
  );
}

/** `Signed off by Dana Reyes on Sat 21 Nov 21:04 with 97.8 %, 2 stops left open: dog in the yard`. */
export function signOffWords(signOff: SignOffSummary, timeZone: string): string {
  const { at, person, podScore, left, reason, changed } = signOff;
  const open = left === 0 ? '' : `, ${formatAmount(left, 'stop')} left open${reason === null ? '' : `: ${reason}`}`;
  const begin = changed ? 'Changed since it was signed off' : 'Signed off';
  return `${begin} by ${person ?? 'somebody without a name'} on ${formatMoment(at, timeZone)} with ${formatScore(podScore)}${open}`;
}
