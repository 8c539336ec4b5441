/** Days, routes, stops, search: what the desk shows. */
import type { Hono } from 'hono';
import { bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

export function dayRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'listDays', () => {
    const depot = context.depot();
    return ok(depot ? depot.queries.days.days() : []);
  });

  bind(app, 'getDay', ({ date }) => {
    const depot = context.depot();
    // What is still unread of this day is what the supervisor waits for.
    depot?.photoQueue.show(date);
    return depot ? ok(depot.queries.days.day(date)) : noDepot;
  });

  bind(app, 'getRoute', ({ routeId }) => {
    const view = context.depot()?.queries.stops.route(routeId);
    return view ? ok(view) : fail(404, 'route-unknown', 'This route is not in the index any more.');
  });

  bind(app, 'getStop', ({ stopId }) => {
    const view = context.depot()?.queries.stops.stop(stopId);
    return view ? ok(view) : fail(404, 'stop-unknown', 'This stop is not in the index any more.');
  });

  bind(app, 'search', ({ text, from = null, to = null }) =>
    ok(context.depot()?.queries.search(text, { from, to }) ?? []),
  );
}
