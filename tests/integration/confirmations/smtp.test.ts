import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { createSmtpChannel } from '#core/confirmations/channels/smtpChannel.ts';
import type { Channel, ConfirmationMessage, DispatchResult } from '#core/confirmations/contract.ts';
import type { SmtpTimeouts } from '#core/confirmations/courier/courierMessages.ts';
import { forkCourier } from '#core/confirmations/courier/forkCourier.ts';
import { readJournal } from '#core/confirmations/courier/journal.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { certificates, hasOpenssl, type MailServer, mailServer } from '#tests/fixtures/mail/mailServer.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { until } from '#tests/fixtures/until.ts';

const spawnCourier = forkCourier(fileURLToPath(import.meta.resolve('#core/confirmations/courier/courier.ts')));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const short: SmtpTimeouts = { connect: 2000, greeting: 700, answer: 700 };
const long: SmtpTimeouts = { connect: 20_000, greeting: 20_000, answer: 20_000 };

const message: ConfirmationMessage = {
  language: 'en',
  subject: 'Your parcel is here – ¡aquí!',
  html: '<!doctype html><html lang="en"><body><p>Left at the door.</p><img src="cid:picture" alt=""></body></html>',
  text: 'Left at the door.\n.\n..dots at the beginning of lines\n',
  pictures: [{ name: 'picture', contentType: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 1, 2, 3, 0xff, 0xd9]) }],
  data: {},
};

let counter = 0;
const newId = () => `00000000-0000-4000-8000-${String(++counter).padStart(12, '0')}`;

interface World {
  channel: Channel;
  folder: string;
  send(to: string, signal?: AbortSignal, confirmation?: string): Promise<DispatchResult>;
}

/** The e-mail channel with its courier, towards this server. */
async function world(
  server: Pick<MailServer, 'port'>,
  email: Partial<Settings['email']> = {},
  options: { password?: string | null; timeouts?: SmtpTimeouts } = {},
): Promise<World> {
  const { password = null, timeouts = long } = options;
  const folder = temporaryFolder();
  const settings: Settings = {
    ...defaultSettings,
    email: {
      ...{ ...defaultSettings.email, on: true, host: '127.0.0.1', port: server.port, security: 'none' },
      ...{ from: 'Elm Depot <depot@example.com>', ...email },
    },
  };
  const channel = createSmtpChannel({
    ...{ folder, settings: () => settings, password: () => password, spawnCourier, timeouts },
    ...{ clock: () => Date.parse('2026-11-20T23:00:00Z'), log: silent },
  });
  onTestFinished(() => channel.close());
  await (await channel.recover?.([]))?.taken();
  return {
    ...{ channel, folder },
    send: (recipient, signal = new AbortController().signal, confirmation = newId()) =>
      channel.send({
        ...{ confirmation, attempt: 1, message, recipient, signal },
        stop: { date: '2026-11-20', route: 'R1', stop: '1' },
      }),
  };
}

test('a message arrives as HTML with its picture inside and the same in plain text, under a name of its own', async () => {
  const server = await mailServer();
  const { send, channel } = await world(server, { replyTo: 'desk@example.com' });
  expect(channel.trouble()).toBeNull();
  const confirmation = newId();
  expect(await send('ana@example.org', undefined, confirmation)).toMatchObject({ ok: true, state: 'sent' });
  const [taken, ...more] = server.taken();
  expect([taken?.to, more.length]).toEqual([['ana@example.org'], 0]);
  const mail = await simpleParser(Buffer.from(taken?.raw ?? '', 'latin1'));
  expect(mail.subject).toBe(message.subject);
  expect(mail.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(message.text.trimEnd());
  expect(mail.from?.value).toEqual([{ name: 'Elm Depot', address: 'depot@example.com' }]);
  expect(mail.replyTo?.value[0]?.address).toBe('desk@example.com');
  expect(mail.messageId).toBe(`<${confirmation}@example.com>`);
  expect(mail.headers.get('x-porchlight-confirmation')).toBe(confirmation);
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.attachments).toHaveLength(1);
  expect(mail.attachments[0]).toMatchObject({ related: true, contentDisposition: 'inline', contentType: 'image/jpeg' });
  expect(mail.attachments[0]?.content.equals(message.pictures[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
  // The parser puts the picture in where the HTML names it.
  expect(mail.html).toContain('src="data:image/jpeg;base64,');
});

test('many messages go over a few connections, and none twice', async () => {
  const server = await mailServer();
  const { send, folder, channel } = await world(server);
  const wanted = Array.from({ length: 40 }, (_none, n) => `customer${n}@example.org`);
  const results = await Promise.all(wanted.map((to) => send(to)));
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(
    server
      .taken()
      .flatMap(({ to }) => to)
      .sort(),
  ).toEqual([...wanted].sort());
  // What is in the ledger is in the journal no more; what is not yet, is.
  expect(readJournal(join(folder, 'journal'))?.size).toBe(40);
  for (let n = 40; n > 0; n--) channel.recorded?.(newIdBack(n), 1);
  await until('the journal is empty', () => readJournal(join(folder, 'journal'))?.size === 0);
  expect(readFileSync(join(folder, 'journal'), 'utf8')).not.toContain('@');
});
const newIdBack = (n: number) => `00000000-0000-4000-8000-${String(counter - n + 1).padStart(12, '0')}`;

test('a server that takes the message and then cuts the line leaves it uncertain, and it is not sent again', async () => {
  const server = await mailServer({ afterTaking: 'drop' });
  const { send } = await world(server);
  expect(await send('ana@example.org')).toMatchObject({ ok: false, retry: 'uncertain', code: 'smtp-no-reply' });
  expect(server.taken()).toHaveLength(1);
});

test('a server that takes the message and then says nothing leaves it uncertain', async () => {
  const server = await mailServer({ afterTaking: 'silence' });
  // Every answer before has only so long, too: a server that gets no processor for a second is none that says nothing.
  const { send } = await world(server, {}, { timeouts: { ...long, answer: 5000 } });
  expect(await send('ana@example.org')).toMatchObject({ ok: false, retry: 'uncertain' });
});

test('a server that never says a word is given up and tried later', async () => {
  const { send } = await world(await mailServer({ silent: true }), {}, { timeouts: short });
  expect(await send('ana@example.org')).toMatchObject({
    ok: false,
    retry: 'later',
    code: 'smtp-timeout',
    everyone: true,
  });
});

test('greylisting is told, and the second try gets through', async () => {
  const server = await mailServer({ greylist: 1 });
  const { send } = await world(server);
  const first = await send('ana@example.org');
  expect(first).toMatchObject({ ok: false, retry: 'later', code: 'smtp-greylisted', afterMs: 300_000 });
  expect(first.reply).toContain('Greylisted');
  expect(await send('ana@example.org')).toMatchObject({ ok: true });
  expect(server.taken()).toHaveLength(1);
});

test('answers that come byte by byte are understood', async () => {
  const server = await mailServer({ fragments: true });
  const { send } = await world(server);
  expect(await send('ana@example.org')).toMatchObject({ ok: true });
  expect(server.taken()).toHaveLength(1);
});

test('a recipient whom the server does not know fails for good, and the next one gets hers over the same line', async () => {
  const server = await mailServer({
    refuse: { 'nobody@example.org': '550 5.1.1 No such user', 'full@example.org': '452 4.2.2 Mailbox full' },
  });
  const { send } = await world(server);
  expect(await send('nobody@example.org')).toMatchObject({ ok: false, retry: 'never', code: 'smtp-no-such-address' });
  expect(await send('full@example.org')).toMatchObject({ ok: false, retry: 'later', code: 'smtp-mailbox-full' });
  expect(await send('ana@example.org')).toMatchObject({ ok: true });
});

test('a refusal after the whole message is a refusal, not an uncertainty', async () => {
  const { send } = await world(await mailServer({ onData: '554 5.7.1 Looks like spam' }));
  expect(await send('ana@example.org')).toMatchObject({ ok: false, retry: 'never', code: 'smtp-content-refused' });
});

test('a sender that the server does not take is nobody’s message’s fault: everything rests', async () => {
  const { send } = await world(await mailServer({ onMail: '550 5.7.1 Not allowed to send as this' }));
  expect(await send('ana@example.org')).toMatchObject({
    ...{ ok: false, retry: 'later', code: 'smtp-sender-refused', everyone: true },
  });
});

test('a server that is not there, or whose name is not known, is told and tried later', async () => {
  const server = await mailServer();
  await server.stop();
  const gone = await world(server);
  expect(await gone.send('ana@example.org')).toMatchObject({ ok: false, retry: 'later', code: 'smtp-unreachable' });
  const unknown = await world(server, { host: 'no-such-host.invalid', security: 'tls' });
  expect(await unknown.send('a@example.org')).toMatchObject({ ok: false, retry: 'later', everyone: true });
});

test('what was cancelled before it was with the server does not arrive', async () => {
  const server = await mailServer({ fragments: true });
  const { send } = await world(server);
  const abort = new AbortController();
  const sending = send('ana@example.org', abort.signal);
  setTimeout(() => abort.abort(), 5);
  const result = await sending;
  expect(result).toMatchObject({ ok: false, retry: 'later', code: 'cancelled' });
  expect(server.taken()).toEqual([]);
});

const withTls = test.skipIf(!hasOpenssl());
if (!hasOpenssl()) console.warn('openssl is not on this machine: TLS TO MAIL SERVERS WAS NOT TESTED');
const auth = { user: 'depot', password: 'right' };

withTls.for(['tls', 'starttls'] as const)(
  'by %s with the depot’s own authority and the right password',
  async (tls) => {
    const { ca, key, cert } = certificates('DNS:localhost,IP:127.0.0.1');
    const server = await mailServer({ tls, key, cert, auth });
    const email = { security: tls, user: 'depot', caFile: ca } as const;
    const right = await world(server, email, { password: 'right' });
    expect(await right.send('ana@example.org')).toMatchObject({ ok: true });
    const wrong = await world(server, email, { password: 'wrong' });
    expect(await wrong.send('ana@example.org')).toMatchObject({
      ...{ ok: false, retry: 'later', code: 'smtp-auth', everyone: true },
    });
    const unknown = await world(server, { ...email, caFile: null }, { password: 'right' });
    expect(await unknown.send('ana@example.org')).toMatchObject({ ok: false, code: 'smtp-certificate-unknown' });
    expect(server.taken()).toHaveLength(1);
  },
);

withTls('a certificate for another server, or one that has expired, is told in words', async () => {
  const other = certificates('DNS:mail.example.net');
  const { send } = await world(await mailServer({ tls: 'tls', key: other.key, cert: other.cert }), {
    ...{ security: 'tls', caFile: other.ca },
  });
  expect(await send('ana@example.org')).toMatchObject({ ok: false, code: 'smtp-certificate-name', everyone: true });
  const old = certificates('IP:127.0.0.1', -1);
  const expired = await world(await mailServer({ tls: 'tls', key: old.key, cert: old.cert }), {
    ...{ security: 'tls', caFile: old.ca },
  });
  expect(await expired.send('ana@example.org')).toMatchObject({ ok: false, code: 'smtp-certificate-expired' });
});

test('where encryption is asked for and the server offers none, nothing is sent, and no password', async () => {
  const server = await mailServer({ auth });
  const { send } = await world(server, { security: 'starttls', user: 'depot' }, { password: 'right' });
  expect(await send('ana@example.org')).toMatchObject({ ok: false, code: 'smtp-no-starttls', everyone: true });
  expect(server.taken()).toEqual([]);
});

test('what is lacking in the settings is told', async () => {
  const trouble = async (email: Partial<Settings['email']>, password: string | null = null) =>
    (await world({ port: 25 }, email, { password })).channel.trouble();
  expect(await trouble({ host: '' })).toContain('no mail server');
  expect(await trouble({ from: '' })).toContain('no address');
  expect(await trouble({ from: 'a@example.com, b@example.com' })).toContain('must be one');
  expect(await trouble({ from: 'a@example.com\r\nBcc: c@example.com' })).toContain('can’t be used');
  expect(await trouble({ host: 'mail.example.com' })).toContain('on this computer');
  expect(await trouble({ security: 'tls', host: 'mail.example.com', user: 'depot' })).toContain('password');
  expect(await trouble({ security: 'tls', host: 'mail.example.com', user: 'depot' }, 'x')).toBeNull();
});
