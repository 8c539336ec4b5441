/** What waits for a decision, and what a decision is made from. */
import type { Hono } from 'hono';
import { bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

export function reviewRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'getReview', ({ date, routeId, decided }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const queue = depot.queries.review.queue(date, routeId ?? null, decided);
    return queue ? ok(queue) : fail(404, 'route-unknown', 'This route is not in the index any more.');
  });

  bind(app, 'getSurroundings', ({ stopId }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const surroundings = depot.queries.surroundings.of(stopId);
    return surroundings ? ok(surroundings) : fail(404, 'stop-unknown', 'This stop is not in the index any more.');
  });
}
