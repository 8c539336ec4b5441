/**
 * Opens the core (`node eraseUntilKilled.ts DATA FOLDER NOW`) at a moment and lets the privacy clock run. Prints `ready`, then
 * `done` when the night's work is over. Its test kills it somewhere between the two.
 */
import { fileURLToPath } from 'node:url';
import { createCore } from '#core/createCore.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { syntheticZone } from '#tools/bench/syntheticIndex.ts';

const [data = '', folder = '', now = '0'] = process.argv.slice(2);
const opened = await createCore({
  host: 'browser',
  version: '0.0.0-test',
  dataFolder: data,
  folder,
  timeZone: syntheticZone,
  rendererFolder: null,
  clock: () => Number(now),
  log: {
    info: () => undefined,
    warn: () => undefined,
    error: (message, details) => process.stderr.write(`${message} ${JSON.stringify(details)}\n`),
  },
  spawnImagingWorker: forkWorker(fileURLToPath(import.meta.resolve('#core/imaging/worker.ts'))),
  matchingThread: fileURLToPath(import.meta.resolve('#core/matching/matchingThread.ts')),
  reuseThread: fileURLToPath(import.meta.resolve('#core/reuse/reuseThread.ts')),
  listThread: fileURLToPath(import.meta.resolve('#core/claims/listThread.ts')),
  scribeThread: fileURLToPath(import.meta.resolve('#core/ledger/scribeThread.ts')),
  createWatcher: null,
});
if (!opened.ok) throw new Error(opened.failure.message);
process.stdout.write('ready\n');
const answer = await opened.core.fetch(new Request('http://core/api/privacy/run', { method: 'POST', body: '{}' }));
process.stdout.write(`done ${JSON.stringify(await answer.json())}\n`);
await new Promise(() => undefined);
