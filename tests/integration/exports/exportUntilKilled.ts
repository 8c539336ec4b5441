/**
 * Opens the core on a depot (`node exportUntilKilled.ts DATA FOLDER`) and exports the pictures of its day. Its test kills it in the
 * middle.
 */
import { openCoreToKill } from '#tests/fixtures/coreToKill.ts';
import { depotDate } from '#tests/fixtures/depot.ts';

const [data = '', folder = ''] = process.argv.slice(2);
const core = await openCoreToKill({ dataFolder: data, folder });
await core.settle();
const body = JSON.stringify({ kind: 'pictures-zip', date: depotDate });
const headers = { 'content-type': 'application/json' };
await core.fetch(new Request('http://core/api/exports', { method: 'POST', body, headers }));
