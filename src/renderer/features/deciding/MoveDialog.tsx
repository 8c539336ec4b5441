/** Moves a picture to the stop it shows: found by a few letters of its address, its number, or a tracking id. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { queries } from '#app/queries.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { StopRow } from '#shared/views.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import classes from './MoveDialog.module.css';
import { type StopChoice, stopChoices } from './stopChoices.ts';

interface MoveDialogProps {
  date: ServiceDate;
  /** The stop where the picture is now. */
  from: StopRow;
  open: boolean;
  onClose: () => void;
  onMove: (toStopId: StopId) => void;
}

export function MoveDialog({ open, onClose, ...rest }: MoveDialogProps) {
  return (
    <Dialog opened={open} onClose={onClose} title="Which stop does the picture show?">
      <StopSearch {...rest} />
    </Dialog>
  );
}

/** Nobody reads what the first letter finds; ms. */
const typingPauseMs = 120;

function StopSearch({ date, from, onMove }: Omit<MoveDialogProps, 'open' | 'onClose'>) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [asked] = useDebouncedValue(text.trim(), typingPauseMs);
  const { data: route } = useQuery(queries.route(date, from.routeId));
  const { data: hits = [], isFetching } = useQuery({
    ...queries.search(asked, { from: date, to: date }),
    enabled: asked.length > 1,
    placeholderData: keepPreviousData,
  });
  const choices = stopChoices(text.trim(), route?.stops ?? [], from, asked.length > 1 ? hits : []);
  const place = Math.min(active, choices.length - 1);
  const listId = useId();

  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      setActive(Math.min(choices.length - 1, Math.max(0, place + by)));
    }
    const chosen = choices[place];
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      onMove(chosen.stopId);
    }
  }

  return (
    <>
      <TextInput
        aria-label="Address, stop, customer or tracking id"
        placeholder="Address, stop, customer or tracking id"
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls={listId}
        aria-activedescendant={choices.length > 0 ? `${listId}-${place}` : undefined}
        data-autofocus
        value={text}
        maxLength={200}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} className={classes.list} role="listbox" aria-label="Stops" data-empty={choices.length === 0}>
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field above has the focus and the keys.
          <div
            key={choice.stopId}
            id={`${listId}-${index}`}
            className={classes.choice}
            role="option"
            aria-selected={index === place}
            onClick={() => onMove(choice.stopId)}
          >
            <ChoiceLine choice={choice} />
          </div>
        ))}
      </div>
      {choices.length === 0 && (
        <p className={classes.nothing} role="status">
          {isFetching ? 'Looking…' : 'No stop of this day fits'}
        </p>
      )}
    </>
  );
}

function ChoiceLine({ choice }: { choice: StopChoice }) {
  return (
    <>
      <bdi className="one-line">{choice.address}</bdi>
      <span className={classes.state}>
        <StateMark state={choice.state} />
      </span>
      <span className={`one-line ${classes.where}`}>{choice.where}</span>
    </>
  );
}
