/**
 * Entry of the courier: the process that talks to the mail server. It outlives an app that was killed by the messages whose fate is
 * being decided, writes into its journal what became of them, and ends.
 */
import type { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { DispatchResult } from '#core/confirmations/contract.ts';
import { recoveredKey } from '#core/confirmations/contract.ts';
import { type FolderLock, lockFolder } from '#core/dataFolder/folderLock.ts';
import { parentChannel } from '#core/imaging/parentChannel.ts';
import type { FromCourier, SendRequest, ToCourier } from './courierMessages.ts';
import { mayHaveGone, openJournal, readJournal } from './journal.ts';
import { createSmtpConversations } from './smtpConversation.ts';

/** Milliseconds after which an orphan ends whatever happens: RFC 5321 4.5.3.2.6 gives a server ten minutes for its last answer. */
const orphanMs = 11 * 60_000;

function work(folder: string): void {
  const channel = parentChannel();
  if (channel === null) return;
  const tell = (message: FromCourier) => channel.send(message);
  const lock: FolderLock | null = lockFolder(join(folder, 'lock.db'));
  if (lock === null) {
    tell({ kind: 'busy' });
    return;
  }
  const file = join(folder, 'journal');
  /** In the journal, and not in the ledger as far as we know: what a courier before us left too, if it died under a living app. */
  const unrecorded = new Set(readJournal(file)?.keys());
  const journal = openJournal(file);
  const conversations = createSmtpConversations();
  const underway = new Map<string, { abort: AbortController; isCommitting: boolean }>();
  let isEnding = false;

  async function send(request: SendRequest): Promise<void> {
    const { confirmation, attempt } = request;
    const key = recoveredKey(confirmation, attempt);
    if (isEnding || underway.has(key)) return;
    const mine = { abort: new AbortController(), isCommitting: false };
    underway.set(key, mine);
    const commit = () => {
      journal.committing(confirmation, attempt);
      unrecorded.add(key);
      mine.isCommitting = true;
    };
    const result = await conversations
      .send(request, commit, mine.abort.signal)
      .catch((): DispatchResult => (mine.isCommitting ? mayHaveGone : brokenOff));
    try {
      if (mine.isCommitting) journal.done(confirmation, attempt, result);
    } catch {
      // The disk is full: who lives to hear it writes it down, and to all others it may have gone.
    }
    underway.delete(key);
    tell({ kind: 'result', confirmation, attempt, result });
    endIfDone();
  }

  function end(): void {
    isEnding = true;
    for (const { abort, isCommitting } of underway.values()) if (!isCommitting) abort.abort();
    setTimeout(() => process.exit(0), orphanMs).unref();
    endIfDone();
  }

  function endIfDone(): void {
    if (!isEnding || underway.size > 0) return;
    conversations.close();
    journal.close();
    lock?.release();
    process.exit(0);
  }

  function recorded(key: string): void {
    unrecorded.delete(key);
    const isIdle = [...underway.values()].every(({ isCommitting }) => !isCommitting);
    if (unrecorded.size === 0 && isIdle) journal.erase();
  }

  channel.onMessage((message) => {
    const request = message as ToCourier;
    if (request.kind === 'end') return end();
    if (request.kind === 'send') return void send(request);
    const key = recoveredKey(request.confirmation, request.attempt);
    if (request.kind === 'cancel') underway.get(key)?.abort.abort();
    else recorded(key);
  });
  // The app is gone, or somebody ends us: either way what is with the server is waited for.
  process.on('disconnect', end);
  // What can't be told to an app that just died is in the journal.
  (process as EventEmitter).on('error', () => undefined);
  process.on('SIGTERM', end);
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  tell({ kind: 'ready' });
}

const brokenOff: DispatchResult = { ok: false, code: 'smtp-dropped', message: '', retry: 'later', reply: null };

const [folder] = process.argv.slice(2);
if (folder !== undefined) work(folder);
