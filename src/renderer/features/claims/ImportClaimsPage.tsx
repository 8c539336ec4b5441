/** Claims from a list: choose or drop it, look at what it would open, put the columns right, take it in. */
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { keepDay } from '#app/place.ts';
import type { Dropped } from '#ui/droppedFile.ts';
import { ImportLayout } from '#ui/ImportLayout.tsx';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { ClaimImportDone } from './ClaimImportDone.tsx';
import { ClaimImportPreview } from './ClaimImportPreview.tsx';
import { useClaimImport } from './useClaimImport.ts';

export function ImportClaimsPage() {
  const navigate = useNavigate();
  const [flow, actions] = useClaimImport();
  const toList = () => void navigate({ to: '/claims', search: keepDay });
  function take(dropped: Dropped): void {
    if (dropped.ok) actions.open(dropped.files[0]);
    else actions.refuse(dropped.message);
  }
  useKeys({ Escape: toList });
  return (
    <ImportLayout
      title="Import claims"
      note={flow.step === 'preview' || flow.step === 'done' ? <bdi>{flow.seen.fileName}</bdi> : ''}
      actions={
        <Button variant="default" aria-keyshortcuts="Escape" rightSection={<Key>Esc</Key>} onClick={toList}>
          All claims
        </Button>
      }
      step={flow.step}
      file={{ label: 'List of claims', accept: '.csv,.tsv,.txt', dropHere: 'Drop the list here' }}
      onTake={take}
      invitation={{
        title: 'Drop a list of claims here, or choose one',
        words:
          'A CSV with a tracking id or an address in each row; the carrier’s own DNR and feedback reports are read as they are. You see what it would open before anything changes, and it can be taken back as one.',
        failure: flow.step === 'choose' ? flow.failure : null,
      }}
      reading={{
        fileName: flow.step === 'reading' ? flow.fileName : '',
        words: 'A list of fifty thousand takes some seconds.',
      }}
    >
      {flow.step === 'preview' && <ClaimImportPreview flow={flow} actions={actions} />}
      {flow.step === 'done' && <ClaimImportDone seen={flow.seen} onAnother={actions.startOver} onLeave={toList} />}
    </ImportLayout>
  );
}
