import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StampResult } from '#core/timeStamp/contract.ts';
import { createTimeStamps, type TimeStampParts } from '#core/timeStamp/timeStampAuthority.ts';
import { hasOpenssl, makeStampAuthority } from '#tests/fixtures/pack/stampAuthority.ts';
import { stampServer } from '#tests/fixtures/stampServer.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const signature = Buffer.from('a signature of 64 bytes would stand here, and any bytes will do.');
const called = new AbortController().signal;

function ask(
  url: string,
  more: { caFile?: string; allowPrivate?: boolean } & Pick<TimeStampParts, 'milliseconds' | 'lookup'> = {},
  signal = called,
): Promise<StampResult> {
  const { caFile = null, allowPrivate = true, ...parts } = more;
  const settings = () => ({ timeStamp: { url, allowPrivate, caFile } });
  return createTimeStamps({ settings, version: '0.0.0-test', ...parts }).stamp(signature, signal);
}

async function whyNot(asking: Promise<StampResult>): Promise<string> {
  const result = await asking;
  return result.kind === 'failed' ? result.message : `it was ${result.kind}`;
}

test('without an address nobody is asked', async () => {
  expect(await ask('  ')).toEqual({ kind: 'off' });
});

describe.runIf(hasOpenssl)('an authority that is openssl', () => {
  test('stamps what it is asked to, and openssl itself finds the stamp right', async () => {
    const { url, authority, asked } = await stampServer();
    const before = Date.now();
    const result = await ask(url, { caFile: authority.caFile });
    if (result.kind !== 'stamped') throw new Error(JSON.stringify(result));
    expect(result).toMatchObject({ authority: 'Test time authority', isTrusted: true });
    // Its clock has whole seconds.
    expect(result.at).toBeGreaterThanOrEqual(before - 1000);
    expect(result.at).toBeLessThanOrEqual(Date.now());
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers['content-type']).toBe('application/timestamp-query');
    expect(asked[0]?.body.includes(signature)).toBe(false);

    const folder = temporaryFolder();
    writeFileSync(join(folder, 'signature'), signature);
    writeFileSync(join(folder, 'stamp.tsr'), result.response);
    const words = ['ts', '-verify', '-data', 'signature', '-in', 'stamp.tsr', '-CAfile', authority.caFile];
    expect(execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' }).toString()).toContain('Verification: OK');
  });

  test('without a certificate to check by its stamp is kept, and that nobody vouches for it is known', async () => {
    const { url } = await stampServer();
    expect(await ask(url)).toMatchObject({ kind: 'stamped', isTrusted: null });
  });

  test('a stamp of somebody else than the certificates speak for is not taken', async () => {
    const { url } = await stampServer();
    const other = makeStampAuthority(temporaryFolder(), 'Another authority');
    expect(await whyNot(ask(url, { caFile: other.caFile }))).toContain('for whom none of the certificates');
  });

  test('an older answer that is sent again is not taken', async () => {
    const { url, authority } = await stampServer((response) => void response.end(authority.stamp(signature)));
    expect(await whyNot(ask(url))).toContain('the answer to another question');
  });

  test('a stamp of other bytes is not taken', async () => {
    const { url, authority } = await stampServer((response) => void response.end(authority.stamp(Buffer.from('else'))));
    expect(await whyNot(ask(url))).toContain('the time stamp of another signature');
  });

  test.each([
    [
      'a byte of it changed',
      (stamp: Buffer) => stamp.fill(stamp.readUInt8(stamp.length - 9) ^ 1, stamp.length - 9, stamp.length - 8),
    ],
    ['half of it', (stamp: Buffer) => stamp.subarray(0, stamp.length / 2)],
    ['a page of words', () => Buffer.from('<html>Sign in to the network</html>')],
    ['nothing', () => Buffer.alloc(0)],
  ])('an answer that is no stamp is not taken: %s', async (_what, spoil) => {
    const { url } = await stampServer((response, stamped) => void response.end(spoil(stamped())));
    expect(await whyNot(ask(url))).toMatch(/damaged|was changed|has bytes after|is no time stamp/);
  });
});

test.each([
  ['an error', 503, 'it answered with an error (503)'],
  ['not being found', 404, 'it answered with an error (404)'],
  ['sending on', 302, 'nobody is followed'],
])('an authority that answers with %s gives no stamp, in words', async (_what, status, words) => {
  const { url } = await stampServer((response) => {
    response.writeHead(status, { location: 'http://127.0.0.1:1/else' });
    response.end('no');
  });
  expect(await whyNot(ask(url))).toContain(words);
});

test('an authority that never answers, or never ends, is not waited for', async () => {
  const silent = await stampServer(() => undefined);
  expect(await whyNot(ask(silent.url, { milliseconds: 200 }))).toContain('took too long');
  const endless = await stampServer((response) => {
    const piece = Buffer.alloc(65_536, 1);
    const more = (): void => {
      while (response.write(piece));
      response.once('drain', more);
    };
    more();
  });
  expect(await whyNot(ask(endless.url))).toMatch(/damaged|has bytes after/);
});

test('addresses of this computer and of closed networks are asked only where that is allowed', async () => {
  const { url, asked } = await stampServer();
  expect(await whyNot(ask(url, { allowPrivate: false }))).toContain('into a private network');
  const lookup = ((_name: string, _options: object, callback: (...words: unknown[]) => void) =>
    callback(null, [{ address: '10.0.0.7', family: 4 }])) as unknown as NonNullable<TimeStampParts['lookup']>;
  const named = await whyNot(ask('http://timestamp.example.com/', { allowPrivate: false, lookup }));
  expect(named).toContain('into a private network');
  expect(asked).toEqual([]);
});

test.each(['ftp://example.com', 'time stamps', 'http://user:word@example.com/'])(
  'what is no web address is said: %s',
  async (url) => {
    expect(await whyNot(ask(url))).toContain('is no web address');
  },
);

test('an authority that is not there, and a file of certificates that is none, are said', async () => {
  expect(await whyNot(ask('http://127.0.0.1:1/'))).toContain('can’t be reached');
  const caFile = join(temporaryFolder(), 'ca.pem');
  expect(await whyNot(ask('http://127.0.0.1:1/', { caFile }))).toContain('file of the certificates');
  writeFileSync(caFile, 'no certificate');
  expect(await whyNot(ask('http://127.0.0.1:1/', { caFile }))).toContain('file of the certificates');
});

test('who calls it off does not wait for it', async () => {
  const { url } = await stampServer(() => undefined);
  const off = new AbortController();
  const asking = whyNot(ask(url, {}, off.signal));
  off.abort();
  expect(await asking).toContain('called off');
});
