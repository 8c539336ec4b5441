/** Passwords and keys: which of them are there, and keeping them. No answer holds a value. */
import type { Hono } from 'hono';
import { bind, fail, ok } from './bind.ts';
import type { ApiContext } from './context.ts';

export function secretRoutes(app: Hono, context: ApiContext): void {
  const { secrets } = context;
  bind(app, 'listSecrets', async () => ok(await secrets.list()));
  bind(app, 'putSecret', async ({ name, value }) => {
    const kept = await secrets.set(name, value);
    if (!kept.ok) return fail(kept.code === 'secret-not-kept' ? 507 : 409, kept.code, kept.message);
    return ok(await secrets.list());
  });
}
