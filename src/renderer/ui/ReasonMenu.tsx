/** A decision that wants a reason: a button, its menu, and a line to write in for “Other”. */
import { Button, Menu } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { KeptKeys } from './KeptKeys.tsx';
import { Key } from './Key.tsx';
import { NoteDialog } from './NoteDialog.tsx';
import classes from './ReasonMenu.module.css';

/** A reason with the keys that choose it: a digit by place, a letter by memory. */
export interface ReasonChoice<Reason> {
  reason: Reason;
  word: string;
  /** `1` to `9`, then `0`. */
  digit: string;
  letter?: string;
}

interface ReasonMenuProps<Reason extends string> {
  label: string;
  /** The key that opens it, in upper case. */
  shortcut: string;
  question: string;
  /** Of the button that sends the words for “Other”; the label where it says that too. */
  action?: string;
  /** False: “Other” says enough without words of one's own. */
  withWords?: boolean;
  position?: 'bottom-start' | 'top-start';
  choices: readonly ReasonChoice<Reason>[];
  /** Why it can't be done now; null when it can. */
  barred: string | null;
  open: boolean;
  onOpen: (open: boolean) => void;
  /** The note is empty unless the reason is “Other”. */
  onChoose: (reason: Reason, note: string) => void;
}

export function ReasonMenu<Reason extends string>(props: ReasonMenuProps<Reason>) {
  const {
    label,
    shortcut,
    question,
    action = label,
    withWords = true,
    position = 'bottom-start',
    choices,
    barred,
    open,
    onOpen,
    onChoose,
  } = props;
  const [other, setOther] = useState<Reason | null>(null);

  function choose(reason: Reason): void {
    onOpen(false);
    if (reason === 'other' && withWords) setOther(reason);
    else onChoose(reason, '');
  }

  useReasonKeys(open && barred === null, choices, choose);

  return (
    <>
      <Menu
        opened={open && barred === null}
        onChange={onOpen}
        position={position}
        width={250}
        returnFocus={false}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <Button
            variant="default"
            aria-disabled={barred !== null}
            {...(barred !== null && { 'data-disabled': true })}
            aria-keyshortcuts={shortcut}
            title={barred ?? question}
            rightSection={<Key>{shortcut}</Key>}
          >
            {label}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <KeptKeys />
          <Menu.Label>{question}</Menu.Label>
          {choices.map(({ reason, word, digit, letter }) => (
            <Menu.Item
              key={reason}
              className={classes.item}
              leftSection={<Key>{digit}</Key>}
              rightSection={letter && <span className={classes.letter}>{letter.toUpperCase()}</span>}
              onClick={() => choose(reason)}
            >
              {word}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <NoteDialog
        title={question}
        action={action}
        open={other !== null}
        onClose={() => setOther(null)}
        onNote={(note) => {
          setOther(null);
          if (other !== null) onChoose(other, note);
        }}
      />
    </>
  );
}

/**
 * While the menu is open its keys come before all others, wherever the focus is: who types R and 3 in one go means the
 * third reason, not the third filter.
 */
function useReasonKeys<Reason>(
  open: boolean,
  choices: readonly ReasonChoice<Reason>[],
  choose: (reason: Reason) => void,
): void {
  const latest = useRef({ choices, choose });
  useEffect(() => {
    latest.current = { choices, choose };
  });
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key.toLowerCase();
      const choice = latest.current.choices.find(({ digit, letter }) => key === digit || key === letter);
      if (!choice) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current.choose(choice.reason);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [open]);
}
