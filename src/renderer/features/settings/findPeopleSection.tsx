/** The model that looks for faces and persons: on or off, and what one has to know before. */
import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#app/queries.ts';
import { Notice } from '#ui/Notice.tsx';
import classes from './findPeopleSection.module.css';
import machine from './machineSections.module.css';
import { SettingRow } from './SettingRow.tsx';
import { useEditor } from './settingsEditor.ts';

/** The figures are those of docs/quality.md. */
const facts: ReadonlyArray<readonly [name: string, says: string]> = [
  [
    'What it does',
    'Marks a photo in which somebody takes a tenth of the height or more as “Person in photo”, and makes every face it finds unreadable in debriefs, reports and exports. Boxes that you have drawn yourself always hold instead, and so does your word that a picture shall show everything.',
  ],
  [
    'What it misses',
    'About half of the people who take less than a quarter of the height, and more of them in the dark; hands and arms alone, and whoever holds something before the face: have a look before a picture leaves the house. House numbers and number plates it does not know at all; hide those with boxes of your own in the debrief.',
  ],
  ['What it takes for people', 'People on posters and in pictures; a statue or a cat’s face now and then.'],
  [
    'What it costs',
    'About a quarter of a second of one processor core for each photo, once, and up to 400 MB of memory while it works. Photos come in first and are looked at afterwards.',
  ],
  [
    'What it is',
    'Two models that come with Porchlight: CenterNet on MobileNetV3 finds persons, BlazeFace (by Google, Apache 2.0) finds faces; both from the package “human” by Vladimir Mandic (MIT). They know nobody: no face is compared with another, and nothing is kept but where the boxes lie.',
  ],
];

export function FindPeopleSection() {
  const { settings, save } = useEditor();
  const { data: status } = useQuery(queries.status());
  const trouble = status?.notices.find(({ code }) => code === 'people-trouble');
  return (
    <>
      <SettingRow
        field="findPeople"
        label="Look for people in photos"
        help="It happens on this computer, and no picture is sent anywhere."
      >
        {({ 'aria-invalid': _invalid, ...ids }) => (
          <Switch
            {...ids}
            size="sm"
            {...(!settings.findPeople && { classNames: { track: machine.off } })}
            checked={settings.findPeople}
            onChange={(event) => void save('findPeople', { findPeople: event.currentTarget.checked })}
          />
        )}
      </SettingRow>
      {trouble && <Notice level="warning">{trouble.message}</Notice>}
      <dl className={classes.facts}>
        {facts.map(([name, says]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
