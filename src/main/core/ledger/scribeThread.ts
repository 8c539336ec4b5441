/** The scribe's thread: each message is a list of entries, each answer says what was written, or why nothing was, as JSON. */
import { parentPort, workerData } from 'node:worker_threads';
import { createAppending } from './appending.ts';
import type { NewEntry } from './contract.ts';
import { createEntryIds } from './entryIds.ts';
import { messageOf, openLedgerDatabase } from './ledgerDatabase.ts';
import { entriesOf, type ScribeAnswer, type ScribeQuestion, type ScribeStart } from './scribe.ts';
import { subjectKeys } from './subjectKeys.ts';

const { path, desk } = workerData as ScribeStart;

function openAppending() {
  const opened = openLedgerDatabase(path);
  if (!opened.ok) throw new Error(opened.message);
  const { database } = opened;
  // Pages that go out before the commit would keep everybody from reading until then.
  database.pragma('cache_spill = OFF');
  const nextId = createEntryIds();
  return createAppending(database, { desk, keys: subjectKeys(database, nextId), nextId });
}

const appending = openAppending();

const read = (question: ScribeQuestion): readonly NewEntry[] =>
  typeof question === 'string' ? (JSON.parse(question) as NewEntry[]) : entriesOf(question);

parentPort?.on('message', (question: ScribeQuestion) => {
  let answer: ScribeAnswer;
  try {
    answer = { written: appending.append(read(question)) };
  } catch (error) {
    answer = { refused: messageOf(error, path) };
  }
  parentPort?.postMessage(JSON.stringify(answer));
});
