/** Opens the data folder it is given, says so, and holds it until it is killed. */
import { openDataFolder } from '#core/dataFolder/dataFolder.ts';

const opened = await openDataFolder(process.argv[2] as string);
process.stdout.write(`${opened.ok ? 'open' : opened.failure.code}\n`);
if (opened.ok) setInterval(() => {}, 60_000);
