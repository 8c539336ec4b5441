/** A few words of the supervisor's own; Enter sends them. */
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from './Dialog.tsx';
import classes from './ReasonMenu.module.css';

interface NoteDialogProps {
  title: string;
  /** What the button does: "Reject", "Note". */
  action: string;
  /** A note that is the decision itself can't be empty. */
  needed?: boolean;
  open: boolean;
  onClose: () => void;
  /** @param note trimmed. */
  onNote: (note: string) => void;
}

export function NoteDialog({ title, action, needed = false, open, onClose, onNote }: NoteDialogProps) {
  const [note, setNote] = useState('');
  const words = note.trim();
  function send(event?: FormEvent): void {
    event?.preventDefault();
    if (needed && words === '') return;
    setNote('');
    onNote(words);
  }
  return (
    <Dialog opened={open} onClose={onClose} title={title} size="sm" centered>
      <form onSubmit={send}>
        <Textarea
          label={needed ? 'In your own words' : 'In your own words (optional)'}
          description="Enter sends it, Shift+Enter starts a new line"
          value={note}
          maxLength={10_000}
          rows={3}
          maxRows={8}
          autosize
          data-autofocus
          onChange={(event) => setNote(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) send(event);
          }}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={needed && words === ''}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
