/** What was done about a claim, latest first; what can be taken back says so. */
import { UnstyledButton } from '@mantine/core';
import type { ClaimDetail } from '#shared/claims.ts';
import type { EntryId } from '#shared/ids.ts';
import { formatMoment } from '#ui/format.ts';
import classes from './ClaimPage.module.css';
import { canBeTakenBack } from './takingBack.ts';

interface ClaimHistoryProps {
  history: ClaimDetail['history'];
  timeZone: string;
  pending: boolean;
  onTakeBack: (entryId: EntryId) => void;
}

export function ClaimHistory({ history, timeZone, pending, onTakeBack }: ClaimHistoryProps) {
  return (
    <section className={classes.block} aria-label="What was done">
      <header className={classes.blockHead}>
        <h3>What was done</h3>
      </header>
      <ol className={classes.plain}>
        {history.toReversed().map((entry) => (
          <li key={entry.entryId} className={classes.entry} data-undone={entry.undone}>
            <span className={classes.breakable}>
              <bdi>{entry.sentence}</bdi>
              {entry.note !== null && entry.note !== '' && <q className={classes.note}>{entry.note}</q>}
              <span className={classes.aside}>
                {formatMoment(entry.at, timeZone)}
                {entry.person !== null && (
                  <>
                    {' by '}
                    <bdi>{entry.person}</bdi>
                  </>
                )}
                {entry.undone && ', taken back'}
              </span>
            </span>
            {canBeTakenBack(entry) && (
              <UnstyledButton
                className={classes.link}
                disabled={pending}
                aria-label={`Take back: ${entry.sentence}`}
                onClick={() => onTakeBack(entry.entryId)}
              >
                Take back
              </UnstyledButton>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
