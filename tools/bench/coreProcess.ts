/**
 * The core in a process of its own, as a host runs it, for `bench intake`: opens the folder, reads everything, and tells the parent
 * how long it took and how long its event loop was held up meanwhile.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { createCore } from '#core/createCore.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import type { BuiltFiles } from './builtFiles.ts';
import { processorMsOf } from './processFamily.ts';

export interface CoreFigures {
  photos: number;
  /** From `createCore` until the last photo was matched and committed. */
  elapsedMs: number;
  /** Of the core and its workers in that time; null where nothing tells it. */
  processorMs: number | null;
  eventLoopDelayP99Ms: number;
  eventLoopDelayMaxMs: number;
}

/** Milliseconds between two looks of the delay histogram; every value holds them, so they are taken off again. */
const resolution = 5;

const [folder = '', dataFolder = '', files = ''] = process.argv.slice(2);
const builtFiles = JSON.parse(files) as BuiltFiles;
const quiet = { info: () => undefined, warn: () => undefined, error: (message: string) => console.error(message) };
const delay = monitorEventLoopDelay({ resolution });
delay.enable();
const usedBefore = processorMsOf(process.pid) ?? 0;
const started = performance.now();
const created = await createCore({
  host: 'report',
  version: 'bench',
  dataFolder,
  folder,
  rendererFolder: null,
  clock: Date.now,
  log: quiet,
  spawnImagingWorker: forkWorker(builtFiles.imagingWorker),
  matchingThread: builtFiles.matchingThread,
  reuseThread: builtFiles.reuseThread,
  scribeThread: builtFiles.scribeThread,
  listThread: builtFiles.listThread,
  createWatcher: null,
});
if (!created.ok) throw new Error(created.failure.message);
const { core } = created;
await core.settle();
const elapsedMs = performance.now() - started;
const used = processorMsOf(process.pid);
delay.disable();
const status = (await (await core.fetch(new Request('http://core/api/status'))).json()) as { photosDone: number };
const figures: CoreFigures = {
  photos: status.photosDone,
  elapsedMs,
  processorMs: used === null ? null : used - usedBefore,
  eventLoopDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - resolution),
  eventLoopDelayMaxMs: Math.max(0, delay.max / 1e6 - resolution),
};
process.send?.(figures);
await core.close();
process.disconnect?.();
