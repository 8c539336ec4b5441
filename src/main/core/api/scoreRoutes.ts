/** Scores of a day and what is to be talked over with a driver. */
import type { Hono } from 'hono';
import { bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

export function scoreRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'getScores', ({ date }) => {
    const depot = context.depot();
    return depot ? ok(depot.queries.scores.scores(date)) : noDepot;
  });

  bind(app, 'getDebrief', ({ date, driver }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const debrief = depot.queries.scores.debrief(date, driver);
    return debrief ? ok(debrief) : fail(404, 'driver-unknown', 'No route of this day has this driver.');
  });
}
