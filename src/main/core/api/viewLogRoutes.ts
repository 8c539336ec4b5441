/** The view log: who looked at which picture at full size. Always written; shown where the settings say so. */
import type { Hono } from 'hono';
import { boundsOfDay, serviceDateOf } from '#core/domain/days.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import { bind, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';
import { write } from './writing.ts';

/** More than anybody reads of one picture. */
const mostTold = 50;

export function viewLogRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'recordLooks', async ({ looks }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const { stops, viewLog } = depot.queries;
    const now = context.clock();
    const { timeZone } = context.settings();
    const { from } = boundsOfDay(serviceDateOf(now, timeZone), timeZone);
    const person = context.people.current()?.name ?? null;
    const bodies = new Map<string, LedgerBody>();
    for (const { photoId, stopId } of looks) {
      if (bodies.has(photoId) || !stops.photoIsKnown(photoId) || viewLog.isKnown(photoId, person, from)) continue;
      const named = stopId === null ? null : stops.nameOf(stopId);
      const shownAt = named && { date: named.date, route: named.route, stop: named.stop };
      bodies.set(photoId, { kind: 'view', photo: photoId, shownAt });
    }
    if (bodies.size === 0) return ok({ written: 0 });
    const written = await write(context, depot, [...bodies.values()]);
    return written.ok ? ok({ written: written.value.length }) : written;
  });

  bind(app, 'listLooks', ({ photoId }) => {
    const depot = context.depot();
    return depot ? ok(depot.queries.viewLog.of(photoId, mostTold)) : noDepot;
  });
}
