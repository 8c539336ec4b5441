/** A setting that is a line of text: saved when the field is left or Enter is pressed. */
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
}

export function TextSetting({ field, label, help, value, onSave, maxLength }: TextSettingProps) {
  const [draft, setDraft] = useState<string | null>(null);
  function commit(): void {
    if (draft === null) return;
    setDraft(null);
    if (draft.trim() !== value) onSave(draft.trim());
  }
  return (
    <SettingRow field={field} label={label} help={help}>
      {(ids) => (
        <TextInput
          {...ids}
          attributes={describedInput(ids)}
          value={draft ?? value}
          error={ids['aria-invalid']}
          maxLength={maxLength}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') setDraft(null);
          }}
        />
      )}
    </SettingRow>
  );
}
