/** The key that signs claim packs: how it stands, and another in its place. No answer holds its private part. */
import type { Hono } from 'hono';
import { bind, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

export function depotKeyRoutes(app: Hono, context: ApiContext): void {
  // Which keys there were is known once the ledger was read, and that is done with a folder.
  bind(app, 'getSigningKey', async () => (context.depot() ? ok(await context.depotKey.view()) : noDepot));
  bind(app, 'makeSigningKey', () => (context.depot() ? context.depotKey.makeNew() : noDepot));
}
