/** Photos without a stop, what moved by itself after one got its stop, and whether the vans have synced. */
import type { Hono } from 'hono';
import { bind, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

export function strayRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'listUnmatched', (question) => {
    const depot = context.depot();
    return depot ? ok(depot.queries.unmatched.page(question)) : noDepot;
  });

  bind(app, 'getMoves', ({ date }) => {
    const depot = context.depot();
    return depot ? ok(depot.moves.view(date)) : noDepot;
  });

  bind(app, 'getSync', ({ date }) => {
    const depot = context.depot();
    return depot ? ok(depot.queries.sync.sync(date, context.clock())) : noDepot;
  });
}
