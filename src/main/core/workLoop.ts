/** Work that is done whenever somebody asks for it, one turn at a time, and again at a time that it names itself. */

export interface WorkLoop {
  /** A turn now, or another one after the one that is under way. */
  run(): void;
  /** A turn in so many milliseconds, unless one comes sooner; at most a minute, as the clock may be set. */
  wakeIn(ms: number): void;
  readonly busy: boolean;
  /** Resolves when no turn is under way. */
  idle(): Promise<void>;
  /** Nothing begins any more; resolves when the last turn has ended. */
  close(): Promise<void>;
}

/** A timer that sleeps longer would miss that the clock was set. */
export const longestSleepMs = 60_000;

/** @param turn does everything that can be done now; never rejects. */
export function createWorkLoop(turn: () => Promise<void>): WorkLoop {
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;
  let timerAt = 0;
  let running: Promise<void> | null = null;
  let again = false;

  async function loop(): Promise<void> {
    while (again && !isClosed) {
      again = false;
      await turn();
    }
  }

  function run(): void {
    if (isClosed) return;
    if (timer) clearTimeout(timer);
    timer = null;
    again = true;
    running ??= loop().finally(() => {
      running = null;
      // Asked for between the last look and here.
      if (again) run();
    });
  }

  return {
    run,
    get busy() {
      return running !== null;
    },
    async idle() {
      while (running) await running;
    },
    wakeIn(ms) {
      if (isClosed) return;
      const at = performance.now() + Math.min(Math.max(ms, 0), longestSleepMs);
      // What comes again and again must not put it off for ever.
      if (timer && timerAt <= at) return;
      if (timer) clearTimeout(timer);
      timerAt = at;
      timer = setTimeout(run, Math.max(0, at - performance.now()));
      timer.unref();
    },
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
