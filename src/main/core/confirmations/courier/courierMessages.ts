/** What the app and its courier say to each other. */
import type { DispatchResult } from '#core/confirmations/contract.ts';

/** How to reach the mail server. */
export interface SmtpServer {
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  user: string;
  /** Null: the server is spoken to without a password. */
  password: string | null;
  /** PEM of the only authorities that are trusted; null: the system's. */
  ca: string | null;
  timeouts: SmtpTimeouts;
}

/** Milliseconds. */
export interface SmtpTimeouts {
  /** Until there is a connection, name and all. */
  connect: number;
  /** Until the greeting, and until TLS stands. */
  greeting: number;
  /** Between two answers. */
  answer: number;
}

export interface SendRequest {
  kind: 'send';
  confirmation: string;
  attempt: number;
  server: SmtpServer;
  from: string;
  to: string;
  /** A whole message (RFC 5322), 7-bit. */
  message: string;
}

export type ToCourier =
  | SendRequest
  /** Not to be sent any more, if it is not with the server. */
  | { kind: 'cancel'; confirmation: string; attempt: number }
  /** Its outcome is in the ledger. */
  | { kind: 'recorded'; confirmation: string; attempt: number }
  /** What is being decided is waited for, everything else is dropped, and then it ends. */
  | { kind: 'end' };

export type FromCourier =
  /** It may be given messages. */
  | { kind: 'ready' }
  /** Another courier is still at work on this data folder. */
  | { kind: 'busy' }
  | { kind: 'result'; confirmation: string; attempt: number; result: DispatchResult };
