/** The depot's time zone, from a list that can be searched. */
import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { SettingRow } from './SettingRow.tsx';
import { useEditor } from './settingsEditor.ts';
import classes from './TimeZoneSetting.module.css';

export function TimeZoneSetting() {
  const { settings, save } = useEditor();
  const zones = useMemo(() => zonesWith(settings.timeZone), [settings.timeZone]);
  return (
    <SettingRow
      field="timeZone"
      label="Time zone"
      help="A service date is a day in this zone, and all times are shown in it, whatever this computer’s clock says."
    >
      {(ids) => (
        <Select
          {...ids}
          data={zones}
          value={settings.timeZone}
          searchable
          allowDeselect={false}
          maxDropdownHeight={320}
          // Four hundred zones: the list shows the first of what was typed.
          limit={60}
          nothingFoundMessage="No zone is called that"
          renderOption={({ option }) => (
            <span className={classes.zone}>
              <span className="one-line">{option.label}</span>
              <span className={classes.offset}>{offsetOf(option.value)}</span>
            </span>
          )}
          onChange={(timeZone) => {
            if (timeZone !== null && timeZone !== settings.timeZone) void save('timeZone', { timeZone });
          }}
        />
      )}
    </SettingRow>
  );
}

/** All zones that this computer knows, and the one in use even if it isn't among them (`UTC` and old names aren't). */
function zonesWith(current: string): { value: string; label: string }[] {
  const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), current]);
  return [...known].toSorted().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}

/** `UTC−8`, as it is today. */
function offsetOf(zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts();
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return name.replace('GMT', 'UTC').replace('-', '−');
}
