/** E-mail: makes the letter, gives it to the courier, and takes over what a courier before it left behind. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Channel,
  type Courier,
  type Dispatch,
  type DispatchResult,
  type Recovered,
  recoveredKey,
  type SpawnCourier,
} from '#core/confirmations/contract.ts';
import type { FromCourier, SmtpServer, SmtpTimeouts, ToCourier } from '#core/confirmations/courier/courierMessages.ts';
import { mayHaveGone, openJournal, readJournal } from '#core/confirmations/courier/journal.ts';
import type { Log } from '#core/contract.ts';
import { type FolderLock, lockFolder } from '#core/dataFolder/folderLock.ts';
import type { Settings } from '#shared/settings.ts';
import { mimeOf, senderOf } from './mimeMessage.ts';

export interface SmtpChannelParts {
  /** Of the courier, in the data folder; made when it is not there. */
  folder: string;
  settings: () => Settings;
  password: () => string | null;
  spawnCourier: SpawnCourier;
  clock: () => number;
  log: Log;
  timeouts?: SmtpTimeouts;
}

/**
 * Connecting and greeting: a server that is there answers within seconds. Between answers: RFC 5321 4.5.3.2.6 wants ten minutes
 * after the last dot, as whoever hangs up sooner may have sent it twice.
 */
export const usualTimeouts: SmtpTimeouts = { connect: 30_000, greeting: 30_000, answer: 10 * 60_000 };

/** Milliseconds between two looks whether an older courier has ended. */
const busyMs = 200;

interface Waiting {
  resolve: (result: DispatchResult) => void;
}

export function createSmtpChannel(parts: SmtpChannelParts): Channel {
  const { folder, settings, password, log, clock } = parts;
  const files = { journal: join(folder, 'journal'), lock: join(folder, 'lock.db') };
  const waiting = new Map<string, Waiting>();
  let courier: Courier | null = null;
  let starting: Promise<Courier> | null = null;
  let isBusy = false;
  let isClosed = false;
  /** Held until what an older courier left is taken over. */
  let lock: FolderLock | null = null;

  function letNextIn(): void {
    lock?.release();
    lock = null;
  }

  function trouble(): string | null {
    const { host, security, user, from, replyTo } = settings().email;
    if (isBusy) return 'The helper program of the last start is still waiting for the mail server’s answer.';
    if (host.trim() === '') return 'The settings name no mail server.';
    if (from.trim() === '') return 'The settings name no address that confirmations come from.';
    if (!senderOf(from))
      return 'The address that confirmations come from can’t be used: it must be one, such as depot@example.com.';
    if (replyTo.trim() !== '' && !senderOf(replyTo)) return 'The address for answers can’t be used.';
    if (security === 'none' && !isThisMachine(host)) {
      return 'Without encryption a mail server must be on this computer: others could read along.';
    }
    if (user !== '' && password() === null) return 'The password of the mail server is lacking.';
    return null;
  }

  async function serverOf(): Promise<SmtpServer | null> {
    const { host, port, security, user, caFile } = settings().email;
    const ca = caFile === null ? null : await readFile(caFile, 'utf8').catch(() => undefined);
    if (ca === undefined) return null;
    return {
      host: host.trim(),
      port,
      security,
      user,
      password: password(),
      ca,
      timeouts: parts.timeouts ?? usualTimeouts,
    };
  }

  /** A courier that may be given messages; one that died is followed by another. */
  function courierAtWork(): Promise<Courier> {
    if (courier) return Promise.resolve(courier);
    starting ??= start().finally(() => {
      starting = null;
    });
    return starting;
  }

  async function start(): Promise<Courier> {
    const spawned = parts.spawnCourier(folder);
    await new Promise<void>((resolve, reject) => {
      spawned.onMessage((message) => {
        const said = message as FromCourier;
        if (said.kind === 'ready') resolve();
        else if (said.kind === 'busy') reject(new Error('busy'));
        else answer(said);
      });
      spawned.onExit(() => {
        reject(new Error('the courier ended'));
        if (courier === spawned) courier = null;
        void lost();
      });
    });
    courier = spawned;
    return spawned;
  }

  function answer({ confirmation, attempt, result }: Extract<FromCourier, { kind: 'result' }>): void {
    const key = recoveredKey(confirmation, attempt);
    waiting.get(key)?.resolve(result);
    waiting.delete(key);
  }

  /** The courier ended with messages in its hands: its journal says which of them may have gone. */
  async function lost(): Promise<void> {
    if (waiting.size === 0 || isClosed) return;
    const said = readJournal(files.journal);
    for (const [key, { resolve }] of [...waiting]) {
      waiting.delete(key);
      resolve(said === null ? mayHaveGone : (said.get(key) ?? courierGone));
    }
    log.warn('The courier ended by itself');
  }

  async function send(dispatch: Dispatch): Promise<DispatchResult> {
    const { confirmation, attempt, message, recipient, signal } = dispatch;
    const { from, replyTo } = settings().email;
    const sender = senderOf(from);
    if (recipient === null || !sender) return refusal(recipient === null ? 'no-email' : 'smtp-sender-refused', 'never');
    const server = await serverOf();
    if (server === null) return { ...refusal('ca-file', 'later'), everyone: true };
    const letter = await mimeOf({ confirmation, message, from, replyTo, to: recipient, date: clock() });
    let working: Courier;
    try {
      working = await courierAtWork();
    } catch {
      return { ...refusal('courier-gone', 'later'), everyone: true };
    }
    if (signal.aborted) return refusal('cancelled', 'later');
    const key = recoveredKey(confirmation, attempt);
    const tell = (asked: ToCourier) => working.send(asked);
    return new Promise<DispatchResult>((resolve) => {
      const cancel = () => tell({ kind: 'cancel', confirmation, attempt });
      signal.addEventListener('abort', cancel, { once: true });
      waiting.set(key, {
        resolve(result) {
          signal.removeEventListener('abort', cancel);
          resolve(result);
        },
      });
      tell({
        ...{ kind: 'send', confirmation, attempt, server, from: sender.address, to: recipient },
        message: letter,
      });
      if (courier !== working) void lost();
    });
  }

  return {
    name: 'email',
    trouble,
    send,
    recorded: (confirmation, attempt) => courier?.send({ kind: 'recorded', confirmation, attempt } satisfies ToCourier),

    async recover(open): Promise<Recovered> {
      await mkdir(folder, { recursive: true });
      // Whoever holds the lock is a courier whose app is gone: it ends when the server has answered, and nobody else begins before.
      lock = lockFolder(files.lock);
      while (lock === null && !isClosed) {
        isBusy = true;
        await delay(busyMs);
        lock = lockFolder(files.lock);
      }
      isBusy = false;
      if (isClosed) letNextIn();
      const said = readJournal(files.journal);
      // Without a journal nobody knows what a courier did with them.
      const outcomes =
        said ?? new Map(open.map((each) => [recoveredKey(each.confirmation, each.attempt), mayHaveGone]));
      return {
        outcomes,
        async taken() {
          const journal = openJournal(files.journal);
          journal.erase();
          journal.close();
          letNextIn();
        },
      };
    },

    async close() {
      isClosed = true;
      letNextIn();
      const leaving = courier;
      courier = null;
      leaving?.send({ kind: 'end' } satisfies ToCourier);
      leaving?.leave();
    },
  };
}

const refusal = (code: string, retry: 'later' | 'never'): Extract<DispatchResult, { ok: false }> => ({
  ...{ ok: false, code, message: '', retry, reply: null },
});

/** It ended before the last dot of the message. */
const courierGone: DispatchResult = { ...refusal('courier-gone', 'later') };

/** By its name or number: whatever a name server says of another name may be otherwise in a moment. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host.trim());
}
