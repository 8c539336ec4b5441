/**
 * Keeps ties and states current: days are marked dirty, a thread works out what changed on them, and the changes are written
 * in short transactions. Marking a day twice, or while it is being matched, costs one more run and changes nothing else.
 */
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Log } from '#core/contract.ts';
import type { MatchDelta, MatchStore } from '#core/index/matchStore.ts';
import type { StateWriter } from '#core/index/stateWriter.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';

export interface MatchQuestion {
  n: number;
  date: ServiceDate;
  settings: Settings;
}
export type MatchAnswer = { n: number; delta: MatchDelta } | { n: number; error: string };

export interface MatchingLoop {
  /** These days have new photos, manifests, decisions or settings. `routes` also have new stops or packages. */
  mark(dates: Iterable<ServiceDate>, routes?: 'all-routes'): void;
  readonly busy: boolean;
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Photos a transaction. */
const photosAtOnce = 50;
/** Rest between two runs, as a multiple of the last run: matching takes at most a third of a core while photos stream in. */
const restShare = 2;
const longestRestMs = 5_000;

export function createMatchingLoop(parts: {
  /** Entry of the thread (`matchingThread.ts` or what the build made of it), and the index it reads. */
  threadEntry: string;
  index: string;
  store: MatchStore;
  states: StateWriter;
  settings: () => Settings;
  clock: () => number;
  log: Log;
  onDay: (date: ServiceDate) => void;
}): MatchingLoop {
  const dirty = new Set<ServiceDate>();
  const newRoutes = new Set<ServiceDate>();
  let thread: Worker | null = null;
  let asked: { n: number; resolve: (delta: MatchDelta | null) => void } | null = null;
  let questions = 0;
  let failures = 0;
  let running: Promise<void> | null = null;
  let closed = false;

  function openThread(): Worker {
    const worker = new Worker(parts.threadEntry, { workerData: { index: parts.index } });
    worker.on('message', (answer: MatchAnswer) => {
      if (!asked || asked.n !== answer.n) return;
      const { resolve } = asked;
      asked = null;
      if ('delta' in answer) resolve(answer.delta);
      else {
        parts.log.error('A day could not be matched', { error: answer.error });
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

  async function store(delta: MatchDelta): Promise<void> {
    for (let from = 0; from < delta.photos.length; from += photosAtOnce) {
      parts.store.storePhotos(delta.photos.slice(from, from + photosAtOnce));
      await nextTurn();
    }
    parts.store.storeRest(delta);
    const routes = newRoutes.delete(delta.date) ? parts.states.routesOf(delta.date) : delta.routes;
    for (const route of routes) {
      parts.states.refreshRoute(route, parts.clock());
      await nextTurn();
    }
  }

  /** Tonight first. */
  async function run(): Promise<void> {
    for (let date = newest(dirty); date !== null && !closed; date = newest(dirty)) {
      dirty.delete(date);
      const began = performance.now();
      const delta = await ask(date);
      if (closed) return;
      if (delta) {
        try {
          await store(delta);
          failures = 0;
          parts.onDay(date);
        } catch (error) {
          parts.log.error('What matching found could not be written', { error: String(error) });
          dirty.add(date);
          newRoutes.add(date);
          await wait(2_000);
        }
      } else if (++failures <= 3) {
        dirty.add(date);
      }
      // Together with more photos of the same day, if they are streaming in.
      if (dirty.has(date)) await wait(Math.min((performance.now() - began) * restShare, longestRestMs));
    }
  }

  function start(): void {
    if (closed || running) return;
    running = run().finally(() => {
      running = null;
      if (dirty.size > 0) start();
    });
  }

  return {
    mark(dates, routes) {
      for (const date of dates) {
        dirty.add(date);
        if (routes) newRoutes.add(date);
      }
      if (dirty.size > 0) start();
    },
    get busy() {
      return running !== null;
    },
    async idle() {
      while (running) await running;
    },
    async close() {
      closed = true;
      await thread?.terminate();
      await running;
    },
  };
}

function newest(dates: ReadonlySet<ServiceDate>): ServiceDate | null {
  let found: ServiceDate | null = null;
  for (const date of dates) if (found === null || date > found) found = date;
  return found;
}
