/** The way of a list of claims: chosen, looked at, its columns put right, taken in. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { asApiError, upload } from '#app/client.ts';
import { noteDecision } from '#app/decisions.ts';
import { ensurePerson } from '#app/signing.ts';
import type { ClaimColumn, ClaimImport } from '#shared/claims.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ClaimAllegation } from '#shared/words.ts';
import { assignedColumns, type ClaimMapping } from './claimColumns.ts';

/** What rows without a column for it get. */
export interface ImportDefaults {
  allegation: ClaimAllegation;
  due: ServiceDate | null;
}

export type ClaimImportFlow =
  | { step: 'choose'; failure: string | null }
  | { step: 'reading'; fileName: string }
  | {
      step: 'preview';
      file: File;
      seen: ClaimImport;
      /** What somebody said about the columns; empty: they are taken as the file's names say. */
      mapping: ClaimMapping;
      defaults: ImportDefaults;
      /** It is being looked at again, with what was changed. */
      isStale: boolean;
      isCommitting: boolean;
      failure: string | null;
    }
  | { step: 'done'; seen: ClaimImport };

type Preview = Extract<ClaimImportFlow, { step: 'preview' }>;

export interface ClaimImportActions {
  open(file: File): void;
  refuse(message: string): void;
  assign(header: string, column: ClaimColumn | null): void;
  setDefaults(part: Partial<ImportDefaults>): void;
  commit(): void;
  startOver(): void;
}

const firstDefaults: ImportDefaults = { allegation: 'never-received', due: null };
/** Somebody who corrects several columns in a row should not wait for each; ms. */
const pauseMs = 300;

/** Hook: the flow and what can be done to it. */
export function useClaimImport(): [ClaimImportFlow, ClaimImportActions] {
  const client = useQueryClient();
  const [flow, setFlow] = useState<ClaimImportFlow>({ step: 'choose', failure: null });
  const reading = useRef<AbortController | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      reading.current?.abort();
      clearTimeout(timer.current);
    },
    [],
  );
  const begin = () => {
    reading.current?.abort();
    reading.current = new AbortController();
    return reading.current.signal;
  };

  async function open(file: File): Promise<void> {
    const signal = begin();
    setFlow({ step: 'reading', fileName: file.name });
    try {
      // A file that was moved, or that another program holds, would fail as if Porchlight didn't answer.
      await file.slice(0, 1).arrayBuffer();
    } catch {
      setFlow({
        step: 'choose',
        failure: `${file.name} can’t be opened. It may have been moved, or another program is using it.`,
      });
      return;
    }
    try {
      const seen = await look(file, {}, firstDefaults, signal);
      setFlow({
        ...{ step: 'preview', file, seen, mapping: {}, defaults: firstDefaults },
        ...{ isStale: false, isCommitting: false, failure: null },
      });
    } catch (problem) {
      if (!signal.aborted) setFlow({ step: 'choose', failure: asApiError(problem).message });
    }
  }

  /** Shows what was changed at once, and what it means a moment later. */
  function change(preview: Preview, part: Partial<Pick<Preview, 'mapping' | 'defaults'>>): void {
    const next: Preview = { ...preview, ...part, isStale: true, failure: null };
    setFlow(next);
    const signal = begin();
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const settle = (result: Partial<Preview>) =>
        setFlow((now) => (now.step === 'preview' && !signal.aborted ? { ...now, ...result, isStale: false } : now));
      try {
        settle({ seen: await look(next.file, next.mapping, next.defaults, signal) });
      } catch (problem) {
        settle({ failure: asApiError(problem).message });
      }
    }, pauseMs);
  }

  async function commit(preview: Preview): Promise<void> {
    if (preview.isStale || preview.isCommitting) return;
    setFlow({ ...preview, isCommitting: true, failure: null });
    await ensurePerson(client);
    try {
      const seen = await look(preview.file, preview.mapping, preview.defaults, begin(), 'yes');
      setFlow({ step: 'done', seen });
      noteDecision(seen.sentence, 'told');
      await client.invalidateQueries({ queryKey: ['claims'] });
    } catch (problem) {
      setFlow({ ...preview, isCommitting: false, failure: asApiError(problem).message });
    }
  }

  const inPreview = (act: (preview: Preview) => void) => {
    if (flow.step === 'preview' && !flow.isCommitting) act(flow);
  };
  return [
    flow,
    {
      open: (file) => void open(file),
      refuse: (message) => setFlow({ step: 'choose', failure: message }),
      assign: (header, column) =>
        inPreview((preview) =>
          change(preview, { mapping: assignedColumns(preview.seen.columns, preview.mapping, header, column) }),
        ),
      setDefaults: (part) => inPreview((preview) => change(preview, { defaults: { ...preview.defaults, ...part } })),
      commit: () => inPreview((preview) => void commit(preview)),
      startOver: () => setFlow({ step: 'choose', failure: null }),
    },
  ];
}

function look(
  file: File,
  mapping: ClaimMapping,
  { allegation, due }: ImportDefaults,
  signal: AbortSignal,
  commit: 'yes' | 'no' = 'no',
): Promise<ClaimImport> {
  const columns = Object.keys(mapping).length === 0 ? {} : { columns: JSON.stringify(mapping) };
  return upload('importClaims', file, { commit, allegation, ...(due !== null && { due }), ...columns }, signal);
}
