/** What can be done about a claim, each with its key. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Claiming } from '#app/claiming.ts';
import type { ClaimView } from '#shared/claims.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { type ClaimState, claimAllegations } from '#shared/words.ts';
import { Key } from '#ui/Key.tsx';
import { NoteDialog } from '#ui/NoteDialog.tsx';
import { ReasonMenu } from '#ui/ReasonMenu.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { allegationWords } from '#ui/words.ts';
import classes from './ClaimPage.module.css';
import { isClosed } from './claimWords.ts';
import { DueDialog } from './DueDialog.tsx';
import { TieDialog } from './TieDialog.tsx';

interface ClaimActionsProps {
  claim: ClaimView;
  today: ServiceDate;
  claiming: Claiming;
  /** What U takes back, in words; null: nothing. */
  takesBack: string | null;
  onTakeBack: () => void;
}

type Asking = { is: 'note' | 'due' | 'tie' | 'says' } | { is: 'settle'; way: Way };

interface Way {
  state: ClaimState;
  key: string;
  word: string;
  title: string;
  /** Over the note that goes with it. */
  question: string;
}

const ways: readonly Way[] = [
  {
    ...{ state: 'answered', key: 'A', word: 'Answered', title: 'The evidence went out; nobody has judged yet' },
    question: 'What was answered?',
  },
  {
    ...{ state: 'upheld', key: 'H', word: 'Uphold', title: 'They are right: the claim is closed' },
    question: 'Why is the claim right?',
  },
  {
    ...{ state: 'rejected', key: 'R', word: 'Reject', title: 'The delivery is proved: the claim is closed' },
    question: 'Why is the claim not right?',
  },
  {
    ...{ state: 'withdrawn', key: 'X', word: 'Withdrawn', title: 'They take it back: the claim is closed' },
    question: 'Why was it withdrawn?',
  },
];
const reopening: Way = {
  ...{ state: 'open', key: 'E', word: 'Reopen', title: 'It waits for an answer again' },
  question: 'Why is it opened again?',
};

const sayings = claimAllegations.map((reason, index) => ({
  reason,
  word: allegationWords[reason],
  digit: String(index + 1),
}));

/** The ways that make sense from a state: what it is already is none. */
const waysFrom = (claim: ClaimView): readonly Way[] =>
  isClosed(claim)
    ? [reopening]
    : [...ways.filter(({ state }) => state !== claim.state), ...(claim.state === 'answered' ? [reopening] : [])];

export function ClaimActions({ claim, today, claiming, takesBack, onTakeBack }: ClaimActionsProps) {
  const { change } = claiming;
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const { id } = claim;
  const settle = ({ state }: Way, note = '') => {
    close();
    void change({ kind: 'settle', id, state, ...(note !== '' && { note }) });
  };
  const possible = waysFrom(claim);
  useKeys({
    ...Object.fromEntries(
      possible.map((way) => [
        way.key.toLowerCase(),
        (event: KeyboardEvent) => (event.shiftKey ? setAsking({ is: 'settle', way }) : settle(way)),
      ]),
    ),
    n: () => setAsking({ is: 'note' }),
    t: () => setAsking({ is: 'due' }),
    m: () => setAsking({ is: 'tie' }),
    s: () => setAsking({ is: 'says' }),
    u: onTakeBack,
  });
  const small = (label: string, shortcut: string, title: string, onClick: () => void) => (
    <Button
      variant="default"
      aria-keyshortcuts={shortcut}
      title={title}
      rightSection={<Key>{shortcut}</Key>}
      onClick={onClick}
    >
      {label}
    </Button>
  );
  return (
    <div className={classes.actions} role="toolbar" aria-label="About this claim">
      {possible.map((way, index) => (
        <Button
          key={way.state}
          {...((index > 0 || isClosed(claim)) && { variant: 'default' })}
          aria-keyshortcuts={`${way.key} Shift+${way.key}`}
          title={`${way.title} (with Shift: and a note)`}
          rightSection={<Key>{way.key}</Key>}
          onClick={(event) => (event.shiftKey ? setAsking({ is: 'settle', way }) : settle(way))}
        >
          {way.word}
        </Button>
      ))}
      {small('Note…', 'N', 'Write down what was said or done', () => setAsking({ is: 'note' }))}
      {small('Due…', 'T', 'Until when they wait for an answer', () => setAsking({ is: 'due' }))}
      <ReasonMenu
        label="They say…"
        shortcut="S"
        question="What do they say?"
        choices={sayings}
        withWords={false}
        barred={null}
        open={asking?.is === 'says'}
        onOpen={(open) => setAsking(open ? { is: 'says' } : null)}
        onChoose={(allegation) => {
          if (allegation !== claim.allegation) void change({ kind: 'allegation', id, allegation });
        }}
      />
      {small('Other stop…', 'M', 'It is about another delivery', () => setAsking({ is: 'tie' }))}
      <Button
        variant="subtle"
        color="gray"
        aria-keyshortcuts="U"
        title={takesBack === null ? 'Nothing of this claim can be taken back' : `Take back: ${takesBack}`}
        rightSection={<Key>U</Key>}
        aria-disabled={takesBack === null}
        onClick={onTakeBack}
      >
        Undo
      </Button>
      <NoteDialog
        title="A note at this claim"
        action="Write it down"
        needed
        open={asking?.is === 'note'}
        onClose={close}
        onNote={(note) => {
          close();
          void change({ kind: 'note', id, note });
        }}
      />
      <NoteDialog
        title={asking?.is === 'settle' ? asking.way.question : ''}
        action={asking?.is === 'settle' ? asking.way.word : ''}
        open={asking?.is === 'settle'}
        onClose={close}
        onNote={(note) => asking?.is === 'settle' && settle(asking.way, note)}
      />
      <DueDialog
        open={asking?.is === 'due'}
        due={claim.due}
        today={today}
        onClose={close}
        onDue={(due) => {
          close();
          if (due !== claim.due) void change({ kind: 'due', id, due });
        }}
      />
      <TieDialog
        open={asking?.is === 'tie'}
        claim={claim}
        onClose={close}
        onTie={(stopId) => {
          close();
          if (stopId !== claim.stop?.stopId) void change({ kind: 'tie', id, stopId });
        }}
      />
    </div>
  );
}
