/** Decisions: appended to the ledger, brought into the index, answered with a sentence. */
import type { Hono } from 'hono';
import type { Depot } from '#core/depot.ts';
import { excuseSentences, rejectSentences } from '#core/domain/sentences.ts';
import { type LedgerBody, type LedgerEntry, LedgerWriteError } from '#core/ledger/contract.ts';
import type { DecisionRequest, DecisionResult } from '#shared/views.ts';
import { type Answer, bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

interface Intention {
  body: LedgerBody;
  sentence: string;
  stopId: string;
}

/** Turns a request into what the ledger is to hold, or says why it can't be. */
function intentionOf(request: DecisionRequest, depot: Depot): Answer<Intention> {
  const { stops } = depot.queries;
  if (request.kind === 'undo') {
    const found = request.entryId === undefined ? depot.decisions.latest() : depot.decisions.byEntry(request.entryId);
    if (!found) return fail(404, 'nothing-to-undo', 'There is no decision to take back.');
    if (found.decision.undone) return fail(409, 'already-undone', 'This decision has been taken back already.');
    const name = stops.nameOf(found.stopId);
    return ok({
      body: { kind: 'undo', entry: found.decision.entry },
      sentence: `Took back the decision about ${name?.address || 'the stop'}`,
      stopId: found.stopId,
    });
  }
  if (request.kind !== 'accept' && request.kind !== 'reject' && request.kind !== 'excuse') {
    return fail(501, 'not-built', 'This decision can’t be made yet.');
  }
  const name = stops.nameOf(request.stopId);
  if (!name) return fail(404, 'stop-unknown', 'This stop is not in the index any more.');
  const stop = { date: name.date, route: name.route, stop: name.stop };
  const where = name.address || `stop ${name.stop}`;
  if (request.kind === 'excuse') {
    const { reason, note } = request;
    const body: LedgerBody = { kind: 'excuse', stop, reason, ...(note ? { note } : {}) };
    return ok({ body, sentence: `${excuseSentences[reason]}: ${where}`, stopId: request.stopId });
  }
  if (!stops.photoIsKnown(request.photoId)) {
    return fail(404, 'photo-unknown', 'This picture is not in the index any more.');
  }
  if (request.kind === 'accept') {
    const body: LedgerBody = { kind: 'accept', stop, photo: request.photoId };
    return ok({ body, sentence: `Accepted the picture at ${where}`, stopId: request.stopId });
  }
  const { reason, note, photoId } = request;
  const body: LedgerBody = { kind: 'reject', stop, photo: photoId, reason, ...(note ? { note } : {}) };
  return ok({ body, sentence: `${rejectSentences[reason]}: ${where}`, stopId: request.stopId });
}

export function decisionRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'decide', async (request): Promise<Answer<DecisionResult>> => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const intention = intentionOf(request, depot);
    if (!intention.ok) return intention;
    const { body, sentence, stopId } = intention.value;
    let entry: LedgerEntry;
    try {
      entry = await context.ledger.append({ body, person: null, at: context.clock() });
    } catch (error) {
      if (!(error instanceof LedgerWriteError)) throw error;
      return fail(507, 'ledger-not-written', error.message);
    }
    try {
      depot.apply(entry);
    } catch (error) {
      // The decision is safe in the ledger; the index takes it in at the next start at the latest.
      context.log.error('A decision could not be shown yet', { error: String(error) });
    }
    const name = depot.queries.stops.nameOf(stopId);
    return ok({
      entryId: entry.id,
      sentence,
      meanwhile: null,
      entries: 1,
      about: body.kind,
      photoId: 'photo' in body ? body.photo : null,
      stopId,
      routeId: name?.routeId ?? null,
      date: name?.date ?? null,
    });
  });
}
