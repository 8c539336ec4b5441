/** Copies of imported manifests: where customers in them were erased, only rows without these stay. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Depot } from '#core/depot.ts';
import { withoutCustomer } from '#core/index/deliveries.ts';
import { stopNameFrom } from '#core/index/keys.ts';
import { keptFile } from '#core/intake/importMemory.ts';
import { readKeptRows, writeKeptRows } from '#core/manifests/keptRows.ts';
import { readManifest } from '#core/manifests/readManifest.ts';
import type { ServiceDate } from '#shared/ids.ts';

/**
 * Rewrites the copies (in the folder `manifests`, absolute) that speak of these dates; between two data files, so that nobody reads
 * one meanwhile. What is no manifest any more goes whole, once its dates are erased: nothing could be read from it.
 */
export async function rewriteCopies(
  depot: Depot,
  manifests: string,
  dates: readonly ServiceDate[],
  timeZone: string,
): Promise<void> {
  for (const { sha256, path } of depot.manifests.about(dates)) {
    if (path !== null) continue;
    const source = depot.imports.sources.get(sha256);
    if (!source) continue;
    await depot.dataQueue.between(async () => {
      const copy = join(manifests, sha256);
      const kept = keptFile(manifests, sha256);
      // A copy is newer than rows beside it: it was imported once more.
      const read = existsSync(copy)
        ? (sink: Parameters<typeof readManifest>[2]) =>
            readManifest(copy, { ...source, timeZone, profiles: depot.profiles() }, sink)
        : (sink: Parameters<typeof readManifest>[2]) => readKeptRows(kept, sink);
      if (!existsSync(copy) && !existsSync(kept)) return;
      const written = await writeKeptRows(kept, read, (row) => {
        const stop = row.stop ?? stopNameFrom(row);
        const isNameless = depot.erasing.store.isNameless({ date: row.serviceDate, route: row.route, stop });
        // The name is made of the address where there is none: it has to be written down before that goes.
        return isNameless ? { ...withoutCustomer(row), stop, line: row.line } : row;
      });
      await rm(copy, { force: true });
      if (!written) await rm(kept, { force: true });
      depot.imports.replaced(sha256);
    });
  }
}
