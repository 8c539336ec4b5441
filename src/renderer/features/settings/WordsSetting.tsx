/** A setting of several lines: saved when the field is left, or by Ctrl (⌘) and Enter. */
import { Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { describedInput, SettingRow } from './SettingRow.tsx';

interface WordsSettingProps {
  field: string;
  label: string;
  help: ReactNode;
  value: string;
  onSave: (value: string) => void;
  maxLength: number;
  /** What is being typed, at each key; null when it is typed no more. */
  onDraft: (draft: string | null) => void;
}

export function WordsSetting({ field, label, help, value, onSave, maxLength, onDraft }: WordsSettingProps) {
  const [draft, setDraft] = useState<string | null>(null);
  function type(next: string | null): void {
    setDraft(next);
    onDraft(next);
  }
  function commit(): void {
    if (draft === null) return;
    type(null);
    if (draft.trim() !== value) onSave(draft.trim());
  }
  return (
    <SettingRow field={field} wide label={label} help={help}>
      {(ids) => (
        <Textarea
          {...ids}
          attributes={describedInput(ids)}
          value={draft ?? value}
          error={ids['aria-invalid']}
          maxLength={maxLength}
          minRows={2}
          maxRows={8}
          autosize
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) commit();
            if (event.key === 'Escape') type(null);
          }}
        />
      )}
    </SettingRow>
  );
}
