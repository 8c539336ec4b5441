/** When Porchlight takes less of the computer than it could. */
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#app/queries.ts';
import type { Settings } from '#shared/settings.ts';
import { SettingRow } from './SettingRow.tsx';
import { useEditor } from './settingsEditor.ts';

const modes: ReadonlyArray<{ value: Settings['quietMode']; label: string }> = [
  { value: 'never', label: 'Never' },
  { value: 'on-battery', label: 'On battery' },
  { value: 'always', label: 'Always' },
];

export function QuietSetting() {
  const { settings, save } = useEditor();
  const { data: status } = useQuery(queries.status());
  const what =
    'Pictures are read one at a time, and only tonight’s and those on the screen are looked at for labels and people. The others wait.';
  const blind =
    ' Seen from a browser, this computer doesn’t say whether it runs on its battery: “On battery” does nothing here.';
  return (
    <SettingRow
      field="quietMode"
      group
      label="Spare the computer"
      help={what + (status?.host === 'browser' ? blind : '')}
    >
      {(ids) => (
        <SegmentedControl
          id={ids.id}
          aria-label="Spare the computer"
          size="xs"
          fullWidth
          data={[...modes]}
          value={settings.quietMode}
          onChange={(value) => void save('quietMode', { quietMode: value as Settings['quietMode'] })}
        />
      )}
    </SettingRow>
  );
}
