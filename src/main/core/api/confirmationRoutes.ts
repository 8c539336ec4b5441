/** The outbox: what went to customers and what did not, holding, sending again, withdrawing, and trying a channel. */
import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import type { Channel, DispatchResult } from '#core/confirmations/contract.ts';
import { sampleMessage } from '#core/confirmations/message/preview.ts';
import { withPages } from '#core/confirmations/pageNames.ts';
import type { Depot } from '#core/depot.ts';
import { codeSentence } from '#core/domain/confirmationSentences.ts';
import type { ConfirmationAction } from '#core/domain/confirmations.ts';
import { addressIn } from '#core/domain/emailAddress.ts';
import { LedgerWriteError } from '#core/ledger/contract.ts';
import { depotNameWarning } from '#shared/settings.ts';
import type { ConfirmationChannel } from '#shared/words.ts';
import { type Answer, bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

const noOutbox = fail(409, 'no-outbox', 'This host sends no confirmations. Open Porchlight itself.');

/** Milliseconds that somebody at the screen waits for a try. */
const tryMs = 60_000;

export function confirmationRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'listConfirmations', async (filter) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const page = depot.queries.confirmationList.page(filter);
    const outbox = depot.outbox;
    const nameless = depotNameWarning(context.settings());
    return ok({
      ...page,
      entries: await withPages(depot, page.entries),
      troubles: [
        ...(outbox?.troubles() ?? [noOutbox.message]),
        ...secretTroubles(context),
        ...(nameless === null ? [] : [nameless]),
      ],
    });
  });

  bind(app, 'listStopConfirmations', async ({ stopId }) => {
    const depot = context.depot();
    return depot ? ok(await withPages(depot, depot.queries.confirmationList.ofStop(stopId))) : noDepot;
  });

  bind(app, 'changeConfirmations', async ({ ids, action }): Promise<Answer<{ changed: number; sentence: string }>> => {
    const outbox = context.depot()?.outbox;
    if (!outbox) return context.depot() ? noOutbox : noDepot;
    try {
      const changed = await outbox.change(ids, action, context.people.current()?.name ?? null);
      return ok({ changed, sentence: changedSentence(action, changed, ids.length) });
    } catch (error) {
      if (!(error instanceof LedgerWriteError)) throw error;
      return fail(507, 'ledger-not-written', error.message);
    }
  });

  bind(app, 'tryChannel', async ({ channel: name, to }) => {
    const depot = context.depot();
    const channel = depot?.outbox?.channel(name) ?? null;
    if (!depot) return noDepot;
    if (!channel) return noOutbox;
    const lacking = channel.trouble();
    if (lacking) return ok({ ok: false, sentence: lacking });
    const recipient = name === 'email' ? addressIn(to ?? null) : null;
    if (recipient && !recipient.ok) {
      return ok({ ok: false, sentence: 'Give one e-mail address that the made-up confirmation is to go to.' });
    }
    return ok(await tryOut(context, depot, channel, recipient?.address ?? null));
  });
}

async function tryOut(context: ApiContext, depot: Depot, channel: Channel, recipient: string | null) {
  const now = context.clock();
  const message = await sampleMessage(context.messages.composer, now);
  const confirmation = randomUUID();
  const stop = { date: context.status().today, route: 'R104', stop: '041' };
  const signal = AbortSignal.timeout(tryMs);
  const result = await channel.send({ confirmation, attempt: 1, stop, message, recipient, signal });
  channel.recorded?.(confirmation, 1);
  // A made-up page is nobody's: it is taken away again.
  if (result.ok) await channel.withdraw?.(confirmation, stop);
  if (result.ok && depot.outbox) depot.outbox.wake();
  return { ok: result.ok, sentence: trySentence(channel.name, result, recipient) };
}

const tookWords: Record<ConfirmationChannel, string> = {
  email: 'The mail server has taken the made-up confirmation',
  webhook: 'The receiver has taken the made-up confirmation.',
  pages: 'A made-up page could be written there, and was taken away again.',
};

function trySentence(name: ConfirmationChannel, result: DispatchResult, recipient: string | null): string {
  if (result.ok)
    return name === 'email' ? `${tookWords.email} for ${recipient}. Look whether it arrives.` : tookWords[name];
  const said = result.message || codeSentence(result.code) || '';
  // Whoever tries it out is looking for the reason: the receiver's own words help, and are kept nowhere.
  return result.reply ? `${said} It said: ${result.reply.slice(0, 300)}` : said;
}

function secretTroubles(context: ApiContext): string[] {
  const trouble = context.secrets.trouble();
  return trouble === null ? [] : [trouble];
}

const doneWords: Record<ConfirmationAction, string> = {
  hold: 'held',
  release: 'released',
  resend: 'sent again',
  withdraw: 'withdrawn',
};

function changedSentence(action: ConfirmationAction, changed: number, wanted: number): string {
  const words = doneWords[action];
  if (changed === 0) return `None could be ${words}: where they stand now, nothing is to be done with them.`;
  const of = changed === 1 ? 'One confirmation' : `${changed} confirmations`;
  const left = wanted - changed;
  return left === 0 ? `${of} ${words}.` : `${of} ${words}; ${left} could not be.`;
}
