/** Starts imaging workers as plain Node processes: for the browser host, the report and the tests. */
import { fork } from 'node:child_process';
import type { SpawnWorker, WorkerProcess } from './contract.ts';

/**
 * What a worker takes of memory and doesn't need: 16 MB of young objects (it makes few), and a heap of glibc's for each thread
 * (Linux). 1,600 pictures of 2 megapixels leave it at 126 MB instead of 183, in the same time.
 */
const frugal = {
  flags: ['--max-semi-space-size=4'],
  environment: { MALLOC_ARENA_MAX: '2' },
} as const;

/**
 * Makes a {@link SpawnWorker} that forks `entry` (absolute path of the worker's file, built or `.ts`). The child is quiet;
 * `complaints: 'inherit'` lets its standard error through, to find out why it does not start.
 */
export function forkWorker(
  entry: string,
  { complaints = 'ignore' }: { complaints?: 'ignore' | 'inherit' } = {},
): SpawnWorker {
  return () => {
    const child = fork(entry, [], {
      // Flags of the parent (inspector, loaders) are not the worker's.
      execArgv: [...frugal.flags],
      env: { ...process.env, ...frugal.environment },
      stdio: ['ignore', 'ignore', complaints, 'ipc'],
      windowsHide: true,
    });
    // A message to a child that just died comes back as an `error` event; the exit that follows says it all.
    child.on('error', () => {});
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => {
        if (child.connected) child.send(message as Parameters<typeof child.send>[0], () => {});
      },
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => onceGone(child, listener),
      kill: () => child.kill('SIGKILL'),
    } satisfies WorkerProcess;
  };
}

/** A process that could not be started never exits: its `error` stands for the exit. */
function onceGone(child: ReturnType<typeof fork>, listener: (code: number | null) => void): void {
  let told = false;
  const tell = (code: number | null) => {
    if (told) return;
    told = true;
    listener(code);
  };
  child.on('exit', tell);
  child.on('error', () => {
    if (child.pid === undefined) tell(null);
  });
}
