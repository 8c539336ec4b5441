import { expect, test, vi } from 'vitest';
import type { WorkerProcess } from '#core/imaging/contract.ts';
import { failures } from '#core/imaging/imageFailure.ts';
import { createImagingPool } from '#core/imaging/pool.ts';
import type { WorkerReply, WorkerRequest } from '#core/imaging/workerMessages.ts';

/** A process that answers when it is told to. */
function handWorkers() {
  const alive = new Set<{ work: WorkerRequest[]; answer(): void }>();
  const spawnWorker = (): WorkerProcess => {
    let tell: (message: WorkerReply) => void = () => undefined;
    let exit: (code: number | null) => void = () => undefined;
    const worker = {
      work: [] as WorkerRequest[],
      answer() {
        const id = worker.work.shift()?.id ?? 0;
        tell({ kind: 'done', id, result: failures.notAPicture(), memory: { resident: 1, peak: 1 } });
      },
    };
    alive.add(worker);
    return {
      pid: undefined,
      send: (message) => worker.work.push(message as WorkerRequest),
      onMessage(listener) {
        tell = listener as typeof tell;
        queueMicrotask(() => tell({ kind: 'ready' }));
      },
      onExit(listener) {
        exit = listener;
      },
      kill() {
        alive.delete(worker);
        queueMicrotask(() => exit(null));
      },
    };
  };
  return { alive, spawnWorker };
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const job = { path: '/a.jpg', thumbnailDirectory: '/t', limits: { megabytes: 1, megapixels: 1, seconds: 20 } };
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('on battery the surplus workers end with the picture they are at, and come back when it is plugged in', async () => {
  const { alive, spawnWorker } = handWorkers();
  const pool = createImagingPool({ spawnWorker, size: 3, log: quiet });
  const reads = Array.from({ length: 9 }, () => pool.read(job, 'tonight'));
  await turn();
  expect(alive.size).toBe(3);

  pool.resize(1);
  expect(pool.size).toBe(1);
  // Each is still at its picture.
  expect(alive.size).toBe(3);
  for (let done = 0; done < 9; done++) {
    for (const worker of [...alive]) if (worker.work.length > 0) worker.answer();
    await turn();
  }
  expect(await Promise.all(reads)).toHaveLength(9);
  expect(alive.size).toBe(1);

  pool.resize(2);
  const more = Array.from({ length: 4 }, () => pool.read(job, 'tonight'));
  await turn();
  expect(alive.size).toBe(2);
  const closing = pool.close();
  await Promise.allSettled(more);
  await closing;
});

test('workers with nothing to do end at once when there are to be fewer', async () => {
  const { alive, spawnWorker } = handWorkers();
  const pool = createImagingPool({ spawnWorker, size: 2, log: quiet });
  const reads = [pool.read(job, 'tonight'), pool.read(job, 'tonight')];
  await turn();
  for (const worker of [...alive]) worker.answer();
  await Promise.all(reads);
  expect(alive.size).toBe(2);
  pool.resize(1);
  expect(alive.size).toBe(1);
  await pool.close();
});

test('a worker that is not wanted any more while it starts is no failed start', async () => {
  const { alive, spawnWorker } = handWorkers();
  const warn = vi.fn();
  const pool = createImagingPool({ spawnWorker, size: 3, log: { ...quiet, warn } });
  const reads = [1, 2, 3].map(() => pool.read(job, 'tonight'));
  pool.resize(1);
  await turn();
  for (let done = 0; done < 3; done++) {
    for (const worker of [...alive]) if (worker.work.length > 0) worker.answer();
    await turn();
  }
  expect(await Promise.all(reads)).toHaveLength(3);
  expect(warn).not.toHaveBeenCalled();
  await pool.close();
});
