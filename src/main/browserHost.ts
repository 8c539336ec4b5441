/** The browser host without its command line: a core on a data folder, served on 127.0.0.1. */
import { forkCourier } from '#core/confirmations/courier/forkCourier.ts';
import { createCore } from '#core/createCore.ts';
import { createThreadedWatcher } from '#core/folder/watcher.ts';
import type { SpawnWorker } from '#core/imaging/contract.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { takeSecrets } from '#core/secrets/secretStore.ts';
import { startBrowserServer } from '#main/browserServer.ts';
import { makeSampleInProcess, moveToTrash, openLog, programFiles } from '#main/nodeHost.ts';

export interface BrowserHostOptions {
  /** Absolute. */
  dataFolder: string;
  /** Absolute; absent: what the settings say. */
  folder?: string | undefined;
  /** 0 takes a free one. */
  port: number;
  timeZone?: string | undefined;
  /** Who starts imaging workers; absent: each is a process of this host's own. */
  spawnImagingWorker?: SpawnWorker;
}

export interface BrowserHost {
  /** With the one-time token. */
  address: string;
  close(): Promise<void>;
}
/** `message`: one sentence. */
export type BrowserHostResult = { ok: true; host: BrowserHost } | { ok: false; message: string };

export async function openBrowserHost(options: BrowserHostOptions): Promise<BrowserHostResult> {
  const { dataFolder, folder, timeZone } = options;
  const files = programFiles();
  const created = await createCore({
    host: 'browser',
    version: files.version,
    dataFolder,
    ...(folder === undefined ? {} : { folder }),
    ...(timeZone === undefined ? {} : { timeZone }),
    rendererFolder: files.rendererFolder,
    checkerFile: files.checkerFile,
    clock: Date.now,
    log: openLog(dataFolder),
    secrets: takeSecrets(process.env),
    spawnCourier: forkCourier(files.courier),
    spawnImagingWorker: options.spawnImagingWorker ?? forkWorker(files.imagingWorker),
    personModel: { spawn: forkWorker(files.personModel) },
    matchingThread: files.matchingThread,
    reuseThread: files.reuseThread,
    scribeThread: files.scribeThread,
    listThread: files.listThread,
    createWatcher: createThreadedWatcher(files.watcherThread),
    makeSample: makeSampleInProcess,
    moveToTrash,
  });
  if (!created.ok) return { ok: false, message: created.failure.message };

  const started = await startBrowserServer(created.core, options.port);
  if (!started.ok) {
    await created.core.close();
    return { ok: false, message: started.message };
  }
  const { server } = started;
  return {
    ok: true,
    host: {
      address: server.address,
      async close() {
        await server.close();
        await created.core.close();
      },
    },
  };
}
