/**
 * Confirmations to a program of the depot's own, by signed HTTPS POST (docs/webhook.md). Whatever happens after a message was sent,
 * it may be sent again: the receiver knows it by its key. That is what a mail server can't do, so the e-mail channel must not.
 */
import type { lookup } from 'node:dns';
import type { Channel, Dispatch, DispatchResult } from '#core/confirmations/contract.ts';
import type { Settings } from '#shared/settings.ts';
import { guardedPost, type PostFailure, type PostResult } from './guardedPost.ts';
import { signatureHeader, signatureOf } from './webhookSignature.ts';

export interface WebhookParts {
  settings: () => Pick<Settings, 'webhook'>;
  /** What messages are signed with; null: nobody has given one. */
  secret: () => string | null;
  clock: () => number;
  version: string;
  /** The whole of one try, ms; 30 s: a receiver that stores a picture takes a second. */
  milliseconds?: number;
  lookup?: typeof lookup;
}

/** What a receiver asks for with `Retry-After` is kept between a second and a day. */
const waits = { least: 1_000, most: 86_400_000 };
/** Answers that are about this very message: no try will change them. The others are about the receiver, which somebody puts right. */
const aboutTheMessage: ReadonlySet<number> = new Set([400, 406, 410, 411, 413, 414, 415, 422, 431, 451]);

export function createWebhookChannel(parts: WebhookParts): Channel {
  function trouble(): string | null {
    const { url, allowPrivate } = parts.settings().webhook;
    const at = URL.parse(url);
    if (url.trim() === '') return 'The webhook has no address yet.';
    if (at === null || (at.protocol !== 'https:' && at.protocol !== 'http:')) {
      return 'The webhook’s address is no web address such as https://example.com/deliveries.';
    }
    if (at.username !== '' || at.password !== '') {
      return 'The webhook’s address holds a name or password. It would stand in the settings in plain words: leave it out.';
    }
    if (at.protocol === 'http:' && !allowPrivate) {
      return 'The webhook’s address begins with http: anybody on the way could read the messages. Use https.';
    }
    return parts.secret() === null ? 'The webhook has no secret yet to sign its messages with.' : null;
  }

  async function send(dispatch: Dispatch): Promise<DispatchResult> {
    const lack = trouble();
    const secret = parts.secret();
    if (lack !== null || secret === null) {
      return { ok: false, code: 'webhook-not-set', message: lack ?? '', retry: 'later', reply: null };
    }
    const { url, allowPrivate } = parts.settings().webhook;
    const body = Buffer.from(JSON.stringify(bodyOf(dispatch)));
    const result = await guardedPost({
      url: new URL(url),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': `Porchlight/${parts.version}`,
        'idempotency-key': dispatch.confirmation,
        [signatureHeader]: signatureOf(secret, parts.clock(), body),
      },
      ...{ body, allowPrivate, milliseconds: parts.milliseconds ?? 30_000, signal: dispatch.signal },
      ...(parts.lookup ? { lookup: parts.lookup } : {}),
    });
    return result.kind === 'failed' ? failureOf(result.why) : answerOf(result, parts.clock());
  }

  return { name: 'webhook', trouble, send, close: () => Promise.resolve() };
}

/** What a receiver gets. Fields are added to it and never changed: `porchlight` is raised when that can't be kept. */
function bodyOf({ confirmation, attempt, stop, message }: Dispatch) {
  const { language, subject, html, text, data, pictures } = message;
  return {
    porchlight: 1,
    type: 'delivery.confirmed',
    ...{ confirmation, attempt, ...stop, language, subject, text, html, data },
    pictures: pictures.map(({ name, contentType, bytes }) => ({ name, contentType, base64: bytes.toString('base64') })),
  };
}

const failures: Record<PostFailure, { message: string }> = {
  'address-refused': {
    message:
      'The webhook’s address leads to this computer or into a private network. Allow that in the settings if it is meant.',
  },
  'address-unknown': { message: 'The webhook’s address can’t be found. Is there a connection?' },
  unreachable: { message: 'The webhook’s receiver can’t be reached.' },
  certificate: { message: 'The webhook’s receiver has no valid certificate for its address.' },
  'too-slow': { message: 'The webhook’s receiver took too long to answer.' },
  'broken-off': { message: 'The connection to the webhook’s receiver broke off.' },
  stopped: { message: 'Porchlight was being closed.' },
};

function failureOf(why: PostFailure): DispatchResult {
  const result: DispatchResult = { ok: false, code: `webhook-${why}`, ...failures[why], retry: 'later', reply: null };
  // All but our own end is about the receiver: the others would fare no better.
  return why === 'stopped' ? result : { ...result, everyone: true };
}

function answerOf(answer: Extract<PostResult, { kind: 'answer' }>, now: number): DispatchResult {
  const { status, text, location } = answer;
  const reply = text.trim() === '' ? null : text;
  if (status >= 200 && status < 300) return { ok: true, state: 'delivered', reply };
  if (status >= 300 && status < 400) {
    const to = URL.parse(location ?? '')?.host;
    const message = `The webhook’s address sends on to ${to ? `“${to}”` : 'another one'}. Porchlight follows nobody: enter the last address in the settings.`;
    return { ok: false, code: 'webhook-redirects', message, retry: 'later', everyone: true, reply };
  }
  if (aboutTheMessage.has(status)) {
    const message = `The webhook’s receiver refused the message (${status}).`;
    return { ok: false, code: 'webhook-refused', message, retry: 'never', reply };
  }
  const afterMs = waitOf(answer.retryAfter, now);
  const message =
    status === 429
      ? 'The webhook’s receiver is busy and asks to wait.'
      : `The webhook’s receiver could not take the message (${status}).`;
  return {
    ...{ ok: false, code: `webhook-${status}`, message, retry: 'later', everyone: true, reply },
    ...(afterMs === null ? {} : { afterMs }),
  };
}

/** `Retry-After`: seconds or a date. Null: there is none, or one that makes no sense. */
function waitOf(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? null : Math.min(waits.most, Math.max(waits.least, wait));
}
