/** What claims teach, and the stops behind each figure. */
import type { Hono } from 'hono';
import { bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

export function claimFigureRoutes(app: Hono, context: ApiContext): void {
  const timeZone = () => context.settings().timeZone;

  bind(app, 'getClaimFigures', async ({ days }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    try {
      return ok({ timeZone: timeZone(), ...(await depot.queries.claimFigures.figures(days, depot.optOuts.today())) });
    } catch (error) {
      // They are counted day by day, and between two days another folder may be opened.
      if (context.depot() === depot) throw error;
      return fail(409, 'depot-changed', 'The depot was opened anew meanwhile. Look at the figures once more.');
    }
  });

  bind(app, 'listFigureStops', (question) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    return ok({ timeZone: timeZone(), ...depot.queries.figureStops.stops(question, depot.optOuts.today()) });
  });
}
