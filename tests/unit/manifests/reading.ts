/** Writes a manifest into a folder of its own and reads it as the intake does, with everything the sink was given. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestPatch, ManifestRow, ReadManifestOptions } from '#core/manifests/contract.ts';
import { readManifest } from '#core/manifests/readManifest.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

export const portland = 'America/Los_Angeles';

export async function writeManifest(content: string | Uint8Array, name = 'manifest.csv'): Promise<string> {
  const path = join(temporaryFolder(), name);
  await writeFile(path, content);
  return path;
}

export async function read(content: string | Uint8Array, options: Partial<ReadManifestOptions> = {}) {
  return readFrom(await writeManifest(content), options);
}

export async function readFrom(path: string, options: Partial<ReadManifestOptions> = {}) {
  const rows: ManifestRow[] = [];
  const patches: ManifestPatch[] = [];
  const batches: number[] = [];
  const result = await readManifest(
    path,
    { timeZone: portland, profiles: [], ...options },
    {
      rows(batch) {
        batches.push(batch.length);
        rows.push(...batch);
      },
      patches(batch) {
        batches.push(batch.length);
        patches.push(...batch);
      },
    },
  );
  const problems = result.summary?.problems ?? [];
  return { result, rows, patches, batches, problems };
}

/** A table with the required columns and one more, whose cell is given; one row. */
export async function readCell(header: string, cell: string, options: Partial<ReadManifestOptions> = {}) {
  const read_ = await read(`service_date,route,tracking_id,${header}\n2026-11-21,R104,TBA1,"${cell}"\n`, options);
  return { ...read_, row: read_.rows[0] };
}

/** Epoch milliseconds of a moment with its offset. */
export const at = (iso: string): number => Date.parse(iso);
