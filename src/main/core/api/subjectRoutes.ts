/** Whose deliveries somebody asks about. */
import type { Hono } from 'hono';
import { findSubject } from '#core/subject/findSubject.ts';
import { bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

export function subjectRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'findSubject', (named) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const view = findSubject(depot, named);
    return view ? ok(view) : fail(400, 'nobody-named', 'This names no address, customer or parcel.');
  });
}
