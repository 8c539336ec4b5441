/** What customers are told, from when on, and in which words; with a preview beside. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '#app/queries.ts';
import { depotNameWarning, type Settings } from '#shared/settings.ts';
import { Notice } from '#ui/Notice.tsx';
import { ChoiceSetting } from './ChoiceSetting.tsx';
import classes from './confirmationSection.module.css';
import { MessagePreview } from './MessagePreview.tsx';
import { PathSetting } from './PathSetting.tsx';
import { SettingRow } from './SettingRow.tsx';
import { SwitchSetting } from './SwitchSetting.tsx';
import { useEditor } from './settingsEditor.ts';
import { TextSetting } from './TextSetting.tsx';
import { WordsSetting } from './WordsSetting.tsx';

const moments: readonly { value: Settings['confirmations']['when']; label: string }[] = [
  { value: 'signed-off', label: 'After the sign-off' },
  { value: 'confirmed', label: 'Once confirmed' },
];

const pictures: readonly { value: Settings['confirmations']['picture']; label: string }[] = [
  { value: 'hide-parts', label: 'All but hidden parts' },
  { value: 'only-part', label: 'Only a drawn part' },
];

export function ConfirmationSection() {
  const { settings, save } = useEditor();
  const { data: status } = useQuery(queries.status());
  const { data: languages = [] } = useQuery(queries.confirmationLanguages());
  const [words, setWords] = useState<string | null>(null);
  const [contact, setContact] = useState<string | null>(null);
  const { confirmations } = settings;
  const saveOne = (field: keyof Settings['confirmations'], change: Partial<Settings['confirmations']>) =>
    save(`confirmations.${field}`, { confirmations: { ...confirmations, ...change } });
  const known = languages.some(({ code }) => code === confirmations.language);
  const problems = languages.flatMap(({ name, problems: each }) => each.map((problem) => `${name}: ${problem}`));
  const nameless = depotNameWarning(settings);
  return (
    <div className={classes.both}>
      <div className={classes.fields}>
        <SwitchSetting
          field="confirmations.from"
          label="Tell customers about their delivery"
          help="Each customer of a confirmed stop gets the picture, when and how the parcel was left, and your words; by the ways that are on below. Whoever opted out gets nothing."
          value={confirmations.from !== null}
          onSave={(on) => void saveOne('from', { from: on ? (status?.today ?? null) : null })}
        />
        {nameless !== null && <Notice level="warning">{nameless}</Notice>}
        {confirmations.from !== null && (
          <TextSetting
            field="confirmations.day"
            label="From service date"
            help="Stops of earlier days get none."
            type="date"
            value={confirmations.from}
            maxLength={10}
            problemOf={(day) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? null : 'A whole date is needed here.')}
            onSave={(from) => void save('confirmations.day', { confirmations: { ...confirmations, from } })}
          />
        )}
        <ChoiceSetting
          field="confirmations.when"
          label="When"
          help="After the sign-off of its route, when somebody has looked; or by itself as soon as the stop is confirmed."
          choices={moments}
          value={confirmations.when}
          onSave={(when) => void saveOne('when', { when })}
        />
        <ChoiceSetting
          field="confirmations.picture"
          label="What the picture shows"
          help="All of it but the parts that were hidden by hand and the faces that were found; or only the part that somebody has drawn, the rest made unreadable. What is hidden can’t be brought back from the picture that goes out."
          choices={pictures}
          value={confirmations.picture}
          onSave={(picture) => void saveOne('picture', { picture })}
        />
        <SettingRow
          field="confirmations.language"
          label="Language"
          help="Of the words around yours. To add one, put its file, such as pl.json for Polish, into the folder “confirmation-words” of Porchlight’s data folder; it can be chosen here at once."
          problem={problems.length > 0 ? problems.join(' ') : null}
        >
          {(ids) => (
            <Select
              {...ids}
              error={ids['aria-invalid']}
              data={[
                ...languages.map(({ code, name, from }) => ({
                  value: code,
                  label: from === 'depot' ? `${name} (your own)` : name,
                })),
                ...(known ? [] : [{ value: confirmations.language, label: confirmations.language }]),
              ]}
              value={confirmations.language}
              allowDeselect={false}
              onChange={(language) => language !== null && void saveOne('language', { language })}
            />
          )}
        </SettingRow>
        <WordsSetting
          field="confirmations.words"
          label="Your own words"
          help="Stand under the delivery’s facts, as you write them. Saved when you leave the field."
          value={confirmations.words}
          maxLength={2000}
          onDraft={setWords}
          onSave={(written) => void saveOne('words', { words: written })}
        />
        <TextSetting
          field="confirmations.contact"
          label="How to reach you"
          help="Stands in each message: a telephone number, an address, hours."
          value={confirmations.contact}
          placeholder="+1 555 0100, Mon to Sat 9–17"
          maxLength={500}
          onDraft={setContact}
          onSave={(written) => void saveOne('contact', { contact: written })}
        />
        <PathSetting
          field="confirmations.logoFile"
          label="Logo"
          help="A PNG, JPEG, WebP or SVG file. It is drawn anew and made small; nothing of the file itself goes out."
          value={confirmations.logoFile}
          placeholder="None: the depot’s name alone"
          useWord="Use this file"
          clearWord="Use none"
          isFolder={false}
          onSave={(logoFile) => saveOne('logoFile', { logoFile })}
        />
      </div>
      <div className={classes.beside}>
        <MessagePreview
          words={words ?? confirmations.words}
          contact={contact ?? confirmations.contact}
          language={confirmations.language}
          languages={languages}
        />
      </div>
    </div>
  );
}
