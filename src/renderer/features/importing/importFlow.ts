/** The way of one file: chosen, read, its columns put right, taken in. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { asApiError, call, upload } from '#app/client.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ColumnMapping, ImportPreview, ImportResult, ManifestColumn } from '#shared/importing.ts';
import { assigned } from './columnMapping.ts';

/** Somebody who corrects several columns in a row should not wait for each; ms. */
const remapPauseMs = 300;

export type ImportFlow =
  | { step: 'choose'; failure: { fileName: string | null; message: string } | null }
  | { step: 'reading'; fileName: string }
  | {
      step: 'preview';
      preview: ImportPreview;
      mapping: ColumnMapping;
      serviceDate: ServiceDate | null;
      /** The preview is older than the mapping: it is being made again. */
      stale: boolean;
      committing: boolean;
      /** Why the last correction or the import itself failed. */
      failure: string | null;
    }
  | { step: 'done'; result: ImportResult };

export interface ImportActions {
  open(file: File): void;
  refuse(message: string): void;
  /** One header of the file gets a column, or null for none; a column that another header had moves here. */
  assign(header: string, column: ManifestColumn | null): void;
  setServiceDate(date: ServiceDate | null): void;
  commit(profileName: string | null): void;
  startOver(): void;
}

const start: ImportFlow = { step: 'choose', failure: null };

/** Hook: the flow and what can be done to it. */
export function useImportFlow(): [ImportFlow, ImportActions] {
  const client = useQueryClient();
  const [flow, setFlow] = useState<ImportFlow>(start);
  const reading = useRef<AbortController | null>(null);
  useEffect(() => () => reading.current?.abort(), []);

  const open = useCallback((file: File) => {
    reading.current?.abort();
    const ends = new AbortController();
    reading.current = ends;
    setFlow({ step: 'reading', fileName: file.name });
    void readFile(file, ends.signal).then((next) => {
      if (!ends.signal.aborted) setFlow(next);
    });
  }, []);

  useRemap(flow, setFlow);

  const change = (part: Partial<Extract<ImportFlow, { step: 'preview' }>>) =>
    setFlow((now) => (now.step === 'preview' ? { ...now, ...part } : now));

  async function commit(profileName: string | null): Promise<void> {
    if (flow.step !== 'preview') return;
    const { preview, mapping, serviceDate } = flow;
    change({ committing: true, failure: null });
    try {
      const saveProfileAs = profileName === '' ? null : profileName;
      const result = await call('commitImport', { uploadId: preview.uploadId, mapping, serviceDate, saveProfileAs });
      setFlow({ step: 'done', result });
      void client.invalidateQueries({ queryKey: ['imports'] });
    } catch (problem) {
      change({ committing: false, failure: asApiError(problem).message });
    }
  }

  const actions: ImportActions = {
    open,
    refuse: (message) => setFlow({ step: 'choose', failure: { fileName: null, message } }),
    assign: (header, column) =>
      setFlow((now) =>
        now.step === 'preview' ? { ...now, mapping: assigned(now.mapping, header, column), stale: true } : now,
      ),
    setServiceDate: (serviceDate) => change({ serviceDate, stale: true }),
    commit: (profileName) => void commit(profileName),
    startOver: () => {
      reading.current?.abort();
      setFlow(start);
    },
  };
  return [flow, actions];
}

/** Uploads a file and shows what it holds, or says why it can't. */
async function readFile(file: File, signal: AbortSignal): Promise<ImportFlow> {
  const refused = (message: string): ImportFlow => ({ step: 'choose', failure: { fileName: file.name, message } });
  try {
    // A file that was moved, or that another program holds, would fail as if Porchlight didn't answer.
    await file.slice(0, 1).arrayBuffer();
  } catch {
    return refused('This file can’t be opened. It may have been moved, or another program is using it.');
  }
  try {
    const preview = await upload('previewImport', file, {}, signal);
    const { mapping } = preview;
    return { step: 'preview', preview, mapping, serviceDate: null, stale: false, committing: false, failure: null };
  } catch (problem) {
    return refused(asApiError(problem).message);
  }
}

/** Makes the preview again a moment after the last correction; an answer to an older mapping is dropped. */
function useRemap(flow: ImportFlow, setFlow: (change: (now: ImportFlow) => ImportFlow) => void): void {
  const asked = flow.step === 'preview' && flow.stale ? flow : null;
  const uploadId = asked?.preview.uploadId;
  const mapping = asked?.mapping;
  const serviceDate = asked?.serviceDate ?? null;
  useEffect(() => {
    if (uploadId === undefined || mapping === undefined) return;
    const ends = new AbortController();
    const timer = setTimeout(async () => {
      const change = await remap(uploadId, mapping, serviceDate, ends.signal);
      if (!ends.signal.aborted) setFlow((now) => (now.step === 'preview' ? { ...now, ...change, stale: false } : now));
    }, remapPauseMs);
    return () => {
      clearTimeout(timer);
      ends.abort();
    };
  }, [uploadId, mapping, serviceDate, setFlow]);
}

async function remap(uploadId: string, mapping: ColumnMapping, serviceDate: ServiceDate | null, signal: AbortSignal) {
  try {
    return { preview: await call('remapImport', { uploadId, mapping, serviceDate }, signal), failure: null };
  } catch (problem) {
    return { failure: asApiError(problem).message };
  }
}
