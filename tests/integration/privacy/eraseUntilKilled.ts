/**
 * Opens the core (`node eraseUntilKilled.ts DATA FOLDER NOW`) at a moment and lets the privacy clock run. Prints `ready`, then
 * `done` when the night's work is over. Its test kills it somewhere between the two.
 */
import { openCoreToKill } from '#tests/fixtures/coreToKill.ts';
import { syntheticZone } from '#tools/bench/syntheticIndex.ts';

const [data = '', folder = '', now = '0'] = process.argv.slice(2);
const core = await openCoreToKill({ dataFolder: data, folder, timeZone: syntheticZone, clock: () => Number(now) });
process.stdout.write('ready\n');
const answer = await core.fetch(new Request('http://core/api/privacy/run', { method: 'POST', body: '{}' }));
process.stdout.write(`done ${JSON.stringify(await answer.json())}\n`);
await new Promise(() => undefined);
