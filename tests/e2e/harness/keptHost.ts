/** The browser host of a Playwright worker: one process for all its tests, each on a data folder of its own (`hostKeeper.ts`). */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { KeeperAnswer, KeeperRequest } from './hostKeeper.ts';

export interface KeptHost {
  /** Opens it; resolves to the address with its one-time token. The port is the same each time, if nobody took it meanwhile. */
  open(folder: string, data: string): Promise<string>;
  /** Closes what is open; throws when it does not close cleanly. */
  close(): Promise<void>;
  /** Ends the process; throws when it had ended by itself. */
  end(): Promise<void>;
}

export function keepHost(): KeptHost {
  const keeper = fork(join(import.meta.dirname, 'hostKeeper.ts'), [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const exited = once(keeper, 'exit') as Promise<[code: number | null, signal: string | null]>;
  let complaints = '';
  keeper.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  let port = 0;

  async function ask(request: KeeperRequest): Promise<KeeperAnswer> {
    const answered = once(keeper, 'message') as Promise<[KeeperAnswer]>;
    keeper.send(request);
    const [answer] = await Promise.race([
      answered,
      exited.then((end) => [{ failed: `It ended with ${codeOf(end)}.` }] as const),
    ]);
    if ('failed' in answer) throw new Error(`The host failed: ${answer.failed} ${complaints}`);
    return answer;
  }

  return {
    async open(folder, data) {
      complaints = '';
      const answer = await ask({ open: { folder, data, port } });
      if (!('address' in answer)) throw new Error('The host has no address.');
      port = Number(new URL(answer.address).port);
      return answer.address;
    },
    close: async () => void (await ask({ close: true })),
    async end() {
      const isThere = keeper.connected;
      if (isThere) keeper.disconnect();
      const end = await exited;
      if (!isThere) throw new Error(`The host ended by itself, with ${codeOf(end)}. ${complaints}`);
    },
  };
}

/** What a process ended with: its code, or the signal that killed it. */
const codeOf = ([code, signal]: [code: number | null, signal: string | null]) => code ?? signal;
