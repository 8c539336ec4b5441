/**
 * One POST to an address that somebody typed: no redirect is followed, no address in a closed network is spoken to, the answer is
 * bounded, and the time too.
 */
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './publicAddress.ts';

export interface GuardedPost {
  url: URL;
  headers: Record<string, string>;
  body: Buffer;
  /** Loopback and private addresses too. */
  allowPrivate: boolean;
  /** How long the whole may take, ms. */
  milliseconds: number;
  signal: AbortSignal;
  /** Bytes of an answer that are read; who sends more is cut off there. */
  mostAnswerBytes?: number;
  /** Asks for the addresses of a name; the system, unless a test answers. */
  lookup?: typeof systemLookup;
}

export type PostResult =
  | {
      kind: 'answer';
      status: number;
      /** The body as far as it came within its limits. */
      bytes: Buffer;
      /** Its beginning. */
      text: string;
      retryAfter: string | undefined;
      location: string | undefined;
    }
  | { kind: 'failed'; why: PostFailure; detail: string };

/** `stopped`: by the caller. `broken-off`: while sending or waiting for an answer. */
export type PostFailure =
  | ('address-refused' | 'address-unknown' | 'unreachable' | 'certificate')
  | ('too-slow' | 'broken-off' | 'stopped');

/** Enough for what a receiver has to say. */
const usualAnswerBytes = 16_384;
/** The status is what counts: the body of an answer gets no longer than this, ms. */
const bodyMilliseconds = 3_000;
const mostText = 300;

/** Resolves always. */
export async function guardedPost(options: GuardedPost): Promise<PostResult> {
  const { url, allowPrivate } = options;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A bare address is never looked up, so it is judged here; the URL has written 0x7f.1 and its kind as 127.0.0.1 already.
  if (isIP(host) !== 0 && !allowPrivate && !isPublicAddress(host)) return failed('address-refused', host);

  const tooSlow = AbortSignal.timeout(options.milliseconds);
  const signal = AbortSignal.any([options.signal, tooSlow]);
  return new Promise<PostResult>((resolve) => {
    const settle = (result: PostResult) => resolve(result);
    const onError = (error: unknown) => {
      if (options.signal.aborted) settle(failed('stopped', ''));
      else if (tooSlow.aborted) settle(failed('too-slow', ''));
      else settle(failureOf(error as NodeJS.ErrnoException));
    };
    const send = url.protocol === 'http:' ? plainRequest : secureRequest;
    let request: ClientRequest;
    try {
      request = send(url, {
        method: 'POST',
        headers: { ...options.headers, 'content-length': String(options.body.length) },
        // A connection of its own: none that was checked under other settings is used again.
        agent: false,
        lookup: lookupOnlyPublic(options.lookup ?? systemLookup, allowPrivate),
        signal,
      });
    } catch (error) {
      onError(error);
      return;
    }
    request.on('error', onError);
    request.on('response', (response) => {
      void beginningOf(response, options.mostAnswerBytes ?? usualAnswerBytes).then((bytes) => {
        const { 'retry-after': retryAfter, location } = response.headers;
        const text = bytes.toString('utf8').slice(0, mostText);
        settle({ kind: 'answer', status: response.statusCode ?? 0, bytes, text, retryAfter, location });
        request.destroy();
      });
    });
    request.end(options.body);
  });
}

/**
 * The addresses that are handed on are those that were checked: the name is asked once, and the connection goes to what was
 * answered then. A name that leads to an open and to a closed address leads to none.
 */
function lookupOnlyPublic(lookup: typeof systemLookup, allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = found as LookupAddress[] | undefined;
      const first = addresses?.[0];
      if (error || !addresses || !first) {
        callback(error ?? Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0);
        return;
      }
      const shut = allowPrivate ? undefined : addresses.find(({ address }) => !isPublicAddress(address));
      if (shut) callback(Object.assign(new Error(shut.address), { code: refusedCode }), '', 0);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

const refusedCode = 'EPORCHLIGHTREFUSED';

function failureOf(error: NodeJS.ErrnoException): PostResult {
  const code = error.code ?? '';
  if (code === refusedCode) return failed('address-refused', error.message);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL') return failed('address-unknown', code);
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|EPROTO)/.test(code)) {
    return failed('certificate', code);
  }
  const isBeforeSending = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'ETIMEDOUT'];
  return failed(isBeforeSending.includes(code) ? 'unreachable' : 'broken-off', code || error.message);
}

const failed = (why: PostFailure, detail: string): PostResult => ({ kind: 'failed', why, detail });

/** The beginning of the body, as far as it comes in time. Resolves always. */
function beginningOf(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    const end = () => {
      clearTimeout(timer);
      resolve(Buffer.concat(parts).subarray(0, mostBytes));
    };
    const timer = setTimeout(end, bodyMilliseconds);
    response.on('data', (part: Buffer) => {
      bytes += part.length;
      parts.push(part);
      if (bytes >= mostBytes) {
        response.pause();
        end();
      }
    });
    for (const event of ['end', 'close', 'error']) response.on(event, end);
  });
}
