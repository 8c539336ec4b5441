/** Signing a route or the day off: only as it was shown, only by somebody with a name. */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Hono } from 'hono';
import type { Depot } from '#core/depot.ts';
import { signedSentence } from '#core/domain/signOffSentences.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { RouteId, ServiceDate } from '#shared/ids.ts';
import { type Answer, bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';
import { write } from './writing.ts';

const routeUnknown = fail(404, 'route-unknown', 'This route is not in the index any more.');
const changedMeanwhile = fail(
  409,
  'changed-meanwhile',
  'Something changed while you were looking. Look once more at what is left, then sign.',
);

export function signOffRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'getSignOff', ({ date, routeId }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    // A route that no writer has come to since the index was made has no fingerprint yet.
    depot.judge(date, routeId ?? null);
    const view = depot.queries.signOff.view(date, routeId ?? null);
    return view ? ok(view) : routeUnknown;
  });

  bind(app, 'signOff', async ({ date, routeId, fingerprint, reason }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    if (!context.people.current()) return fail(409, 'nobody-at-desk', 'Say who you are first.');
    const view = depot.queries.signOff.view(date, routeId);
    if (!view) return routeUnknown;
    if (view.fingerprint !== fingerprint) return changedMeanwhile;
    if (view.undecidedTotal > 0 && !reason) {
      return fail(409, 'reason-needed', 'Say why these stops are left open.');
    }
    const note = reason ? { note: reason } : {};
    const bodies = routeId === null ? await dayBodies(depot, date, note) : ofRoute(depot, routeId, fingerprint, note);
    if (!bodies.ok) return bodies;
    const written = await write(context, depot, bodies.value);
    if (!written.ok) return written;
    const entry = written.value.at(-1);
    const signed = bodies.value.at(-1) as Extract<LedgerBody, { kind: 'sign-off' | 'sign-off-day' }>;
    return ok({
      entryId: entry?.id ?? '',
      sentence: `${view.title}: ${signedSentence({ counts: signed.counts, left: signed.left }).toLowerCase()}`,
      meanwhile: null,
      entries: written.value.length,
      about: signed.kind,
      ...{ photoId: null, stopId: null, routeId, date },
    });
  });
}

type Note = { note?: string };

function ofRoute(depot: Depot, routeId: RouteId, fingerprint: string, note: Note): Answer<LedgerBody[]> {
  const body = depot.queries.signOff.routeBody(routeId);
  if (!body) return routeUnknown;
  // Ties are written a moment before the states that follow from them.
  return body.fingerprint === fingerprint ? ok([{ ...body, ...note }]) : changedMeanwhile;
}

/** Every route that is not signed as it stands, and the day; one undo takes all of it back. */
async function dayBodies(depot: Depot, date: ServiceDate, note: Note): Promise<Answer<LedgerBody[]>> {
  const { signOff, days } = depot.queries;
  const bodies: LedgerBody[] = [];
  const shown = days.fingerprint(date);
  for (const route of days.day(date).routes) {
    if (route.signOff && !route.signOff.changed) continue;
    const body = signOff.routeBody(route.id);
    if (body) bodies.push({ ...body, ...(body.left > 0 ? note : {}) });
    // Two hundred routes are a second's work: pages are answered in between, and what they change is noticed below.
    await nextTurn();
  }
  const day = signOff.dayBody(date);
  const now = new Map(day.routes.map(({ route, fingerprint }) => [route, fingerprint]));
  const isAsItStands = (body: LedgerBody) => body.kind !== 'sign-off' || now.get(body.route) === body.fingerprint;
  if (days.fingerprint(date) !== shown || !bodies.every(isAsItStands)) return changedMeanwhile;
  if (bodies.length === 0) return ok([{ ...day, ...note }]);
  const batch = randomUUID();
  return ok([...bodies, { ...day, ...note }].map((body) => ({ ...body, batch })));
}
