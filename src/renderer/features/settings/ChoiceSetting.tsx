/** A setting that is one of a few words, all of them seen at once. */
import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { SettingRow } from './SettingRow.tsx';

interface ChoiceSettingProps<Value extends string> {
  field: string;
  label: string;
  help: ReactNode;
  choices: readonly { value: Value; label: string }[];
  value: Value;
  onSave: (value: Value) => void;
}

export function ChoiceSetting<Value extends string>(props: ChoiceSettingProps<Value>) {
  const { field, label, help, choices, value, onSave } = props;
  return (
    <SettingRow field={field} group label={label} help={help}>
      {(ids) => (
        <SegmentedControl
          id={ids.id}
          aria-label={label}
          size="xs"
          fullWidth
          data={[...choices]}
          value={value}
          onChange={(chosen) => onSave(chosen as Value)}
        />
      )}
    </SettingRow>
  );
}
