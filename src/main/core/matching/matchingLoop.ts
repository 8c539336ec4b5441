/**
 * Keeps ties and states current: whoever writes rows marks their days (`dirtyDays.ts`), a thread works out what changed on
 * them, and the changes are written in short transactions. Marking a day twice, or while it is being matched, costs one more
 * run and changes nothing else.
 */
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Log } from '#core/contract.ts';
import type { DirtyDay, DirtyDays } from '#core/index/dirtyDays.ts';
import type { LookalikeStore } from '#core/index/lookalikeStore.ts';
import type { MatchDelta, MatchStore } from '#core/index/matchStore.ts';
import { isDamaged } from '#core/index/openIndex.ts';
import type { StateWriter } from '#core/index/stateWriter.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { AwaitingDecision, Moves } from './moves.ts';

export interface MatchQuestion {
  n: number;
  date: ServiceDate;
  settings: Settings;
}
export type MatchAnswer = { n: number; delta: MatchDelta } | { n: number; error: string; isDamaged: boolean };

export interface MatchingLoop {
  /** There are days marked: begin, if nothing runs. */
  wake(): void;
  readonly busy: boolean;
  idle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A day of 36,000 stops is 140 MB. Under 2 GB V8 lets a heap at most double before it collects; without a limit it let that day's grow
 * to 630 MB.
 */
const resourceLimits = { maxOldGenerationSizeMb: 2000 };
/** Photos a transaction. */
const photosAtOnce = 50;
/** Rest between two runs of a day, as a multiple of the last run: a third of a core at most… */
const restShare = 2;
/** …and down to a twentieth while photos stream in: they are what the cores are for, and the day is matched again anyway. */
const streamingRestShare = 19;
const longestRestMs = 5_000;
/** How soon a rest notices that nothing streams in any more. */
const restStepMs = 50;

export function createMatchingLoop(parts: {
  /** Entry of the thread (`matchingThread.ts` or what the build made of it), and the index it reads. */
  threadEntry: string;
  index: string;
  dirty: DirtyDays;
  store: MatchStore;
  lookalikes: LookalikeStore;
  states: StateWriter;
  moves: Moves;
  settings: () => Settings;
  /** More photos are being read. */
  isStreaming: () => boolean;
  clock: () => number;
  log: Log;
  onDay: (date: ServiceDate) => void;
  /** Flags of these routes changed, because a picture of theirs is used elsewhere too. */
  onRoutes: (routes: readonly number[]) => void;
  onDamaged: () => void;
}): MatchingLoop {
  const { dirty } = parts;
  /** Days that could not be matched as they are: tried again when they are marked anew. */
  const givenUp = new Map<ServiceDate, { marks: number; tries: number }>();
  let thread: Worker | null = null;
  let asked: { n: number; resolve: (delta: MatchDelta | null) => void } | null = null;
  let questions = 0;
  /** Days whose writing broke off: which of their routes are current is not known. */
  const unsure = new Set<ServiceDate>();
  let running: Promise<void> | null = null;
  let closed = false;
  const abort = new AbortController();
  const rest = (ms: number) => wait(ms, undefined, { signal: abort.signal }).catch(() => undefined);

  function openThread(): Worker {
    const worker = new Worker(parts.threadEntry, { workerData: { index: parts.index }, resourceLimits });
    worker.on('message', (answer: MatchAnswer) => {
      if (!asked || asked.n !== answer.n) return;
      const { resolve } = asked;
      asked = null;
      if ('delta' in answer) resolve(answer.delta);
      else {
        parts.log.error('A day could not be matched', { error: answer.error });
        if (answer.isDamaged) parts.onDamaged();
        resolve(null);
      }
    });
    worker.on('error', (error) => parts.log.error('The matching thread failed', { error: String(error) }));
    worker.on('exit', () => {
      thread = null;
      asked?.resolve(null);
      asked = null;
    });
    return worker;
  }

  function ask(date: ServiceDate): Promise<MatchDelta | null> {
    thread ??= openThread();
    const { promise, resolve } = Promise.withResolvers<MatchDelta | null>();
    asked = { n: ++questions, resolve };
    thread.postMessage({ n: questions, date, settings: parts.settings() } satisfies MatchQuestion);
    return promise;
  }

  async function store(day: DirtyDay, delta: MatchDelta, awaiting: readonly AwaitingDecision[]): Promise<void> {
    parts.moves.answer(day.date, awaiting, delta.photos, parts.store.standingOf);
    const elsewhere = new Set<number>();
    for (let from = 0; from < delta.photos.length; from += photosAtOnce) {
      const piece = delta.photos.slice(from, from + photosAtOnce);
      parts.store.storePhotos(piece);
      for (const route of parts.lookalikes.settle(piece.map(({ photo }) => photo))) elsewhere.add(route);
      await nextTurn();
    }
    parts.store.storeRest(delta);
    const all = day.allRoutes || unsure.has(day.date);
    for (const route of all ? parts.states.routesOf(day.date) : delta.routes) {
      parts.store.storeDevices(route);
      parts.states.refreshRoute(route, parts.clock());
      await nextTurn();
    }
    if (elsewhere.size > 0) parts.onRoutes([...elsewhere]);
    dirty.done(day);
    unsure.delete(day.date);
  }

  const isGivenUp = ({ date, marks }: DirtyDay) => {
    const failed = givenUp.get(date);
    return failed !== undefined && failed.marks === marks && failed.tries > 3;
  };

  async function restAfter(runMs: number): Promise<void> {
    const since = performance.now();
    const left = () => {
      const share = parts.isStreaming() ? streamingRestShare : restShare;
      return Math.min(runMs * share, longestRestMs) - (performance.now() - since);
    };
    for (let ms = left(); ms > 0 && !closed; ms = left()) await rest(Math.min(ms, restStepMs));
  }

  /** Tonight first. */
  async function run(): Promise<void> {
    let last: ServiceDate | null = null;
    let began = 0;
    for (let day = dirty.newest(isGivenUp); day !== null && !closed; day = dirty.newest(isGivenUp)) {
      // Together with more photos, if they are streaming in.
      if (day.date === last || (last !== null && parts.isStreaming())) {
        await restAfter(performance.now() - began);
        day = dirty.newest(isGivenUp) ?? day;
      }
      if (closed) return;
      last = day.date;
      began = performance.now();
      // What is decided from here on is not in the thread's snapshot: the next run answers to it.
      const awaiting = parts.moves.awaiting(day.date);
      const delta = await ask(day.date);
      if (closed) return;
      if (!delta) {
        const tries = (givenUp.get(day.date)?.tries ?? 0) + 1;
        givenUp.set(day.date, { marks: day.marks, tries });
        continue;
      }
      try {
        await store(day, delta, awaiting);
        givenUp.delete(day.date);
        parts.onDay(day.date);
      } catch (error) {
        parts.log.error('What matching found could not be written', { error: String(error) });
        if (isDamaged(error)) parts.onDamaged();
        unsure.add(day.date);
        await rest(2_000);
      }
    }
  }

  function start(): void {
    if (closed || running) return;
    running = run()
      .catch((error: unknown) => parts.log.error('Matching stopped', { error: String(error) }))
      .finally(() => {
        running = null;
        if (!closed && dirty.newest(isGivenUp) !== null) start();
      });
  }

  return {
    wake: start,
    get busy() {
      return running !== null;
    },
    async idle() {
      while (running) await running;
    },
    async close() {
      closed = true;
      abort.abort();
      await thread?.terminate();
      await running;
    },
  };
}
