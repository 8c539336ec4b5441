/** Reading labels in pictures: on or off, and what one has to know. */
import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#app/queries.ts';
import { Notice } from '#ui/Notice.tsx';
import machine from './machineSections.module.css';
import { SettingRow } from './SettingRow.tsx';
import { useEditor } from './settingsEditor.ts';

export function ReadLabelsSection() {
  const { settings, save } = useEditor();
  const { data: status } = useQuery(queries.status());
  const trouble = status?.notices.find(({ code }) => code === 'labels-trouble');
  return (
    <>
      <SettingRow
        field="readLabels"
        label="Read labels in photos"
        help="Barcodes and QR codes that hold a known tracking id tie the photo to its stop, before time and place are asked. It happens on this computer, after the photos have come in, and takes about half a second of one processor core for each photo, once. What was read before is kept when this is off."
      >
        {({ 'aria-invalid': _invalid, ...ids }) => (
          <Switch
            {...ids}
            size="sm"
            {...(!settings.readLabels && { classNames: { track: machine.off } })}
            checked={settings.readLabels}
            onChange={(event) => void save('readLabels', { readLabels: event.currentTarget.checked })}
          />
        )}
      </SettingRow>
      {trouble && <Notice level="warning">{trouble.message}</Notice>}
    </>
  );
}
