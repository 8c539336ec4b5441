/** Starts the courier as a plain Node process: for the browser host and the tests. */
import { fork } from 'node:child_process';
import type { SpawnCourier } from '#core/confirmations/contract.ts';

/** Makes a {@link SpawnCourier} that forks `entry` (absolute path of the courier's file, built or `.ts`), apart from its parent's group. */
export function forkCourier(entry: string): SpawnCourier {
  return (folder) => {
    const child = fork(entry, [folder], {
      // Flags of the parent (inspector, loaders) are not the courier's.
      execArgv: [],
      // What ends the app by its terminal must not end the courier in the one moment that counts.
      detached: true,
      stdio: 'ignore',
      windowsHide: true,
    } as Parameters<typeof fork>[2]);
    // A message to a child that just died comes back as an `error` event; the exit that follows says it all.
    child.on('error', () => undefined);
    // The app does not stay for it.
    child.unref();
    child.channel?.unref();
    let isTold = false;
    const onceGone = (listener: () => void) => {
      const tell = () => {
        if (isTold) return;
        isTold = true;
        listener();
      };
      child.on('exit', tell);
      child.on('error', () => {
        if (child.pid === undefined) tell();
      });
    };
    return {
      pid: child.pid,
      send: (message) => {
        if (child.connected) child.send(message as Parameters<typeof child.send>[0], () => undefined);
      },
      onMessage: (listener) => child.on('message', listener),
      onExit: onceGone,
      leave: () => {
        if (child.connected) child.disconnect();
      },
    };
  };
}
