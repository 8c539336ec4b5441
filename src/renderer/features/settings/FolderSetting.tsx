/** The synced folder: chosen in the system's dialog (Electron), or typed (a page in the browser can't see folders). */
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import classes from './FolderSetting.module.css';
import { SettingRow } from './SettingRow.tsx';
import { useEditor } from './settingsEditor.ts';

export function FolderSetting() {
  const { settings, save } = useEditor();
  const bridge = window.porchlight;
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? settings.folder ?? '';
  const changed = shown.trim() !== '' && shown.trim() !== settings.folder;

  async function choose(): Promise<void> {
    const folder = await bridge?.chooseFolder();
    if (folder) await save('folder', { folder });
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    // A refused path stays in the field, to be put right.
    if (changed && (await save('folder', { folder: shown.trim() }))) setDraft(null);
  }

  return (
    <SettingRow
      field="folder"
      wide
      label="Folder with the drivers’ photos"
      help="The one that your sync program (OneDrive, Dropbox, Google Drive, Syncthing, a network share) fills on this computer. Porchlight only reads in it."
    >
      {(ids) =>
        bridge ? (
          <div className={classes.line}>
            <output className={classes.path} title={settings.folder ?? ''} {...ids}>
              {settings.folder ?? 'No folder yet'}
            </output>
            <Button size="sm" variant="default" onClick={() => void choose()}>
              Choose…
            </Button>
          </div>
        ) : (
          <form className={classes.line} onSubmit={(event) => void submit(event)}>
            <TextInput
              {...ids}
              className={classes.field}
              value={shown}
              error={ids['aria-invalid']}
              spellCheck={false}
              placeholder="/home/depot/OneDrive/Delivery photos"
              onChange={(event) => setDraft(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Escape') setDraft(null);
              }}
            />
            <Button size="sm" type="submit" variant="default" disabled={!changed}>
              Use this folder
            </Button>
          </form>
        )
      }
    </SettingRow>
  );
}
