/** One confirmation from the outbox into its channel's hands, and what came of it into the ledger. */
import { afterInterruption, type ConfirmationEvent, retryDelay, retryPlan } from '#core/domain/confirmations.ts';
import { addressIn } from '#core/domain/emailAddress.ts';
import type { ConfirmationFinder } from '#core/index/confirmationFinder.ts';
import type { ConfirmationStore, StoredConfirmation } from '#core/index/confirmationStore.ts';
import type { Channel, Composer, ConfirmationMessage, DispatchResult } from './contract.ts';
import { type OutboxRecord, type StepDetails, standsAs, stepBody } from './outboxRecord.ts';

export interface SendingParts {
  store: ConfirmationStore;
  finder: ConfirmationFinder;
  record: OutboxRecord;
  composer: Composer;
  clock: () => number;
  random: () => number;
}

/** `sent`: the channel was asked; `not-now`: nothing was tried and it waits; `settled`: it came to an end without a try. */
export type SendOutcome = { what: 'tried'; result: DispatchResult } | { what: 'not-now' } | { what: 'settled' };

/** A picture whose file is not here (the drive is away, the phone syncs again): looked for once an hour. */
const pictureAgainMs = 3_600_000;

export function createSending(parts: SendingParts) {
  const { store, finder, record, composer, clock, random } = parts;

  const step = (wanted: StoredConfirmation, event: ConfirmationEvent, details?: StepDetails) =>
    record.write(() => (standsAs(store, wanted) ? stepBody(store, wanted.confirmation, event, details) : []));

  /** Why it may not go as it is now, and what then becomes of it; null: it may. Asked twice: before it is composed, and after. */
  function obstacle(wanted: StoredConfirmation): { event: ConfirmationEvent; details: StepDetails } | 'wait' | null {
    const standing = finder.standing(wanted.stop);
    if (standing === 'wait') return 'wait';
    if (standing !== 'go') return { event: 'stopped', details: { code: standing } };
    const picture = finder.picture(wanted.stop);
    if (picture === null) return postponed(wanted, 'picture-not-here');
    if (picture !== wanted.photo) return { event: 'stopped', details: { code: 'picture-changed' } };
    const address = wanted.channel === 'email' ? addressIn(finder.facts(wanted.stop)?.contact ?? null) : null;
    if (address && !address.ok) return { event: 'given-up', details: { code: address.code } };
    if (wanted.triedAt !== null && clock() - wanted.triedAt > retryPlan.giveUpMs) {
      return { event: 'given-up', details: { code: 'gave-up' } };
    }
    return null;
  }

  /** Said once in the ledger; what still waits for the same after an hour says nothing new. */
  function postponed(
    wanted: StoredConfirmation,
    code: string,
  ): { event: ConfirmationEvent; details: StepDetails } | 'wait' {
    if (wanted.code === code) return 'wait';
    return { event: 'postponed', details: { code, retryAt: clock() + pictureAgainMs } };
  }

  type Composed = { ok: true; message: ConfirmationMessage } | { ok: false; instead: ReturnType<typeof postponed> };

  async function compose(wanted: StoredConfirmation): Promise<Composed> {
    const facts = finder.facts(wanted.stop);
    if (!facts) return { ok: false, instead: 'wait' };
    const { contact: _contact, ...known } = facts;
    const composed = await composer.compose({
      ...{ confirmation: wanted.confirmation, stop: wanted.stop, photo: wanted.photo },
      ...known,
      takenAt: finder.takenAt(wanted.photo),
    });
    if (composed.ok) return composed;
    const { later, code } = composed;
    return { ok: false, instead: later ? postponed(wanted, code) : { event: 'given-up', details: { code } } };
  }

  /** What a channel's answer is to the confirmation. */
  function outcomeOf(result: DispatchResult, attempt: number): { event: ConfirmationEvent; details: StepDetails } {
    const { reply } = result;
    if (result.ok) return { event: result.state === 'delivered' ? 'arrived' : 'took', details: { reply } };
    const { code } = result;
    if (result.retry === 'never') return { event: 'refused', details: { code, reply } };
    if (result.retry === 'uncertain') return { event: 'lost', details: { code, reply } };
    // What our own end cut short waits for nobody.
    if (code === 'interrupted' || code === 'cancelled') return { event: 'not-yet', details: { code } };
    const retryAt = clock() + retryDelay(attempt, random(), result.afterMs);
    return { event: 'not-yet', details: { code, reply, retryAt } };
  }

  return {
    /** `signal` stops it as long as it is not with the receiver. Rejects when the ledger can't be written. */
    async send(wanted: StoredConfirmation, channel: Channel, signal: AbortSignal): Promise<SendOutcome> {
      const before = obstacle(wanted);
      const composed = before ? { ok: false as const, instead: before } : await compose(wanted);
      if (!composed.ok) {
        const { instead } = composed;
        if (instead === 'wait') return { what: 'not-now' };
        await step(wanted, instead.event, instead.details);
        return { what: 'settled' };
      }
      // Nothing leaves before the ledger says that it is leaving; and what was decided while the picture was made holds.
      let recipient: string | null = null;
      const begun = await record.write(() => {
        if (signal.aborted || record.isBehind() || !standsAs(store, wanted) || obstacle(wanted)) return [];
        const address = addressIn(finder.facts(wanted.stop)?.contact ?? null);
        recipient = channel.name === 'email' && address.ok ? address.address : null;
        return stepBody(store, wanted.confirmation, 'try');
      });
      if (begun.length === 0) return { what: 'not-now' };
      const attempt = wanted.attempt + 1;
      const { confirmation, stop } = wanted;
      const { message } = composed;
      const result = await channel
        .send({ confirmation, attempt, stop, message, recipient, signal })
        .catch((): DispatchResult => brokenChannel(channel));
      return { what: 'tried', result };
    },

    /** Writes what became of a try down. */
    async note(wanted: StoredConfirmation, result: DispatchResult): Promise<void> {
      const attempt = wanted.attempt + 1;
      const { event, details } = outcomeOf(result, attempt);
      const trying = { ...wanted, state: 'sending' as const, attempt };
      await record.write(() => (standsAs(store, trying) ? stepBody(store, wanted.confirmation, event, details) : []));
    },

    /** The same for one that was being sent when the program ended. */
    recoveredStep(wanted: StoredConfirmation, result: DispatchResult | null) {
      const known = result ?? interrupted(wanted);
      const { event, details } = outcomeOf(known, wanted.attempt);
      return stepBody(store, wanted.confirmation, event, details);
    },
  };
}

/** A channel never throws; one that does has a bug, and what it did before that nobody knows. */
function brokenChannel(channel: Channel): DispatchResult {
  const isSafe = afterInterruption(channel.name) === 'not-yet';
  return {
    ...{ ok: false, code: isSafe ? 'interrupted' : 'may-have-gone', message: '', reply: null },
    retry: isSafe ? 'later' : 'uncertain',
  };
}

/** It was in the hands of a channel that keeps no record. */
function interrupted({ channel }: StoredConfirmation): DispatchResult {
  const isSafe = afterInterruption(channel) === 'not-yet';
  return {
    ...{ ok: false, code: isSafe ? 'interrupted' : 'may-have-gone', message: '', reply: null },
    retry: isSafe ? 'later' : 'uncertain',
  };
}

export type Sending = ReturnType<typeof createSending>;
