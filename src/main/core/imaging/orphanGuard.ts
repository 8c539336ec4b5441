/**
 * A worker never outlives the one who started it, not even when that one was killed while the worker was busy; and it never
 * takes the whole computer's memory for one picture.
 */
import { Worker } from 'node:worker_threads';

/** Milliseconds between looks for the parent, when its line can't be heard. */
const lookEvery = 1000;

/** Milliseconds between looks at the memory: a decoder fills some hundred megabytes in this time. */
const weighEvery = 100;

/**
 * Runs on a thread of its own, because the main thread may be deep inside a decoder. On POSIX an orphan gets another
 * parent; on Windows it keeps the number of a process that is no more.
 */
const watch = `
  const { parent, mostMemory } = require('node:worker_threads').workerData;
  const die = () => process.kill(process.pid, 'SIGKILL');
  const isGone = () => {
    if (process.ppid !== parent) return true;
    try { process.kill(parent, 0); return false; } catch (error) { return error.code === 'ESRCH'; }
  };
  setInterval(() => { if (isGone()) die(); }, ${lookEvery});
  if (mostMemory < Infinity) setInterval(() => { if (process.memoryUsage.rss() > mostMemory) die(); }, ${weighEvery});
`;

/**
 * Call once, at the start. Ends the process without ceremony when its parent is gone, or when it holds more than `mostMemory`
 * bytes: waiting for a decoder's thread could take for ever.
 */
export function dieWithParent({ mostMemory = Number.POSITIVE_INFINITY } = {}): void {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Asked here and not on the thread: the parent may be gone before the thread has started.
  const workerData = { parent: process.ppid, mostMemory };
  new Worker(watch, { eval: true, workerData, stdout: true, stderr: true }).unref();
}
