/** The thread that `threadedSource.ts` starts: the watches here, plain messages out. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WatchOptions } from './eventSource.ts';
import { openFolderSource } from './folderSource.ts';

const { root, options } = workerData as { root: string; options: WatchOptions };
openFolderSource(root, options, (event) => parentPort?.postMessage(event));
