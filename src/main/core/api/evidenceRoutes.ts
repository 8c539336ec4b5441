/** The evidence about a stop, and whether its pictures' files are still what was read in. */
import type { Hono } from 'hono';
import { checkedEvidence } from '#core/domain/evidence/evidence.ts';
import { checkFiles } from '#core/evidence/checkFiles.ts';
import { evidenceOf } from '#core/evidence/evidenceOf.ts';
import { bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

const unknownStop = fail(404, 'stop-unknown', 'This stop is not in the index any more.');
/** Somebody waits for it: what a slow drive has not read by then is said to be unread. */
const checkMs = 20_000;

export function evidenceRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'getEvidence', async ({ stopId }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const evidence = await evidenceOf(depot, stopId);
    return evidence ? ok(evidence) : unknownStop;
  });

  bind(app, 'checkEvidence', async ({ stopId }, request) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const detail = depot.queries.stops.stop(stopId);
    if (!detail) return unknownStop;
    // A page that was left behind waits for nothing.
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(checkMs)]);
    const photoIds = detail.photos.map(({ id }) => id);
    return ok(checkedEvidence(await checkFiles(depot, photoIds, signal)));
  });
}
