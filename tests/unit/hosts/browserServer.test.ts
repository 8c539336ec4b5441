import { request } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type BrowserServer, startBrowserServer } from '#main/browserServer.ts';
import type { Topic } from '#shared/api.ts';
import { until } from '#tests/fixtures/until.ts';

/** A core that answers with the path it was asked for, and announces what the test says. */
function stubCore() {
  const listeners = new Set<(topics: Topic[]) => void>();
  return {
    fetch: async (incoming: Request) => new Response(`core: ${incoming.method} ${new URL(incoming.url).pathname}`),
    changes: {
      subscribe(listener: (topics: Topic[]) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    tileUrl: vi.fn((): string | null => null),
    announce: (topics: Topic[]) => listeners.forEach((listener) => void listener(topics)),
    listeners,
  };
}

let core: ReturnType<typeof stubCore>;
let server: BrowserServer;

beforeEach(async () => {
  core = stubCore();
  const started = await startBrowserServer(core, 0);
  if (!started.ok) throw new Error(started.message);
  server = started.server;
});
afterEach(() => server.close());

const tokenOf = (address: string) => new URLSearchParams(new URL(address).hash.slice(1)).get('token') ?? '';

function trade(token: unknown, headers: Record<string, string> = {}) {
  return fetch(`${server.origin}/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  });
}

async function signIn(): Promise<string> {
  const answer = await trade(tokenOf(server.address));
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** `fetch` sets Host by itself; this says what the test wants. */
function statusWith(headers: Record<string, string>, path = '/'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${server.origin}${path}`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test('the address carries 256 bits of token where only the page can read it', () => {
  expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
});

test('the page’s own files come without a session, so that the page can ask for one', async () => {
  const answer = await fetch(server.origin);
  expect([answer.status, await answer.text()]).toEqual([200, 'core: GET /']);
});

test('each answer carries the policy of the settings as they stand: the place of the tiles that are set, and no other', async () => {
  const pictures = async () =>
    /img-src ([^;]+)/.exec((await fetch(server.origin)).headers.get('content-security-policy') ?? '')?.[1];
  expect(await pictures()).toBe("'self' blob: data:");
  core.tileUrl.mockReturnValue('https://tile.example:8443/{z}/{x}/{y}.png');
  expect(await pictures()).toBe("'self' blob: data: https://tile.example:8443");
  core.tileUrl.mockReturnValue(null);
  expect(await pictures()).toBe("'self' blob: data:");
});

test('data, pictures and events need the session', async () => {
  for (const path of ['/api/status', '/api/photos/abc/thumbnail', '/events', '/api']) {
    const answer = await fetch(server.origin + path);
    expect([path, answer.status]).toEqual([path, 401]);
    expect(await answer.json()).toMatchObject({ error: { code: 'no-session', message: expect.stringContaining('.') } });
  }
});

test('the token opens a session that scripts can’t read and other sites can’t use', async () => {
  const answer = await trade(tokenOf(server.address));
  expect(answer.status).toBe(204);
  expect(answer.headers.get('set-cookie')).toMatch(/^porchlight-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
});

test('with the session the core answers', async () => {
  const answer = await fetch(`${server.origin}/api/status`, { headers: { Cookie: await signIn() } });
  expect(await answer.text()).toBe('core: GET /api/status');
});

test('the token works once', async () => {
  await signIn();
  expect((await trade(tokenOf(server.address))).status).toBe(401);
});

test('a page that is opened again from the same address keeps its session', async () => {
  const cookie = await signIn();
  expect((await trade(tokenOf(server.address), { Cookie: cookie })).status).toBe(204);
});

test.each([
  ['a wrong token', 'A'.repeat(43)],
  ['a short one', 'A'],
  ['an empty one', ''],
  ['a number', 7],
])('%s opens nothing and spends nothing', async (_name, token) => {
  expect((await trade(token)).status).toBe(401);
  expect((await trade(tokenOf(server.address))).status).toBe(204);
});

test('a session request that is no JSON, or huge, is refused', async () => {
  const post = (body: string) => fetch(`${server.origin}/session`, { method: 'POST', body });
  expect((await post('{')).status).toBe(401);
  expect((await post('x'.repeat(100_000))).status).toBe(413);
});

test('a made-up cookie is no session', async () => {
  const cookie = `porchlight-${new URL(server.origin).port}=${'A'.repeat(43)}`;
  expect((await fetch(`${server.origin}/api/status`, { headers: { Cookie: cookie } })).status).toBe(401);
});

test('a request under another host name is refused, for the page as for the data', async () => {
  const { port } = new URL(server.origin);
  const cookie = await signIn();
  for (const host of ['evil.example', `evil.example:${port}`, `localhost:${port}`, '127.0.0.1', `127.0.0.1:1`]) {
    expect([host, await statusWith({ Host: host, Cookie: cookie })]).toEqual([host, 403]);
    expect([host, await statusWith({ Host: host, Cookie: cookie }, '/api/status')]).toEqual([host, 403]);
  }
});

test('another site’s page is refused, even with the session', async () => {
  const cookie = await signIn();
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', server.origin.replace('http', 'https')]) {
    expect([origin, await statusWith({ Origin: origin, Cookie: cookie }, '/api/status')]).toEqual([origin, 403]);
  }
  expect(await statusWith({ 'Sec-Fetch-Site': 'cross-site', Cookie: cookie }, '/api/status')).toBe(403);
  expect(await statusWith({ 'Sec-Fetch-Site': 'same-site', Cookie: cookie }, '/api/status')).toBe(403);
  expect(await statusWith({ Origin: server.origin, Cookie: cookie }, '/api/status')).toBe(200);
});

test('every answer carries the security headers, a refusal too', async () => {
  for (const path of ['/', '/api/status', '/events']) {
    const { headers } = await fetch(server.origin + path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|unsafe-eval|script-src[^;]*unsafe-inline|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('topics reach the page as server-sent events', async () => {
  const answer = await fetch(`${server.origin}/events`, { headers: { Cookie: await signIn() } });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = (await reader?.read())?.value ?? '';
  core.announce(['status', 'day:2026-11-21']);
  while (!heard.includes('data:')) heard += (await reader?.read())?.value;
  expect(heard).toContain('data: ["status","day:2026-11-21"]\n\n');
  await reader?.cancel();
});

test('a page that goes away is not told any more', async () => {
  const leave = new AbortController();
  const answer = await fetch(`${server.origin}/events`, { headers: { Cookie: await signIn() }, signal: leave.signal });
  await answer.body?.getReader().read();
  expect(core.listeners.size).toBe(1);
  leave.abort();
  await until('it is not told any more', () => core.listeners.size === 0);
});

test('it stops although a page still listens', async () => {
  const answer = await fetch(`${server.origin}/events`, { headers: { Cookie: await signIn() } });
  const reader = answer.body?.getReader();
  await reader?.read();
  await server.close();
  await expect(fetch(server.origin)).rejects.toThrow();
});

test('a port that is taken is a sentence', async () => {
  const { port } = new URL(server.origin);
  const second = await startBrowserServer(core, Number(port));
  expect(second).toEqual({ ok: false, message: expect.stringContaining(`Port ${port} is taken`) });
});

test('nobody but this machine can reach it', async () => {
  expect(new URL(server.origin).hostname).toBe('127.0.0.1');
});
