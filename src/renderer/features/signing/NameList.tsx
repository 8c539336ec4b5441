/** The names that this desk knows: by digit, arrows, mouse or finger. */
import { UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Key } from '#ui/Key.tsx';
import classes from './SignInDialog.module.css';

interface NameListProps {
  known: readonly string[];
  onChoose: (name: string) => void;
  onNew: () => void;
}

/** The first name has the focus; digits 1 to 9 choose at once, 0 is someone new. */
export function NameList({ known, onChoose, onNew }: NameListProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const named = /^[1-9]$/.test(event.key) ? known[Number(event.key) - 1] : undefined;
    if (named !== undefined || event.key === '0') {
      event.preventDefault();
      if (named === undefined) onNew();
      else onChoose(named);
      return;
    }
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const last = buttons.length - 1;
    const target = { ArrowDown: Math.min(last, here + 1), ArrowUp: Math.max(0, here - 1), Home: 0, End: last }[
      event.key
    ];
    if (target === undefined) return;
    event.preventDefault();
    buttons[target]?.focus();
  }

  return (
    <ul ref={list} className={classes.names} aria-label="Names" onKeyDown={onKeyDown}>
      {known.map((name, index) => (
        <li key={name}>
          <UnstyledButton
            className={classes.name}
            title={name}
            // The dialog gives the focus to this one when it opens.
            {...(index === 0 && { 'data-autofocus': true })}
            onClick={() => onChoose(name)}
          >
            <span className="one-line" dir="auto">
              {name}
            </span>
            {index < 9 && <Key>{String(index + 1)}</Key>}
          </UnstyledButton>
        </li>
      ))}
      <li>
        <UnstyledButton className={classes.name} data-new="true" onClick={onNew}>
          <span>Someone new</span>
          <Key>0</Key>
        </UnstyledButton>
      </li>
    </ul>
  );
}
