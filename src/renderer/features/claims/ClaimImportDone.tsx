/** What came of a list, and the one key that takes all of it back. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useDecisions } from '#app/decisions.ts';
import type { ClaimImport } from '#shared/claims.ts';
import { formatAmount } from '#ui/format.ts';
import { ImportEnd } from '#ui/ImportLayout.tsx';
import { Key } from '#ui/Key.tsx';
import { LineProblems } from '#ui/LineProblems.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './ClaimImport.module.css';

interface ClaimImportDoneProps {
  seen: ClaimImport;
  onAnother: () => void;
  onLeave: () => void;
}

export function ClaimImportDone({ seen, onAnother, onLeave }: ClaimImportDoneProps) {
  const { undo, pending } = useDecisions();
  const [isTakenBack, setTakenBack] = useState(false);
  const canTakeBack = seen.entryId !== null && !isTakenBack;
  async function takeBack(): Promise<void> {
    if (seen.entryId === null || isTakenBack || pending) return;
    if ((await undo(seen.entryId)) !== null) setTakenBack(true);
  }
  useKeys({ u: () => void takeBack() }, canTakeBack);
  return (
    <ImportEnd
      isWhole={seen.isWhole || isTakenBack}
      title={isTakenBack ? 'All of it was taken back' : `${formatAmount(seen.opened, 'claim')} opened`}
      ways={
        <>
          <Button onClick={onLeave}>To the claims</Button>
          {canTakeBack && (
            <Button
              variant="default"
              aria-keyshortcuts="u"
              rightSection={<Key>U</Key>}
              disabled={pending}
              onClick={() => void takeBack()}
            >
              Take all of it back
            </Button>
          )}
          <Button variant="default" onClick={onAnother}>
            Import another list
          </Button>
        </>
      }
      below={
        seen.problems.length > 0 && (
          <section className={classes.left} aria-label="Rows that opened no claim">
            <LineProblems problems={seen.problems} total={seen.problemsTotal} about="These rows opened no claim." />
          </section>
        )
      }
    >
      {!isTakenBack && <p className={classes.outcome}>{seen.sentence}</p>}
    </ImportEnd>
  );
}
