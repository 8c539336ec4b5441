/** Decisions: appended to the ledger, brought into the index, answered with a sentence. */
import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import type { Depot } from '#core/depot.ts';
import { doneTogetherSentence } from '#core/domain/decisionSentences.ts';
import { makeRouteId } from '#core/index/keys.ts';
import type { LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import type { DecisionResult } from '#shared/deciding.ts';
import type { PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import { type Answer, bind, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';
import { type Intention, intentionOf } from './intentions.ts';
import { undoingOf } from './undoing.ts';
import { write } from './writing.ts';

export function decisionRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'decide', async (request) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const { timeZone } = context.settings();
    if (request.kind === 'undo') {
      const undoing = undoingOf(request.entryId, depot, timeZone);
      if (!undoing.ok) return undoing;
      const { bodies, sentence, about, target } = undoing.value;
      return finish(depot, await write(context, depot, bodies), { sentence, meanwhile: null, about }, target.body);
    }
    const intention = intentionOf(request, depot, timeZone);
    if (!intention.ok) return intention;
    const { body, sentence, meanwhile } = intention.value;
    return finish(depot, await write(context, depot, [body]), { sentence, meanwhile, about: body.kind }, body);
  });

  bind(app, 'decideAll', async ({ decisions }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const { timeZone } = context.settings();
    // All are looked at before any is written: half of what one key meant is nothing that anybody wanted.
    const intentions: Intention[] = [];
    for (const decision of decisions) {
      const intention = intentionOf(decision, depot, timeZone);
      if (!intention.ok) return intention;
      intentions.push(intention.value);
    }
    const [first] = intentions as [Intention, ...Intention[]];
    const isOne = intentions.length === 1;
    const batch = isOne ? {} : { batch: randomUUID() };
    const bodies = intentions.map(({ body }): LedgerBody => ({ ...body, ...batch }));
    const kinds = new Set(bodies.map(({ kind }) => kind));
    const told = {
      sentence: isOne ? first.sentence : doneTogetherSentence(intentions.map(({ body }) => body.kind)),
      meanwhile: meanwhileOfAll(intentions),
      about: kinds.size === 1 ? first.body.kind : 'batch',
    };
    return finish(depot, await write(context, depot, bodies), told, first.body);
  });
}

/** The first of them, and how many more there are. */
function meanwhileOfAll(intentions: readonly Intention[]): string | null {
  const told = intentions.map(({ meanwhile }) => meanwhile).filter((meanwhile) => meanwhile !== null);
  const [first] = told;
  if (first === undefined) return null;
  const more = told.length - 1;
  return more === 0 ? first : `${first} The same goes for ${more} more.`;
}

/** The answer after writing: what it was about, by ids. */
function finish(
  depot: Depot,
  written: Answer<LedgerEntry[]>,
  told: Pick<DecisionResult, 'sentence' | 'meanwhile' | 'about'>,
  body: LedgerBody,
): Answer<DecisionResult> {
  if (!written.ok) return written;
  const entries = written.value;
  const about = depot.decisions.about(body);
  const stopId: StopId | null = about.stopIds[0] ?? null;
  const photoId: PhotoId | null = about.photoId;
  const date: ServiceDate | null = about.dates[0] ?? null;
  const ofStop = (stopId && depot.queries.stops.nameOf(stopId)?.routeId) || null;
  const routeId = about.body.kind === 'set-clock' ? makeRouteId(about.body.date, about.body.route) : ofStop;
  return ok({ entryId: entries[0]?.id ?? '', ...told, entries: entries.length, photoId, stopId, routeId, date });
}
