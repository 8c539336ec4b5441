/**
 * What the rooms of a confirmation say to each other: the outbox decides what is due and keeps the record, the message makes what
 * the customer sees, a channel brings it there.
 */
import type { StopRef } from '#core/ledger/contract.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { ConfirmationChannel, Handover } from '#shared/words.ts';

/** What is known of the stop when its confirmation is made; read from the index at that moment, never kept. */
export interface ConfirmationFacts {
  /** UUID of the ledger's `confirm`: the idempotency key towards every receiver. */
  confirmation: string;
  stop: StopRef;
  photo: PhotoId;
  customer: string | null;
  address: string;
  postcode: string | null;
  /** WGS 84; the customer's zone is the one of this place, else the depot's. */
  position: { latitude: number; longitude: number } | null;
  /** Delivered parcels of the stop. */
  trackingIds: string[];
  /** Epoch ms. */
  deliveredAt: number | null;
  takenAt: number | null;
  handover: Handover | null;
}

/** What the customer gets, the same in every channel. */
export interface ConfirmationMessage {
  /** BCP 47. */
  language: string;
  subject: string;
  /** A whole document, without script or outside request; `pictures` stand in it as `cid:NAME`. */
  html: string;
  text: string;
  /** Re-encoded, without any metadata; the delivery's picture is `picture`, the depot's logo `logo`. */
  pictures: { name: 'picture' | 'logo'; contentType: string; bytes: Buffer }[];
  /** The facts as words and ISO times, for programs: no more than `html` says. */
  data: Record<string, unknown>;
}

export type ComposeResult =
  | { ok: true; message: ConfirmationMessage }
  /** Nothing may be sent; `later`: the picture's file is not here now. A sentence. */
  | { ok: false; code: string; message: string; later: boolean };

export interface Composer {
  compose(facts: ConfirmationFacts): Promise<ComposeResult>;
}

/** What a channel is handed: one confirmation for one receiver. */
export interface Dispatch {
  confirmation: string;
  /** From 1. */
  attempt: number;
  stop: StopRef;
  message: ConfirmationMessage;
  /** The customer's e-mail address; null where the channel needs none. */
  recipient: string | null;
  signal: AbortSignal;
}

export type DispatchResult =
  /** `sent`: the receiver's server has taken it; `delivered`: the receiver itself has. */
  | { ok: true; state: 'sent' | 'delivered'; reply: string | null }
  /**
   * `later`: try again (`afterMs`: not before; else by the outbox's own back-off). `never`: no try will help. `uncertain`: it may
   * have been taken: never send again by itself. `message` is a sentence; `reply` what the other side said, which may be personal.
   */
  | {
      ok: false;
      code: string;
      message: string;
      retry: 'later' | 'never' | 'uncertain';
      afterMs?: number;
      /** It is not about this message: the receiver can't be used at all, and the others rest too. */
      everyone?: true;
      reply: string | null;
    };

/** What became of messages that were in a channel's hands when the program ended. */
export interface Recovered {
  /** By {@link recoveredKey}; one that is not in it never left. */
  outcomes: ReadonlyMap<string, DispatchResult>;
  /** They are in the ledger: the channel may forget them and goes to work. */
  taken(): Promise<void>;
}

export const recoveredKey = (confirmation: string, attempt: number) => `${confirmation} ${attempt}`;

export interface Channel {
  readonly name: ConfirmationChannel;
  /** Null when it can be used, else a sentence with what is lacking in the settings. */
  trouble(): string | null;
  send(dispatch: Dispatch): Promise<DispatchResult>;
  /** The outcome is in the ledger; absent where nobody has to know. */
  recorded?(confirmation: string, attempt: number): void;
  /**
   * Called once, before anything is sent: what is known of `open`, which were being sent when the program ended. Absent: nothing
   * is (see `afterInterruption`).
   */
  recover?(open: ReadonlyArray<{ confirmation: string; attempt: number }>): Promise<Recovered>;
  /** Takes back what can be taken back (a page); absent where nothing can. */
  withdraw?(confirmation: string, stop: StopRef): Promise<void>;
  /** Of a channel that writes files: the name of the one that shows this confirmation; null: there is none (any more). */
  pageOf?(confirmation: string): Promise<string | null>;
  close(): Promise<void>;
}

/** The process that talks to the mail server; forked by Node or by Electron's `utilityProcess`. */
export interface Courier {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** It ended, or could not be started. */
  onExit(listener: () => void): void;
  /** Lets go of it: it ends by itself when what it has in its hands is decided. */
  leave(): void;
}
/** Starts `courier/courier.ts`, or what the build made of it, on the courier's folder (absolute). */
export type SpawnCourier = (folder: string) => Courier;
