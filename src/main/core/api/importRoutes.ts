/** Importing manifests from outside the folder: look first, correct the columns, then take it in. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { Hono } from 'hono';
import type { LedgerBody } from '#core/ledger/contract.ts';
import { normaliseHeader } from '#core/manifests/headerMapping.ts';
import { previewManifest } from '#core/manifests/previewManifest.ts';
import type { ColumnMapping, ImportPreview, ImportResult } from '#shared/importing.ts';
import { type Answer, bind, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';
import { decodeFileName } from './fileName.ts';
import { write } from './writing.ts';

/** Larger than any manifest that a depot exports by hand; the folder itself takes files of any size. */
const largestUpload = 500_000_000;

export function importRoutes(app: Hono, context: ApiContext): void {
  const { uploads, manifests } = context.paths;
  const uploaded = (uploadId: string) => join(uploads, uploadId);
  const isUploadId = (text: string) => /^[0-9a-f]{64}$/.test(text);

  /** Streams the body to a file under its hash. */
  async function keepUpload(request: Request): Promise<Answer<{ uploadId: string; fileName: string }>> {
    if (!request.body) return fail(400, 'upload-empty', 'The file is empty.');
    const hash = createHash('sha256');
    let bytes = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        hash.update(chunk);
        done(bytes > largestUpload ? new Error('too large') : null, chunk);
      },
    });
    const part = join(uploads, `part-${randomUUID()}`);
    try {
      const body = Readable.fromWeb(request.body as NodeReadableStream);
      await pipeline(body, measure, createWriteStream(part));
    } catch (error) {
      await rm(part, { force: true });
      if (bytes > largestUpload) {
        return fail(413, 'upload-too-large', 'The file is larger than 500 MB. Put it into the watched folder instead.');
      }
      return fail(
        507,
        'upload-failed',
        `The file could not be kept (${(error as NodeJS.ErrnoException).code ?? 'broken off'}).`,
      );
    }
    const uploadId = hash.digest('hex');
    await rename(part, uploaded(uploadId));
    const fileName = decodeFileName(request.headers.get('x-file-name'), 'manifest');
    await writeFile(`${uploaded(uploadId)}.name`, fileName);
    return ok({ uploadId, fileName });
  }

  async function preview(
    uploadId: string,
    corrected?: { mapping: ColumnMapping; serviceDate: string | null },
  ): Promise<Answer<ImportPreview>> {
    const fileName = await readFile(`${uploaded(uploadId)}.name`, 'utf8').catch(() => 'manifest');
    const result = await previewManifest(uploaded(uploadId), {
      timeZone: context.settings().timeZone,
      profiles: context.depot()?.profiles() ?? [],
      fileName,
      ...corrected,
    });
    return result.ok ? ok({ uploadId, ...result.preview }) : fail(422, result.code, result.message);
  }

  bind(app, 'previewImport', async (_input, request) => {
    const kept = await keepUpload(request);
    return kept.ok ? preview(kept.value.uploadId) : kept;
  });

  bind(app, 'remapImport', ({ uploadId, mapping, serviceDate }) => {
    if (!isUploadId(uploadId) || !existsSync(uploaded(uploadId))) return uploadGone;
    return preview(uploadId, { mapping, serviceDate });
  });

  bind(app, 'listProfiles', () => ok(context.depot()?.profiles() ?? []));

  bind(
    app,
    'commitImport',
    async ({ uploadId, mapping, serviceDate, saveProfileAs }): Promise<Answer<ImportResult>> => {
      const depot = context.depot();
      if (!depot) return noDepot;
      if (!isUploadId(uploadId) || !existsSync(uploaded(uploadId))) return uploadGone;
      const fileName = await readFile(`${uploaded(uploadId)}.name`, 'utf8').catch(() => 'manifest');
      // The copy first, then the ledger's word for it: an entry without its file would be a lie.
      const file = join(manifests, uploadId);
      const columns = Object.keys(mapping).length > 0 ? mapping : null;
      // Read through once more before the ledger says that it was imported: what was said there can't be unsaid.
      const checked = await preview(uploadId, columns ? { mapping: columns, serviceDate } : undefined);
      if (!checked.ok) return checked;
      if (checked.value.lacking.length > 0 || checked.value.totals.good === 0) {
        const why = checked.value.problems[0]?.message ?? 'Not one row of it can be used.';
        return fail(422, 'nothing-to-import', `Nothing was imported. ${why}`);
      }
      try {
        await copyFile(uploaded(uploadId), file);
        const bodies: LedgerBody[] = [];
        if (saveProfileAs !== null && columns) {
          const headers = Object.keys(columns).map(normaliseHeader).sort();
          bodies.push({ kind: 'save-profile', name: saveProfileAs, headers, mapping: columns, serviceDate });
        }
        bodies.push({ kind: 'import-manifest', sha256: uploadId, fileName, mapping: columns, serviceDate });
        const written = await write(context, depot, bodies);
        if (!written.ok) return written;
        const applied = await depot.dataQueue.import({
          file,
          path: null,
          name: fileName,
          fileTime: written.value.at(-1)?.at ?? context.clock(),
          ...(columns ? { mapping: columns } : {}),
          serviceDate,
        });
        if (!applied.result.ok) return fail(422, applied.result.code, applied.result.message);
        if (saveProfileAs !== null && columns) depot.readDataAgain();
        const { tally, dates, changes } = applied;
        return ok({
          fileName,
          routes: tally.newRoutes,
          stops: tally.newStops,
          packages: tally.newPackages,
          dates,
          problemsTotal: applied.result.summary.problemsTotal,
          changes,
        });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
          return fail(507, 'disk-full', 'The disk is full. Make room and import the file again.');
        }
        throw error;
      }
    },
  );
}

const uploadGone = fail(404, 'upload-unknown', 'Porchlight no longer holds this file. Choose it again.');
