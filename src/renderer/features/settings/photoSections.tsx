/** Settings of how photos are tied to stops and judged. */
import { Checkbox } from '@mantine/core';
import type { Settings } from '#shared/settings.ts';
import { type Flag, flags } from '#shared/words.ts';
import { flagSentences, flagWords } from '#ui/words.ts';
import { percentOf, shareOf } from './depotSections.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import classes from './photoSections.module.css';
import { SettingRow } from './SettingRow.tsx';
import { useEditor } from './settingsEditor.ts';

export function MatchingSection() {
  const { settings, save } = useEditor();
  return (
    <>
      <NumberSetting
        field="automaticConfidence"
        label="Sure enough"
        help="A photo without a name or number is tied to a stop by its time and place only from this confidence on. Lower ties more photos, and ties more of them wrong."
        value={percentOf(settings.automaticConfidence)}
        min={50}
        max={100}
        step={1}
        unit="%"
        onSave={(value) => value !== null && void save('automaticConfidence', { automaticConfidence: shareOf(value) })}
      />
      <NumberSetting
        field="farFromStopMetres"
        label="Far from the stop"
        help="A photo taken further away than this is marked “Far away”. Phones are often more than 50 m off at the door."
        value={settings.farFromStopMetres}
        min={10}
        max={100_000}
        step={50}
        unit="metres"
        onSave={(value) => value !== null && void save('farFromStopMetres', { farFromStopMetres: value })}
      />
      <NumberSetting
        field="offTimeMinutes"
        label="Off the time of the scan"
        help="A photo taken longer than this before or after the scan is marked “Off time”."
        value={settings.offTimeMinutes}
        min={1}
        max={1440}
        step={5}
        unit="minutes"
        onSave={(value) => value !== null && void save('offTimeMinutes', { offTimeMinutes: value })}
      />
    </>
  );
}

interface QualityField {
  key: keyof Settings['quality'];
  label: string;
  help: string;
  min: number;
  max: number;
  step: number;
  unit: string;
  wholeOnly?: boolean;
}

// The figures are those of docs/quality.md.
const qualityFields: readonly QualityField[] = [
  {
    key: 'maxEdgeWidth',
    label: 'Blurry above',
    help: 'How wide the sharpest edges are at the size of a thumbnail: about 2 in a sharp photo, 3 where a house number can’t be read any more. A photo with hardly an edge, such as of a bare wall, is never called blurry.',
    min: 1,
    max: 25,
    step: 0.1,
    unit: 'pixels',
  },
  {
    key: 'minLight',
    label: 'Too dark below',
    help: 'What the brightest thirtieth of the photo reaches: 0 is black, 255 is white, 72 is a sixteenth of white’s light. A lit door in a black night is light enough.',
    min: 0,
    max: 255,
    step: 1,
    unit: 'of 255',
  },
  {
    key: 'maxMiddle',
    label: 'Too bright above',
    help: 'What half of the photo reaches: above this, half of it is washed out. A white door in the sun stays below.',
    min: 0,
    max: 255,
    step: 1,
    unit: 'of 255',
  },
  {
    key: 'minShortSide',
    label: 'Too small below',
    help: 'Pixels of the shorter side: catches thumbnails that were sent in place of photos.',
    min: 1,
    max: 100_000,
    step: 20,
    unit: 'pixels',
    wholeOnly: true,
  },
];

export function QualitySection() {
  const { settings, save } = useEditor();
  return qualityFields.map(({ key, ...field }) => (
    <NumberSetting
      key={key}
      field={`quality.${key}`}
      {...field}
      value={settings.quality[key]}
      onSave={(value) =>
        value !== null && void save(`quality.${key}`, { quality: { ...settings.quality, [key]: value } })
      }
    />
  ));
}

export function FlagsSection() {
  const { settings, save } = useEditor();
  const blocking = new Set(settings.blockingFlags);
  function toggle(flag: Flag, on: boolean): void {
    // In the order of the contract, so that the file doesn't change when nothing does.
    const blockingFlags = flags.filter((other) => (other === flag ? on : blocking.has(other)));
    void save('blockingFlags', { blockingFlags });
  }
  return (
    <SettingRow
      field="blockingFlags"
      wide
      group
      label="What keeps a photo from counting"
      help="A photo with a ticked mark isn’t a confirmation until you have accepted it. The others only inform."
    >
      {() => (
        <div className={classes.flags}>
          {flags.map((flag) => (
            <Checkbox
              key={flag}
              size="xs"
              classNames={{ label: classes.word, description: classes.sentence }}
              label={flagWords[flag]}
              description={flagSentences[flag]}
              checked={blocking.has(flag)}
              onChange={(event) => toggle(flag, event.currentTarget.checked)}
            />
          ))}
        </div>
      )}
    </SettingRow>
  );
}
