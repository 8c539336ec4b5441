/** Opens the core on a depot (`node importUntilKilled.ts DATA FOLDER LIST`) and opens the claims of a list; killed by its test. */
import { readFileSync } from 'node:fs';
import { openCoreToKill } from '#tests/fixtures/coreToKill.ts';

const [data = '', folder = '', list = ''] = process.argv.slice(2);
const core = await openCoreToKill({ dataFolder: data, folder });
await core.settle();
const query = 'http://core/api/claims/import?commit=yes';
await core.fetch(new Request(query, { method: 'POST', body: readFileSync(list) }));
process.stdout.write('all of it\n');
