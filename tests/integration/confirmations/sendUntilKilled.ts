/**
 * Opens the core on a depot (`node sendUntilKilled.ts DATA FOLDER`) as a host does, with everything that sends. Prints `ready`, and
 * `out N` with how many confirmations are out whenever that changes. Never ends by itself: its test kills it.
 */
import { fileURLToPath } from 'node:url';
import { forkCourier } from '#core/confirmations/courier/forkCourier.ts';
import type { ConfirmationPage } from '#shared/confirmations.ts';
import { openCoreToKill } from '#tests/fixtures/coreToKill.ts';
import { depotDate, depotEvening } from '#tests/fixtures/depot.ts';

const [data = '', folder = ''] = process.argv.slice(2);
const print = (line: string) => process.stdout.write(`${line}\n`);
const began = Date.now();

const core = await openCoreToKill({
  dataFolder: data,
  folder,
  clock: () => depotEvening + (Date.now() - began),
  spawnCourier: forkCourier(fileURLToPath(import.meta.resolve('#core/confirmations/courier/courier.ts'))),
});
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
