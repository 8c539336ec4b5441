/**
 * The reuse thread's entry: holds the hashes of the pictures of the last months and answers `{ n, photo, day, miniature }` with
 * the pictures that look like it. A picture that was sought is known from then on.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { plannedOnce } from '#core/index/plannedOnce.ts';
import { createHashShelf } from './hashShelf.ts';
import type { ReuseAnswer, ReuseQuestion } from './reuseMessages.ts';

const db = plannedOnce(new Database((workerData as { index: string }).index, { readonly: true }));
const shelf = createHashShelf(db);

parentPort?.on('message', ({ n, photo, day, miniature }: ReuseQuestion) => {
  let answer: ReuseAnswer;
  try {
    answer = { n, found: shelf.seek(photo, day, miniature) };
  } catch (error) {
    answer = { n, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(answer);
});
