/** A worker never outlives the one who started it, not even when that one was killed while the worker was busy. */
import { Worker } from 'node:worker_threads';

/** Milliseconds between looks for the parent, when its line can't be heard. */
const lookEvery = 1000;

/**
 * Runs on a thread of its own, because the main thread may be deep inside a decoder. On POSIX an orphan gets another
 * parent; on Windows it keeps the number of a process that is no more.
 */
const watchParent = `
  const parent = require('node:worker_threads').workerData;
  const isGone = () => {
    if (process.ppid !== parent) return true;
    try { process.kill(parent, 0); return false; } catch (error) { return error.code === 'ESRCH'; }
  };
  setInterval(() => { if (isGone()) process.kill(process.pid, 'SIGKILL'); }, ${lookEvery});
`;

/** Call once, at the start. Ends the process without ceremony: waiting for a decoder's thread could take for ever. */
export function dieWithParent(): void {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Asked here and not on the thread: the parent may be gone before the thread has started.
  new Worker(watchParent, { eval: true, workerData: process.ppid, stdout: true, stderr: true }).unref();
}
