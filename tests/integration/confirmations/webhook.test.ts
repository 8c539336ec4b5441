import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWebhookChannel, type WebhookParts } from '#core/confirmations/channels/webhook.ts';
import type { Dispatch } from '#core/confirmations/contract.ts';
import { type Authority, type Certificate, makeAuthority, trust } from '#tests/fixtures/certificates.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { repositoryRoot } from '#tools/building.ts';

const secret = 'a secret of 32 characters at least';
const now = Date.parse('2026-11-22T06:30:00Z');

const dispatch = (more: Partial<Dispatch> = {}): Dispatch => ({
  confirmation: '6a7c1f6e-0b3e-4f0e-9a53-0f4f3ac1a001',
  attempt: 1,
  stop: { date: '2026-11-21', route: 'R104', stop: '041' },
  message: {
    ...{ language: 'en', subject: 'Your parcel is here', html: '<!doctype html>', text: 'Your parcel is here' },
    pictures: [{ name: 'picture', contentType: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 0xff, 0xd9]) }],
    data: { address: '12 Elm St', depot: 'Größe' },
  },
  recipient: null,
  signal: new AbortController().signal,
  ...more,
});

interface Taken {
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** A receiver on this machine; what it gets, it keeps. */
async function receiver(
  certificate: Certificate | null,
  answer: (response: ServerResponse, request: Taken) => void = (response) => void response.end('taken'),
) {
  const taken: Taken[] = [];
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const got = { headers: request.headers, body: Buffer.concat(parts) };
      taken.push(got);
      answer(response, got);
    });
  };
  const server = certificate ? createServer(certificate, onRequest) : createPlainServer(onRequest);
  let connections = 0;
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  const { port } = server.address() as AddressInfo;
  return { port, taken, connections: () => connections };
}

function channel(url: string, more: Partial<WebhookParts> & { allowPrivate?: boolean } = {}) {
  const { allowPrivate = true, ...parts } = more;
  return createWebhookChannel({
    settings: () => ({ webhook: { on: true, url, allowPrivate } }),
    secret: () => secret,
    clock: () => now,
    version: '0.0.0-test',
    ...parts,
  });
}

/** A name server's answer: every name leads to these addresses. */
const leadingTo = (...addresses: string[]) => {
  const asked: string[] = [];
  const lookup = ((name: string, _options: object, callback: (error: null, found: object[]) => void) => {
    asked.push(name);
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as unknown as NonNullable<WebhookParts['lookup']>;
  return { lookup, asked };
};

function trusted(names = 'IP:127.0.0.1,DNS:receiver.example'): { authority: Authority; certificate: Certificate } {
  const authority = makeAuthority();
  trust(authority);
  return { authority, certificate: authority.issue(names) };
}

describe('A receiver over HTTPS', () => {
  test('gets the message with its picture, its key and a signature', async () => {
    const { port, taken } = await receiver(trusted().certificate);
    const sent = await channel(`https://127.0.0.1:${port}/deliveries?depot=4`).send(dispatch({ attempt: 3 }));
    expect(sent).toEqual({ ok: true, state: 'delivered', reply: 'taken' });
    expect(taken).toHaveLength(1);
    expect(taken[0]?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': '6a7c1f6e-0b3e-4f0e-9a53-0f4f3ac1a001',
      'porchlight-signature': expect.stringMatching(/^t=1795329000,v1=[0-9a-f]{64}$/),
    });
    expect(JSON.parse(taken[0]?.body.toString() ?? '')).toEqual({
      ...{
        porchlight: 1,
        type: 'delivery.confirmed',
        confirmation: '6a7c1f6e-0b3e-4f0e-9a53-0f4f3ac1a001',
        attempt: 3,
      },
      ...{ date: '2026-11-21', route: 'R104', stop: '041', language: 'en', subject: 'Your parcel is here' },
      ...{ text: 'Your parcel is here', html: '<!doctype html>', data: { address: '12 Elm St', depot: 'Größe' } },
      pictures: [{ name: 'picture', contentType: 'image/jpeg', base64: '/9j/2Q==' }],
    });
  });

  test('whose name is not in its certificate, or whose authority nobody knows, gets nothing', async () => {
    const { authority } = trusted();
    const other = await receiver(authority.issue('DNS:other.example'));
    const unknown = await receiver(makeAuthority().issue('IP:127.0.0.1'));
    for (const { port, taken } of [other, unknown]) {
      const result = await channel(`https://127.0.0.1:${port}/`).send(dispatch());
      expect(result).toMatchObject({ ok: false, code: 'webhook-certificate', retry: 'later' });
      expect(taken).toEqual([]);
    }
  });

  test('that speaks no TLS at all is told as such', async () => {
    const { port, taken } = await receiver(null);
    const result = await channel(`https://127.0.0.1:${port}/`).send(dispatch());
    expect(result).toMatchObject({ ok: false, code: 'webhook-certificate', retry: 'later' });
    expect(taken).toEqual([]);
  });
});

describe('A receiver’s answer', () => {
  test.each<[status: number, headers: Record<string, string>, expected: object]>([
    [204, {}, { ok: true, state: 'delivered', reply: null }],
    [400, {}, { ok: false, code: 'webhook-refused', retry: 'never' }],
    [422, {}, { ok: false, code: 'webhook-refused', retry: 'never' }],
    [401, {}, { ok: false, code: 'webhook-401', retry: 'later' }],
    [404, {}, { ok: false, code: 'webhook-404', retry: 'later' }],
    [500, {}, { ok: false, code: 'webhook-500', retry: 'later' }],
    [503, { 'retry-after': '120' }, { ok: false, retry: 'later', afterMs: 120_000 }],
    [429, { 'retry-after': '7' }, { ok: false, code: 'webhook-429', retry: 'later', afterMs: 7_000 }],
    [429, { 'retry-after': 'Sun, 22 Nov 2026 06:31:30 GMT' }, { ok: false, retry: 'later', afterMs: 90_000 }],
    [429, { 'retry-after': '99999999' }, { ok: false, retry: 'later', afterMs: 86_400_000 }],
    [429, { 'retry-after': '-5' }, { ok: false, retry: 'later' }],
    [429, { 'retry-after': 'soon' }, { ok: false, retry: 'later' }],
  ])('of %i %j', async (status, headers, expected) => {
    const { port } = await receiver(null, (response) => void response.writeHead(status, headers).end());
    const result = await channel(`http://127.0.0.1:${port}/`).send(dispatch());
    expect(result).toMatchObject(expected);
    if (!('afterMs' in expected)) expect(result).not.toHaveProperty('afterMs', Number.NaN);
  });

  test('that sends on to a private address is not followed, and the sentence says where it would have gone', async () => {
    const inside = await receiver(null);
    const { port } = await receiver(null, (response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${inside.port}/admin` }).end();
    });
    const result = await channel(`http://127.0.0.1:${port}/`).send(dispatch());
    expect(result).toMatchObject({
      ...{ ok: false, code: 'webhook-redirects', retry: 'later', everyone: true },
      message: `The webhook’s address sends on to “127.0.0.1:${inside.port}”. Porchlight follows nobody: enter the last address in the settings.`,
    });
    expect(inside.connections()).toBe(0);
  });

  test('that never ends is cut off, and its status holds', async () => {
    const { port } = await receiver(null, (response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(65_536)), 1);
      response.on('close', () => clearInterval(more));
    });
    const result = await channel(`http://127.0.0.1:${port}/`).send(dispatch());
    expect(result).toEqual({ ok: true, state: 'delivered', reply: 'x'.repeat(300) });
  });

  test('that comes too late is none: it is tried again, as the receiver knows the key', async () => {
    const { port, taken } = await receiver(null, () => undefined);
    // Time enough to be heard at all: receiver and sender share this process.
    const result = await channel(`http://127.0.0.1:${port}/`, { milliseconds: 2000 }).send(dispatch());
    expect(result).toMatchObject({ ok: false, code: 'webhook-too-slow', retry: 'later' });
    expect(taken).toHaveLength(1);
  });

  test('that breaks off in the middle is none', async () => {
    const { port } = await receiver(null, (response) => void response.socket?.destroy());
    const result = await channel(`http://127.0.0.1:${port}/`).send(dispatch());
    expect(result).toMatchObject({ ok: false, code: 'webhook-broken-off', retry: 'later' });
  });
});

test('a receiver that is not there, or whose name nobody knows, is tried again', async () => {
  const { port } = await receiver(null);
  // A port that was given back a moment ago.
  const closed = createPlainServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port: free } = closed.address() as AddressInfo;
  await new Promise<void>((resolve) => void closed.close(() => resolve()));
  expect(free).not.toBe(port);
  expect(await channel(`http://127.0.0.1:${free}/`).send(dispatch())).toMatchObject({
    ...{ ok: false, code: 'webhook-unreachable', retry: 'later' },
  });
  const unknown = ((_name: string, _options: object, callback: (error: Error) => void) =>
    callback(Object.assign(new Error('none'), { code: 'ENOTFOUND' }))) as unknown as NonNullable<
    WebhookParts['lookup']
  >;
  expect(await channel('http://receiver.example/', { lookup: unknown }).send(dispatch())).toMatchObject({
    ...{ ok: false, code: 'webhook-address-unknown', retry: 'later' },
  });
});

test('a try that is stopped ends at once', async () => {
  const { port } = await receiver(null, () => undefined);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  const result = await channel(`http://127.0.0.1:${port}/`).send(dispatch({ signal: stop.signal }));
  expect(result).toMatchObject({ ok: false, code: 'webhook-stopped', retry: 'later' });
});

describe('Addresses of this computer and of private networks', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '0x7f000001',
    '2130706433',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '10.0.0.7',
    '169.254.169.254',
  ])('are refused when written out: %s', async (host) => {
    const { port, connections } = await receiver(trusted().certificate);
    const result = await channel(`https://${host}:${port}/`, { allowPrivate: false }).send(dispatch());
    expect(result).toMatchObject({ ok: false, code: 'webhook-address-refused', retry: 'later', everyone: true });
    expect(connections()).toBe(0);
  });

  test.each([['127.0.0.1'], ['::1'], ['fd00::7'], ['93.184.216.34', '127.0.0.1']])(
    'are refused behind a name that leads to %s %s',
    async (...addresses) => {
      const { port, connections } = await receiver(trusted().certificate);
      const { lookup } = leadingTo(...addresses);
      const result = await channel(`https://receiver.example:${port}/`, { allowPrivate: false, lookup }).send(
        dispatch(),
      );
      expect(result).toMatchObject({ ok: false, code: 'webhook-address-refused', retry: 'later', everyone: true });
      expect(connections()).toBe(0);
    },
  );

  test('are refused behind “localhost” as this computer itself answers', async () => {
    const { port, connections } = await receiver(trusted().certificate);
    const result = await channel(`https://localhost:${port}/`, { allowPrivate: false }).send(dispatch());
    expect(result).toMatchObject({ ok: false, code: 'webhook-address-refused' });
    expect(connections()).toBe(0);
  });

  test('are spoken to when the depot allows it; the name is asked for once, and what it answered is connected to', async () => {
    const { port, taken } = await receiver(trusted().certificate);
    const { lookup, asked } = leadingTo('127.0.0.1');
    const result = await channel(`https://receiver.example:${port}/`, { lookup }).send(dispatch());
    expect(result).toMatchObject({ ok: true, state: 'delivered' });
    expect({ asked, host: taken[0]?.headers.host }).toEqual({
      ...{ asked: ['receiver.example'], host: `receiver.example:${port}` },
    });
  });
});

test.each<[url: string, allowPrivate: boolean, trouble: RegExp | null]>([
  ['', false, /no address yet/],
  ['deliveries', false, /no web address/],
  ['ftp://receiver.example/', false, /no web address/],
  ['http://receiver.example/', false, /Use https/],
  ['http://receiver.example/', true, null],
  ['https://depot:word@receiver.example/', false, /leave it out/],
  ['https://receiver.example/deliveries', false, null],
])(
  'of the address “%s” (own network allowed: %s) the settings say what is lacking',
  async (url, allowPrivate, trouble) => {
    const said = channel(url, { allowPrivate }).trouble();
    if (trouble === null) expect(said).toBeNull();
    else {
      expect(said).toMatch(trouble);
      expect(await channel(url, { allowPrivate }).send(dispatch())).toMatchObject({
        ok: false,
        code: 'webhook-not-set',
      });
    }
  },
);

test('without a secret nothing goes out', async () => {
  const { port, connections } = await receiver(null);
  const unsigned = channel(`http://127.0.0.1:${port}/`, { secret: () => null });
  expect(unsigned.trouble()).toBe('The webhook has no secret yet to sign its messages with.');
  expect(await unsigned.send(dispatch())).toMatchObject({ ok: false, code: 'webhook-not-set' });
  expect(connections()).toBe(0);
});

describe('The verifiers of docs/webhook.md, as they are written there', () => {
  const block = (language: string): string => {
    const text = readFileSync(join(repositoryRoot, 'docs', 'webhook.md'), 'utf8');
    return new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';
  };

  async function signed(): Promise<{ header: string; body: Buffer }> {
    const { port, taken } = await receiver(null);
    await channel(`http://127.0.0.1:${port}/`).send(dispatch());
    return { header: String(taken[0]?.headers['porchlight-signature']), body: taken[0]?.body ?? Buffer.alloc(0) };
  }

  test('the one in JavaScript takes our message and no other', async () => {
    const file = join(temporaryFolder(), 'verifier.mjs');
    writeFileSync(file, block('js'));
    const { isFromPorchlight } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      isFromPorchlight: (header: unknown, body: Buffer, secret: string, now: number) => boolean;
    };
    const { header, body } = await signed();
    expect(isFromPorchlight(header, body, secret, now)).toBe(true);
    expect(isFromPorchlight(header, body, secret, now + 299_000)).toBe(true);
    expect(isFromPorchlight(header, body, secret, now + 301_000)).toBe(false);
    expect(isFromPorchlight(header, body, 'another secret', now)).toBe(false);
    const forged = Buffer.from(body.toString().replace('12 Elm', '13 Elm'));
    expect(isFromPorchlight(header, forged, secret, now)).toBe(false);
    expect(isFromPorchlight(header.replace(/t=\d+/, `t=${now / 1000 + 1}`), body, secret, now)).toBe(false);
    for (const nonsense of [undefined, '', 't=,v1=', `t=${now / 1000}`, 'v1=00', 'x']) {
      expect(isFromPorchlight(nonsense, body, secret, now)).toBe(false);
    }
  });

  test('the one in Python does the same', async ({ skip }) => {
    try {
      execFileSync('python3', ['--version'], { stdio: 'ignore' });
    } catch {
      skip('There is no Python on this machine.');
    }
    const { header, body } = await signed();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'verifier.py'), block('python'));
    writeFileSync(join(folder, 'body'), body);
    const verdict = (given: string, with_: string, at: number) =>
      execFileSync(
        'python3',
        [
          '-c',
          'import sys, verifier; print(verifier.is_from_porchlight(sys.argv[1], open("body","rb").read(), sys.argv[2], float(sys.argv[3])))',
          ...[given, with_, String(at / 1000)],
        ],
        { cwd: folder, encoding: 'utf8' },
      ).trim();
    expect(verdict(header, secret, now)).toBe('True');
    expect(verdict(header, secret, now + 301_000)).toBe('False');
    expect(verdict(header, 'another secret', now)).toBe('False');
    expect(verdict('nonsense', secret, now)).toBe('False');
  });
});
