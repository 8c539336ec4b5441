/** The Hono app that every host mounts: the JSON API, the pictures, and the renderer's own files. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Hono } from 'hono';
import { isDamaged } from '#core/index/openIndex.ts';
import { activityRoutes } from './activityRoutes.ts';
import { fail, failureResponse } from './bind.ts';
import { claimFigureRoutes } from './claimFigureRoutes.ts';
import { claimFileRoutes } from './claimFileRoutes.ts';
import { claimImportRoutes } from './claimImportRoutes.ts';
import { claimRoutes } from './claimRoutes.ts';
import { clockRoutes } from './clockRoutes.ts';
import { confirmationRoutes } from './confirmationRoutes.ts';
import type { ApiContext } from './context.ts';
import { dayRoutes } from './dayRoutes.ts';
import { decisionRoutes } from './decisionRoutes.ts';
import { depotKeyRoutes } from './depotKeyRoutes.ts';
import { evidenceRoutes } from './evidenceRoutes.ts';
import { exportRoutes } from './exportRoutes.ts';
import { importRoutes } from './importRoutes.ts';
import { mapRoutes } from './mapRoutes.ts';
import { messageRoutes } from './messageRoutes.ts';
import { optOutRoutes } from './optOutRoutes.ts';
import { peopleRoutes } from './peopleRoutes.ts';
import { pictureRoutes } from './pictureRoutes.ts';
import { privacyRoutes } from './privacyRoutes.ts';
import { programmeRoutes } from './programmeRoutes.ts';
import { reviewRoutes } from './reviewRoutes.ts';
import { scoreRoutes } from './scoreRoutes.ts';
import { secretRoutes } from './secretRoutes.ts';
import { settingsRoutes } from './settingsRoutes.ts';
import { signOffRoutes } from './signOffRoutes.ts';
import { strayRoutes } from './strayRoutes.ts';
import { subjectRoutes } from './subjectRoutes.ts';
import { viewLogRoutes } from './viewLogRoutes.ts';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

export function createApp(context: ApiContext, rendererFolder: string | null): Hono {
  const app = new Hono();
  // What is shown now may differ a second later; pictures say otherwise for themselves.
  app.use('/api/*', async (request, next) => {
    await next();
    if (!request.res.headers.has('cache-control')) request.res.headers.set('cache-control', 'no-store');
  });
  settingsRoutes(app, context);
  dayRoutes(app, context);
  strayRoutes(app, context);
  clockRoutes(app, context);
  decisionRoutes(app, context);
  reviewRoutes(app, context);
  signOffRoutes(app, context);
  importRoutes(app, context);
  pictureRoutes(app, context);
  peopleRoutes(app, context);
  activityRoutes(app, context);
  mapRoutes(app, context);
  programmeRoutes(app, context);
  scoreRoutes(app, context);
  exportRoutes(app, context);
  evidenceRoutes(app, context);
  messageRoutes(app, context);
  optOutRoutes(app, context);
  claimRoutes(app, context);
  claimFileRoutes(app, context);
  claimImportRoutes(app, context);
  privacyRoutes(app, context);
  secretRoutes(app, context);
  depotKeyRoutes(app, context);
  subjectRoutes(app, context);
  confirmationRoutes(app, context);
  claimFigureRoutes(app, context);
  viewLogRoutes(app, context);
  app.all('/api/*', (request) => failureResponse(request, fail(404, 'call-unknown', 'There is no such call.')));
  if (rendererFolder !== null) app.get('*', (request) => serveFile(rendererFolder, request.req.path));
  app.notFound((request) => request.text('Not found', 404));
  app.onError((error, request) => {
    context.log.error('A call failed', {
      call: `${request.req.method} ${request.req.path}`,
      error: error.stack ?? String(error),
    });
    if (isDamaged(error)) {
      context.indexDamaged();
      const message = 'The index was damaged and is being made anew from the folder and the ledger. Nothing is lost.';
      return failureResponse(request, fail(503, 'index-damaged', message));
    }
    const failure = fail(
      500,
      'bug',
      'Something went wrong inside Porchlight; the log says what. Nothing was changed by this step.',
    );
    return failureResponse(request, failure);
  });
  return app;
}

/** The renderer's built files; `/` is the page. Nothing outside the folder can be named. */
async function serveFile(folder: string, path: string): Promise<Response> {
  try {
    const name = path === '/' ? 'index.html' : decodeURIComponent(path).replace(/^\/+/, '');
    const file = normalize(join(folder, name));
    if (!file.startsWith(folder + sep)) return new Response('Not found', { status: 404 });
    const bytes = await readFile(file);
    const type = contentTypes[extname(file).toLowerCase()] ?? 'application/octet-stream';
    // Built names carry their hash; the page itself must always be asked for.
    const cache = name.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-cache';
    return new Response(bytes, { headers: { 'content-type': type, 'cache-control': cache } });
  } catch {
    return new Response('Not found', { status: 404 });
  }
}
