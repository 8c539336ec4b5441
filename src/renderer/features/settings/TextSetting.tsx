/** A setting that is a line of text: checked, saved when the field is left or Enter is pressed. */
import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { describedInput, SettingRow } from './SettingRow.tsx';

interface TextSettingProps {
  field: string;
  label: string;
  help: ReactNode;
  value: string;
  onSave: (value: string) => void;
  maxLength: number;
  /** An example, or what is used instead. */
  placeholder?: string;
  type?: 'text' | 'date';
  /** What is wrong with a value, as a sentence; null: nothing. A wrong one stays in the field and isn't saved. */
  problemOf?: (value: string) => string | null;
  /** What is being typed, at each key; null when it is typed no more. */
  onDraft?: (draft: string | null) => void;
}

export function TextSetting(props: TextSettingProps) {
  const { field, label, help, value, onSave, maxLength, placeholder, type = 'text', problemOf, onDraft } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const problem = problemOf?.((draft ?? value).trim()) ?? null;
  function write(next: string | null): void {
    setDraft(next);
    onDraft?.(next);
  }
  function commit(): void {
    if (draft === null || problem !== null) return;
    write(null);
    if (draft.trim() !== value) onSave(draft.trim());
  }
  return (
    <SettingRow field={field} label={label} help={help} problem={problem}>
      {(ids) => (
        <TextInput
          {...ids}
          attributes={describedInput(ids)}
          type={type}
          value={draft ?? value}
          error={ids['aria-invalid']}
          maxLength={maxLength}
          placeholder={placeholder}
          onChange={(event) => write(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') write(null);
          }}
        />
      )}
    </SettingRow>
  );
}
