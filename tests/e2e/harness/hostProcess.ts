/** The browser host as a process of its own, started as a user starts it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Status } from '#shared/views.ts';
import { repositoryRoot } from './repositoryRoot.ts';

export interface HostProcess {
  origin: string;
  /** With the one-time token. */
  address: string;
  pid: number;
  /** Signs in with the token (which is then used up) and waits until every picture is read and matched. Returns its cookie. */
  waitUntilRead(withinMs?: number): Promise<string>;
  /** Stops it as Ctrl+C does; throws when it does not stop cleanly. */
  stop(): Promise<void>;
}

/** How long a start may take on a machine that does other things too. */
const startMs = 30_000;
const readMs = 120_000;

export async function startHost(options: { folder?: string; data: string }): Promise<HostProcess> {
  const entry = join(repositoryRoot, 'out', 'main', 'browser.js');
  const folder = options.folder === undefined ? [] : ['--folder', options.folder];
  const child = spawn(process.execPath, [entry, ...folder, '--data', options.data, '--port', '0', '--no-open'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`The host was not ready in time. ${complaints}`)), startMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const ready = /^Porchlight is ready at (\S+)\n/.exec(said);
      if (!ready?.[1]) return;
      clearTimeout(timer);
      resolve(ready[1]);
    });
    void exited.then((code) => reject(new Error(`The host ended with ${code}. ${complaints}`)));
  });
  const { origin } = new URL(address);

  return {
    origin,
    address,
    pid: child.pid ?? 0,
    async waitUntilRead(withinMs = readMs) {
      const cookie = await signIn(address);
      const deadline = Date.now() + withinMs;
      for (;;) {
        const status = (await (await fetch(`${origin}/api/status`, { headers: { cookie } })).json()) as Status;
        if (status.phase === 'ready' && status.activity === 'idle' && status.lastScanAt !== null) return cookie;
        if (Date.now() > deadline) throw new Error(`Still reading: ${JSON.stringify(status)}`);
        await wait(100);
      }
    },
    async stop() {
      child.kill('SIGTERM');
      const code = await exited;
      // Windows has no signals: a process that is told to end there is ended.
      if (code !== 0 && process.platform !== 'win32') throw new Error(`The host ended with ${code}. ${complaints}`);
    },
  };
}

/** Trades the token of this address; the cookie to send. */
export async function signIn(address: string): Promise<string> {
  const { origin, hash } = new URL(address);
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token: new URLSearchParams(hash.slice(1)).get('token') }),
  });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}
