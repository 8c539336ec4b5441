/**
 * The outbox: makes the confirmations that are due, brings each into its channel's hands once, and writes down what came of it.
 * It knows only what the ledger and the index say, so that a program that was killed goes on where it stood.
 */
import { randomUUID } from 'node:crypto';
import type { Log } from '#core/contract.ts';
import { codeSentence } from '#core/domain/confirmationSentences.ts';
import { type ConfirmationAction, channelRest, isOut } from '#core/domain/confirmations.ts';
import type { ConfirmationFinder } from '#core/index/confirmationFinder.ts';
import type { ConfirmationStore, StoredConfirmation } from '#core/index/confirmationStore.ts';
import { isRefused } from '#core/index/openIndex.ts';
import { type Ledger, type LedgerBody, type LedgerEntry, LedgerWriteError } from '#core/ledger/contract.ts';
import type { Topic } from '#shared/api.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { ConfirmationChannel } from '#shared/words.ts';
import { type Channel, type Composer, type DispatchResult, recoveredKey } from './contract.ts';
import { makeDue } from './dueMaking.ts';
import { createOutboxRecord, stepBody } from './outboxRecord.ts';
import { createOvertaking } from './overtaking.ts';
import { createSending } from './sendOne.ts';

export interface OutboxParts {
  store: ConfirmationStore;
  finder: ConfirmationFinder;
  ledger: Ledger;
  apply: (entries: readonly LedgerEntry[]) => void;
  composer: Composer;
  channels: readonly Channel[];
  settings: () => Settings;
  /** The folder was read and matched as far as it can be: what the index says of a stop will not be otherwise in a moment. */
  isSettled: () => boolean;
  clock: () => number;
  log: Log;
  tell: (topic: Topic) => void;
  onDamaged: (error: unknown) => void;
  random?: () => number;
}

export interface Outbox {
  /** What was announced: days on which something changed. */
  heard(topics: readonly Topic[]): void;
  /** The settings or the secrets changed: what rested tries again. */
  wake(): void;
  /** What a person wishes; gives how many of them it could be done to. Rejects with `LedgerWriteError`. */
  /** `why`: the code of a withdrawal. */
  change(
    ids: readonly string[],
    action: ConfirmationAction,
    person: string | null,
    why?: 'by-person' | 'erased',
  ): Promise<number>;
  /** What keeps it from working, in sentences. */
  troubles(): string[];
  channel(name: ConfirmationChannel): Channel | null;
  close(): Promise<void>;
}

/** Messages of a channel on their way at the same time: a mail server's patience, not this computer's, is the limit. */
const lanes: Record<ConfirmationChannel, number> = { email: 3, webhook: 3, pages: 2 };
/** Rows that are read ahead of the lanes. */
const readAhead = 100;
/** Milliseconds between two looks at what holds the outbox up: a folder that is being read, a disk without room. */
const lookAgainMs = 1000;
/** A timer that sleeps longer would miss that the clock was set. */
const longestSleepMs = 60_000;
/** Milliseconds that one stays aside which can't go for a reason that the index gives, unless its day changes. */
const parkedMs = 60_000;
/** Milliseconds that closing waits for messages whose fate is being decided. */
const closingMs = 3000;

interface Lane {
  channel: Channel;
  inHand: Map<string, { wanted: StoredConfirmation; stop: AbortController }>;
  queue: StoredConfirmation[];
  /** Until then it rests, as its receiver can't be used at all; by the running clock. */
  restUntil: number;
  failures: number;
  /** Why it rests. */
  trouble: string | null;
  isRecovered: boolean;
}

export function createOutbox(parts: OutboxParts): Outbox {
  const { store, finder, settings, clock, log, tell } = parts;
  const random = parts.random ?? Math.random;
  const record = createOutboxRecord(parts);
  const sending = createSending({ ...parts, record, random });
  const working: Lane[] = parts.channels.map((channel) => ({
    ...{ channel, inHand: new Map(), queue: [], restUntil: 0, failures: 0, trouble: null, isRecovered: false },
  }));
  const runningClock = () => performance.now();
  const channelOf = (name: ConfirmationChannel) => working.find((lane) => lane.channel.name === name)?.channel ?? null;
  const overtaking = createOvertaking({
    ...{ store, finder, record, channel: channelOf, isSettled: parts.isSettled, log },
    onLater(date) {
      look(date);
      wakeIn(longestSleepMs);
    },
  });

  let isClosed = false;
  /** Dates on which something is to be stopped, or made; null: all of them. */
  const changed: Record<'stop' | 'make', Set<ServiceDate> | null> = { stop: null, make: null };
  let madeAt = Number.NEGATIVE_INFINITY;
  const parked = new Map<string, { date: ServiceDate; until: number }>();
  /** Outcomes that the disk did not take yet. */
  const unwritten: Array<() => Promise<void>> = [];
  let diskTrouble = false;
  /** A bug of ours: the log says which. */
  let isFaulty = false;
  let timer: NodeJS.Timeout | null = null;
  let timerAt = 0;
  let running: Promise<void> | null = null;
  let again = false;

  const isOn = (name: ConfirmationChannel) => settings()[name].on;
  const firstDate = () => settings().confirmations.from;

  function wakeIn(ms: number): void {
    if (isClosed) return;
    const at = runningClock() + Math.min(Math.max(ms, 0), longestSleepMs);
    // What comes again and again must not put it off for ever.
    if (timer && timerAt <= at) return;
    if (timer) clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(run, Math.max(0, at - runningClock()));
    timer.unref();
  }

  function run(): void {
    if (isClosed) return;
    if (timer) clearTimeout(timer);
    timer = null;
    again = true;
    running ??= loop().finally(() => {
      running = null;
    });
  }

  async function loop(): Promise<void> {
    while (again && !isClosed) {
      again = false;
      try {
        await turn();
        diskTrouble = false;
      } catch (error) {
        stumbled('The outbox could not go on', error);
        wakeIn(lookAgainMs * 5);
      }
    }
  }

  function stumbled(what: string, error: unknown): void {
    const isDisk = error instanceof LedgerWriteError || isRefused(error);
    if (isDisk) diskTrouble = true;
    else isFaulty = true;
    parts.onDamaged(error);
    if (!isClosed) log.error(what, { error: error instanceof Error && !isDisk ? error.stack : String(error) });
  }

  /** Everything that can be done now; ends with a timer for what comes later. */
  async function turn(): Promise<void> {
    while (unwritten.length > 0) {
      await unwritten[0]?.();
      unwritten.shift();
    }
    if (record.isBehind()) await record.write(() => []);
    await stopOvertaken();
    if (!parts.isSettled()) return wakeIn(lookAgainMs);
    await make();
    for (const lane of working) fill(lane);
    wakeIn(untilNext());
  }

  /** Milliseconds until something may be done that can't be done now. */
  function untilNext(): number {
    const now = clock();
    const waits = working.flatMap(({ channel, restUntil }) => {
      const retry = finder.nextRetryAt(channel.name, now);
      return [...(retry === null ? [] : [retry - now]), ...(restUntil > 0 ? [restUntil - runningClock()] : [])];
    });
    return Math.min(longestSleepMs, ...waits.map((wait) => Math.max(wait, 20)));
  }

  function look(date: ServiceDate): void {
    changed.stop?.add(date);
    changed.make?.add(date);
  }

  /** Whoever opted out gets nothing from this moment on, whatever else the program is busy with. */
  async function stopOvertaken(): Promise<void> {
    for (const lane of working) {
      for (const { wanted, stop } of lane.inHand.values()) {
        const standing = finder.standing(wanted.stop);
        if (standing === 'opted-out' || standing === 'not-confirmed') stop.abort();
      }
    }
    const dates = changed.stop ?? finder.openDates();
    changed.stop = parts.isSettled() ? new Set() : changed.stop;
    for (const date of dates) if (await overtaking.stopOn(date)) tell('confirmations');
  }

  async function make(): Promise<void> {
    const from = firstDate();
    if (from === null || changed.make?.size === 0) return;
    // A day has two hundred routes, and every message that fails asks for a look at them.
    const soon = madeAt + lookAgainMs - runningClock();
    if (soon > 0) return wakeIn(soon);
    const dates = [...(changed.make ?? finder.dates(from))].filter((date) => date >= from);
    changed.make = new Set();
    madeAt = runningClock();
    const channels = working.map(({ channel }) => channel.name).filter(isOn);
    await makeDue({
      ...{ finder, record, dates, channels, isOver: () => isClosed },
      onMade: () => tell('confirmations'),
    });
  }

  /** Gives the channel as much as it takes at a time. */
  function fill(lane: Lane): void {
    const { channel, inHand } = lane;
    if (isClosed || firstDate() === null || !isOn(channel.name) || channel.trouble() !== null) return;
    if (!lane.isRecovered || lane.restUntil > runningClock() || record.isBehind() || unwritten.length > 0) return;
    // After a rest one goes ahead of the others, to see whether the receiver is there again.
    const free = (lane.failures > 0 ? 1 : lanes[channel.name]) - inHand.size;
    if (free <= 0) return;
    if (lane.queue.length < free) refill(lane);
    for (const wanted of lane.queue.splice(0, free)) void carry(lane, wanted);
  }

  function refill(lane: Lane): void {
    const now = runningClock();
    for (const [id, { until }] of parked) if (until <= now) parked.delete(id);
    const most = readAhead + lane.inHand.size + parked.size;
    lane.queue = finder
      .ready(lane.channel.name, clock(), most)
      .filter(({ confirmation }) => !lane.inHand.has(confirmation) && !parked.has(confirmation));
  }

  async function carry(lane: Lane, wanted: StoredConfirmation): Promise<void> {
    const { confirmation, stop } = wanted;
    const abort = new AbortController();
    lane.inHand.set(confirmation, { wanted, stop: abort });
    try {
      const sent = await sending.send(wanted, lane.channel, abort.signal);
      if (sent.what === 'tried') {
        hear(lane, sent.result);
        await noteSurely(lane, wanted, sent.result);
      } else if (sent.what === 'not-now') {
        parked.set(confirmation, { date: stop.date, until: runningClock() + parkedMs });
      }
    } catch (error) {
      // The disk took nothing: it was not begun, and it is tried when there is room again.
      parked.set(confirmation, { date: stop.date, until: runningClock() + lookAgainMs * 5 });
      stumbled('A confirmation could not be begun', error);
    }
    lane.inHand.delete(confirmation);
    // Its stop may have been overtaken meanwhile, or is to get another one.
    if (!isOut(store.byId(confirmation)?.state ?? 'ready')) look(stop.date);
    tell('confirmations');
    run();
  }

  /** What the answer says about the channel as a whole. */
  function hear(lane: Lane, result: DispatchResult): void {
    if (result.ok || !result.everyone) {
      Object.assign(lane, { failures: 0, restUntil: 0, trouble: null });
      return;
    }
    lane.failures += 1;
    lane.restUntil = runningClock() + channelRest(lane.failures, random());
    lane.trouble = codeSentence(result.code);
    log.warn('A channel can’t be used for now', { channel: lane.channel.name, code: result.code });
  }

  /** What went out must get into the ledger, however long the disk is full: until then nothing else goes out. */
  async function noteSurely(lane: Lane, wanted: StoredConfirmation, result: DispatchResult): Promise<void> {
    const attempt = wanted.attempt + 1;
    const note = async () => {
      await sending.note(wanted, result);
      lane.channel.recorded?.(wanted.confirmation, attempt);
    };
    try {
      await note();
    } catch (error) {
      log.error('An outcome could not be written down yet', { error: String(error) });
      diskTrouble = true;
      unwritten.push(note);
      wakeIn(lookAgainMs * 5);
    }
  }

  /** Takes over what was on its way when the program ended. */
  async function recover(lane: Lane): Promise<void> {
    const { channel } = lane;
    const open = store.sending(channel.name);
    const recovered = await channel.recover?.(open);
    if (isClosed) return;
    const outcomeOf = ({ confirmation, attempt }: StoredConfirmation) =>
      recovered?.outcomes.get(recoveredKey(confirmation, attempt)) ?? (recovered ? neverLeft : null);
    for (let isWritten = false; !isWritten && !isClosed; ) {
      try {
        await record.write(() => open.flatMap((wanted) => sending.recoveredStep(wanted, outcomeOf(wanted))));
        isWritten = true;
      } catch (error) {
        log.warn('Outcomes could not be taken over yet', { error: String(error) });
        diskTrouble = true;
        await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
      }
    }
    if (isClosed) return;
    await recovered?.taken();
    lane.isRecovered = true;
    if (open.length > 0) tell('confirmations');
    run();
  }

  for (const lane of working) {
    recover(lane).catch((error: unknown) => {
      if (isClosed) return;
      lane.trouble = 'Porchlight can’t find out what became of the last messages, so nothing is sent this way.';
      log.error('A channel could not be taken over', { channel: lane.channel.name, error: String(error) });
    });
  }
  run();

  function resendBodies(confirmation: string): LedgerBody[] {
    const known = store.byId(confirmation);
    if (!known || finder.standing(known.stop) === 'opted-out') return [];
    if (!isOut(known.state)) return stepBody(store, confirmation, 'resend');
    const photo = finder.picture(known.stop);
    if (photo === null) return [];
    return [{ kind: 'confirm', confirmation: randomUUID(), stop: known.stop, photo, channel: known.channel }];
  }

  return {
    heard(topics) {
      let isNews = false;
      for (const topic of topics) {
        if (!topic.startsWith('day:')) continue;
        const date = topic.slice('day:'.length);
        look(date);
        isNews = true;
        for (const [id, each] of parked) if (each.date === date) parked.delete(id);
      }
      // A day that is being read changes ten times a second: once a second is soon enough, and at once where all is quiet.
      if (isNews || topics.includes('opt-outs') || topics.includes('programme'))
        wakeIn(parts.isSettled() ? 0 : lookAgainMs);
    },

    wake() {
      Object.assign(changed, { stop: null, make: null });
      madeAt = Number.NEGATIVE_INFINITY;
      isFaulty = false;
      parked.clear();
      for (const lane of working) Object.assign(lane, { restUntil: 0, failures: 0, trouble: null, queue: [] });
      run();
    },

    async change(ids, action, person, why = 'by-person') {
      const wanted: string[] = [];
      for (const id of ids) {
        const known = store.byId(id);
        if (known && (action !== 'withdraw' || (await overtaking.takeBack(known)))) wanted.push(id);
      }
      const details = action === 'withdraw' ? { code: why } : {};
      const entries = await record.write(
        () => wanted.flatMap((id) => (action === 'resend' ? resendBodies(id) : stepBody(store, id, action, details))),
        person,
      );
      for (const { body } of entries)
        if (body.kind === 'confirm' || body.kind === 'confirmation-step') look(body.stop.date);
      for (const id of wanted) parked.delete(id);
      tell('confirmations');
      run();
      return entries.length;
    },

    troubles() {
      if (firstDate() === null) return [];
      const found = working.flatMap((lane) => {
        if (!isOn(lane.channel.name)) return [];
        const lacking = lane.channel.trouble() ?? lane.trouble;
        return lacking === null ? [] : [lacking];
      });
      const stillOut = overtaking.trouble();
      if (stillOut !== null) found.push(stillOut);
      if (diskTrouble || record.isBehind() || unwritten.length > 0) {
        found.push('The disk with Porchlight’s data is full or can’t be written: nothing is sent until there is room.');
      }
      if (isFaulty) found.push('Something went wrong inside Porchlight with a confirmation; the log says what.');
      return [...new Set(found)];
    },

    channel: channelOf,

    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      for (const { inHand } of working) for (const { stop } of inHand.values()) stop.abort();
      const rest = new Promise<void>((resolve) => setTimeout(resolve, closingMs).unref());
      const emptied = async () => {
        while (working.some(({ inHand }) => inHand.size > 0)) await new Promise((resolve) => setTimeout(resolve, 20));
      };
      await Promise.race([emptied(), rest]);
      await Promise.all(working.map(({ channel }) => channel.close()));
      await running;
    },
  };
}

/** A channel that keeps a record knows nothing of it: it was not in its hands. */
const neverLeft: DispatchResult = {
  ...{ ok: false, code: 'interrupted', message: '', retry: 'later', reply: null },
};
