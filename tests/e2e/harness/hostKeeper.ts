/**
 * A process that keeps the built browser host loaded, and opens it on one data folder after the other: what a test waits for is
 * its own core, and not Node, four megabytes of sources and a reader of pictures.
 *
 * Told `{ open: { data, folder, port } }` it answers `{ address }`, told `{ close: true }` it answers `{ closed: true }`; to
 * what it can't do, `{ failed: 'why' }`.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endLentWorkers, lendWorker } from '#tests/fixtures/imaging/lending.ts';
import { repositoryRoot } from './repositoryRoot.ts';

export type KeeperRequest = { open: { data: string; folder: string; port: number } } | { close: true };
export type KeeperAnswer = { address: string } | { closed: true } | { failed: string };

const built = join(repositoryRoot, 'out', 'main');
const { openBrowserHost } = (await import(
  pathToFileURL(join(built, 'browserHost.js')).href
)) as typeof import('#main/browserHost.ts');
const spawnImagingWorker = lendWorker(join(built, 'imagingWorker.js'));

let close: (() => Promise<void>) | null = null;

process.on('message', (request: KeeperRequest) => {
  answer(request).then(
    (message) => process.send?.(message),
    (error: Error) => process.send?.({ failed: error.stack ?? error.message } satisfies KeeperAnswer),
  );
});
process.on('disconnect', () => {
  endLentWorkers();
  process.exit(0);
});

async function answer(request: KeeperRequest): Promise<KeeperAnswer> {
  if ('close' in request) {
    await close?.();
    close = null;
    return { closed: true };
  }
  const { data, folder, port } = request.open;
  const options = { dataFolder: data, folder, spawnImagingWorker };
  let opened = await openBrowserHost({ ...options, port });
  // Somebody has taken the port meanwhile: any will do.
  if (!opened.ok && port !== 0) opened = await openBrowserHost({ ...options, port: 0 });
  if (!opened.ok) return { failed: opened.message };
  close = () => opened.host.close();
  return { address: opened.host.address };
}
