/**
 * Exports in the background, one after the other: what is asked for while one is running waits for its turn. The list is of this
 * run of Porchlight; the files stay.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import { type Answer, fail, ok } from '#core/api/bind.ts';
import { createClaimFiles } from '#core/claims/claimFiles.ts';
import type { Log } from '#core/contract.ts';
import type { DataFolderPaths } from '#core/dataFolder/dataFolder.ts';
import type { Depot } from '#core/depot.ts';
import type { Ledger } from '#core/ledger/contract.ts';
import type { PictureCache } from '#core/pictures/pictureCache.ts';
import type { ExportView, exportRequestSchema } from '#shared/exporting.ts';
import type { Settings } from '#shared/settings.ts';
import type { Sealing } from './contract.ts';
import { exportFailureSentence } from './exportFailure.ts';
import { cleanUpAfterKill, writeExportFile } from './exportFile.ts';
import { definitions } from './exportKinds.ts';
import { subjectOf } from './exportSubject.ts';

export type ExportRequest = z.infer<typeof exportRequestSchema>;

export interface ExportJobs {
  /** Newest first. */
  list(): ExportView[];
  start(request: ExportRequest): Answer<ExportView>;
  /** Null: there is no such export. One that has ended stays as it is. */
  cancel(id: string): ExportView | null;
  /** Absolute path of a finished export that is still there; null otherwise. */
  fileOf(id: string): { path: string; extension: string } | null;
  /** Resolves when no export is being written or waits to be. */
  quiet(): Promise<void>;
  isBusy(): boolean;
  /** Breaks off what is running and leaves nothing half behind. */
  close(): Promise<void>;
}

interface Job {
  view: ExportView;
  request: ExportRequest;
  controller: AbortController;
  /** Absolute, once it is whole. */
  path: string | null;
}

/** More than anybody reads; the files themselves stay where they are. */
const longestList = 50;
/** A page that asks four times a second shows a bar that moves. */
const tellEveryMs = 250;

export function createExportJobs(parts: {
  depot: () => Depot | null;
  ledger: Pick<Ledger, 'entries' | 'excerpt'>;
  pictures: PictureCache;
  sealing: Sealing;
  settings: () => Settings;
  paths: Pick<DataFolderPaths, 'exports' | 'exportMark' | 'claims' | 'uploads'>;
  /** Where the host would have exports; the settings beat it. */
  hostFolder: string | undefined;
  clock: () => number;
  log: Log;
  onChanged: () => void;
}): ExportJobs {
  const claimFiles = createClaimFiles(parts.paths);
  const jobs: Job[] = [];
  let turn: Promise<void> = cleanUpAfterKill(parts.paths.exportMark);
  let closed = false;
  let toldAt = 0;

  /** Progress is told now and then, an end at once. */
  function tell(atOnce: boolean): void {
    const now = Date.now();
    if (!atOnce && now - toldAt < tellEveryMs) return;
    toldAt = now;
    parts.onChanged();
  }

  function end(job: Job, state: ExportView['state'], message: string | null): void {
    Object.assign(job.view, { state, message, endedAt: parts.clock() });
    if (state === 'done') job.view.progress = 1;
    tell(true);
  }

  async function run(job: Job): Promise<void> {
    const { view, request, controller } = job;
    const { signal } = controller;
    if (signal.aborted) return end(job, 'cancelled', null);
    const depot = parts.depot();
    if (!depot) return end(job, 'failed', 'The folder was closed before the export’s turn came. Start it again.');
    const folder = parts.settings().exportFolder ?? parts.hostFolder ?? parts.paths.exports;
    const definition = definitions[request.kind];
    view.folderName = basename(folder);
    view.message = null;
    try {
      let message: string | null = null;
      const afterwards: (() => Promise<string | null>)[] = [];
      const path = await writeExportFile(
        { folder, fileName: view.fileName, mark: parts.paths.exportMark },
        async (out) => {
          const task = {
            ...request,
            depot,
            ledger: parts.ledger,
            pictures: parts.pictures,
            claimFiles,
            sealing: parts.sealing,
            settings: parts.settings(),
            now: parts.clock(),
            signal,
            progress(share: number) {
              view.progress = Math.min(1, Math.max(0, share));
              view.bytes = out.bytesWritten;
              tell(false);
            },
            whenWhole: (work: () => Promise<string | null>) => void afterwards.push(work),
          };
          message = await definition.write(task, out);
          signal.throwIfAborted();
          view.bytes = out.bytesWritten;
        },
      );
      if (signal.aborted) {
        // Called off in the moment in which it was renamed.
        await rm(path, { force: true });
        return end(job, 'cancelled', null);
      }
      job.path = path;
      view.fileName = basename(path);
      for (const work of afterwards) message = await work();
      end(job, 'done', message);
    } catch (error) {
      if (signal.aborted) return end(job, 'cancelled', null);
      parts.log.error('An export failed', { kind: request.kind, error: (error as Error).stack ?? String(error) });
      // The index was made anew, or another folder was opened: what was being read is not there any more.
      const message =
        parts.depot() === depot
          ? exportFailureSentence(error, folder)
          : 'The index was made anew meanwhile. Start the export again.';
      end(job, 'failed', message);
    }
  }

  return {
    list: () => jobs.map((job) => ({ ...job.view })),

    start(request) {
      const depot = parts.depot();
      if (!depot || closed) return fail(409, 'no-folder', 'Choose a folder first.');
      const { words, extension } = definitions[request.kind];
      const subject = subjectOf(request, words, depot);
      if (!subject.ok) return subject;
      const waits = jobs.some((each) => each.view.state === 'running');
      const job: Job = {
        request,
        controller: new AbortController(),
        path: null,
        view: {
          id: randomUUID(),
          kind: request.kind,
          title: subject.value.title,
          fileName: `${subject.value.baseName}.${extension}`,
          folderName: basename(parts.settings().exportFolder ?? parts.hostFolder ?? parts.paths.exports),
          state: 'running',
          progress: null,
          bytes: 0,
          startedAt: parts.clock(),
          endedAt: null,
          message: waits ? 'Waits for the export before it' : null,
        },
      };
      jobs.unshift(job);
      if (jobs.length > longestList) {
        const old = jobs.findLastIndex((each) => each.view.state !== 'running');
        if (old > 0) jobs.splice(old, 1);
      }
      turn = turn
        .then(() => run(job))
        .catch((error: unknown) => parts.log.error('An export could not be run', { error: String(error) }));
      tell(true);
      return ok({ ...job.view });
    },

    cancel(id) {
      const job = jobs.find((each) => each.view.id === id);
      if (!job) return null;
      if (job.view.state === 'running') {
        // Said at once; what is written so far goes away behind it.
        Object.assign(job.view, { state: 'cancelled', endedAt: parts.clock(), message: null });
        job.controller.abort();
        tell(true);
      }
      return { ...job.view };
    },

    fileOf(id) {
      const job = jobs.find((each) => each.view.id === id);
      if (!job?.path || !existsSync(job.path)) return null;
      return { path: job.path, extension: definitions[job.request.kind].extension };
    },

    isBusy: () => jobs.some(({ view }) => view.state === 'running'),
    async quiet() {
      for (let last: Promise<void> | null = null; last !== turn; ) {
        last = turn;
        await last;
      }
    },

    async close() {
      closed = true;
      for (const job of jobs) job.controller.abort();
      await turn;
    },
  };
}
