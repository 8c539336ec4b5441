/** What the build made of the entries: benches measure the program as it is shipped. */
import { join } from 'node:path';
import { build } from 'vite';
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

export type BuiltFiles = typeof builtFiles;

/**
 * Bundles a bench's own entry as the hosts are bundled, and returns the file: read as TypeScript, the core would bring a compiler of
 * some 40 MB along, which nobody is shipped. It lies in the repository, where what it takes from node_modules is found.
 */
export async function bundled(entry: string): Promise<string> {
  const outDir = join(repositoryRoot, '.cache', 'bench', String(process.pid));
  await build({
    ...{ configFile: false, root: repositoryRoot, logLevel: 'error' },
    build: { ssr: entry, outDir, rolldownOptions: { output: { entryFileNames: 'entry.js' } } },
  });
  return join(outDir, 'entry.js');
}

/** Builds when the sources are newer; a failed build is the bench's answer. */
export async function beBuilt(): Promise<Extract<BenchResult, { ok: false }> | null> {
  const result = await ensureBuilt();
  return result.ok ? null : { ok: false, message: result.message };
}
