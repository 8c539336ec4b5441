/** The thread that `threadedSource.ts` starts: chokidar here, plain messages out. */
import { parentPort, workerData } from 'node:worker_threads';
import { openChokidarSource } from './chokidarSource.ts';
import type { WatchOptions } from './eventSource.ts';

const { root, options } = workerData as { root: string; options: WatchOptions };
openChokidarSource(root, options, (event) => parentPort?.postMessage(event));
