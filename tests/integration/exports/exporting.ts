/** Exports as a page asks for them, and their files read back by other people's readers. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { extractText } from 'unpdf';
import { fromBufferPromise } from 'yauzl';
import type { Core } from '#core/contract.ts';
import type { CallInput } from '#shared/api.ts';
import type { ExportView } from '#shared/exporting.ts';
import { get } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';

export async function exportNow(core: Core, id: string): Promise<ExportView> {
  const found = (await get(core, 'listExports', {})).find((each) => each.id === id);
  if (!found) throw new Error('The export is not in the list.');
  return found;
}

/** Resolves when the export has ended, however it did. */
export async function ended(core: Core, id: string): Promise<ExportView> {
  await until('the export has ended', async () => (await exportNow(core, id)).state !== 'running');
  return exportNow(core, id);
}

export async function exported(core: Core, request: CallInput<'startExport'>): Promise<ExportView> {
  return ended(core, (await get(core, 'startExport', request)).id);
}

/** The finished file, as a page fetches it. */
export async function bytesOf(core: Core, view: ExportView): Promise<Buffer> {
  const response = await core.fetch(new Request(`http://core/api/exports/${view.id}/file`));
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

export async function textOf(core: Core, request: CallInput<'startExport'>): Promise<string> {
  return (await bytesOf(core, await exported(core, request))).toString('utf8');
}

/** Text of each page. */
export async function pagesOf(pdf: Buffer): Promise<string[]> {
  return (await extractText(new Uint8Array(pdf))).text;
}

/** Name → bytes, in the order of the ZIP. */
export async function unzipped(zip: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const archive = await fromBufferPromise(zip, { lazyEntries: true });
  for await (const entry of archive.eachEntry()) {
    files.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)));
  }
  return files;
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
