/** A toggle that shows one state of a list, with how many there are. */
import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './FilterChip.module.css';

interface FilterChipProps {
  /** What a style of its own goes by. */
  choice?: string;
  isChosen: boolean;
  /** How many there are, as text. */
  count?: string;
  /** Grey: a chip without anything stays in its place, so that the row never jumps. */
  isEmpty?: boolean;
  /** The whole word; where the room is short only this has it. */
  title: string;
  /** For screen readers, where the chip's own words do not say it. */
  label?: string;
  shortcut?: string;
  onChoose: () => void;
  children: ReactNode;
}

export function FilterChip(props: FilterChipProps) {
  const { choice, isChosen, count, isEmpty = false, title, label, shortcut, onChoose, children } = props;
  return (
    <UnstyledButton
      className={classes.chip}
      data-choice={choice}
      data-empty={isEmpty}
      aria-pressed={isChosen}
      aria-keyshortcuts={shortcut}
      aria-label={label}
      title={title}
      onClick={onChoose}
    >
      {children}
      {count !== undefined && <span className={classes.count}>{count}</span>}
    </UnstyledButton>
  );
}
