/** Claims from a list: choose or drop it, look at what it would open, put the columns right, take it in. */
import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { keepDay } from '#app/place.ts';
import { type Dropped, useDroppedFile } from '#ui/droppedFile.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Key } from '#ui/Key.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { ClaimImportDone } from './ClaimImportDone.tsx';
import { ClaimImportPreview } from './ClaimImportPreview.tsx';
import classes from './ImportClaimsPage.module.css';
import { useClaimImport } from './useClaimImport.ts';

export function ImportClaimsPage() {
  const navigate = useNavigate();
  const [flow, actions] = useClaimImport();
  const chooser = useRef<HTMLInputElement>(null);
  const toList = () => void navigate({ to: '/claims', search: keepDay });
  const choose = () => chooser.current?.click();
  function take(dropped: Dropped): void {
    if (dropped.ok) actions.open(dropped.files[0]);
    else actions.refuse(dropped.message);
  }
  const hovering = useDroppedFile(take);
  useKeys({ o: choose, Escape: toList });

  const button = (words: string, primary: boolean): ReactNode => (
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
    <div className={classes.page}>
      <PageHeader
        title="Import claims"
        note={flow.step === 'preview' || flow.step === 'done' ? <bdi>{flow.seen.fileName}</bdi> : ''}
        actions={
          <>
            {flow.step === 'preview' && button('Another file…', false)}
            <Button variant="default" aria-keyshortcuts="Escape" rightSection={<Key>Esc</Key>} onClick={toList}>
              All claims
            </Button>
          </>
        }
      />
      {flow.step === 'choose' && (
        <>
          {flow.failure !== null && <Notice level="error">{flow.failure}</Notice>}
          <div className={classes.choose}>
            <EmptyState
              icon={<IconFileImport size={32} stroke={1.4} />}
              title="Drop a list of claims here, or choose one"
              actions={button('Choose a file…', true)}
            >
              A CSV with a tracking id or an address in each row; the carrier’s own DNR and feedback reports are read as
              they are. You see what it would open before anything changes, and it can be taken back as one.
            </EmptyState>
          </div>
        </>
      )}
      {flow.step === 'reading' && (
        <EmptyState title={`Reading ${flow.fileName}…`}>A list of fifty thousand takes some seconds.</EmptyState>
      )}
      {flow.step === 'preview' && <ClaimImportPreview flow={flow} actions={actions} />}
      {flow.step === 'done' && <ClaimImportDone seen={flow.seen} onAnother={actions.startOver} onLeave={toList} />}
      {/* The button is what people see and reach; the field itself can't be dressed. */}
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label="List of claims"
        accept=".csv,.tsv,.txt"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // Choosing the same file again, after it was put right, must count as a choice.
          event.currentTarget.value = '';
          if (file) take({ ok: true, files: [file] });
        }}
      />
      {hovering && (
        <div className={classes.target} aria-hidden="true">
          Drop the list here
        </div>
      )}
    </div>
  );
}
