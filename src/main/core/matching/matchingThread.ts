/** The matching thread's entry: answers `{ n, date, settings }` with what changed on that date. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { createDayMatching } from '#core/index/dayMatching.ts';
import { isDamaged } from '#core/index/openIndex.ts';
import { plannedOnce } from '#core/index/plannedOnce.ts';
import type { MatchAnswer, MatchQuestion } from './matchingLoop.ts';

const db = plannedOnce(new Database((workerData as { index: string }).index, { readonly: true }));
const matching = createDayMatching(db);

parentPort?.on('message', ({ n, date, settings }: MatchQuestion) => {
  let answer: MatchAnswer;
  try {
    // One snapshot for all its queries, whatever the intake writes meanwhile.
    answer = { n, delta: db.transaction(() => matching.match(date, settings))() };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    answer = { n, error: text, isDamaged: isDamaged(error) };
  }
  parentPort?.postMessage(answer);
});
