/** What can be decided about the stop, each with its key. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { StopRow } from '#shared/views.ts';
import type { ExcuseReason, RejectReason } from '#shared/words.ts';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './ActionBar.module.css';
import { ReasonMenu } from './ReasonMenu.tsx';
import { excuseChoices, rejectChoices } from './reasons.ts';
import type { Shot } from './shots.ts';

interface ActionBarProps {
  row: StopRow;
  /** The picture on the stage: what accept and reject are about. */
  shot: Shot | null;
  /** A decision is on its way. */
  pending: boolean;
  onAccept: () => void;
  onReject: (reason: RejectReason, note: string) => void;
  onExcuse: (reason: ExcuseReason, note: string) => void;
  onUndo: () => void;
}

/**
 * Actions that make no sense now are dimmed but keep the focus: a button that vanishes under the keyboard would throw the
 * supervisor out of the walk.
 */
export function ActionBar({ row, shot, pending, onAccept, onReject, onExcuse, onUndo }: ActionBarProps) {
  const [menu, setMenu] = useState<'reject' | 'excuse' | null>(null);
  const acceptBar = whyNotAccept(shot);
  const rejectBar = whyNotReject(shot);
  const excuseBar = whyNotExcuse(row);
  const accept = () => !acceptBar && !pending && onAccept();
  useKeys({
    a: accept,
    r: () => !rejectBar && setMenu('reject'),
    e: () => !excuseBar && setMenu('excuse'),
    u: () => !pending && onUndo(),
  });

  return (
    <div className={classes.bar} role="toolbar" aria-label="Decide">
      <Button
        aria-disabled={acceptBar !== null}
        {...(acceptBar !== null && { 'data-disabled': true })}
        aria-keyshortcuts="A"
        title={acceptBar ?? 'This picture proves the delivery'}
        rightSection={<Key>A</Key>}
        onClick={accept}
      >
        {shot?.candidate ? 'Accept here' : 'Accept'}
      </Button>
      <ReasonMenu
        label="Reject"
        shortcut="R"
        question="Why isn’t this picture good enough?"
        choices={rejectChoices}
        barred={rejectBar}
        open={menu === 'reject'}
        onOpen={(open) => setMenu(open ? 'reject' : null)}
        onChoose={onReject}
      />
      <ReasonMenu
        label="Excuse"
        shortcut="E"
        question="Why is no picture needed?"
        choices={excuseChoices}
        barred={excuseBar}
        open={menu === 'excuse'}
        onOpen={(open) => setMenu(open ? 'excuse' : null)}
        onChoose={onExcuse}
      />
      <Button
        className={classes.undo}
        variant="subtle"
        color="gray"
        aria-keyshortcuts="U"
        title="Take back the latest decision"
        rightSection={<Key>U</Key>}
        onClick={() => !pending && onUndo()}
      >
        Undo
      </Button>
    </div>
  );
}

function whyNotAccept(shot: Shot | null): string | null {
  if (!shot) return 'There is no picture to accept';
  return shot.tied?.decision === 'accepted' ? 'This picture is accepted already' : null;
}

function whyNotReject(shot: Shot | null): string | null {
  if (!shot) return 'There is no picture to reject';
  return shot.tied?.decision === 'rejected' ? 'This picture is rejected already' : null;
}

function whyNotExcuse({ state }: StopRow): string | null {
  if (state === 'not-required') return 'No photo is owed here';
  if (state === 'excused') return 'This stop is excused already';
  return state === 'confirmed' ? 'This stop is confirmed' : null;
}
