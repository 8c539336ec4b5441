/** A channel's lane out of the outbox: what waits for it, what is in its hands, and its rest while its receiver can't be used. */
import type { Log } from '#core/contract.ts';
import { codeSentence } from '#core/domain/confirmationSentences.ts';
import { channelRest } from '#core/domain/confirmations.ts';
import type { ConfirmationFinder } from '#core/index/confirmationFinder.ts';
import type { ConfirmationStore, StoredConfirmation } from '#core/index/confirmationStore.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ConfirmationChannel } from '#shared/words.ts';
import { type Channel, type DispatchResult, recoveredKey } from './contract.ts';
import type { Mishaps } from './mishaps.ts';
import type { OutboxRecord } from './outboxRecord.ts';
import type { Sending } from './sendOne.ts';

export interface LaneParts {
  channel: Channel;
  store: ConfirmationStore;
  finder: ConfirmationFinder;
  record: OutboxRecord;
  sending: Sending;
  mishaps: Mishaps;
  clock: () => number;
  random: () => number;
  log: Log;
  isClosed: () => boolean;
  /** What was in hand is out of it, whatever came of it. */
  onDone: (wanted: StoredConfirmation) => void;
  /** What was on its way when the program ended is taken over; how many there were. */
  onRecovered: (count: number) => void;
}

export interface Lane {
  readonly channel: Channel;
  /** Gives the channel as much as it takes at a time. */
  fill(): void;
  /** Takes over what was on its way when the program ended; until then nothing goes. */
  recover(): void;
  /** Cuts off what is in hand and should not go any more. */
  cutOff(isOvertaken: (wanted: StoredConfirmation) => boolean): void;
  /** What rested tries again. */
  tryAgain(): void;
  /** Milliseconds until something may be done that can't be done now, by either clock; empty: nothing waits for a time. */
  waits(): number[];
  /** What could not go for a reason that the index gives may go now: those of a day, or these. */
  unpark(which: { date: ServiceDate } | { ids: readonly string[] }): void;
  /** Why it rests, in a sentence. */
  trouble(): string | null;
  isEmpty(): boolean;
}

/** Messages of a channel on their way at the same time: a mail server's patience, not this computer's, is the limit. */
const most: Record<ConfirmationChannel, number> = { email: 3, webhook: 3, pages: 2 };
/** Rows that are read ahead. */
const readAhead = 100;
/** Milliseconds that one stays aside which can't go for a reason that the index gives, unless its day changes. */
const parkedMs = 60_000;
/** Milliseconds after which a disk that took nothing is tried again: with a message, with what is taken over. */
const diskAgainMs = 5000;
const recoverAgainMs = 1000;

const runningClock = () => performance.now();

export function createLane(parts: LaneParts): Lane {
  const { channel, store, finder, record, sending, mishaps, clock, random, log, isClosed, onDone } = parts;
  const inHand = new Map<string, { wanted: StoredConfirmation; stop: AbortController }>();
  const parked = new Map<string, { date: ServiceDate; until: number }>();
  let queue: StoredConfirmation[] = [];
  /** Until then it rests, as its receiver can't be used at all; by the running clock. */
  let restUntil = 0;
  let failures = 0;
  let trouble: string | null = null;
  let isRecovered = false;

  function refill(): void {
    const now = runningClock();
    for (const [id, { until }] of parked) if (until <= now) parked.delete(id);
    queue = finder
      .ready(channel.name, clock(), readAhead + inHand.size + parked.size)
      .filter(({ confirmation }) => !inHand.has(confirmation) && !parked.has(confirmation));
  }

  async function carry(wanted: StoredConfirmation): Promise<void> {
    const { confirmation, stop } = wanted;
    const abort = new AbortController();
    inHand.set(confirmation, { wanted, stop: abort });
    try {
      const sent = await sending.send(wanted, channel, abort.signal);
      if (sent.what === 'tried') {
        hear(sent.result);
        // What went out must get into the ledger, however long the disk is full.
        await mishaps.writeSurely(async () => {
          await sending.note(wanted, sent.result);
          channel.recorded?.(confirmation, wanted.attempt + 1);
        });
      } else if (sent.what === 'not-now') {
        parked.set(confirmation, { date: stop.date, until: runningClock() + parkedMs });
      }
    } catch (error) {
      // The disk took nothing: it was not begun, and it is tried when there is room again.
      parked.set(confirmation, { date: stop.date, until: runningClock() + diskAgainMs });
      mishaps.stumbled('A confirmation could not be begun', error);
    }
    inHand.delete(confirmation);
    onDone(wanted);
  }

  /** What the answer says about the channel as a whole. */
  function hear(result: DispatchResult): void {
    if (result.ok || !result.everyone) {
      failures = 0;
      restUntil = 0;
      trouble = null;
      return;
    }
    failures += 1;
    restUntil = runningClock() + channelRest(failures, random());
    trouble = codeSentence(result.code);
    log.warn('A channel can’t be used for now', { channel: channel.name, code: result.code });
  }

  async function takeOver(): Promise<void> {
    const open = store.sending(channel.name);
    const recovered = await channel.recover?.(open);
    if (isClosed()) return;
    const outcomeOf = ({ confirmation, attempt }: StoredConfirmation) =>
      recovered?.outcomes.get(recoveredKey(confirmation, attempt)) ?? (recovered ? neverLeft : null);
    for (let isWritten = false; !isWritten && !isClosed(); ) {
      try {
        await record.write(() => open.flatMap((wanted) => sending.recoveredStep(wanted, outcomeOf(wanted))));
        isWritten = true;
      } catch (error) {
        log.warn('Outcomes could not be taken over yet', { error: String(error) });
        mishaps.diskRefused();
        await new Promise((resolve) => setTimeout(resolve, recoverAgainMs));
      }
    }
    if (isClosed()) return;
    await recovered?.taken();
    isRecovered = true;
    parts.onRecovered(open.length);
  }

  return {
    channel,

    fill() {
      if (channel.trouble() !== null || !isRecovered || restUntil > runningClock() || mishaps.isBehind()) return;
      // After a rest one goes ahead of the others, to see whether the receiver is there again.
      const free = (failures > 0 ? 1 : most[channel.name]) - inHand.size;
      if (free <= 0) return;
      if (queue.length < free) refill();
      for (const wanted of queue.splice(0, free)) void carry(wanted);
    },

    recover() {
      takeOver().catch((error: unknown) => {
        if (isClosed()) return;
        trouble = 'Porchlight can’t find out what became of the last messages, so nothing is sent this way.';
        log.error('A channel could not be taken over', { channel: channel.name, error: String(error) });
      });
    },

    cutOff(isOvertaken) {
      for (const { wanted, stop } of inHand.values()) if (isOvertaken(wanted)) stop.abort();
    },

    tryAgain() {
      restUntil = 0;
      failures = 0;
      trouble = null;
      queue = [];
      parked.clear();
    },

    waits() {
      const now = clock();
      const retry = finder.nextRetryAt(channel.name, now);
      return [...(retry === null ? [] : [retry - now]), ...(restUntil > 0 ? [restUntil - runningClock()] : [])];
    },

    unpark(which) {
      if ('ids' in which) for (const id of which.ids) parked.delete(id);
      else for (const [id, { date }] of parked) if (date === which.date) parked.delete(id);
    },

    trouble: () => trouble,
    isEmpty: () => inHand.size === 0,
  };
}

/** A channel that keeps a record knows nothing of it: it was not in its hands. */
const neverLeft: DispatchResult = {
  ...{ ok: false, code: 'interrupted', message: '', retry: 'later', reply: null },
};
