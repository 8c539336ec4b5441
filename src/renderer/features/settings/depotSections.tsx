/** Settings of what the depot is and what it wants to reach. */
import { SegmentedControl } from '@mantine/core';
import type { Settings } from '#shared/settings.ts';
import { FolderSetting } from './FolderSetting.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useEditor } from './settingsEditor.ts';
import { TextSetting } from './TextSetting.tsx';
import { TimeZoneSetting } from './TimeZoneSetting.tsx';

export function DepotSection() {
  const { settings, save } = useEditor();
  return (
    <>
      <FolderSetting />
      <TextSetting
        field="depotName"
        label="Depot name"
        help="Stands at the top of the window and on reports."
        value={settings.depotName}
        maxLength={200}
        onSave={(depotName) => void save('depotName', { depotName })}
      />
      <TimeZoneSetting />
    </>
  );
}

export function TargetsSection() {
  const { settings, save } = useEditor();
  return (
    <>
      <NumberSetting
        field="podTarget"
        label="POD target"
        help="The share of stops owing a photo that should have a good one. The top bar says how many are still needed."
        value={percentOf(settings.podTarget)}
        min={0}
        max={100}
        step={0.5}
        unit="%"
        onSave={(value) => value !== null && void save('podTarget', { podTarget: shareOf(value) })}
      />
      <NumberSetting
        field="cutOffHours"
        label="Cut-off"
        help="How long after a route’s last delivery a photo may still be on its way. After that it counts as missing."
        value={settings.cutOffHours}
        min={0}
        max={72}
        step={0.5}
        unit="hours"
        onSave={(value) => value !== null && void save('cutOffHours', { cutOffHours: value })}
      />
    </>
  );
}

const schemes: { value: Settings['colorScheme']; label: string }[] = [
  { value: 'auto', label: 'Like the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function LookSection() {
  const { settings, save } = useEditor();
  return (
    <SettingRow field="colorScheme" group label="Colours" help="Dark is easier on the eyes in a dim office.">
      {(ids) => (
        <SegmentedControl
          id={ids.id}
          aria-label="Colours"
          size="xs"
          fullWidth
          data={schemes}
          value={settings.colorScheme}
          onChange={(value) => void save('colorScheme', { colorScheme: value as Settings['colorScheme'] })}
        />
      )}
    </SettingRow>
  );
}

/** 0.985 → 98.5. */
export function percentOf(share: number): number {
  return Number((share * 100).toFixed(2));
}

/** 98.5 → 0.985. */
export function shareOf(percent: number): number {
  return Number((percent / 100).toFixed(4));
}
