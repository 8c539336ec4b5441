/**
 * The browser host: `npm run start:browser -- --folder DIR [--data DIR] [--port N] [--time-zone ZONE] [--no-open]`.
 * Its first line on stdout is the address, printed once it can be opened; SIGTERM and SIGINT stop it cleanly.
 */
import { resolve } from 'node:path';
import { openBrowserHost } from '#main/browserHost.ts';
import { defaultDataFolder, nodeIsTooOld, openInSystemBrowser, readArguments } from '#main/nodeHost.ts';

await run();

async function run(): Promise<void> {
  const tooOld = nodeIsTooOld();
  if (tooOld) return refuse(tooOld);
  const given = readArguments(process.argv.slice(2), {
    folder: { type: 'string' },
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    'time-zone': { type: 'string' },
    'no-open': { type: 'boolean', default: false },
  });
  if (!given.ok) return refuse(given.message);
  const { values } = given;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return refuse(`“${values.port}” is not a port number.`);

  const opened = await openBrowserHost({
    dataFolder: values.data === undefined ? defaultDataFolder() : resolve(values.data),
    folder: values.folder === undefined ? undefined : resolve(values.folder),
    port,
    timeZone: values['time-zone'],
  });
  if (!opened.ok) return refuse(opened.message);
  const { host } = opened;
  stopOnSignal(() => host.close());
  process.stdout.write(`Porchlight is ready at ${host.address}\n`);
  if (!values['no-open']) openInSystemBrowser(host.address);
}

/** One sentence, and the exit code of arguments or folders that can't be used. */
function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`, () => process.exit(2));
}

/** The first signal stops cleanly; a second one is from somebody who doesn't want to wait. */
function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGBREAK'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`Porchlight did not stop cleanly: ${error instanceof Error ? error.stack : error}\n`);
          process.exit(1);
        },
      );
    });
  }
}
