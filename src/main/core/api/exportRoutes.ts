/** Files that leave Porchlight: started, watched, called off, fetched. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import { bind, fail, failureResponse, ok } from './bind.ts';
import type { ApiContext } from './context.ts';

const contentTypes: Record<string, string> = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  zip: 'application/zip',
};

const unknown = fail(404, 'export-unknown', 'Porchlight doesn’t know this export any more.');

export function exportRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'listExports', () => ok(context.exports.list()));
  bind(app, 'startExport', (request) => context.exports.start(request));
  bind(app, 'cancelExport', ({ exportId }) => {
    const view = context.exports.cancel(exportId);
    return view ? ok(view) : unknown;
  });

  app.get('/api/exports/:exportId/file', async (request) => {
    const found = context.exports.fileOf(request.req.param('exportId'));
    if (!found) return failureResponse(request, unknown);
    const handle = await open(found.path).catch(() => null);
    if (!handle) return failureResponse(request, unknown);
    const { size } = await handle.stat();
    const bytes = Readable.toWeb(handle.createReadStream()) as ReadableStream<Uint8Array>;
    return request.body(bytes, 200, {
      'content-type': contentTypes[found.extension] ?? 'application/octet-stream',
      'content-length': String(size),
      'content-disposition': attachment(basename(found.path)),
      // Whatever a manifest put into it: a browser saves it and runs nothing.
      'x-content-type-options': 'nosniff',
    });
  });
}

/** A plain name for old readers, and the whole one by RFC 5987. */
export function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
