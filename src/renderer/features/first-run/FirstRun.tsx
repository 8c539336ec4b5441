/** What a supervisor sees before a folder is chosen: what Porchlight does, and the two ways to begin. */
import { Button, Loader, TextInput } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { type Beginning, computerTimeZone, useBeginning } from './beginning.ts';
import classes from './FirstRun.module.css';
import { PorchPicture } from './PorchPicture.tsx';

export function FirstRun() {
  const beginning = useBeginning();
  return (
    <div className={classes.page}>
      <div className={classes.sheet}>
        <PorchPicture />
        <h2 className={classes.title}>Every delivery photo at its stop, tonight</h2>
        <p className={classes.lead}>
          Porchlight watches the folder that your drivers’ photos sync to, ties each photo to its stop, and shows which
          deliveries still lack one.
        </p>
        {beginning.step === 'sample' ? <SampleProgress /> : <Choices beginning={beginning} />}
        <p className={classes.promise}>
          Porchlight only reads in that folder: it never writes, renames or deletes there, and nothing leaves this
          computer. Times are shown in this computer’s zone, {computerTimeZone().replaceAll('_', ' ')}, until Settings
          say otherwise.
        </p>
      </div>
    </div>
  );
}

function Choices({ beginning }: { beginning: Beginning }) {
  return (
    <>
      {window.porchlight ? <FolderButton beginning={beginning} /> : <FolderField beginning={beginning} />}
      <p className={classes.failure} role="alert">
        {beginning.failure}
      </p>
      <div className={classes.sample}>
        <p>No photos at hand? Look around in a made-up depot with a day of deliveries.</p>
        <Button size="sm" variant="default" disabled={beginning.step !== 'idle'} onClick={beginning.openSample}>
          Look at a sample depot
        </Button>
      </div>
    </>
  );
}

/** Electron: the system's own folder chooser. */
function FolderButton({ beginning }: { beginning: Beginning }) {
  async function choose(): Promise<void> {
    const folder = await window.porchlight?.chooseFolder();
    if (folder) beginning.openFolder(folder);
  }
  return (
    <div className={classes.choose}>
      <Button
        size="md"
        autoFocus
        leftSection={<IconFolderOpen size={18} stroke={1.6} />}
        loading={beginning.step === 'folder'}
        onClick={() => void choose()}
      >
        Choose the photo folder…
      </Button>
    </div>
  );
}

/** Browser: a page can't look into folders, so that the path is typed or pasted. */
function FolderField({ beginning }: { beginning: Beginning }) {
  const [path, setPath] = useState('');
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (path.trim() !== '') beginning.openFolder(path.trim());
  }
  return (
    <form className={classes.choose} onSubmit={submit}>
      <TextInput
        className={classes.path}
        size="md"
        autoFocus
        labelProps={{ mb: 6 }}
        label="The photo folder on this computer, with its whole path"
        placeholder="/home/depot/OneDrive/Delivery photos"
        spellCheck={false}
        value={path}
        error={beginning.failure !== null}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <Button size="md" type="submit" disabled={path.trim() === ''} loading={beginning.step === 'folder'}>
        Open
      </Button>
    </form>
  );
}

function SampleProgress() {
  return (
    <div className={classes.progress} role="status">
      <Loader size={22} type="dots" />
      <p>
        <b>Building the sample depot</b>
        <br />
        Drawing doors, parcels and a few mishaps. This takes about half a minute.
      </p>
    </div>
  );
}
