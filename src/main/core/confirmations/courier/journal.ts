/**
 * The courier's journal: which message it is about to commit, and what became of it. A few bytes a line, synced to the disk, with
 * nothing about anybody in them. It is there for one case only: the app died before it could write the outcome down.
 */
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type DispatchResult, recoveredKey } from '#core/confirmations/contract.ts';

/** `…/journal` and `…/lock.db` of the courier's folder. */
export interface CourierFiles {
  journal: string;
  lock: string;
}

export interface Journal {
  /** Durable when it returns. Throws when the disk refuses: then nothing may be committed. */
  committing(confirmation: string, attempt: number): void;
  done(confirmation: string, attempt: number, result: DispatchResult): void;
  /** Everything in it is in the ledger. */
  erase(): void;
  close(): void;
}

/** Opens it for writing at its end, or makes it. */
export function openJournal(file: string): Journal {
  const isNew = !existsSync(file);
  const handle = openSync(file, 'a', 0o600);
  if (isNew) syncFolderOf(file);
  const write = (...words: Array<string | number>) => {
    // A line that a power cut tore off before it is ended here, or this one would be read as its rest.
    writeSync(handle, `\n${words.join(' ')}\n`);
    fdatasyncSync(handle);
  };
  return {
    committing: (confirmation, attempt) => write('committing', confirmation, attempt),
    done: (confirmation, attempt, result) => write('done', confirmation, attempt, ...wordsOf(result)),
    erase() {
      ftruncateSync(handle, 0);
      fsyncSync(handle);
    },
    close: () => closeSync(handle),
  };
}

function syncFolderOf(file: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function wordsOf(result: DispatchResult): string[] {
  return result.ok ? [result.state] : [result.retry, result.code];
}

/** What a journal says, by `recoveredKey`; null: there is no journal, and nobody knows what it would have said. */
export function readJournal(file: string): Map<string, DispatchResult> | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const outcomes = new Map<string, DispatchResult>();
  // What follows the last line break was torn off: it was not synced, so what it announces was not done.
  for (const line of text.split('\n').slice(0, -1)) {
    const [word, confirmation = '', attempt, outcome, code] = line.split(' ');
    if (!/^[0-9a-f-]{36}$/.test(confirmation) || !/^\d+$/.test(attempt ?? '')) continue;
    const key = recoveredKey(confirmation, Number(attempt));
    if (word === 'committing') outcomes.set(key, mayHaveGone);
    const result = word === 'done' ? resultOf(outcome, code) : null;
    if (result) outcomes.set(key, result);
  }
  return outcomes;
}

/** The server was given the end of the message, and nobody heard its answer. */
export const mayHaveGone: DispatchResult = {
  ...{ ok: false, code: 'may-have-gone', message: '', retry: 'uncertain', reply: null },
};

function resultOf(outcome: string | undefined, code: string | undefined): DispatchResult | null {
  if (outcome === 'sent' || outcome === 'delivered') return { ok: true, state: outcome, reply: null };
  if (code === undefined) return null;
  if (outcome !== 'later' && outcome !== 'never' && outcome !== 'uncertain') return null;
  return { ok: false, code, message: '', retry: outcome, reply: null };
}
