/** Reads a list of claims in a thread of its own: fifty thousand rows at a million photos hold no page up. */
import type { KeyObject } from 'node:crypto';
import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BodiesText } from '#core/ledger/contract.ts';
import type { ClaimColumn, ClaimImport } from '#shared/claims.ts';
import type { Settings } from '#shared/settings.ts';
import type { ClaimsFound, ListStands } from './entering.ts';

/** What the thread is started with. */
export interface ListTask {
  /** Absolute paths. */
  file: string;
  index: string;
  /** What people said that headers mean, as far as the names were not enough. */
  given: Readonly<Record<string, ClaimColumn | null>>;
  stands: ListStands;
  settings: Settings;
  /** `Ledger.pseudonymKey` */
  pseudonymKey: KeyObject;
  /** False: it is only asked what the list comes to. */
  isOpening: boolean;
  /** How many parts were taken over so far (one Int32). The thread stays no more than {@link partsAhead} before it. */
  taken: SharedArrayBuffer;
}

/** Rows that are looked up, and whose claims are handed over, at a time. */
export const rowsAPart = 500;
/**
 * Parts that may wait to be taken over: enough for whoever takes them never to wait. Reading on would only take the processor
 * from the threads that write and show, and keep a long list in memory.
 */
export const partsAhead = 8;

/** What a list comes to, and its rows that can't be used. */
export type ListRead = ClaimsFound & Pick<ClaimImport, 'rows' | 'columns' | 'problems' | 'problemsTotal'>;

/** `unusable`: the whole file is; a sentence. */
export type ListEnd = { kind: 'read'; list: ListRead } | { kind: 'unusable'; message: string };

/** Bodies as JSON: so the ledger's thread reads them too. */
export type ListAnswer = ({ kind: 'bodies' } & BodiesText) | ListEnd;

/** It makes much that is soon gone: with more room for that it is collected less often. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };

/** Bodies are of the kind `open-claim`. */
export type ListReading = AsyncGenerator<BodiesText, ListEnd>;

/**
 * Yields the claims that the list opens, in its order, as soon as they are found. Throws what the thread throws.
 * @param entry of the thread (`listThread.ts` or what the build made of it).
 * @param signal the index is going to be closed: throws an AbortError.
 */
export async function* readListInThread(
  entry: string,
  task: Omit<ListTask, 'taken'>,
  signal?: AbortSignal,
): ListReading {
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: ListTask = { ...task, taken: taken.buffer };
  const worker = new Worker(entry, { workerData, resourceLimits });
  try {
    const answers = on(worker, 'message', { close: ['exit'], ...(signal && { signal }) });
    for await (const [answer] of answers as AsyncIterable<[ListAnswer]>) {
      if (answer.kind !== 'bodies') return answer;
      yield answer;
      Atomics.add(taken, 0, 1);
      Atomics.notify(taken, 0);
    }
    throw new Error('The thread that reads a list ended before the list did');
  } finally {
    await worker.terminate();
  }
}
