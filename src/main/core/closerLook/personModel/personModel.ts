/**
 * The model's process as the core has it: started when there is a picture, ended when there is none for a while, and replaced
 * when it dies, hangs or has grown. One picture at a time: a second process would cost memory that the imaging workers need.
 */
import type { Log } from '#core/contract.ts';
import type { SpawnWorker, WorkerProcess } from '#core/imaging/contract.ts';
import type { LookResult, ModelReply, ModelRequest, PersonModel, PersonModelFiles } from './contract.ts';
import { lackingModelFile } from './modelFiles.ts';

export interface PersonModelOptions {
  spawn: SpawnWorker;
  files: PersonModelFiles;
  log: Log;
  /** For tests. */
  limits?: Partial<typeof limitsByDefault>;
}

const limitsByDefault = {
  /** It takes half a second on a slow machine; much more is not work any more. */
  lookMs: 30_000,
  /** It loads in half a second; a machine that is just waking up takes much longer. */
  startMs: 30_000,
  /** Loading again is cheap, and 250 MB are worth having back between two vans. */
  idleMs: 60_000,
  /** It stands at some 250 MB; one that has grown to this is replaced between two pictures. */
  residentBytes: 450 * 1024 * 1024,
  /** How long it rests after starts that came to nothing. */
  restMs: 30_000,
};

/** A picture whose process died for the third time is not tried again. */
const deathsOfAPicture = 3;
/** Starts in a row that came to nothing. */
const failedStarts = 3;
/** How often the files are looked for: the page asks more often. */
const filesSeenForMs = 5_000;

interface Job {
  id: number;
  picturePath: string;
  deaths: number;
  settle(result: LookResult): void;
}

interface Running {
  process: WorkerProcess;
  ready: boolean;
  /** Was ended by us: its death is nobody's fault. */
  dismissed: boolean;
}

/** Nothing is started before there is a picture. */
export function createPersonModel({ spawn, files, log, limits }: PersonModelOptions): PersonModel {
  const { lookMs, startMs, idleMs, residentBytes, restMs } = { ...limitsByDefault, ...limits };
  const waiting: Job[] = [];
  /** Until they are gone. */
  const processes = new Set<Running>();
  let running: Running | null = null;
  let current: Job | null = null;
  let timer: NodeJS.Timeout | undefined;
  let nextId = 1;
  let startsFailed = 0;
  let restUntil = 0;
  let unusable: string | null = null;
  let seen = { at: Number.NEGATIVE_INFINITY, lacking: null as string | null };
  let peak = 0;
  let closed = false;
  let whenGone: (() => void) | undefined;

  function pump(): void {
    if (closed || current !== null) return;
    if (waiting.length === 0) {
      if (running) setTimer(idleMs, () => running && dismiss(running)).unref();
      return;
    }
    if (running === null) start();
    else if (running.ready) {
      current = waiting.shift() as Job;
      setTimer(lookMs, hangs);
      send(running, { kind: 'look', id: current.id, picturePath: current.picturePath });
    }
  }

  function setTimer(ms: number, whenOver: () => void): NodeJS.Timeout {
    clearTimeout(timer);
    timer = setTimeout(whenOver, ms);
    return timer;
  }

  const send = ({ process }: Running, request: ModelRequest) => process.send(request);

  function start(): void {
    if (troubleNow() !== null || performance.now() < restUntil) {
      turnAway();
      return;
    }
    let process: WorkerProcess;
    try {
      process = spawn();
    } catch (error) {
      startFailed(String(error));
      pump();
      return;
    }
    const started: Running = { process, ready: false, dismissed: false };
    running = started;
    processes.add(started);
    // A start that hangs counts as one that failed, when the process is gone.
    setTimer(startMs, () => process.kill());
    process.onMessage((message) => started === running && onMessage(started, message as ModelReply));
    process.onExit((code) => onExit(started, code));
  }

  function turnAway(): void {
    for (const job of waiting.splice(0)) job.settle({ ok: false, why: 'not-now' });
  }

  function startFailed(reason: string): void {
    startsFailed++;
    log.warn('The person model did not start', { reason, startsFailed });
    if (startsFailed < failedStarts) return;
    restUntil = performance.now() + restMs;
    turnAway();
  }

  function onMessage(from: Running, message: ModelReply): void {
    switch (message.kind) {
      case 'started':
        send(from, { kind: 'load', files });
        return;
      case 'ready':
        from.ready = true;
        startsFailed = 0;
        break;
      case 'unusable':
        unusable = message.why;
        log.error('The person model can’t be used', { why: message.why });
        dismiss(from);
        turnAway();
        return;
      case 'done': {
        if (current?.id !== message.id) return;
        const job = current;
        current = null;
        peak = Math.max(peak, message.memory.peak);
        job.settle(message.people ? { ok: true, people: message.people } : { ok: false, why: 'not-now' });
        if (message.memory.resident > residentBytes) dismiss(from);
      }
    }
    pump();
  }

  function hangs(): void {
    const job = current;
    current = null;
    log.warn('The person model took too long', { seconds: lookMs / 1000 });
    if (running) dismiss(running);
    job?.settle({ ok: false, why: 'never' });
    pump();
  }

  function dismiss(ended: Running): void {
    clearTimeout(timer);
    ended.dismissed = true;
    if (running === ended) running = null;
    ended.process.kill();
  }

  function onExit(gone: Running, code: number | null): void {
    processes.delete(gone);
    if (running === gone) running = null;
    if (closed) {
      if (processes.size === 0) whenGone?.();
      return;
    }
    if (gone.dismissed) return;
    clearTimeout(timer);
    if (!gone.ready) startFailed(`exit code ${code}`);
    else if (current !== null) blame(current, code);
    pump();
  }

  function blame(job: Job, code: number | null): void {
    current = null;
    job.deaths++;
    log.warn('The person model died', { code, deaths: job.deaths });
    if (job.deaths >= deathsOfAPicture) job.settle({ ok: false, why: 'never' });
    else waiting.unshift(job);
  }

  function troubleNow(): string | null {
    if (unusable === null && performance.now() - seen.at > filesSeenForMs) {
      seen = { at: performance.now(), lacking: lackingModelFile(files) };
    }
    const why = unusable ?? seen.lacking;
    return why === null ? null : `People can’t be looked for: ${why}. Install Porchlight again; all else goes on.`;
  }

  return {
    look(picturePath) {
      if (closed) return Promise.resolve({ ok: false, why: 'not-now' });
      return new Promise((settle) => {
        waiting.push({ id: nextId++, picturePath, deaths: 0, settle });
        pump();
      });
    },

    trouble() {
      const trouble = troubleNow();
      if (trouble !== null) return trouble;
      return startsFailed >= failedStarts && performance.now() < restUntil
        ? 'People can’t be looked for at the moment: the model does not start. It is tried again by itself.'
        : null;
    },

    peakMemory: () => peak,

    async close() {
      closed = true;
      clearTimeout(timer);
      current?.settle({ ok: false, why: 'not-now' });
      current = null;
      turnAway();
      for (const { process } of processes) process.kill();
      if (processes.size > 0) await new Promise<void>((resolve) => (whenGone = resolve));
    },
  };
}
