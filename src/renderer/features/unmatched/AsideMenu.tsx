/** “Not a delivery”: a reason by digit, and the photo is put aside. */
import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { AsideReason } from '#shared/words.ts';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './AsideMenu.module.css';
import { asideChoices } from './asideChoices.ts';

interface AsideMenuProps {
  /** How many photos it is about. */
  photos: number;
  /** The note is empty unless the reason is “Other”. */
  onPutAside: (reason: AsideReason, note: string) => void;
}

export function AsideMenu({ photos, onPutAside }: AsideMenuProps) {
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const question = photos > 1 ? `What do these ${photos} photos show?` : 'What does it show?';
  useKeys({ x: () => setOpen(true) }, photos > 0);

  function choose(reason: AsideReason): void {
    setOpen(false);
    if (reason === 'other') setAsking(true);
    else onPutAside(reason, '');
  }
  useReasonKeys(open, choose);

  return (
    <>
      <Menu
        opened={open}
        onChange={setOpen}
        position="top-start"
        width={230}
        returnFocus
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <Button
            variant="default"
            disabled={photos === 0}
            aria-keyshortcuts="X"
            title="Puts it aside with a reason: it shows no delivery (X)"
            rightSection={<Key>X</Key>}
          >
            Not a delivery…
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{question}</Menu.Label>
          {asideChoices.map(({ reason, word, digit }) => (
            <Menu.Item key={reason} leftSection={<Key>{digit}</Key>} onClick={() => choose(reason)}>
              {word}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <NoteDialog
        question={question}
        open={asking}
        onClose={() => setAsking(false)}
        onNote={(note) => {
          setAsking(false);
          onPutAside('other', note);
        }}
      />
    </>
  );
}

/** While the menu is open its digits come before all others: X and 2 in one go mean the second reason, not the second stop. */
function useReasonKeys(open: boolean, choose: (reason: AsideReason) => void): void {
  const latest = useRef(choose);
  useEffect(() => {
    latest.current = choose;
  });
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const choice = asideChoices.find(({ digit }) => event.key === digit);
      if (!choice) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(choice.reason);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [open]);
}

interface NoteDialogProps {
  question: string;
  open: boolean;
  onClose: () => void;
  onNote: (note: string) => void;
}

/** One line in the supervisor's own words; Enter sends it, and it may stay empty. */
function NoteDialog({ question, open, onClose, onNote }: NoteDialogProps) {
  const [note, setNote] = useState('');
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    setNote('');
    onNote(note.trim());
  }
  return (
    <Modal opened={open} onClose={onClose} title={question} size="sm" centered>
      <form onSubmit={onSubmit}>
        <TextInput
          label="In your own words (optional)"
          value={note}
          maxLength={10_000}
          dir="auto"
          data-autofocus
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Put aside</Button>
        </div>
      </form>
    </Modal>
  );
}
