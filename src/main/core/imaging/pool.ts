/**
 * The pool of imaging workers: hands out jobs, replaces workers that die, and gives every file a picture or a typed reason.
 * A hostile file can kill a worker and nothing else.
 */
import type { Clock, Log } from '#core/contract.ts';
import type {
  ImageFailure,
  ImageResult,
  ImagingPool,
  LabelsResult,
  Priority,
  SpawnWorker,
  WorkerProcess,
} from './contract.ts';
import { failures } from './imageFailure.ts';
import { createJobQueue } from './jobQueue.ts';
import type { CompareResult, RenderResult, WorkerReply, WorkerRequest } from './workerMessages.ts';

export interface ImagingPoolOptions {
  spawnWorker: SpawnWorker;
  /** Worker processes at most; they start when there is work. */
  size: number;
  log: Log;
  clock?: Clock;
  /** A worker that has done so many jobs, or holds so much between two jobs, is replaced by a fresh one. */
  recycle?: { jobs: number; residentBytes: number };
}

/** What pending and later jobs are rejected with once the pool is closed. */
export class ImagingPoolClosed extends Error {
  override readonly name = 'ImagingPoolClosed';
  constructor() {
    super('The imaging pool is closed.');
  }
}

/** A worker works on the first and holds the second ready, so that it never waits for a core process that is busy. */
const jobsAtAWorker = 2;
/** The contract: a file whose worker died for the third time is not tried again. */
const deathsOfAFile = 3;
/** Seconds on top of a job's own limit, for starting to read from a slow disk. */
const graceSeconds = 1;
/** A worker loads in a third of a second; a machine that is just waking up takes much longer. */
const startSeconds = 30;
/** Starts in a row that came to nothing before the pool gives up for a while. */
const failedStarts = 3;
/** Deaths in a row without one answer between them: ten files' worth. Then it isn't the files. */
const fruitlessDeaths = 30;
/** How long the pool then answers "does not start" before it tries once more, ms. */
const restMilliseconds = 30_000;
const recycleByDefault = { jobs: 5000, residentBytes: 768 * 1024 * 1024 };

type Result = ImageResult | RenderResult | LabelsResult | CompareResult;

interface Job {
  request: WorkerRequest;
  priority: Priority;
  seconds: number;
  deaths: number;
  settle(result: Result): void;
  abandon(): void;
}

interface Worker {
  process: WorkerProcess;
  ready: boolean;
  /** The first is being worked on. */
  jobs: Job[];
  done: number;
  peak: number;
  /** Gets no more jobs and goes when it has none left. */
  retiring: boolean;
  /** Was ended by the pool: its death is nobody's fault. */
  dismissed: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Makes a pool. No worker starts before there is a job for it. */
export function createImagingPool(options: ImagingPoolOptions): ImagingPool {
  const { spawnWorker, log, clock = Date.now, recycle = recycleByDefault } = options;
  let { size } = options;
  const queue = createJobQueue<Job>();
  const workers = new Set<Worker>();
  let nextId = 1;
  let startsFailed = 0;
  let deathsWithoutAnswer = 0;
  let restUntil = 0;
  let peakMemory = 0;
  let closed = false;
  let whenEmpty: (() => void) | undefined;

  function submit<R extends Result>(
    work:
      | Pick<WorkerRequest & { kind: 'read' }, 'kind' | 'job'>
      | Pick<WorkerRequest & { kind: 'render' }, 'kind' | 'job'>
      | Pick<WorkerRequest & { kind: 'labels' }, 'kind' | 'job'>
      | Pick<WorkerRequest & { kind: 'compare' }, 'kind' | 'job'>,
    seconds: number,
    priority: Priority,
  ): Promise<R> {
    if (closed) return Promise.reject(new ImagingPoolClosed());
    return new Promise<R>((resolve, reject) => {
      queue.add(
        {
          request: { id: nextId++, ...work } as WorkerRequest,
          priority,
          seconds,
          deaths: 0,
          settle: (result) => resolve(result as R),
          abandon: () => reject(new ImagingPoolClosed()),
        },
        priority,
      );
      handOut();
    });
  }

  /** Gives waiting jobs to idle workers, then to new ones, then as the second job of busy ones. */
  function handOut(): void {
    while (queue.length > 0 && !closed) {
      const worker = leastBusy();
      if (worker !== undefined && worker.jobs.length === 0) give(worker);
      else if (workers.size < size && starting() < queue.length) {
        if (!start()) return;
      } else if (worker !== undefined && starting() === 0) give(worker);
      else return;
    }
  }

  function leastBusy(): Worker | undefined {
    let best: Worker | undefined;
    for (const worker of workers) {
      if (!worker.ready || worker.retiring || worker.jobs.length >= jobsAtAWorker) continue;
      if (best === undefined || worker.jobs.length < best.jobs.length) best = worker;
    }
    return best;
  }

  function starting(): number {
    let count = 0;
    for (const worker of workers) if (!worker.ready) count++;
    return count;
  }

  function give(worker: Worker): void {
    const job = queue.take();
    if (job === undefined) return;
    worker.jobs.push(job);
    if (worker.jobs.length === 1) setDeadline(worker);
    worker.process.send(job.request);
  }

  /** False when no worker may be started now; every waiting job was then told so, or another worker will take it. */
  function start(): boolean {
    if (clock() < restUntil) {
      if (workers.size === 0) giveUpWaiting();
      return false;
    }
    let process: WorkerProcess;
    try {
      process = spawnWorker();
    } catch (error) {
      startFailed(String(error));
      return queue.length > 0;
    }
    const worker: Worker = {
      process,
      ready: false,
      jobs: [],
      done: 0,
      peak: 0,
      retiring: false,
      dismissed: false,
      timer: undefined,
    };
    worker.timer = setTimeout(() => process.kill(), startSeconds * 1000);
    workers.add(worker);
    process.onMessage((message) => onMessage(worker, message as WorkerReply));
    process.onExit((code) => onExit(worker, code));
    return true;
  }

  function startFailed(reason: string): void {
    startsFailed++;
    log.warn('An imaging worker did not start', { reason, startsFailed });
    if (startsFailed >= failedStarts) rest();
  }

  /** Stops starting workers for a while, so that a broken installation does not become a storm of processes. */
  function rest(): void {
    restUntil = clock() + restMilliseconds;
    log.error('Imaging workers do not start or do not stay; resting', { restMilliseconds });
    if (workers.size === 0) giveUpWaiting();
  }

  function giveUpWaiting(): void {
    for (let job = queue.take(); job !== undefined; job = queue.take()) job.settle(failures.cannotStart());
  }

  function onMessage(worker: Worker, message: WorkerReply): void {
    if (!workers.has(worker) || closed) return;
    if (message.kind === 'ready') {
      clearTimeout(worker.timer);
      worker.ready = true;
      startsFailed = 0;
      handOut();
      return;
    }
    const job = worker.jobs[0];
    if (job === undefined || job.request.id !== message.id) return;
    worker.jobs.shift();
    worker.done++;
    deathsWithoutAnswer = 0;
    worker.peak = Math.max(worker.peak, message.memory.peak);
    rememberPeak();
    if (worker.done >= recycle.jobs || message.memory.resident > recycle.residentBytes) worker.retiring = true;
    setDeadline(worker);
    if (worker.retiring && worker.jobs.length === 0) dismiss(worker);
    job.settle(message.result);
    handOut();
  }

  function rememberPeak(): void {
    let sum = 0;
    for (const worker of workers) sum += worker.peak;
    peakMemory = Math.max(peakMemory, sum);
  }

  /** The time of a job runs from when it is first in line at its worker. */
  function setDeadline(worker: Worker): void {
    clearTimeout(worker.timer);
    const job = worker.jobs[0];
    if (job === undefined) return;
    worker.timer = setTimeout(
      () => {
        log.warn('A picture took too long', { seconds: job.seconds, worker: worker.process.pid });
        worker.jobs.shift();
        dismiss(worker);
        job.settle(failures.tooLong(job.seconds));
        handOut();
      },
      (job.seconds + graceSeconds) * 1000,
    );
  }

  /** Ends a worker; a job it held ready goes back to the queue when the process is gone. */
  function dismiss(worker: Worker): void {
    clearTimeout(worker.timer);
    worker.retiring = true;
    worker.dismissed = true;
    worker.process.kill();
  }

  function onExit(worker: Worker, code: number | null): void {
    clearTimeout(worker.timer);
    if (!workers.delete(worker)) return;
    if (closed) {
      if (workers.size === 0) whenEmpty?.();
      return;
    }
    if (!worker.ready && !worker.dismissed) startFailed(`exit code ${code}`);
    const culprit = worker.dismissed ? undefined : worker.jobs.shift();
    // The last one goes back first, so that the order stays.
    for (const job of worker.jobs.reverse()) queue.putBack(job, job.priority);
    if (culprit !== undefined) blame(culprit, code);
    if (deathsWithoutAnswer >= fruitlessDeaths) {
      deathsWithoutAnswer = 0;
      rest();
    }
    handOut();
  }

  function blame(job: Job, code: number | null): void {
    job.deaths++;
    deathsWithoutAnswer++;
    log.warn('An imaging worker died', { code, deaths: job.deaths });
    if (job.deaths >= deathsOfAFile) job.settle(failures.crashed());
    else queue.putBack(job, job.priority);
  }

  /** The last that were started go first; one that is being replaced is no loss. */
  function resize(wanted: number): void {
    size = wanted;
    const staying = [...workers].filter((worker) => !worker.retiring);
    for (const worker of staying.slice(size)) {
      worker.retiring = true;
      if (worker.jobs.length === 0) dismiss(worker);
    }
    handOut();
  }

  return {
    get size() {
      return size;
    },
    resize,
    read: (job, priority) => submit<ImageResult>({ kind: 'read', job }, job.limits.seconds, priority),
    render: (source, target, priority) =>
      submit<{ ok: true } | { ok: false; failure: ImageFailure }>(
        { kind: 'render', job: { source, target } },
        source.limits.seconds,
        priority,
      ),
    labels: (source, priority) =>
      submit<LabelsResult>({ kind: 'labels', job: source }, source.limits.seconds, priority),
    async compare(job, priority) {
      const result = await submit<CompareResult>({ kind: 'compare', job }, job.limits.seconds, priority);
      return result.ok ? result.comparison : null;
    },
    peakMemory: () => peakMemory,
    async close() {
      if (!closed) {
        closed = true;
        for (const worker of workers) {
          clearTimeout(worker.timer);
          for (const job of worker.jobs) job.abandon();
          worker.process.kill();
        }
        for (let job = queue.take(); job !== undefined; job = queue.take()) job.abandon();
      }
      if (workers.size > 0) await new Promise<void>((resolve) => (whenEmpty = resolve));
    },
  };
}
