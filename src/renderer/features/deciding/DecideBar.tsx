/** What can be decided about the chosen stops, each with its key. */
import { ActionIcon, Button } from '@mantine/core';
import { IconMessagePlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { BatchDecision } from '#shared/deciding.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { Key } from '#ui/Key.tsx';
import { NoteDialog } from '#ui/NoteDialog.tsx';
import { ReasonMenu } from '#ui/ReasonMenu.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './DecideBar.module.css';
import { MoveDialog } from './MoveDialog.tsx';
import { excuseChoices, rejectChoices } from './reasons.ts';
import { SeveralChosen } from './SeveralChosen.tsx';
import { decisionsOf, type Subject, type Verdict, whyNot } from './verdicts.ts';

interface DecideBarProps {
  date: ServiceDate;
  /** One, or several chosen together. */
  subjects: readonly Subject[];
  onDecide: (decisions: BatchDecision[]) => void;
  onUndo: () => void;
}

type Asking = 'reject' | 'excuse' | 'move' | 'note' | 'follow-up';

/**
 * Actions that make no sense now are dimmed but keep the focus: a button that vanishes under the keyboard would throw the
 * supervisor out of the walk.
 */
export function DecideBar({ date, subjects, onDecide, onUndo }: DecideBarProps) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const open = (what: Asking) => () => whyNot(what, subjects) === null && setAsking(what);
  const decide = (verdict: Verdict) => {
    close();
    if (whyNot(verdict.kind, subjects) === null) onDecide(decisionsOf(verdict, subjects));
  };
  const accept = () => decide({ kind: 'accept' });
  const followUp = () => decide({ kind: 'follow-up', note: '' });
  useKeys({
    a: accept,
    r: open('reject'),
    e: open('excuse'),
    m: open('move'),
    n: open('note'),
    f: (event) => (event.shiftKey ? open('follow-up')() : followUp()),
    u: onUndo,
  });

  const [first] = subjects;
  const isCandidate = subjects.length === 1 && first?.picture?.candidate === true;
  const bar = (kind: Verdict['kind']) => whyNot(kind, subjects);
  return (
    <div className={classes.bar} role="toolbar" aria-label="Decide">
      {subjects.length > 1 && <SeveralChosen count={subjects.length} />}
      <Action
        label={isCandidate ? 'Accept here' : 'Accept'}
        shortcut="A"
        barred={bar('accept')}
        title="The picture proves the delivery"
        primary
        onClick={accept}
      />
      <ReasonMenu
        label="Reject"
        shortcut="R"
        question="Why isn’t this picture good enough?"
        choices={rejectChoices}
        barred={bar('reject')}
        open={asking === 'reject'}
        onOpen={(wanted) => setAsking(wanted ? 'reject' : null)}
        onChoose={(reason, note) => decide({ kind: 'reject', reason, note })}
      />
      <ReasonMenu
        label="Excuse"
        shortcut="E"
        question="Why is no picture needed?"
        choices={excuseChoices}
        barred={bar('excuse')}
        open={asking === 'excuse'}
        onOpen={(wanted) => setAsking(wanted ? 'excuse' : null)}
        onChoose={(reason, note) => decide({ kind: 'excuse', reason, note })}
      />
      <Action
        label="Move"
        shortcut="M"
        barred={bar('move')}
        title="The picture is of another stop"
        onClick={open('move')}
      />
      <span className={classes.pair}>
        <Action
          label="Follow up"
          shortcut="F"
          barred={bar('follow-up')}
          title="Ask the driver about it: decided for tonight"
          onClick={followUp}
        />
        <ActionIcon
          className={classes.more}
          variant="default"
          aria-label="Follow up with a note"
          aria-keyshortcuts="Shift+F"
          title="Follow up with a note (Shift+F)"
          onClick={open('follow-up')}
        >
          <IconMessagePlus size={15} stroke={1.6} />
        </ActionIcon>
      </span>
      <Action label="Note" shortcut="N" barred={bar('note')} title="Write a note at the stop" onClick={open('note')} />
      <Button
        className={classes.undo}
        variant="subtle"
        color="gray"
        aria-keyshortcuts="U"
        title="Take back the latest decision"
        rightSection={<Key>U</Key>}
        onClick={onUndo}
      >
        Undo
      </Button>
      {first && (
        <MoveDialog
          date={date}
          from={first.row}
          open={asking === 'move'}
          onClose={close}
          onMove={(toStopId) => decide({ kind: 'move', toStopId })}
        />
      )}
      <NoteDialog
        title={subjects.length > 1 ? `A note at ${subjects.length} stops` : 'A note at this stop'}
        action="Write it down"
        needed
        open={asking === 'note'}
        onClose={close}
        onNote={(note) => decide({ kind: 'note', note })}
      />
      <NoteDialog
        title="What should the driver be asked?"
        action="Follow up"
        open={asking === 'follow-up'}
        onClose={close}
        onNote={(note) => decide({ kind: 'follow-up', note })}
      />
    </div>
  );
}

interface ActionProps {
  label: string;
  shortcut: string;
  /** Why it can't be done now; null when it can. */
  barred: string | null;
  /** What it means, for the pointer. */
  title: string;
  primary?: boolean;
  onClick: () => void;
}

function Action({ label, shortcut, barred, title, primary = false, onClick }: ActionProps) {
  return (
    <Button
      {...(!primary && { variant: 'default' })}
      aria-disabled={barred !== null}
      {...(barred !== null && { 'data-disabled': true })}
      aria-keyshortcuts={shortcut}
      title={barred ?? title}
      rightSection={<Key>{shortcut}</Key>}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
