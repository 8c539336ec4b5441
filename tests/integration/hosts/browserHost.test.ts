/** The browser host as a command: what it prints, how it stops, and what it says when it can't start. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { until } from '#tests/fixtures/until.ts';
import { ensureBuilt, repositoryRoot } from '#tools/building.ts';

const posixOnly = process.platform === 'win32';

interface Run {
  child: ChildProcess;
  said: { stdout: string; stderr: string };
  ended: Promise<number | null>;
}

beforeAll(async () => {
  expect(await ensureBuilt()).toMatchObject({ ok: true });
});

function start(command: string, commandArguments: string[]): Run {
  const child = spawn(command, commandArguments, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  return { child, said, ended: new Promise((resolve) => child.once('close', resolve)) };
}

const startHost = (...flags: string[]) =>
  start(process.execPath, [join(repositoryRoot, 'out', 'main', 'browser.js'), ...flags, '--no-open']);

/** A folder to watch and a place for data. */
function emptyDepot(): string[] {
  const place = temporaryFolder();
  mkdirSync(join(place, 'photos'));
  return ['--folder', join(place, 'photos'), '--data', join(place, 'data')];
}

const readyLine = /^Porchlight is ready at (http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43})\n/;

async function untilReady(run: Run): Promise<string> {
  await expect.poll(() => run.said.stdout, { timeout: 60_000 }).toMatch(readyLine);
  return readyLine.exec(run.said.stdout)?.[1] ?? '';
}

test('its first line is the address, and the page is there when the line is', async () => {
  const run = startHost(...emptyDepot());
  const address = await untilReady(run);
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('<div id="root">');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test.skipIf(posixOnly).each(['SIGTERM', 'SIGINT'] as const)(
  '%s stops it cleanly, and leaves nothing running',
  async (signal) => {
    const run = startHost(...emptyDepot());
    const address = await untilReady(run);
    run.child.kill(signal);
    expect(await run.ended).toBe(0);
    expect(run.said.stderr).toBe('');
    await expect(fetch(address)).rejects.toThrow();
  },
);

test.skipIf(posixOnly)('npm run start:browser is stopped by a signal to npm', async () => {
  const run = start('npm', ['run', '--silent', 'start:browser', '--', ...emptyDepot(), '--port', '0', '--no-open']);
  const address = await untilReady(run);
  run.child.kill('SIGTERM');
  await run.ended;
  await until('it is down', () =>
    fetch(address).then(
      () => false,
      () => true,
    ),
  );
});

test('a second Porchlight on the same data folder says so and stops', async () => {
  const depot = emptyDepot();
  await untilReady(startHost(...depot));
  const second = startHost(...depot);
  expect(await second.ended).toBe(2);
  expect(second.said.stdout).toBe('');
  expect(second.said.stderr).toMatch(/^[A-Z].*\.\n$/);
});

test('after it was killed, the data folder opens again', async () => {
  const depot = emptyDepot();
  const first = startHost(...depot);
  await untilReady(first);
  first.child.kill('SIGKILL');
  await first.ended;
  await untilReady(startHost(...depot));
});

test('a port that is taken is one sentence', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const port = String((server.address() as AddressInfo).port);
  const run = startHost(...emptyDepot(), '--port', port);
  expect(await run.ended).toBe(2);
  expect(run.said.stderr).toBe(`Port ${port} is taken by another program; choose another with --port.\n`);
});

test.each([
  [['--port', 'eighty'], /“eighty” is not a port number/],
  [['--port', '70000'], /“70000” is not a port number/],
  [['--colour', 'red'], /--colour/],
])('%j is refused in a sentence', async (flags, sentence) => {
  const run = startHost(...flags);
  expect(await run.ended).toBe(2);
  expect(run.said.stderr).toMatch(sentence);
  expect(run.said.stderr).not.toContain('    at ');
});

test('a data folder that can’t be one is refused in a sentence', async () => {
  const place = temporaryFolder();
  writeFileSync(join(place, 'data'), 'a file');
  const run = startHost('--folder', place, '--data', join(place, 'data'));
  expect(await run.ended).toBe(2);
  expect(run.said.stderr).toMatch(/^[A-Z].*\.\n$/);
});
