/**
 * The browser host: `npm run start:browser -- --folder DIR [--data DIR] [--port N] [--time-zone ZONE] [--no-open]`.
 * Its first line on stdout is the address, printed once it can be opened; SIGTERM and SIGINT stop it cleanly.
 */
import { resolve } from 'node:path';
import { forkCourier } from '#core/confirmations/courier/forkCourier.ts';
import { createCore } from '#core/createCore.ts';
import { createThreadedWatcher } from '#core/folder/watcher.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { takeSecrets } from '#core/secrets/secretStore.ts';
import { startBrowserServer } from '#main/browserServer.ts';
import {
  defaultDataFolder,
  makeSampleInProcess,
  moveToTrash,
  nodeIsTooOld,
  openInSystemBrowser,
  openLog,
  programFiles,
  readArguments,
} from '#main/nodeHost.ts';

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

  const dataFolder = values.data === undefined ? defaultDataFolder() : resolve(values.data);
  const files = programFiles();
  const log = openLog(dataFolder);
  const created = await createCore({
    host: 'browser',
    version: files.version,
    dataFolder,
    ...(values.folder === undefined ? {} : { folder: resolve(values.folder) }),
    ...(values['time-zone'] === undefined ? {} : { timeZone: values['time-zone'] }),
    rendererFolder: files.rendererFolder,
    checkerFile: files.checkerFile,
    clock: Date.now,
    log,
    secrets: takeSecrets(process.env),
    spawnCourier: forkCourier(files.courier),
    spawnImagingWorker: forkWorker(files.imagingWorker),
    personModel: { spawn: forkWorker(files.personModel) },
    matchingThread: files.matchingThread,
    reuseThread: files.reuseThread,
    createWatcher: createThreadedWatcher(files.watcherThread),
    makeSample: makeSampleInProcess,
    moveToTrash,
  });
  if (!created.ok) return refuse(created.failure.message);

  const started = await startBrowserServer(created.core, port);
  if (!started.ok) {
    await created.core.close();
    return refuse(started.message);
  }
  const { server } = started;
  stopOnSignal(async () => {
    await server.close();
    await created.core.close();
  });
  process.stdout.write(`Porchlight is ready at ${server.address}\n`);
  if (!values['no-open']) openInSystemBrowser(server.address);
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
