/** Pictures by id; paths never cross. */
import type { Hono } from 'hono';
import { hidingKey, type PictureKind, type PictureResult } from '#core/pictures/pictureCache.ts';
import { nothingHidden } from '#shared/hiding.ts';
import { photoIdSchema } from '#shared/ids.ts';
import { bind, type Failure, fail, failureResponse, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

const lacking = ({ code, message }: Extract<PictureResult, { ok: false }>): Failure =>
  fail(code === 'photo-erased' ? 410 : 404, code, message);

const notAnId = fail(400, 'input-invalid', 'That is not a photo’s id.');

export function pictureRoutes(app: Hono, context: ApiContext): void {
  for (const kind of ['thumbnail', 'preview'] satisfies PictureKind[]) {
    app.get(`/api/photos/:photoId/${kind}`, async (request) => {
      const photoId = photoIdSchema.safeParse(request.req.param('photoId'));
      if (!photoId.success) return failureResponse(request, notAnId);
      // Somebody looks at it large: what can be found in it is wanted now.
      if (kind === 'preview') context.depot()?.closerLook.first(photoId.data);
      const picture = await context.pictures.read(photoId.data, kind);
      if (!picture.ok) return failureResponse(request, lacking(picture));
      return request.body(picture.bytes, 200, {
        'content-type': 'image/webp',
        // The id is the hash of the bytes: what it names never changes. A day only: what was erased must leave the browser too.
        'cache-control': 'private, max-age=86400, immutable',
      });
    });
  }

  app.get('/api/photos/:photoId/redacted', async (request) => {
    const photoId = photoIdSchema.safeParse(request.req.param('photoId'));
    if (!photoId.success) return failureResponse(request, notAnId);
    const hidden = context.depot()?.queries.hiddenParts(photoId.data) ?? nothingHidden;
    const headers = {
      etag: `"${photoId.data.slice(0, 16)}-${hidingKey(hidden)}"`,
      // Somebody may hide one more part at any time: asked for again, answered in a line.
      'cache-control': 'private, no-cache',
    };
    if (request.req.header('if-none-match') === headers.etag) return request.body(null, 304, headers);
    const picture = await context.pictures.read(photoId.data, 'redacted', { hidden });
    if (!picture.ok) return failureResponse(request, lacking(picture));
    return request.body(picture.bytes, 200, { ...headers, 'content-type': 'image/webp' });
  });

  bind(app, 'getHiddenParts', ({ photoId }) => {
    const queries = context.depot()?.queries;
    if (!queries) return noDepot;
    if (!queries.stops.photoIsKnown(photoId)) {
      return fail(404, 'photo-unknown', 'This picture is not in the index any more.');
    }
    return ok(queries.hiddenParts(photoId));
  });

  bind(app, 'prefetch', ({ photoIds }) =>
    ok({ started: photoIds.filter((id) => context.pictures.prefetch(id)).length }),
  );
}
