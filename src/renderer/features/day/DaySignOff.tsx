/** The day's own sign-off, in the top bar. */
import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangleFilled, IconRosetteDiscountCheck, IconRosetteDiscountCheckFilled } from '@tabler/icons-react';
import { signOffAsked } from '#app/signing.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { SignOffSummary } from '#shared/views.ts';
import { signOffWords } from '#ui/SignOffMark.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './DaySignOff.module.css';

interface DaySignOffProps {
  date: ServiceDate;
  signOff: SignOffSummary | null;
  timeZone: string;
}

/** D opens it. Its words go where the bar is narrow; the mark keeps its place. */
export function DaySignOff({ date, signOff, timeZone }: DaySignOffProps) {
  const open = () => signOffAsked.set({ date, routeId: null });
  useKeys({ d: open });
  const state = signOff === null ? 'open' : signOff.changed ? 'changed' : 'signed';
  const { Icon, word } = looks[state];
  return (
    <UnstyledButton
      className={classes.button}
      data-state={state}
      aria-keyshortcuts="D"
      title={`${signOff ? signOffWords(signOff, timeZone) : 'Sign off the whole day'} (D)`}
      onClick={open}
    >
      <Icon size={18} stroke={1.6} aria-hidden="true" />
      <span className={classes.word}>{word}</span>
      {signOff && <span className="unseen">{signOffWords(signOff, timeZone)}</span>}
    </UnstyledButton>
  );
}

const looks = {
  open: { Icon: IconRosetteDiscountCheck, word: 'Sign off day' },
  signed: { Icon: IconRosetteDiscountCheckFilled, word: 'Day signed' },
  changed: { Icon: IconAlertTriangleFilled, word: 'Day changed' },
} as const;
