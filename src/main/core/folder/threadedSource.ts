/**
 * The watches in a thread of their own: setting up thousands of them, or polling a tree (chokidar), holds the event loop, and in Electron that
 * loop is the window.
 */
import { Worker } from 'node:worker_threads';
import type { OpenEventSource, SourceEvent } from './eventSource.ts';

/** `threadFile` is `watcherThread.ts`, or what the build made of it. */
export function sourceInThread(threadFile: string | URL): OpenEventSource {
  return (root, options, onEvent) => {
    let isClosed = false;
    const tell = (event: SourceEvent) => {
      if (!isClosed) onEvent(event);
    };
    const thread = new Worker(threadFile, {
      workerData: { root, options },
      execArgv: [],
      // The first look makes garbage faster than the usual 48 MB nursery is emptied.
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    thread.on('message', tell);
    thread.on('error', (error) => tell({ kind: 'error', code: '', message: String(error) }));
    thread.on('exit', () => tell({ kind: 'error', code: '', message: 'the watching thread ended' }));
    return {
      async close() {
        isClosed = true;
        await thread.terminate();
      },
    };
  };
}
