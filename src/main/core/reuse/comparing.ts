/**
 * Compares every new picture with those of the last months: a thread finds the few that look like it, an imaging worker lays
 * them over each other, and what is one picture is written down. What waits is kept in the index until it is done.
 */
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import type { Log } from '#core/contract.ts';
import type { Variation } from '#core/domain/lookalikes.ts';
import { thumbnailPath } from '#core/imaging/cacheFile.ts';
import type { ImagingPool } from '#core/imaging/contract.ts';
import { areOnePicture, type Comparison } from '#core/imaging/samePicture.ts';
import { toHex } from '#core/index/keys.ts';
import type { KnownLookalike, LookalikeStore, WaitingPhoto } from '#core/index/lookalikeStore.ts';
import { isDamaged } from '#core/index/openIndex.ts';
import { createPhotoReader } from '#core/index/photoReader.ts';
import type { Settings } from '#shared/settings.ts';
import type { ReuseAnswer, ReuseQuestion, Suspect } from './reuseMessages.ts';

/** Photos a transaction. */
const photosAtOnce = 16;
/** Of a thousand identical pictures each new one is proved to be like so many, and looked at beside so many at most. */
const provedAtMost = 3;
const comparedAtMost = 6;
/** While pictures are read those that are to be compared wait, up to so many: each keeps a kilobyte in the index until then. */
const backlogAtMost = 5_000;
/** A thread that does not start is not tried for ever: what waits is compared after the next start of the program. */
const fruitlessAtMost = 3;
/** Share of a side that must be missing before a picture is called cropped. */
const visibleCrop = 0.02;
/** The disk is full, or the index is busy: tried again. */
const tryAgainAfterMs = 2_000;

export interface Comparing {
  /** New pictures were committed. */
  wake(): void;
  readonly busy: boolean;
  idle(): Promise<void>;
  close(): Promise<void>;
}

export function createComparing(parts: {
  db: Database;
  /** Entry of the thread (`reuseThread.ts` or what the build made of it), and the index it reads. */
  threadEntry: string;
  index: string;
  store: LookalikeStore;
  pool: ImagingPool;
  root: string;
  thumbnails: string;
  settings: () => Settings;
  log: Log;
  /** Pictures are being read: those come first. */
  isReading: () => boolean;
  /** Flags of these routes changed. */
  onRoutes: (routes: readonly number[]) => void;
  onDamaged: () => void;
}): Comparing {
  const { store } = parts;
  const photos = createPhotoReader(parts.db);
  let thread: Worker | null = null;
  let asked: { n: number; resolve: (found: Suspect[] | null) => void } | null = null;
  let questions = 0;
  let running: Promise<void> | null = null;
  let again = false;
  let retry: NodeJS.Timeout | null = null;
  let closed = false;
  /** Threads in a row that ended without an answer. */
  let fruitless = 0;

  function openThread(): Worker {
    const worker = new Worker(parts.threadEntry, { workerData: { index: parts.index } });
    worker.on('message', (answer: ReuseAnswer) => {
      if (!asked || asked.n !== answer.n) return;
      const { resolve } = asked;
      asked = null;
      fruitless = 0;
      if ('error' in answer) parts.log.error('A picture could not be looked up', { error: answer.error });
      resolve('found' in answer ? answer.found : []);
    });
    worker.on('error', (error) => parts.log.error('The reuse thread failed', { error: String(error) }));
    worker.on('exit', () => {
      thread = null;
      fruitless++;
      asked?.resolve(null);
      asked = null;
    });
    return worker;
  }

  function suspectsOf({ photo, day, miniature }: WaitingPhoto): Promise<Suspect[] | null> {
    thread ??= openThread();
    const { promise, resolve } = Promise.withResolvers<Suspect[] | null>();
    asked = { n: ++questions, resolve };
    thread.postMessage({ n: questions, photo, day, miniature } satisfies ReuseQuestion);
    return promise;
  }

  async function prove(waiting: WaitingPhoto, suspects: readonly Suspect[]): Promise<KnownLookalike[]> {
    const proved: KnownLookalike[] = [];
    for (const { photo: other, mirrored, start } of suspects.slice(0, comparedAtMost)) {
      const sources = [sourceOf(other), sourceOf(waiting.photo)];
      const [first, second] = sources;
      if (!first || !second || closed || proved.some((pair) => pair.other === other)) continue;
      const { limits } = parts.settings();
      const comparison = await parts.pool
        .compare({ first, second, mirrored, start, limits }, 'backlog')
        .catch(() => null);
      if (!comparison || !areOnePicture(comparison)) continue;
      proved.push({ photo: waiting.photo, other, mirrored, ...variationOf(comparison) });
      if (proved.length === provedAtMost) break;
    }
    return proved;
  }

  function sourceOf(photo: number) {
    const row = photos.row(photo);
    if (!row) return null;
    const file = photos.filesOf(photo).find((each) => each.present === 1);
    return {
      thumbnail: thumbnailPath(parts.thumbnails, toHex(row.sha256)),
      file: file ? join(parts.root, file.path) : null,
    };
  }

  /** While pictures are read, few are left to wait: the last of them wakes it again. Asked before any is read: it is at every commit. */
  function isToWait(): boolean {
    return fruitless > fruitlessAtMost || (parts.isReading() && store.backlog < backlogAtMost);
  }

  async function run(): Promise<void> {
    while (!isToWait()) {
      const batch = store.waiting(photosAtOnce);
      if (batch.length === 0) return;
      const pairs: KnownLookalike[] = [];
      for (const waiting of batch) {
        const suspects = await suspectsOf(waiting);
        // The thread ended: what waits, waits for the next one.
        if (closed || suspects === null) return;
        if (suspects.length > 0) pairs.push(...(await prove(waiting, suspects)));
        if (closed) return;
      }
      const routes = store.store(
        batch.map(({ photo }) => photo),
        pairs,
      );
      if (routes.length > 0) parts.onRoutes(routes);
      await nextTurn();
    }
  }

  function wake(): void {
    again = true;
    if (closed || running) return;
    again = false;
    running = run()
      .catch((error: unknown) => {
        parts.log.error('Pictures could not be compared', { error: String(error) });
        if (isDamaged(error)) parts.onDamaged();
        else
          retry ??= setTimeout(() => {
            retry = null;
            wake();
          }, tryAgainAfterMs);
      })
      .finally(() => {
        running = null;
        if (again) wake();
      });
  }

  return {
    wake,
    get busy() {
      return running !== null;
    },
    async idle() {
      while (running) await running;
    },
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
      await thread?.terminate();
      await running;
    },
  };
}

/** From where the other lies in the picture: what each of the two lacks. */
function variationOf({ across, down, brighter }: Comparison): Omit<Variation, 'mirrored'> {
  const sides = [across.from, 1 - across.to, down.from, 1 - down.to];
  const lacks = sides.some((outside) => outside < -visibleCrop);
  const shows = sides.some((inside) => inside > visibleCrop);
  return { crop: lacks ? (shows ? 'both' : 'less') : shows ? 'more' : 'none', brighter: Math.round(brighter) };
}
