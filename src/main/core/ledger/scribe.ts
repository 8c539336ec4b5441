/**
 * Writes long appends in a thread, on a connection of its own: sealing and syncing some thousand entries takes a second, and meanwhile
 * pages are answered. Whoever hands something in sees to it that nobody else writes until it is done.
 */
import { Worker } from 'node:worker_threads';
import { LedgerWriteError, type NewEntry } from './contract.ts';
import type { Written } from './sealedFields.ts';

/** What the thread is started with. */
export interface ScribeStart {
  path: string;
  desk: string;
}

/** `refused`: the disk did, and nothing was written; a sentence. It is sent as JSON, as what is asked: half the time of a structured clone. */
export type ScribeAnswer = { written: Written[] } | { refused: string };

export interface Scribe {
  /** Null: the thread ended before it answered, and only the file tells what it wrote. */
  append(entries: readonly NewEntry[]): Promise<Written[] | null>;
  close(): Promise<void>;
}

/** It makes much that is soon gone: with more room for that it is collected less often. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };
/** Lists come one after the other; then the thread's memory is given back. */
const idleMs = 10_000;

/** @param entry of the thread (`scribeThread.ts` or what the build made of it). */
export function createScribe(entry: string, start: ScribeStart): Scribe {
  let thread: Worker | null = null;
  let asked: ((answer: ScribeAnswer | null) => void) | null = null;
  let idle: NodeJS.Timeout | undefined;

  function answer(given: ScribeAnswer | null): void {
    asked?.(given);
    asked = null;
  }

  function open(): Worker {
    const worker = new Worker(entry, { workerData: start, resourceLimits });
    worker.on('message', (text: string) => answer(JSON.parse(text) as ScribeAnswer));
    // Told by the exit that follows.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (thread !== worker) return;
      thread = null;
      answer(null);
    });
    return worker;
  }

  async function end(): Promise<void> {
    const worker = thread;
    thread = null;
    await worker?.terminate();
  }

  return {
    async append(entries) {
      clearTimeout(idle);
      thread ??= open();
      thread.ref();
      const { promise, resolve } = Promise.withResolvers<ScribeAnswer | null>();
      asked = resolve;
      thread.postMessage(JSON.stringify(entries));
      const given = await promise;
      thread?.unref();
      idle = setTimeout(() => void end(), idleMs).unref();
      if (given !== null && 'refused' in given) throw new LedgerWriteError(given.refused);
      return given === null ? null : given.written;
    },
    async close() {
      clearTimeout(idle);
      await end();
    },
  };
}
