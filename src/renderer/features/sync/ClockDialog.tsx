/** What a phone's clock is off by, in minutes and seconds; Enter says so. */
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { DeviceClockView } from '#shared/clocks.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { formatAmount } from '#ui/format.ts';
import { type ClockInput, type ClockSide, inputOf, readClock } from './clockInput.ts';
import classes from './Phones.module.css';
import { clockWords, phoneName } from './syncWords.ts';

interface ClockDialogProps {
  clock: DeviceClockView;
  onClose: () => void;
  /** @param seconds slow (+), fast (-), 0 right. */
  onSet: (seconds: number) => void;
}

const sides: { value: ClockSide; label: string }[] = [
  { value: 'slow', label: 'Slow' },
  { value: 'right', label: 'Right' },
  { value: 'fast', label: 'Fast' },
];

export function ClockDialog({ clock, onClose, onSet }: ClockDialogProps) {
  const [input, setInput] = useState<ClockInput>(() => inputOf(clock.seconds));
  // Nobody is told off before they have finished typing.
  const [isSent, setIsSent] = useState(false);
  const follows = useId();
  const read = readClock(input);
  const change = (part: Partial<ClockInput>) => setInput((before) => ({ ...before, ...part }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    setIsSent(true);
    if (read.ok) onSet(read.seconds);
  };
  const errorOf = (field: 'minutes' | 'seconds') =>
    !read.ok && read.field === field && (isSent || input[field].trim() !== '') ? read.message : null;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={<span className={classes.dialogTitle}>The clock of {phoneName(clock.device)}</span>}
      size="sm"
      centered
    >
      <form onSubmit={send} aria-describedby={follows}>
        <SegmentedControl
          fullWidth
          aria-label="The phone’s clock is"
          data={sides}
          value={input.side}
          onChange={(side) => change({ side: side as ClockSide })}
        />
        {input.side !== 'right' && (
          <div className={classes.fields}>
            {(['minutes', 'seconds'] as const).map((field) => (
              <TextInput
                key={field}
                label={field === 'minutes' ? 'Minutes' : 'Seconds'}
                inputMode="numeric"
                autoComplete="off"
                maxLength={6}
                value={input[field]}
                error={errorOf(field)}
                data-autofocus={field === 'minutes' || undefined}
                onChange={(event) => change({ [field]: event.currentTarget.value })}
              />
            ))}
          </div>
        )}
        <p id={follows} className={classes.follows} aria-live="polite">
          {read.ok
            ? `The phone is ${clockWords(read.seconds) ?? 'right'}. The times of its ${formatAmount(clock.photos, 'picture')} follow, and the day is matched anew.`
            : 'Its wall clock against yours: a phone that shows 14:00 when it is 14:07 is 7 minutes slow.'}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Set the clock</Button>
        </div>
      </form>
    </Dialog>
  );
}
