/** Bringing in a manifest from elsewhere: choose or drop a file, look at what it holds, put the columns right, import. */
import { type ReactNode, useState } from 'react';
import type { Dropped } from '#ui/droppedFile.ts';
import { ImportLayout } from '#ui/ImportLayout.tsx';
import { Notice } from '#ui/Notice.tsx';
import { formatKind } from './columnWords.ts';
import { ImportDone } from './ImportDone.tsx';
import { ImportPreviewPane } from './ImportPreviewPane.tsx';
import { type ImportFlow, useImportFlow } from './importFlow.ts';

export function ImportPage() {
  const [flow, actions] = useImportFlow();
  const [others, setOthers] = useState(0);
  function take(dropped: Dropped): void {
    setOthers(dropped.ok ? dropped.files.length - 1 : 0);
    if (dropped.ok) actions.open(dropped.files[0]);
    else actions.refuse(dropped.message);
  }
  return (
    <ImportLayout
      title="Import a manifest"
      note={noteOf(flow)}
      step={flow.step}
      file={{ label: 'Manifest file', accept: '.csv,.tsv,.txt,.json', dropHere: 'Drop the manifest here' }}
      onTake={take}
      invitation={{
        title: 'Drop a manifest here, or choose one',
        words:
          'CSV, TSV or JSON. You see what is in it before anything changes. Manifests in the watched folder are read by themselves; this is for files from elsewhere.',
        failure: flow.step === 'choose' ? failureOf(flow) : null,
      }}
      reading={{
        fileName: flow.step === 'reading' ? flow.fileName : '',
        words: 'A large file takes some seconds.',
      }}
    >
      {others > 0 && flow.step !== 'choose' && (
        <Notice level="info">One file at a time: only the first of those that you dropped was taken.</Notice>
      )}
      {flow.step === 'preview' && <ImportPreviewPane key={flow.preview.uploadId} flow={flow} actions={actions} />}
      {flow.step === 'done' && <ImportDone result={flow.result} onAnother={actions.startOver} />}
    </ImportLayout>
  );
}

function failureOf({ failure }: Extract<ImportFlow, { step: 'choose' }>): ReactNode {
  return (
    failure && (
      <>
        {failure.fileName !== null && <strong>{failure.fileName}: </strong>}
        {failure.message}
      </>
    )
  );
}

function noteOf(flow: ImportFlow): string {
  if (flow.step !== 'preview') return '';
  const { preview } = flow;
  const profile = preview.profile === null ? '' : ` · read with your profile “${preview.profile}”`;
  return `${preview.fileName} · ${formatKind(preview)}${profile}`;
}
