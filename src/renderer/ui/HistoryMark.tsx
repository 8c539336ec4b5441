/** What happened at the same address before, as a small mark beside it. */
import { IconHistory } from '@tabler/icons-react';
import type { StopHistory } from '#shared/views.ts';
import classes from './HistoryMark.module.css';

/** `Claimed before`, `No picture 3×`: the plainest of what is remembered; the sentence has the dates. */
export function HistoryMark({ history }: { history: StopHistory }) {
  return (
    <span className={classes.mark} data-claimed={history.claims > 0} title={history.sentence}>
      <IconHistory size={12} stroke={2} aria-hidden="true" />
      <span className={classes.words}>{historyWords(history)}</span>
    </span>
  );
}

export function historyWords({ claims, noPicture, wrongPlace }: StopHistory): string {
  const [words, times] =
    claims > 0 ? ['Claimed', claims] : noPicture > 0 ? ['No picture', noPicture] : ['Wrong place', wrongPlace];
  return times === 1 ? `${words} before` : `${words} ${times}×`;
}
