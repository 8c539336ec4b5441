/** Bringing in a manifest from elsewhere: choose or drop a file, look at what it holds, put the columns right, import. */
import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { type Dropped, useDroppedFile } from '#ui/droppedFile.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Key } from '#ui/Key.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { formatKind } from './columnWords.ts';
import { ImportDone } from './ImportDone.tsx';
import classes from './ImportPage.module.css';
import { ImportPreviewPane } from './ImportPreviewPane.tsx';
import { type ImportFlow, useImportFlow } from './importFlow.ts';

export function ImportPage() {
  const [flow, actions] = useImportFlow();
  const [others, setOthers] = useState(0);
  const chooser = useRef<HTMLInputElement>(null);

  function take(dropped: Dropped): void {
    setOthers(dropped.ok ? dropped.files.length - 1 : 0);
    if (dropped.ok) actions.open(dropped.files[0]);
    else actions.refuse(dropped.message);
  }
  const hovering = useDroppedFile(take);
  const choose = () => chooser.current?.click();
  useKeys({ o: choose });

  const chooseButton = (words: string, primary: boolean) => (
    <Button
      {...(!primary && { variant: 'default' })}
      aria-keyshortcuts="o"
      rightSection={<Key>O</Key>}
      onClick={choose}
    >
      {words}
    </Button>
  );
  return (
    <div className={classes.page} data-hovering={hovering}>
      <PageHeader
        title="Import a manifest"
        note={noteOf(flow)}
        actions={flow.step === 'preview' ? chooseButton('Another file…', false) : undefined}
      />
      {others > 0 && flow.step !== 'choose' && (
        <Notice level="info">One file at a time: only the first of those that you dropped was taken.</Notice>
      )}
      {flow.step === 'choose' && <Choose failure={flow.failure} button={chooseButton('Choose a file…', true)} />}
      {flow.step === 'reading' && (
        <EmptyState title={`Reading ${flow.fileName}…`}>A large file takes some seconds.</EmptyState>
      )}
      {flow.step === 'preview' && <ImportPreviewPane key={flow.preview.uploadId} flow={flow} actions={actions} />}
      {flow.step === 'done' && <ImportDone result={flow.result} onAnother={actions.startOver} />}
      {/* The button is what people see and reach; the field itself can't be dressed. */}
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label="Manifest file"
        accept=".csv,.tsv,.txt,.json"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // Choosing the same file again, after it was put right, must count as a choice.
          event.currentTarget.value = '';
          if (file) take({ ok: true, files: [file] });
        }}
      />
      {hovering && (
        <div className={classes.target} aria-hidden="true">
          Drop the manifest here
        </div>
      )}
    </div>
  );
}

function Choose({
  failure,
  button,
}: {
  failure: { fileName: string | null; message: string } | null;
  button: React.ReactNode;
}) {
  return (
    <>
      {failure && (
        <Notice level="error">
          {failure.fileName !== null && <strong>{failure.fileName}: </strong>}
          {failure.message}
        </Notice>
      )}
      <div className={classes.choose}>
        <EmptyState
          icon={<IconFileImport size={32} stroke={1.4} />}
          title="Drop a manifest here, or choose one"
          actions={button}
        >
          CSV, TSV or JSON. You see what is in it before anything changes. Manifests in the watched folder are read by
          themselves; this is for files from elsewhere.
        </EmptyState>
      </div>
    </>
  );
}

function noteOf(flow: ImportFlow): string {
  if (flow.step !== 'preview') return '';
  const { preview } = flow;
  const profile = preview.profile === null ? '' : ` · read with your profile “${preview.profile}”`;
  return `${preview.fileName} · ${formatKind(preview)}${profile}`;
}
