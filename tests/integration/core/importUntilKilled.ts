/** Opens the core on a depot (`node importUntilKilled.ts DATA FOLDER LIST`) and opens the claims of a list; killed by its test. */
import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createCore } from '#core/createCore.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { depotEvening, depotZone } from '#tests/fixtures/depot.ts';

const [data = '', folder = '', list = ''] = process.argv.slice(2);
const fileOf = (name: string) => fileURLToPath(import.meta.resolve(name));

const opened = await createCore({
  host: 'browser',
  version: '0.0.0-test',
  dataFolder: data,
  folder,
  timeZone: depotZone,
  rendererFolder: null,
  clock: () => depotEvening,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  spawnImagingWorker: forkWorker(fileOf('#core/imaging/worker.ts')),
  matchingThread: fileOf('#core/matching/matchingThread.ts'),
  reuseThread: fileOf('#core/reuse/reuseThread.ts'),
  listThread: fileOf('#core/claims/listThread.ts'),
  scribeThread: fileOf('#core/ledger/scribeThread.ts'),
  createWatcher: null,
});
if (!opened.ok) throw new Error(opened.failure.message);
// Who is killed can't leave to the next what Node compiled.
flushCompileCache();
await opened.core.settle();
const query = 'http://core/api/claims/import?commit=yes';
await opened.core.fetch(new Request(query, { method: 'POST', body: readFileSync(list) }));
process.stdout.write('all of it\n');
