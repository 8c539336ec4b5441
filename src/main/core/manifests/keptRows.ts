/**
 * An imported manifest after customers in it were erased: its rows, one a line as JSON, without a word about these. It takes the
 * place of the copy in the data folder, so that a rebuild still finds routes, stops and packages.
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { syncFolder } from '#core/dataFolder/atomicFile.ts';
import type { ManifestPatch, ManifestRow, ManifestSink, ManifestSummary, ReadManifestResult } from './contract.ts';

type Line = { row: ManifestRow } | { patch: ManifestPatch } | { end: ManifestSummary };

/** Rows handed on at a time, as `readManifest` does. */
const rowsAtOnce = 500;

/**
 * Writes what `read` gives to `file`, each row through `change`, whole or not at all. False: what was read is no manifest, and
 * nothing was written.
 */
export async function writeKeptRows(
  file: string,
  read: (sink: ManifestSink) => Promise<ReadManifestResult>,
  change: (row: ManifestRow) => ManifestRow,
): Promise<boolean> {
  const part = `${file}.part`;
  const out = createWriteStream(part, { flush: true });
  const closed = finished(out);
  closed.catch(() => undefined);
  const write = async (lines: Line[]) => {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    if (!out.write(text)) await once(out, 'drain');
  };
  try {
    const result = await read({
      rows: (batch) => write(batch.map((row) => ({ row: change(row) }))),
      patches: (batch) => write(batch.map((patch) => ({ patch }))),
    });
    if (!result.ok) {
      out.destroy();
      await rm(part, { force: true });
      return false;
    }
    // Messages quote what was found in the lines.
    await write([{ end: { ...result.summary, headers: [], problems: [], problemsTotal: 0, mapping: {} } }]);
    out.end();
    await closed;
    await rename(part, file);
    await syncFolder(dirname(file));
    return true;
  } catch (error) {
    out.destroy();
    await rm(part, { force: true });
    throw error;
  }
}

/** Reads what {@link writeKeptRows} wrote, in batches. Rejects when the sink does or the file can't be read. */
export async function readKeptRows(
  file: string,
  sink: ManifestSink,
  signal?: AbortSignal,
): Promise<ReadManifestResult> {
  let rows: ManifestRow[] = [];
  let patches: ManifestPatch[] = [];
  let summary: ManifestSummary | null = null;
  const pass = async () => {
    if (rows.length > 0) await sink.rows(rows);
    if (patches.length > 0) await sink.patches(patches);
    rows = [];
    patches = [];
  };
  const input = createReadStream(file);
  const failed = new Promise<never>((_resolve, reject) => input.once('error', reject));
  failed.catch(() => undefined);
  for await (const text of createInterface({ input })) {
    if (signal?.aborted) return { ok: false, code: 'cancelled', message: 'Reading was stopped.', summary: null };
    const line = JSON.parse(text) as Line;
    if ('row' in line) rows.push(line.row);
    else if ('patch' in line) patches.push(line.patch);
    else summary = line.end;
    if (rows.length + patches.length >= rowsAtOnce) await pass();
  }
  if (input.errored) await failed;
  await pass();
  if (summary) return { ok: true, summary };
  return { ok: false, code: 'half-written', message: 'The copy of this manifest is cut off.', summary: null };
}
