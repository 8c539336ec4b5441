/** The bar above a list: what it is narrowed to. Chips on the left, fields on the right. */
import { Select, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import classes from './FilterBar.module.css';
import { Key } from './Key.tsx';

export function FilterBar({ children }: { children: ReactNode }) {
  return <div className={classes.bar}>{children}</div>;
}

interface FilterChipsProps {
  /** For screen readers: “Show claims”. */
  label: string;
  className?: string | undefined;
  children: ReactNode;
}

/** A group of `FilterChip`s. */
export function FilterChips({ label, className = '', children }: FilterChipsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of toggles.
    <div className={`${classes.chips} ${className}`} role="group" aria-label={label}>
      {children}
    </div>
  );
}

export function FilterFields({ children }: { children: ReactNode }) {
  return <div className={classes.fields}>{children}</div>;
}

interface FilterChoiceProps<Value extends string> {
  /** For screen readers. */
  label: string;
  /** What stands there while nothing is chosen: “Any state”. */
  placeholder: string;
  className: string | undefined;
  values: readonly Value[];
  words: Record<Value, string>;
  chosen: Value | null;
  onChoose: (value: Value | null) => void;
}

export function FilterChoice<Value extends string>(props: FilterChoiceProps<Value>) {
  const { label, placeholder, className, values, words, chosen, onChoose } = props;
  return (
    <Select
      className={className ?? ''}
      size="xs"
      aria-label={label}
      placeholder={placeholder}
      data={values.map((value) => ({ value, label: words[value] }))}
      value={chosen}
      clearable
      onChange={(value) => onChoose(values.find((each) => each === value) ?? null)}
    />
  );
}

interface FilterTextProps {
  fieldRef: RefObject<HTMLInputElement | null>;
  /** What is looked for, for screen readers and, shorter, in the empty field. */
  label: string;
  placeholder: string;
  className: string | undefined;
  value: string;
  onText: (text: string) => void;
  /** Escape, which empties it as well, or Enter: back to the rows. */
  onLeave: () => void;
  /** In the field while it holds words; absent: the key that leads to it stays. */
  clearLabel?: string;
}

/** Key F is to lead here. */
export function FilterText(props: FilterTextProps) {
  const { fieldRef, label, placeholder, className, value, onText, onLeave, clearLabel } = props;
  function clear(): void {
    onText('');
    onLeave();
  }
  return (
    <TextInput
      ref={fieldRef}
      className={className ?? ''}
      size="xs"
      aria-label={label}
      aria-keyshortcuts="f"
      placeholder={placeholder}
      maxLength={200}
      leftSection={<IconSearch size={13} stroke={1.8} />}
      rightSection={
        value === '' || clearLabel === undefined ? (
          <Key>F</Key>
        ) : (
          <UnstyledButton className={classes.clear} aria-label={clearLabel} onClick={clear}>
            <IconX size={13} stroke={1.8} />
          </UnstyledButton>
        )
      }
      value={value}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') clear();
        if (event.key === 'Enter') onLeave();
      }}
    />
  );
}
