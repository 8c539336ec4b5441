/** A process that eats memory ends itself, even when its main thread is deep inside a computation. */
import { Worker } from 'node:worker_threads';

const lookEveryMs = 250;

const watchMemory = `
  const most = require('node:worker_threads').workerData;
  setInterval(() => { if (process.memoryUsage.rss() > most) process.kill(process.pid, 'SIGKILL'); }, ${lookEveryMs});
`;

/** Call once, at the start. `bytes`: resident memory at most. */
export function dieAbove(bytes: number): void {
  new Worker(watchMemory, { eval: true, workerData: bytes, stdout: true, stderr: true }).unref();
}
