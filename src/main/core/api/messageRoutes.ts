/** What a confirmation looks like, and in which languages it can be written. */
import type { Hono } from 'hono';
import { previewOf } from '#core/confirmations/message/preview.ts';
import { bind, fail, ok } from './bind.ts';
import type { ApiContext } from './context.ts';

export function messageRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'previewConfirmation', async ({ stopId, language, words, contact }) => {
    const typed = {
      ...(language === undefined ? {} : { language }),
      ...(words === undefined ? {} : { words }),
      ...(contact === undefined ? {} : { contact }),
    };
    if (stopId === undefined) return ok(await previewOf(context.messages.composer, null, typed, context.clock()));
    const stops = context.depot()?.queries.stops;
    const [stop, name] = [stops?.stop(stopId), stops?.nameOf(stopId)];
    if (!stop || !name) return fail(404, 'stop-unknown', 'This stop is not in the index any more.');
    return ok(await previewOf(context.messages.composer, { stop, date: name.date }, typed, context.clock()));
  });

  bind(app, 'listConfirmationLanguages', async () => ok(await context.messages.languages.list()));
}
