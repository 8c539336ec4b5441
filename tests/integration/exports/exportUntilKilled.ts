/**
 * Opens the core on a depot (`node exportUntilKilled.ts DATA FOLDER`) and exports the pictures of its day. Its test kills it in the
 * middle.
 */
import { fileURLToPath } from 'node:url';
import { createCore } from '#core/createCore.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { depotDate, depotEvening, depotZone } from '#tests/fixtures/depot.ts';

const [data = '', folder = ''] = process.argv.slice(2);
const quiet = () => undefined;

const opened = await createCore({
  host: 'browser',
  version: '0.0.0-test',
  dataFolder: data,
  folder,
  timeZone: depotZone,
  rendererFolder: null,
  clock: () => depotEvening,
  log: { info: quiet, warn: quiet, error: quiet },
  spawnImagingWorker: forkWorker(fileURLToPath(import.meta.resolve('#core/imaging/worker.ts'))),
  matchingThread: fileURLToPath(import.meta.resolve('#core/matching/matchingThread.ts')),
  reuseThread: fileURLToPath(import.meta.resolve('#core/reuse/reuseThread.ts')),
  listThread: fileURLToPath(import.meta.resolve('#core/claims/listThread.ts')),
  scribeThread: fileURLToPath(import.meta.resolve('#core/ledger/scribeThread.ts')),
  createWatcher: null,
});
if (!opened.ok) throw new Error(opened.failure.message);
const { core } = opened;
await core.settle();
const body = JSON.stringify({ kind: 'pictures-zip', date: depotDate });
const headers = { 'content-type': 'application/json' };
await core.fetch(new Request('http://core/api/exports', { method: 'POST', body, headers }));
