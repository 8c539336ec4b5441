/** The clocks of a day's devices. What people say about them is a decision like any other (`decisionRoutes.ts`). */
import type { Hono } from 'hono';
import { bind, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

export function clockRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'getClocks', ({ date }) => {
    const depot = context.depot();
    return depot ? ok(depot.queries.clocks.clocks(date)) : noDepot;
  });
}
