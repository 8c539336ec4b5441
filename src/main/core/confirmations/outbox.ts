/**
 * The outbox: makes the confirmations that are due, brings each into its channel's hands once, and writes down what came of it.
 * It knows only what the ledger and the index say, so that a program that was killed goes on where it stood.
 */
import { randomUUID } from 'node:crypto';
import type { Log } from '#core/contract.ts';
import { type ConfirmationAction, isOut } from '#core/domain/confirmations.ts';
import type { ConfirmationFinder } from '#core/index/confirmationFinder.ts';
import type { ConfirmationStore } from '#core/index/confirmationStore.ts';
import type { Ledger, LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import { createWorkLoop, longestSleepMs } from '#core/workLoop.ts';
import type { Topic } from '#shared/api.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { ConfirmationChannel } from '#shared/words.ts';
import type { Channel, Composer } from './contract.ts';
import { makeDue } from './dueMaking.ts';
import { createLane, type Lane } from './lane.ts';
import { createMishaps } from './mishaps.ts';
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
  /**
   * What a person wishes; gives how many of them it could be done to. Rejects with `LedgerWriteError`.
   * @param why the code of a withdrawal
   */
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

/** Milliseconds between two looks at what holds the outbox up: a folder that is being read, a disk without room. */
const lookAgainMs = 1000;
/** Milliseconds that closing waits for messages whose fate is being decided. */
const closingMs = 3000;

export function createOutbox(parts: OutboxParts): Outbox {
  const { store, finder, settings, log, tell } = parts;
  const random = parts.random ?? Math.random;
  const record = createOutboxRecord(parts);
  const sending = createSending({ ...parts, record, random });
  let isClosed = false;
  /** Dates on which something is to be stopped, or made; null: all of them. */
  const changed: Record<'stop' | 'make', Set<ServiceDate> | null> = { stop: null, make: null };
  let madeAt = Number.NEGATIVE_INFINITY;

  const work = createWorkLoop(async () => {
    try {
      await turn();
      mishaps.wentWell();
    } catch (error) {
      mishaps.stumbled('The outbox could not go on', error);
      work.wakeIn(lookAgainMs * 5);
    }
  });
  const mishaps = createMishaps({
    ...{ record, log, isClosed: () => isClosed, onDamaged: parts.onDamaged },
    onWaiting: () => work.wakeIn(lookAgainMs * 5),
  });
  const lanes = parts.channels.map((channel) =>
    createLane({
      ...{ ...parts, channel, record, sending, mishaps, random, isClosed: () => isClosed },
      onDone({ confirmation, stop }) {
        // Its stop may have been overtaken meanwhile, or is to get another one.
        if (!isOut(store.byId(confirmation)?.state ?? 'ready')) look(stop.date);
        tell('confirmations');
        work.run();
      },
      onRecovered(count) {
        if (count > 0) tell('confirmations');
        work.run();
      },
    }),
  );
  const channelOf = (name: ConfirmationChannel) => lanes.find(({ channel }) => channel.name === name)?.channel ?? null;
  const overtaking = createOvertaking({
    ...{ store, finder, record, channel: channelOf, isSettled: parts.isSettled, log },
    onLater(date) {
      look(date);
      work.wakeIn(longestSleepMs);
    },
  });

  const isOn = ({ channel }: Lane) => settings()[channel.name].on;
  const firstDate = () => settings().confirmations.from;

  /** Everything that can be done now; ends with a timer for what comes later. */
  async function turn(): Promise<void> {
    await mishaps.catchUp();
    await stopOvertaken();
    if (!parts.isSettled()) return work.wakeIn(lookAgainMs);
    await make();
    if (!isClosed && firstDate() !== null) for (const lane of lanes) if (isOn(lane)) lane.fill();
    const waits = lanes.flatMap((lane) => lane.waits());
    work.wakeIn(Math.min(longestSleepMs, ...waits.map((wait) => Math.max(wait, 20))));
  }

  function look(date: ServiceDate): void {
    changed.stop?.add(date);
    changed.make?.add(date);
  }

  /** Whoever opted out gets nothing from this moment on, whatever else the program is busy with. */
  async function stopOvertaken(): Promise<void> {
    for (const lane of lanes) {
      lane.cutOff(({ stop }) => ['opted-out', 'not-confirmed'].includes(finder.standing(stop)));
    }
    const dates = changed.stop ?? finder.openDates();
    changed.stop = parts.isSettled() ? new Set() : changed.stop;
    for (const date of dates) if (await overtaking.stopOn(date)) tell('confirmations');
  }

  async function make(): Promise<void> {
    const from = firstDate();
    if (from === null || changed.make?.size === 0) return;
    // A day has two hundred routes, and every message that fails asks for a look at them.
    const soon = madeAt + lookAgainMs - performance.now();
    if (soon > 0) return work.wakeIn(soon);
    const dates = [...(changed.make ?? finder.dates(from))].filter((date) => date >= from);
    changed.make = new Set();
    madeAt = performance.now();
    const channels = lanes.filter(isOn).map(({ channel }) => channel.name);
    await makeDue({
      ...{ finder, record, dates, channels, isOver: () => isClosed },
      onMade: () => tell('confirmations'),
    });
  }

  function resendBodies(confirmation: string): LedgerBody[] {
    const known = store.byId(confirmation);
    if (!known || finder.standing(known.stop) === 'opted-out') return [];
    if (!isOut(known.state)) return stepBody(store, confirmation, 'resend');
    const photo = finder.picture(known.stop);
    if (photo === null) return [];
    return [{ kind: 'confirm', confirmation: randomUUID(), stop: known.stop, photo, channel: known.channel }];
  }

  for (const lane of lanes) lane.recover();
  work.run();

  return {
    heard(topics) {
      let isNews = false;
      for (const topic of topics) {
        if (!topic.startsWith('day:')) continue;
        const date = topic.slice('day:'.length);
        look(date);
        isNews = true;
        for (const lane of lanes) lane.unpark({ date });
      }
      // A day that is being read changes ten times a second: once a second is soon enough, and at once where all is quiet.
      if (isNews || topics.includes('opt-outs') || topics.includes('programme'))
        work.wakeIn(parts.isSettled() ? 0 : lookAgainMs);
    },

    wake() {
      Object.assign(changed, { stop: null, make: null });
      madeAt = Number.NEGATIVE_INFINITY;
      mishaps.forgive();
      for (const lane of lanes) lane.tryAgain();
      work.run();
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
      for (const lane of lanes) lane.unpark({ ids: wanted });
      tell('confirmations');
      work.run();
      return entries.length;
    },

    troubles() {
      if (firstDate() === null) return [];
      const found = lanes
        .filter(isOn)
        .map((lane) => lane.channel.trouble() ?? lane.trouble())
        .concat(overtaking.trouble())
        .filter((trouble) => trouble !== null);
      return [...new Set([...found, ...mishaps.troubles()])];
    },

    channel: channelOf,

    async close() {
      isClosed = true;
      const ended = work.close();
      for (const lane of lanes) lane.cutOff(() => true);
      const rest = new Promise<void>((resolve) => setTimeout(resolve, closingMs).unref());
      const emptied = async () => {
        while (!lanes.every((lane) => lane.isEmpty())) await new Promise((resolve) => setTimeout(resolve, 20));
      };
      await Promise.race([emptied(), rest]);
      await Promise.all(lanes.map(({ channel }) => channel.close()));
      await ended;
    },
  };
}
