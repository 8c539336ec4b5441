/** What the build made of the entries: benches measure the program as it is shipped. */
import { join } from 'node:path';
import { ensureBuilt, repositoryRoot } from '#tools/building.ts';
import type { BenchResult } from './benchResult.ts';

const built = (name: string) => join(repositoryRoot, 'out', 'main', name);

export const builtFiles = {
  imagingWorker: built('imagingWorker.js'),
  matchingThread: built('matchingThread.js'),
  reuseThread: built('reuseThread.js'),
  listThread: built('listThread.js'),
  scribeThread: built('scribeThread.js'),
};

/** Builds when the sources are newer; a failed build is the bench's answer. */
export async function beBuilt(): Promise<Extract<BenchResult, { ok: false }> | null> {
  const result = await ensureBuilt();
  return result.ok ? null : { ok: false, message: result.message };
}
