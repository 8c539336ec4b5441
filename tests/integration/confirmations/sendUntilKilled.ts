/**
 * Opens the core on a depot (`node sendUntilKilled.ts DATA FOLDER`) as a host does, with everything that sends. Prints `ready`, and
 * `out N` with how many confirmations are out whenever that changes. Never ends by itself: its test kills it.
 */
import { flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { forkCourier } from '#core/confirmations/courier/forkCourier.ts';
import { createCore } from '#core/createCore.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import type { ConfirmationPage } from '#shared/confirmations.ts';
import { depotDate, depotEvening, depotZone } from '#tests/fixtures/depot.ts';

const [data = '', folder = ''] = process.argv.slice(2);
const print = (line: string) => process.stdout.write(`${line}\n`);
const complain = (message: string, details?: object) => process.stderr.write(`${message} ${JSON.stringify(details)}\n`);
const began = Date.now();

const opened = await createCore({
  host: 'browser',
  version: '0.0.0-test',
  dataFolder: data,
  folder,
  timeZone: depotZone,
  rendererFolder: null,
  clock: () => depotEvening + (Date.now() - began),
  log: { info: () => undefined, warn: () => undefined, error: complain },
  spawnImagingWorker: forkWorker(fileURLToPath(import.meta.resolve('#core/imaging/worker.ts'))),
  spawnCourier: forkCourier(fileURLToPath(import.meta.resolve('#core/confirmations/courier/courier.ts'))),
  matchingThread: fileURLToPath(import.meta.resolve('#core/matching/matchingThread.ts')),
  reuseThread: fileURLToPath(import.meta.resolve('#core/reuse/reuseThread.ts')),
  listThread: fileURLToPath(import.meta.resolve('#core/claims/listThread.ts')),
  scribeThread: fileURLToPath(import.meta.resolve('#core/ledger/scribeThread.ts')),
  createWatcher: null,
});
if (!opened.ok) throw new Error(opened.failure.message);
const { core } = opened;
// Who is killed can't leave to the next what Node compiled.
flushCompileCache();
print('ready');
void core.settle();

for (let told = -1; ; ) {
  const response = await core.fetch(new Request(`http://core/api/days/${depotDate}/confirmations`));
  const { counts } = (await response.json()) as ConfirmationPage;
  const out = counts.sent + counts.delivered;
  if (out !== told) print(`out ${out}`);
  told = out;
  await new Promise((resolve) => setTimeout(resolve, 20));
}
