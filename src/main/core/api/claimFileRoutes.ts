/** Files of claims: put to one, and handed out again. */
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import { createClaimFiles, type KeepFileResult } from '#core/claims/claimFiles.ts';
import { safeName } from '#core/exports/fileNames.ts';
import type { ClaimDetail } from '#shared/claims.ts';
import { bind, fail, failureResponse, ok } from './bind.ts';
import { claimUnknown } from './claimRoutes.ts';
import { type ApiContext, noDepot } from './context.ts';
import { attachment } from './exportRoutes.ts';
import { decodeFileName } from './fileName.ts';
import { write } from './writing.ts';

const refusals: Record<Extract<KeepFileResult, { ok: false }>['why'], ReturnType<typeof fail>> = {
  'too-large': fail(413, 'file-too-large', 'The file is larger than 50 MB. Put a smaller one to the claim.'),
  empty: fail(422, 'file-empty', 'The file is empty.'),
};
const diskFull = fail(507, 'disk-full', 'The disk is full. Make room and put the file to the claim again.');
const fileUnknown = fail(404, 'file-unknown', 'This file is not there any more.');

export function claimFileRoutes(app: Hono, context: ApiContext): void {
  const files = createClaimFiles(context.paths);

  bind(app, 'getClaim', async ({ id }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const record = depot.claims.details.byId(id);
    if (!record) return claimUnknown;
    const shown: ClaimDetail['files'] = [];
    for (const file of record.files) shown.push({ ...file, isIntact: await files.isIntact(file) });
    return ok({ ...record, files: shown, timeZone: context.settings().timeZone });
  });

  bind(app, 'addClaimFile', async ({ id }, request) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    if (!depot.claims.queries.byId(id)) return claimUnknown;
    let kept: KeepFileResult;
    try {
      kept = await files.keep(request.body);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      return diskFull;
    }
    if (!kept.ok) return refusals[kept.why];
    const { sha256, bytes } = kept;
    // As a file system could hold it: no marks that turn the order of what is read, no path.
    const fileName = safeName(decodeFileName(request.headers.get('x-file-name'), 'file'), 200, 'file');
    const written = await write(context, depot, [{ kind: 'claim-file', claim: id, sha256, bytes, fileName }]);
    if (!written.ok) {
      if (kept.isNew) await files.drop(sha256);
      return written;
    }
    const [entry] = written.value;
    return ok({ entryId: entry?.id ?? '', sha256, fileName, bytes, at: entry?.at ?? 0, isIntact: true });
  });

  app.get('/api/claims/:id/files/:entryId', async (request) => {
    const record = context.depot()?.claims.details.byId(request.req.param('id'));
    const file = record?.files.find(({ entryId }) => entryId === request.req.param('entryId'));
    const handle = file?.fileName && (await open(files.pathOf(file.sha256)).catch(() => null));
    if (!file || !handle) return failureResponse(request, fileUnknown);
    const { size } = await handle.stat();
    return request.body(Readable.toWeb(handle.createReadStream()) as ReadableStream<Uint8Array>, 200, {
      'content-type': 'application/octet-stream',
      'content-length': String(size),
      'content-disposition': attachment(file.fileName),
      // Whatever a customer sent: a browser saves it and runs nothing.
      'x-content-type-options': 'nosniff',
    });
  });
}
