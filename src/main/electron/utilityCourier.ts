/** The courier as a utility process: Electron ends it with the app, so a death in the wrong moment leaves a message uncertain. */
import { utilityProcess } from 'electron';
import type { CoreDeps } from '#core/contract.ts';

/** Spawns `courierFile` (out/main/courier.js) on the courier's folder. */
export function utilityCourier(courierFile: string): NonNullable<CoreDeps['spawnCourier']> {
  return (folder) => {
    const child = utilityProcess.fork(courierFile, [folder], { serviceName: 'Porchlight courier', stdio: 'ignore' });
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', () => listener()),
      // It was told to end, and does so when its messages are decided.
      leave: () => undefined,
    };
  };
}
