/** Before what no undo brings back: says what goes, and (where much hangs on it) has a word typed first. */
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import classes from './ConfirmDialog.module.css';
import { Dialog } from './Dialog.tsx';

interface ConfirmDialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  /** On the button: “Erase”. */
  action: string;
  onConfirm: () => void;
  /** To be typed before the button acts; null: nothing. */
  typed?: string | null;
  /** False: what goes is not known yet. */
  ready?: boolean;
  /** What goes, and that it is gone for good. */
  children: ReactNode;
}

export function ConfirmDialog({
  title,
  open,
  onClose,
  action,
  onConfirm,
  typed = null,
  ready = true,
  children,
}: ConfirmDialogProps) {
  const [text, setText] = useState('');
  const isReady = ready && (typed === null || text.trim().toLowerCase() === typed.toLowerCase());
  const close = () => {
    setText('');
    onClose();
  };
  function confirm(event: FormEvent): void {
    event.preventDefault();
    if (!isReady) return;
    close();
    onConfirm();
  }
  return (
    <Dialog opened={open} onClose={close} title={title} centered size="md">
      <form className={classes.dialog} onSubmit={confirm}>
        <div>{children}</div>
        {typed !== null && (
          <TextInput
            label={`Type “${typed}” to go on`}
            value={text}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={close} {...(typed === null && { 'data-autofocus': true })}>
            Leave it
          </Button>
          <Button type="submit" color="red.6" disabled={!isReady}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
