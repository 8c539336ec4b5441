/**
 * Opens the core on a depot (`node exportUntilKilled.ts DATA FOLDER`), exports the pictures of its day, and kills itself in the
 * middle: nobody outside can be sure to come before the end.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openCoreToKill } from '#tests/fixtures/coreToKill.ts';
import { depotDate } from '#tests/fixtures/depot.ts';

const [data = '', folder = ''] = process.argv.slice(2);
const place = join(data, 'exports');
const core = await openCoreToKill({ dataFolder: data, folder });
await core.settle();
const body = JSON.stringify({ kind: 'pictures-zip', date: depotDate });
const headers = { 'content-type': 'application/json' };
void core.fetch(new Request('http://core/api/exports', { method: 'POST', body, headers }));
while (!existsSync(place) || readdirSync(place).length === 0) await nextTurn();
process.kill(process.pid, 'SIGKILL');
