/** Settings of this computer: how it looks at the folder and what it may spend on pictures. */
import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { asApiError } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import type { Settings } from '#shared/settings.ts';
import { formatAmount } from '#ui/format.ts';
import classes from './machineSections.module.css';
import { NumberSetting } from './NumberSetting.tsx';
import { QuietSetting } from './quietSection.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useEditor } from './settingsEditor.ts';

export function WatchingSection() {
  const { settings, save } = useEditor();
  return (
    <>
      <NumberSetting
        field="scanEveryMinutes"
        label="Look through the folder every"
        help="New photos are noticed at once; this look catches what the system didn’t announce."
        value={settings.scanEveryMinutes}
        min={0.1}
        max={240}
        step={1}
        unit="minutes"
        onSave={(value) => value !== null && void save('scanEveryMinutes', { scanEveryMinutes: value })}
      />
      <SettingRow
        field="polling"
        label="The folder is on the network"
        help="Network shares often don’t announce new files. Then Porchlight looks for itself every few seconds, which costs more."
      >
        {({ 'aria-invalid': _invalid, ...ids }) => (
          <Switch
            {...ids}
            size="sm"
            {...(!settings.polling && { classNames: { track: classes.off } })}
            checked={settings.polling}
            onChange={(event) => void save('polling', { polling: event.currentTarget.checked })}
          />
        )}
      </SettingRow>
      {settings.polling && (
        <NumberSetting
          field="pollingSeconds"
          label="Look every"
          help="Shorter finds photos sooner and keeps the network busier."
          value={settings.pollingSeconds}
          min={1}
          max={3600}
          step={1}
          unit="seconds"
          onSave={(value) => value !== null && void save('pollingSeconds', { pollingSeconds: value })}
        />
      )}
    </>
  );
}

interface LimitField {
  key: keyof Settings['limits'];
  label: string;
  help: string;
  max: number;
  step: number;
  unit: string;
}

const limitFields: readonly LimitField[] = [
  {
    key: 'megabytes',
    label: 'Largest file',
    help: 'A bigger one is listed under Problems instead of read.',
    max: 2000,
    step: 10,
    unit: 'MB',
  },
  {
    key: 'megapixels',
    label: 'Largest picture',
    help: 'Guards against pictures made to fill the memory. Phones take 12 to 200 megapixels.',
    max: 2000,
    step: 10,
    unit: 'megapixels',
  },
  {
    key: 'seconds',
    label: 'Longest reading',
    help: 'A picture that takes longer is given up and listed under Problems.',
    max: 600,
    step: 5,
    unit: 'seconds',
  },
];

export function PowerSection() {
  const { settings, save } = useEditor();
  return (
    <>
      <QuietSetting />
      <NumberSetting
        field="workers"
        label="Pictures read at once"
        help="More is faster and leaves less of the computer for other programs. Empty: as many as suit this computer."
        value={settings.workers}
        min={1}
        max={64}
        step={1}
        unit=""
        wholeOnly
        whenEmpty="Automatic"
        onSave={(workers) => void save('workers', { workers })}
      />
      {limitFields.map(({ key, ...field }) => (
        <NumberSetting
          key={key}
          field={`limits.${key}`}
          {...field}
          min={1}
          value={settings.limits[key]}
          onSave={(value) =>
            value !== null && void save(`limits.${key}`, { limits: { ...settings.limits, [key]: value } })
          }
        />
      ))}
      <NumberSetting
        field="cacheMegabytes"
        label="Room for small pictures"
        help="Thumbnails and previews that make the screens fast. When it is full, the oldest are made again when needed."
        value={settings.cacheMegabytes}
        min={50}
        max={1_000_000}
        step={500}
        unit="MB"
        onSave={(value) => value !== null && void save('cacheMegabytes', { cacheMegabytes: value })}
      />
    </>
  );
}

export function ProfilesSection() {
  const { data: profiles, error } = useQuery(queries.profiles());
  if (error) return <p className={classes.line}>{asApiError(error).message}</p>;
  if (!profiles) return <p className={classes.line}>Loading…</p>;
  if (profiles.length === 0) {
    return (
      <p className={classes.line}>
        None yet. When you import a manifest whose columns had to be put right, give them a name there: the next file
        with the same columns is then understood by itself.
      </p>
    );
  }
  return (
    <ul className={classes.profiles}>
      {profiles.map((profile) => {
        const used = profile.headers.filter((header) => profile.mapping[header]);
        return (
          <li key={profile.name}>
            <span className="one-line" title={profile.name}>
              {profile.name}
            </span>
            <span className={`one-line ${classes.headers}`} title={profile.headers.join(' · ')}>
              {formatAmount(used.length, 'column')} of {profile.headers.length}: {used.join(' · ')}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
