/**
 * Talks to the mail server: connections that are kept for the next message, and the one moment that counts, the dot that ends a
 * message. Before it nothing was sent; after the server’s answer to it all is known; what lies between may have gone.
 */
import { Readable } from 'node:stream';
import tls from 'node:tls';
import SMTPConnection, { type SMTPError } from 'nodemailer/lib/smtp-connection';
import type { DispatchResult } from '#core/confirmations/contract.ts';
import type { SendRequest, SmtpServer } from './courierMessages.ts';
import { mayHaveGone } from './journal.ts';
import { type SmtpFailure, verdictOf } from './smtpReplies.ts';

export interface SmtpConversations {
  /** `commit` is called when only the last dot is missing; when it throws, the message is not sent. */
  send(request: SendRequest, commit: () => void, signal: AbortSignal): Promise<DispatchResult>;
  close(): void;
}

/** Milliseconds that a connection waits for another message: shorter than any server's patience (RFC 5321 4.5.3.2.7: 5 minutes). */
const idleMs = 30_000;
/** Servers tire of one connection; a hundred messages are what most take. */
const messagesPerConnection = 100;

interface Line {
  key: string;
  connection: SMTPConnection;
  messages: number;
  isBroken: boolean;
  idle: NodeJS.Timeout | null;
}

export function createSmtpConversations(): SmtpConversations {
  const waiting: Line[] = [];

  function take(key: string): Line | null {
    const at = waiting.findIndex((line) => line.key === key && !line.isBroken);
    const [line] = at < 0 ? [] : waiting.splice(at, 1);
    if (line?.idle) clearTimeout(line.idle);
    return line ?? null;
  }

  function keep(line: Line): void {
    if (line.isBroken) return;
    if (line.messages >= messagesPerConnection) {
      hangUp(line);
      return;
    }
    line.idle = setTimeout(() => {
      waiting.splice(waiting.indexOf(line), 1);
      hangUp(line);
    }, idleMs);
    line.idle.unref();
    waiting.push(line);
  }

  async function send(request: SendRequest, commit: () => void, signal: AbortSignal): Promise<DispatchResult> {
    const key = JSON.stringify(request.server);
    for (;;) {
      const used = take(key);
      let line: Line;
      try {
        line = used ?? (await dial(key, request.server));
      } catch (error) {
        // Who is not let in with one message is not let in with another.
        return { ...notTaken(error as SmtpFailure), everyone: true };
      }
      if (signal.aborted) {
        keep(line);
        return cancelled;
      }
      const sent = await sendOn(line, request, commit, signal);
      if (sent.what === 'answered') {
        line.messages += 1;
        keep(line);
        return sent.result;
      }
      hangUp(line);
      // A line that was kept may have been cut long ago, which shows with the first word on it: that was no try.
      if (sent.what === 'cut-before' && used) continue;
      return sent.result;
    }
  }

  return {
    send,
    close() {
      for (const line of waiting.splice(0)) {
        if (line.idle) clearTimeout(line.idle);
        hangUp(line);
      }
    },
  };
}

const cancelled: DispatchResult = { ok: false, code: 'cancelled', message: '', retry: 'later', reply: null };

function hangUp(line: Line): void {
  line.isBroken = true;
  line.connection.on('error', () => undefined);
  line.connection.close();
}

function notTaken(failure: SmtpFailure): Extract<DispatchResult, { ok: false }> {
  const { code, retry, everyone, afterMs } = verdictOf(failure);
  return {
    ...{ ok: false, code, message: '', retry, reply: failure.response ?? null },
    ...(everyone && { everyone }),
    ...(afterMs === undefined ? {} : { afterMs }),
  };
}

/** Connects and signs in. Rejects with nodemailer's error. */
function dial(key: string, server: SmtpServer): Promise<Line> {
  const { host, port, security, timeouts } = server;
  const connection = new SMTPConnection({
    ...{ host, port, secure: security === 'tls' },
    // Encryption is asked for and insisted on, or the server is on this machine: there is no third way.
    ...(security === 'starttls' && { requireTLS: true }),
    ...(security === 'none' && { ignoreTLS: true }),
    // A server on this machine is reached without any network.
    allowInternalNetworkInterfaces: true,
    tls: { minVersion: 'TLSv1.2', ca: server.ca === null ? systemAuthorities() : [server.ca] },
    ...{ connectionTimeout: timeouts.connect, dnsTimeout: timeouts.connect, greetingTimeout: timeouts.greeting },
    socketTimeout: timeouts.answer,
  });
  const line: Line = { key, connection, messages: 0, isBroken: false, idle: null };
  connection.on('end', () => {
    line.isBroken = true;
  });
  return new Promise((resolve, reject) => {
    const refuse = (error: SMTPError) => {
      line.isBroken = true;
      connection.close();
      reject(error);
    };
    connection.once('error', refuse);
    const ready = () => {
      connection.removeListener('error', refuse);
      // From here on whoever sends hears of it; between messages it only means that the line is cut.
      connection.on('error', () => {
        line.isBroken = true;
      });
      resolve(line);
    };
    connection.connect((error) => {
      if (error) return refuse(error);
      if (server.password === null || server.user === '') return ready();
      connection.login({ user: server.user, pass: server.password }, (failed) => (failed ? refuse(failed) : ready()));
    });
  });
}

let authorities: string[] | null = null;
/** Node's own list and the system's: a company's own authority stands in the latter. */
function systemAuthorities(): string[] {
  authorities ??= [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  return authorities;
}

type Sent =
  /** The server has answered, and the line can be used again. */
  { what: 'answered'; result: DispatchResult } | { what: 'cut-before' | 'ended'; result: DispatchResult };

function sendOn(line: Line, request: SendRequest, commit: () => void, signal: AbortSignal): Promise<Sent> {
  const { connection } = line;
  let isBegun = false;
  let isCommitted = false;
  let refusal: DispatchResult | null = null;
  let isOut = false;
  const message = new Readable({
    read() {
      isBegun = true;
      if (!isOut) {
        isOut = true;
        this.push(request.message, 'latin1');
        return;
      }
      // Everything but the last dot is out. From the next line on it may be taken.
      try {
        if (signal.aborted) {
          refusal = cancelled;
          throw new Error('cancelled');
        }
        commit();
      } catch (error) {
        refusal ??= { ok: false, code: 'disk-full', message: '', retry: 'later', everyone: true, reply: null };
        this.destroy(error as Error);
        return;
      }
      isCommitted = true;
      this.push(null);
    },
  });
  const stop = () => {
    if (isCommitted) return;
    refusal = cancelled;
    message.destroy(new Error('cancelled'));
  };
  signal.addEventListener('abort', stop, { once: true });
  const envelope = { from: request.from, to: [request.to], size: Buffer.byteLength(request.message, 'latin1') };
  return new Promise<Sent>((resolve) => {
    connection.send(envelope, message, (error, info) => {
      signal.removeEventListener('abort', stop);
      if (!error) {
        resolve({ what: 'answered', result: { ok: true, state: 'sent', reply: info?.response ?? null } });
        return;
      }
      if (isCommitted) {
        // A number is an answer to the dot, and an answer that says no. Without one it may have been yes.
        const isAnswered = Boolean(error.responseCode);
        const result = isAnswered
          ? notTaken({
              code: error.code,
              responseCode: error.responseCode,
              response: error.response,
              command: 'DATA',
              message: error.message,
            })
          : mayHaveGone;
        resolve({ what: isAnswered && !line.isBroken ? 'answered' : 'ended', result: isAnswered ? result : lostReply });
        return;
      }
      if (refusal) return resolve({ what: 'ended', result: refusal });
      const result = notTaken(error);
      const isCut = !error.responseCode && !isBegun && (error.code === 'ECONNECTION' || error.code === 'ESOCKET');
      if (isCut) return resolve({ what: 'cut-before', result });
      if (!error.responseCode || line.isBroken || error.responseCode === 421) return resolve({ what: 'ended', result });
      // The server said no to the envelope: the next message begins anew.
      connection.reset((failed) => resolve({ what: failed ? 'ended' : 'answered', result }));
    });
  });
}

const lostReply: DispatchResult = { ok: false, code: 'smtp-no-reply', message: '', retry: 'uncertain', reply: null };
