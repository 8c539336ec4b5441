/** Where the photo programme runs: what holds, what other areas would mean, and saying so. */
import type { Hono } from 'hono';
import { largestGeoJson, readGeoJson } from '#core/programme/readGeoJson.ts';
import { type Answer, bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';
import { write } from './writing.ts';

const tooLarge = fail(
  413,
  'upload-too-large',
  'The file is larger than 20 MB. Export only the areas of this depot, with fewer points.',
);

export function programmeRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'getProgramme', () => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const { entry, areas } = depot.programme.current();
    const { id = null, at = null, person = null } = entry ?? {};
    return ok({ entryId: id, at, person, areas: [...areas], timeZone: context.settings().timeZone });
  });

  bind(app, 'viewProgrammeDay', async ({ date, areas }) => {
    const depot = context.depot();
    return depot ? ok(await depot.programmeDay(date, areas)) : noDepot;
  });

  bind(app, 'setProgramme', async ({ areas, basis }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const current = depot.programme.current();
    if ((current.entry?.id ?? null) !== basis) {
      const who = current.entry?.person ?? 'Somebody';
      const message = `${who} changed where the programme runs while you were at it. Nothing was saved: look at what holds now, then save again.`;
      return fail(409, 'programme-changed', message);
    }
    const written = await write(context, depot, [{ kind: 'set-programme', areas }]);
    if (!written.ok) return written;
    const sentence =
      areas.length === 0 ? 'The photo programme runs everywhere' : 'Changed where the photo programme runs';
    return ok({ entryId: written.value[0]?.id ?? '', sentence });
  });

  bind(app, 'readAreas', async (_input, request) => {
    const bytes = await bodyUpTo(request, largestGeoJson);
    if (!bytes.ok) return bytes;
    const read = readGeoJson(bytes.value);
    return read.ok ? ok(read.found) : fail(422, read.code, read.message);
  });
}

/** The body's bytes; more than the limit are not waited for. */
async function bodyUpTo(request: Request, limit: number): Promise<Answer<Uint8Array>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  if (request.body) {
    for await (const part of request.body) {
      bytes += part.length;
      if (bytes > limit) return tooLarge;
      parts.push(part);
    }
  }
  return ok(Buffer.concat(parts));
}
