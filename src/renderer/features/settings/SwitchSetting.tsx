/** A setting that is on or off. */
import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import machine from './machineSections.module.css';
import { SettingRow } from './SettingRow.tsx';

interface SwitchSettingProps {
  field: string;
  label: string;
  help: ReactNode;
  value: boolean;
  onSave: (value: boolean) => void;
}

export function SwitchSetting({ field, label, help, value, onSave }: SwitchSettingProps) {
  return (
    <SettingRow field={field} label={label} help={help}>
      {({ 'aria-invalid': _invalid, ...ids }) => (
        <Switch
          {...ids}
          size="sm"
          {...(!value && { classNames: { track: machine.off } })}
          checked={value}
          onChange={(event) => onSave(event.currentTarget.checked)}
        />
      )}
    </SettingRow>
  );
}
