/** A setting that is a number: typed, checked against its bounds, saved when the field is left or Enter is pressed. */
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import classes from './NumberSetting.module.css';
import { describedInput, SettingRow } from './SettingRow.tsx';
import { readNumber } from './typedNumber.ts';

interface NumberSettingProps {
  field: string;
  label: string;
  help: ReactNode;
  value: number | null;
  onSave: (value: number | null) => void;
  min: number;
  max: number;
  /** What the number counts, after the field: "metres". */
  unit: string;
  /** One press of an arrow key. */
  step: number;
  /** What an empty field means; without it, a number is needed. */
  whenEmpty?: string;
  wholeOnly?: boolean;
}

export function NumberSetting(props: NumberSettingProps) {
  const { field, label, help, value, onSave, min, max, unit, step, whenEmpty, wholeOnly = false } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? (value === null ? '' : String(value));
  const read = readNumber(shown, { min, max, wholeOnly, mayBeEmpty: whenEmpty !== undefined });

  function commit(): void {
    if (draft === null || !read.ok) return;
    setDraft(null);
    if (read.value !== value) onSave(read.value);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape') setDraft(null);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const from = read.ok && read.value !== null ? read.value : (value ?? min);
      const next = from + (event.key === 'ArrowUp' ? step : -step);
      // 0.1 + 0.2 must read 0.3.
      setDraft(String(Math.min(max, Math.max(min, Number(next.toFixed(4))))));
    }
  }

  return (
    <SettingRow field={field} label={label} help={help} problem={read.ok ? null : read.message}>
      {(ids) => (
        <div className={classes.line}>
          <TextInput
            {...ids}
            attributes={describedInput(ids)}
            className={classes.field}
            inputMode="decimal"
            value={shown}
            placeholder={whenEmpty}
            error={!read.ok}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onBlur={commit}
            onKeyDown={onKeyDown}
          />
          <span className={classes.unit}>{unit}</span>
        </div>
      )}
    </SettingRow>
  );
}
