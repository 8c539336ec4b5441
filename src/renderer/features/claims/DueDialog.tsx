/** Another date until which an answer is due, or none. */
import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ServiceDate } from '#shared/ids.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { DueField } from './DueField.tsx';
import classes from './OpenClaimDialog.module.css';

interface DueDialogProps {
  open: boolean;
  due: ServiceDate | null;
  today: ServiceDate;
  onClose: () => void;
  onDue: (due: ServiceDate | null) => void;
}

export function DueDialog({ open, onClose, ...rest }: DueDialogProps) {
  return (
    <Dialog opened={open} onClose={onClose} title="Until when do they wait for an answer?" size="sm" centered>
      <Form {...rest} onClose={onClose} />
    </Dialog>
  );
}

function Form({ due, today, onClose, onDue }: Omit<DueDialogProps, 'open'>) {
  const [date, setDate] = useState(due ?? '');
  function send(event: FormEvent): void {
    event.preventDefault();
    onDue(date === '' ? null : date);
  }
  return (
    <form onSubmit={send}>
      <DueField label="Answer due on" today={today} value={date} autoFocus onChange={setDate} />
      <div className={classes.ways}>
        <Button type="submit">{date === '' ? 'No date' : 'Set the date'}</Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
