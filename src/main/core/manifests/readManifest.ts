/** The door of this room: a file is inspected, recognised by its content, and read by the one importer for its kind. */
import { readAmazonPackageData } from './amazonPackageData.ts';
import { readAmazonRouteData } from './amazonRouteData.ts';
import { readAmazonSequences } from './amazonSequences.ts';
import type { ManifestKind, ManifestSink, ReadManifestOptions, ReadManifestResult } from './contract.ts';
import { readCsv } from './csv.ts';
import { inspectText, readText, type TextFile } from './encodings.ts';
import { recogniseJson } from './jsonKinds.ts';
import { readPorchlightJson } from './porchlightJson.ts';
import { readFailureSentence } from './readFailure.ts';

type Importer = (file: TextFile, options: ReadManifestOptions, sink: ManifestSink) => Promise<ReadManifestResult>;

const importers: Record<ManifestKind, Importer> = {
  csv: readCsv,
  'porchlight-json': readPorchlightJson,
  'amazon-route-data': readAmazonRouteData,
  'amazon-package-data': readAmazonPackageData,
  'amazon-sequences': readAmazonSequences,
};

/**
 * Reads a manifest of any known kind into the sink, in batches of at most 500, giving way to other work between them. The
 * name of the file plays no part. Memory stays bounded whatever the file's size. Rows that can't be read are told in the
 * summary and left out; the others go to the sink. On a result that isn't ok, what the sink was given is to be forgotten.
 * Rejects only when the sink does.
 */
export async function readManifest(
  path: string,
  options: ReadManifestOptions,
  sink: ManifestSink,
): Promise<ReadManifestResult> {
  try {
    const recognised = await recogniseManifest(path, options.signal);
    return recognised.ok ? await readRecognised(recognised.kind, recognised.file, options, sink) : recognised;
  } catch (error) {
    const message = readFailureSentence(error);
    if (message === null) throw error;
    return { ok: false, code: 'unreadable', message, summary: null };
  }
}

/** Reads a file that was recognised before. Throws what the file system and the sink throw. */
export function readRecognised(
  kind: ManifestKind,
  file: TextFile,
  options: ReadManifestOptions,
  sink: ManifestSink,
): Promise<ReadManifestResult> {
  return importers[kind](file, options, sink);
}

export type ReadFailure = Extract<ReadManifestResult, { ok: false }>;
export type RecogniseResult = { ok: true; kind: ManifestKind; file: TextFile } | ReadFailure;

/** Says what a file is, without reading it as such. Throws only what the file system throws. */
export async function recogniseManifest(path: string, signal?: AbortSignal): Promise<RecogniseResult> {
  const inspected = await inspectText(path, signal);
  if (!inspected.ok) return { ...inspected, summary: null };
  const { file } = inspected;
  const start = await firstCharacter(file, signal);
  if (signal?.aborted) return { ok: false, code: 'cancelled', message: 'Reading was stopped.', summary: null };
  if (start === null) {
    return { ok: false, code: 'empty', message: 'The file holds nothing but blank lines.', summary: null };
  }
  if (start !== '{' && start !== '[') return { ok: true, kind: 'csv', file };
  const kind = await recogniseJson(file, signal);
  if (typeof kind === 'string') return { ok: true, kind, file };
  switch (kind?.end) {
    case 'cancelled':
      return { ok: false, code: 'cancelled', message: 'Reading was stopped.', summary: null };
    case 'half-written':
      return { ok: false, code: 'half-written', message: kind.message, summary: null };
    case 'malformed':
      return { ok: false, code: 'unreadable', message: kind.message, summary: null };
    default:
      return {
        ok: false,
        code: 'not-a-manifest',
        message: 'This JSON holds no routes that Porchlight knows.',
        summary: null,
      };
  }
}

async function firstCharacter(file: TextFile, signal: AbortSignal | undefined): Promise<string | null> {
  for await (const text of readText(file, signal)) {
    const start = text.trimStart();
    if (start !== '') return start.charAt(0);
  }
  return null;
}
