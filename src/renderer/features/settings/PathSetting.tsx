/** A folder or file on this computer: chosen in the system's dialog (Electron, folders), or typed (a page can't see folders). */
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import classes from './PathSetting.module.css';
import { describedInput, SettingRow } from './SettingRow.tsx';

interface PathSettingProps {
  field: string;
  label: string;
  help: ReactNode;
  value: string | null;
  /** What stands there while there is none: an example, or what is used instead. */
  placeholder: string;
  /** On the button that takes the typed path: “Use this folder”. */
  useWord: string;
  /** The system has a dialog for it. */
  isFolder: boolean;
  /** There may be none; the way back to that is a button. */
  clearWord?: string;
  /** Resolves to whether it was taken; a refused path stays in the field, to be put right. */
  onSave: (path: string | null) => Promise<boolean>;
}

export function PathSetting(props: PathSettingProps) {
  const { field, label, help, value, placeholder, useWord, isFolder, clearWord, onSave } = props;
  const bridge = isFolder ? window.porchlight : undefined;
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? value ?? '';
  const changed = shown.trim() !== '' && shown.trim() !== value;

  async function choose(): Promise<void> {
    const folder = await bridge?.chooseFolder();
    if (folder) await onSave(folder);
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (changed && (await onSave(shown.trim()))) setDraft(null);
  }
  const clear = clearWord !== undefined && value !== null && (
    <Button
      size="sm"
      variant="subtle"
      color="gray"
      onClick={() => {
        setDraft(null);
        void onSave(null);
      }}
    >
      {clearWord}
    </Button>
  );

  return (
    <SettingRow field={field} wide label={label} help={help}>
      {(ids) =>
        bridge ? (
          <div className={classes.line}>
            <output className={classes.path} title={value ?? ''} {...ids}>
              {value ?? placeholder}
            </output>
            <Button size="sm" variant="default" onClick={() => void choose()}>
              Choose…
            </Button>
            {clear}
          </div>
        ) : (
          <form className={classes.line} onSubmit={(event) => void submit(event)}>
            <TextInput
              {...ids}
              attributes={describedInput(ids)}
              className={classes.field}
              value={shown}
              error={ids['aria-invalid']}
              spellCheck={false}
              placeholder={placeholder}
              onChange={(event) => setDraft(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Escape') setDraft(null);
              }}
            />
            <Button size="sm" type="submit" variant="default" disabled={!changed}>
              {useWord}
            </Button>
            {clear}
          </form>
        )
      }
    </SettingRow>
  );
}
