/**
 * The queue of the closer look: gives pictures to examiners while the intake has nothing waiting, and keeps what they find.
 * What the page shows is looked at whatever else is going on.
 */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Clock, Log } from '#core/contract.ts';
import { serviceDateOf } from '#core/domain/days.ts';
import { createLookStore } from '#core/index/lookStore.ts';
import { isDamaged } from '#core/index/openIndex.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { CloserLook, Examined, Examiner } from './contract.ts';
import { createLookLane, type Task } from './lookLane.ts';

/** How often it is asked whether the intake is through. */
const askAgainMs = 200;
/** So many pictures in a row that could not be looked at: then it is not the pictures. */
const fruitlessLooks = 5;
const restMs = 30_000;
/** A disk that was full is tried again this often. */
const tryAgainAfterMs = 2_000;
/** Until noon, last evening's pictures are tonight's. */
const halfADay = 12 * 3_600_000;

export interface CloserLookParts {
  db: Database;
  root: string;
  examiners: readonly Examiner<unknown>[];
  settings: () => Settings;
  clock: Clock;
  /** `busy`: the intake comes first. `away`: the folder can't be reached. */
  folder: () => 'ready' | 'busy' | 'away';
  /** Only tonight's pictures and what is on the screen: the machine is to be spared. */
  sparing: () => boolean;
  /** Nothing of earlier days is looked at but what is on the screen; null: everything is. */
  from: ServiceDate | null;
  /** Something was found that these days rest on; or, where there are none, that a page shows (`shown`). */
  onFound: (days: Set<ServiceDate>, shown: ServiceDate | null) => void;
  onDamaged: () => void;
  log: Log;
}

/** Nothing is looked at before `wake()` or `added()`. */
export function createCloserLook(parts: CloserLookParts): CloserLook {
  const { db, log } = parts;
  const lanes = parts.examiners.map((examiner) => {
    const store = createLookStore(db, examiner.name, examiner.version);
    return { examiner, store, queue: createLookLane(store), inHand: 0, fruitless: 0, restUntil: 0 };
  });
  type Lane = (typeof lanes)[number];
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  let idleWaiters: Array<() => void> = [];

  const tonight = () => parts.from ?? serviceDateOf(parts.clock() - halfADay, parts.settings().timeZone);
  const isWorking = ({ examiner }: Lane) => examiner.isOn(parts.settings()) && examiner.trouble() === null;
  const isResting = (lane: Lane) => performance.now() < lane.restUntil;
  const withOlder = () => parts.from === null && !parts.sparing();
  const waitingAt = (lane: Lane) => (isWorking(lane) ? lane.queue.waiting(withOlder()) : 0);

  const keep = db.transaction((lane: Lane, picture: Examined, finding: unknown) =>
    lane.store.setLookedAt(picture) ? lane.examiner.save(picture, finding) : new Set<ServiceDate>(),
  );

  /** An index that can't be read or written now is tried again; one that is broken is made anew. */
  function guarded(work: () => void): void {
    if (closed) return;
    try {
      work();
    } catch (error) {
      log.error('The closer look could not go on', { error: String(error) });
      if (isDamaged(error)) parts.onDamaged();
      askAgain(tryAgainAfterMs);
    }
  }

  const pump = () => guarded(handOut);

  function handOut(): void {
    const folder = parts.folder();
    let searchOn = false;
    for (const lane of lanes) {
      if (!isWorking(lane) || isResting(lane) || folder === 'away') continue;
      while (lane.inHand < lane.examiner.atOnce) {
        const task = lane.queue.take({ older: withOlder(), others: folder === 'ready' });
        if (task === 'search-on') searchOn = true;
        if (typeof task === 'string') break;
        void look(lane, task);
      }
    }
    if (searchOn) setImmediate(pump);
    else if (lanes.some((lane) => lane.inHand < lane.examiner.atOnce && waitingAt(lane) > lane.inHand))
      askAgain(askAgainMs);
    tellIdle(folder);
  }

  function askAgain(ms: number): void {
    if (closed) return;
    timer ??= setTimeout(() => {
      timer = null;
      pump();
    }, ms);
  }

  function tellIdle(folder = parts.folder()): void {
    const isLeft = (lane: Lane) => lane.inHand > 0 || (waitingAt(lane) > 0 && !isResting(lane) && folder !== 'away');
    if (!closed && lanes.some(isLeft)) return;
    for (const resolve of idleWaiters) resolve();
    idleWaiters = [];
  }

  async function look(lane: Lane, task: Task): Promise<void> {
    const { examiner, queue } = lane;
    const picture: Examined = { photo: task.photo, photoId: task.photoId, path: join(parts.root, task.relativePath) };
    lane.inHand++;
    try {
      const finding = await examiner.examine(picture, task.priority);
      if (closed) return;
      if (finding === null) passOver(lane, task);
      else {
        const days = keep(lane, picture, finding);
        queue.done(task, true);
        lane.fruitless = 0;
        parts.onFound(days, task.priority === 'screen' ? task.day : null);
      }
    } catch (error) {
      if (closed) return;
      queue.putBack(task);
      lane.restUntil = performance.now() + tryAgainAfterMs;
      log.error('What a closer look found could not be kept', { examiner: examiner.name, error: String(error) });
      if (isDamaged(error)) parts.onDamaged();
    } finally {
      lane.inHand--;
    }
    pump();
  }

  function passOver(lane: Lane, task: Task): void {
    lane.queue.done(task, false);
    lane.fruitless++;
    if (lane.fruitless < fruitlessLooks) return;
    lane.fruitless = 0;
    lane.restUntil = performance.now() + restMs;
    log.warn('Pictures could not be looked at; resting', { examiner: lane.examiner.name, restMs });
  }

  return {
    added: (photos) =>
      guarded(() => {
        const date = tonight();
        for (const lane of lanes) lane.queue.added(photos, date);
        askAgain(askAgainMs);
      }),
    first: (photoId) =>
      guarded(() => {
        for (const lane of lanes) if (isWorking(lane)) lane.queue.first(photoId);
        handOut();
      }),
    wake: () =>
      guarded(() => {
        for (const lane of lanes) {
          lane.restUntil = 0;
          lane.queue.startTonight(tonight());
        }
        handOut();
      }),
    get waiting() {
      return Math.max(0, ...lanes.map(waitingAt));
    },
    troubles: () =>
      lanes.flatMap(({ examiner }) => {
        const message = examiner.isOn(parts.settings()) ? examiner.trouble() : null;
        return message === null ? [] : [{ name: examiner.name, message }];
      }),
    idle() {
      const { promise, resolve } = Promise.withResolvers<void>();
      idleWaiters.push(resolve);
      pump();
      return promise;
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await Promise.all(lanes.map((lane) => lane.examiner.close()));
      tellIdle();
    },
  };
}
