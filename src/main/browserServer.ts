/**
 * Porchlight over loopback HTTP, for a machine where Electron can't be had.
 *
 * Any page in any browser on this machine can send requests to 127.0.0.1, so the door has three locks: the Host must be
 * ours (a name that a stranger's DNS points here is refused), the Origin must be ours (another site's page is refused), and
 * everything but the page's own files wants a session, which is traded once for the token in the printed address.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono, type Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Core } from '#core/contract.ts';
import { securityHeaders } from '#main/pageSecurity.ts';
import type { ApiFailure, Topic } from '#shared/api.ts';

/** Under the 30 s after which the stingiest proxies and sleepy sockets give up on a silent connection. */
const heartbeatMs = 20_000;

/** What of the core is served. */
type ServedCore = Pick<Core, 'fetch' | 'changes' | 'tileUrl'>;

export interface BrowserServer {
  /** `http://127.0.0.1:PORT`. */
  origin: string;
  /** The address to open: carries the one-time token in its fragment, which browsers never send. */
  address: string;
  close(): Promise<void>;
}
export type BrowserServerResult = { ok: true; server: BrowserServer } | { ok: false; message: string };

/**
 * Serves `core` on 127.0.0.1. Port 0 takes a free one. `GET /events` is a stream of server-sent events, each one's data a
 * JSON array of topics; after a reconnection the page must take everything for stale.
 */
export async function startBrowserServer(core: ServedCore, port: number): Promise<BrowserServerResult> {
  const door = new Door();
  const app = createApp(core, door);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const failure = await listen(server, port);
  if (failure) return { ok: false, message: failure };
  door.port = (server.address() as AddressInfo).port;
  return {
    ok: true,
    server: { origin: door.origin, address: `${door.origin}/#token=${door.token}`, close: () => closeServer(server) },
  };
}

/** The secrets of one run and what they allow. */
class Door {
  port = 0;
  readonly token = randomBytes(32).toString('base64url');
  readonly #session = randomBytes(32).toString('base64url');
  #tokenUsed = false;

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }
  get origin(): string {
    return `http://${this.host}`;
  }
  /** Cookies don't know ports: two Porchlights on one machine must not overwrite each other's. */
  get cookieName(): string {
    return `porchlight-${this.port}`;
  }
  /** The session's secret for the first bearer of the token; null for every other. */
  trade(token: string): string | null {
    if (this.#tokenUsed || !isSameSecret(token, this.token)) return null;
    this.#tokenUsed = true;
    return this.#session;
  }
  knows(session: string | undefined): boolean {
    return session !== undefined && isSameSecret(session, this.#session);
  }
}

/** Compares in constant time; only the length may show. */
function isSameSecret(offered: string, expected: string): boolean {
  const a = Buffer.from(offered);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

function createApp(core: ServedCore, door: Door): Hono {
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders(core.tileUrl()))) context.res.headers.set(name, value);
  });
  app.use(async (context, next) => (isFromOurPage(context, door) ? next() : refuseForeign(context)));

  const needSession = async (context: Context, next: Next) =>
    door.knows(getCookie(context, door.cookieName)) ? next() : refuseWithoutSession(context);
  app.use('/api/*', needSession);
  app.use('/events', needSession);

  app.post('/session', bodyLimit({ maxSize: 4096 }), async (context) => {
    // The page was opened again from the same printed address: it is still the one that holds the session.
    if (door.knows(getCookie(context, door.cookieName))) return context.body(null, 204);
    const body = z.object({ token: z.string() }).safeParse(await context.req.json().catch(() => null));
    const session = body.success ? door.trade(body.data.token) : null;
    if (session === null) return refuseWithoutSession(context);
    setCookie(context, door.cookieName, session, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.body(null, 204);
  });

  app.get('/events', (context) =>
    streamSSE(context, async (stream) => {
      const send = (topics: Topic[]) => void stream.writeSSE({ data: JSON.stringify(topics) });
      const unsubscribe = core.changes.subscribe(send);
      const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs);
      await stream.write('retry: 2000\n\n');
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      clearInterval(heartbeat);
      unsubscribe();
    }),
  );

  app.all('*', (context) => core.fetch(context.req.raw));
  return app;
}

/** True for our own Host and, where the browser says where the request comes from, our own page. */
function isFromOurPage(context: Context, door: Door): boolean {
  if (context.req.header('host') !== door.host) return false;
  const origin = context.req.header('origin');
  if (origin !== undefined && origin !== door.origin) return false;
  const site = context.req.header('sec-fetch-site');
  return site === undefined || site === 'same-origin' || site === 'none';
}

function refuseForeign(context: Context): Response {
  return context.json(failure('foreign-request', 'Only Porchlight’s own page on this computer may ask for this.'), 403);
}

function refuseWithoutSession(context: Context): Response {
  const message = 'This page is not signed in. Start Porchlight again and open the address it prints; it works once.';
  return context.json(failure('no-session', message), 401);
}

function failure(code: string, message: string): ApiFailure {
  return { error: { code, message } };
}

/** Null when the server listens, else a sentence. */
function listen(server: Server, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(`Port ${port} is taken by another program; choose another with --port.`);
      else resolve(`Porchlight can’t listen on port ${port}: ${error.message}.`);
    });
    server.listen(port, '127.0.0.1', () => resolve(null));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Event streams never end by themselves.
    server.closeAllConnections();
  });
}
