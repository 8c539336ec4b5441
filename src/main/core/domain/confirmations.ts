/**
 * Where a confirmation may go from where it stands. One table for whoever makes a step and for whoever reads one: a way that is
 * not in it is gone by nobody, and none of its ways sends twice.
 */
import type { ConfirmationChannel, ConfirmationState } from '#shared/words.ts';

/** What happens to a confirmation. The last four are done by a person. */
export const confirmationEvents = [
  /** It is handed to its channel. */
  'try',
  /** The receiver's server has taken it. */
  'took',
  /** The receiver itself has it. */
  'arrived',
  /** Not taken, for sure; it may be tried again. */
  'not-yet',
  /** Not taken, for sure, and no try will help. */
  'refused',
  /** Nobody knows whether it was taken. */
  'lost',
  /** Its picture can't be shown now: it waits. */
  'postponed',
  /** Its picture can't be shown at all, or its time is over. */
  'given-up',
  /** Its stop is not to get it any more: opted out, not confirmed, another picture. */
  'stopped',
  'hold',
  'release',
  'resend',
  'withdraw',
] as const;
export type ConfirmationEvent = (typeof confirmationEvents)[number];

type Ways = Partial<Record<ConfirmationEvent, ConfirmationState>>;

const ways: Record<ConfirmationState, Ways> = {
  ready: {
    ...{ try: 'sending', postponed: 'ready', 'given-up': 'failed', stopped: 'withdrawn' },
    ...{ hold: 'held', withdraw: 'withdrawn' },
  },
  held: { stopped: 'withdrawn', release: 'ready', withdraw: 'withdrawn' },
  sending: { took: 'sent', arrived: 'delivered', 'not-yet': 'ready', refused: 'failed', lost: 'uncertain' },
  sent: { arrived: 'delivered' },
  delivered: {},
  failed: { resend: 'ready', withdraw: 'withdrawn' },
  uncertain: { resend: 'ready', withdraw: 'withdrawn' },
  withdrawn: { resend: 'ready' },
};

/** Only a page can be taken back once it is out. */
const canTakeBack: ReadonlySet<ConfirmationChannel> = new Set(['pages']);

/** Null: that can't happen to one that stands there. */
export function stepAfter(
  state: ConfirmationState,
  event: ConfirmationEvent,
  channel: ConfirmationChannel,
): ConfirmationState | null {
  const takesBack = event === 'withdraw' || event === 'stopped';
  if (takesBack && isOut(state) && canTakeBack.has(channel)) return 'withdrawn';
  return ways[state][event] ?? null;
}

/**
 * Whether a step of the ledger may follow on where the confirmation stands: as the table says, each try counted by one. Whatever
 * else a ledger says (two programs on one copy of it) is passed over.
 */
export function mayFollow(
  from: { state: ConfirmationState; attempt: number },
  to: { state: ConfirmationState; attempt: number },
  channel: ConfirmationChannel,
): boolean {
  if (to.attempt !== from.attempt + (to.state === 'sending' ? 1 : 0)) return false;
  return confirmationEvents.some((event) => stepAfter(from.state, event, channel) === to.state);
}

export type ConfirmationAction = 'hold' | 'release' | 'resend' | 'withdraw';

/**
 * What a person may do with it. Sending again what has gone out already makes a confirmation of its own, with a name of its own:
 * receivers throw a second one of the same name away.
 */
export function actionsOn(state: ConfirmationState, channel: ConfirmationChannel): ConfirmationAction[] {
  const steps = (['hold', 'release', 'resend', 'withdraw'] as const).filter(
    (action) => stepAfter(state, action, channel) !== null,
  );
  return isOut(state) ? ['resend', ...steps] : steps;
}

/** It has left and was taken. */
export function isOut(state: ConfirmationState): boolean {
  return state === 'sent' || state === 'delivered';
}

/**
 * Why the outbox itself withdrew one. It never went out, so that the stop may get another one when things are as they have to be:
 * a person's withdrawal is for good.
 */
export const stopCodes = ['opted-out', 'not-confirmed', 'picture-changed'] as const;
export type StopCode = (typeof stopCodes)[number];
export const isStopCode = (code: string | null): code is StopCode =>
  (stopCodes as readonly (string | null)[]).includes(code);

/**
 * What one that was being sent when the program died is: a page is written again under the same name, and a webhook's receiver
 * knows the key that comes twice; of a mail server nobody can ask what it took.
 */
export function afterInterruption(channel: ConfirmationChannel): 'not-yet' | 'lost' {
  return channel === 'email' ? 'lost' : 'not-yet';
}

/**
 * When one that was not taken is tried again. The first wait is that of greylisting servers (RFC 6647 finds some minutes usual);
 * RFC 5321 4.5.4.1 wants no more than two tries in the first hour from a server that relays for the world, and one every two or
 * three hours later: from a single depot, each message to one address, three and then one an hour harm nobody.
 */
export const retryPlan = {
  firstMs: 5 * 60_000,
  factor: 2,
  mostMs: 60 * 60_000,
  /** Share of the wait by which it may be shorter or longer, so that a thousand do not come back in one second. */
  jitter: 0.2,
  /**
   * After the first try. RFC 5321 4.5.4.1 speaks of four or five days for a letter; “your parcel is at the door” helps nobody
   * after two, and a receiver that was down for a whole day still gets it.
   */
  giveUpMs: 48 * 3_600_000,
} as const;

/** Milliseconds until the next try after so many (from 1); `random` from 0 to 1, `atLeast` as the receiver wishes. */
export function retryDelay(attempt: number, random: number, atLeast = 0): number {
  const plain = Math.min(retryPlan.firstMs * retryPlan.factor ** (attempt - 1), retryPlan.mostMs);
  return Math.round(Math.max(plain * (1 + retryPlan.jitter * (2 * random - 1)), atLeast));
}

/** Milliseconds that a channel rests whose server can't be used at all, after so many failures in a row (from 1). */
export function channelRest(failures: number, random: number): number {
  const plain = Math.min(30_000 * 2 ** (failures - 1), 15 * 60_000);
  return Math.round(plain * (1 + retryPlan.jitter * (2 * random - 1)));
}
