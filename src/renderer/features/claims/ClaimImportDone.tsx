/** What came of a list, and the one key that takes all of it back. */
import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useDecisions } from '#app/decisions.ts';
import type { ClaimImport } from '#shared/claims.ts';
import { formatAmount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LineProblems } from '#ui/LineProblems.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './ImportClaimsPage.module.css';

interface ClaimImportDoneProps {
  seen: ClaimImport;
  onAnother: () => void;
  onLeave: () => void;
}

export function ClaimImportDone({ seen, onAnother, onLeave }: ClaimImportDoneProps) {
  const { undo, pending } = useDecisions();
  const [isTakenBack, setTakenBack] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const canTakeBack = seen.entryId !== null && !isTakenBack;
  async function takeBack(): Promise<void> {
    if (seen.entryId === null || isTakenBack || pending) return;
    if ((await undo(seen.entryId)) !== null) setTakenBack(true);
  }
  useKeys({ u: () => void takeBack() }, canTakeBack);
  return (
    <div className={classes.done}>
      <div className={classes.sheet}>
        <IconCircleCheck className={classes.mark} size={32} stroke={1.4} aria-hidden="true" />
        <h3 ref={title} className={classes.title} tabIndex={-1}>
          {isTakenBack ? 'All of it was taken back' : `${formatAmount(seen.opened, 'claim')} opened`}
        </h3>
        {!isTakenBack && <p className={classes.sentence}>{seen.sentence}</p>}
        <div className={classes.ways}>
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
        </div>
      </div>
      {seen.problems.length > 0 && (
        <section className={classes.left} aria-label="Rows that opened no claim">
          <LineProblems problems={seen.problems} total={seen.problemsTotal} about="These rows opened no claim." />
        </section>
      )}
    </div>
  );
}
