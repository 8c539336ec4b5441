/**
 * Opens the core (`node eraseUntilKilled.ts DATA FOLDER NOW ENTRIES MS`) at a moment and lets the privacy clock run. Once so many
 * entries of the ledger tell of it, it kills itself so many milliseconds later: whoever waits for a time from outside comes too late
 * on a fast machine. Prints `done` when the night's work was over before.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ActivityPage } from '#shared/activity.ts';
import { openCoreToKill } from '#tests/fixtures/coreToKill.ts';
import { syntheticZone } from '#tools/bench/syntheticIndex.ts';

const [data = '', folder = '', now = '0', entriesSeen = '1', restMs = '0'] = process.argv.slice(2);
const core = await openCoreToKill({ dataFolder: data, folder, timeZone: syntheticZone, clock: () => Number(now) });
const work = core.fetch(new Request('http://core/api/privacy/run', { method: 'POST', body: '{}' }));
let isOver = false;
void work.finally(() => {
  isOver = true;
});
while (!isOver) {
  const { entries } = (await (await core.fetch(new Request('http://core/api/activity'))).json()) as ActivityPage;
  if (entries.length >= Number(entriesSeen)) {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(restMs));
    break;
  }
  await nextTurn();
}
const answer = await work;
process.stdout.write(`done ${JSON.stringify(await answer.json())}\n`);
process.kill(process.pid, 'SIGKILL');
