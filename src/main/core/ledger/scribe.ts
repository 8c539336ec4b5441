/**
 * Writes long appends in a thread, on a connection of its own: sealing and syncing some thousand entries takes a second, and meanwhile
 * pages are answered. Whoever hands something in sees to it that nobody else writes until it is done.
 */
import { Worker } from 'node:worker_threads';
import { type LedgerBody, LedgerWriteError, type NewEntry } from './contract.ts';
import type { Written } from './sealedFields.ts';

/** What the thread is started with. */
export interface ScribeStart {
  path: string;
  desk: string;
}

/** What is to be written. Of a list the bodies stand in JSON already: arrays of them. */
export type ToWrite = { entries: readonly NewEntry[] } | TextsToWrite;
export type TextsToWrite = { texts: readonly string[] } & Pick<NewEntry, 'person' | 'at'>;
/** Entries go as JSON. */
export type ScribeQuestion = string | TextsToWrite;

export function entriesOf(given: ToWrite): readonly NewEntry[] {
  if ('entries' in given) return given.entries;
  const { texts, person, at } = given;
  return texts.flatMap((text) => (JSON.parse(text) as LedgerBody[]).map((body) => ({ body, person, at })));
}

/** `refused`: the disk did, and nothing was written; a sentence. It is sent as JSON, as entries are: half the time of a structured clone. */
export type ScribeAnswer = { written: Written[] } | { refused: string };

export interface Scribe {
  /** Null: the thread ended before it answered, and only the file tells what it wrote. */
  append(given: ToWrite): Promise<Written[] | null>;
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
    async append(given) {
      clearTimeout(idle);
      thread ??= open();
      thread.ref();
      const { promise, resolve } = Promise.withResolvers<ScribeAnswer | null>();
      asked = resolve;
      const question: ScribeQuestion = 'entries' in given ? JSON.stringify(given.entries) : given;
      thread.postMessage(question);
      const answered = await promise;
      thread?.unref();
      idle = setTimeout(() => void end(), idleMs).unref();
      if (answered !== null && 'refused' in answered) throw new LedgerWriteError(answered.refused);
      return answered === null ? null : answered.written;
    },
    async close() {
      clearTimeout(idle);
      await end();
    },
  };
}
