/** The ledger as people read it, and whether its chain holds. */
import type { Hono } from 'hono';
import { verdictSentence } from '#core/domain/activity.ts';
import { bind, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

export function activityRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'listActivity', ({ before, ...filter }) => {
    const depot = context.depot();
    return depot ? ok(depot.queries.activity.page(filter, before)) : noDepot;
  });

  bind(app, 'verifyLedger', async () => {
    const verdict = await context.ledger.verify();
    // The index read the entry before it was broken: it can still tell what it was.
    const known = verdict.broken ? (context.depot()?.queries.activity.bySeq(verdict.broken.seq) ?? null) : null;
    return ok({ ...verdict, sentence: verdictSentence(verdict, known), checkedAt: context.clock() });
  });
}
