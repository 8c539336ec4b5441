/** The Electron host: wires the core's dependencies to Electron's means and hands over to the desktop app. */
import { createCore } from '#core/createCore.ts';
import { createThreadedWatcher } from '#core/folder/watcher.ts';
import { takeSecrets } from '#core/secrets/secretStore.ts';
import { startDesktopApp } from '#main/electron/desktopApp.ts';
import { systemKeychain } from '#main/electron/keychain.ts';
import { moveToTrash } from '#main/electron/trash.ts';
import { utilityCourier } from '#main/electron/utilityCourier.ts';
import { utilitySampleMaker, utilityWorkerSpawner } from '#main/electron/utilityProcesses.ts';
import { defaultDataFolder, programFiles } from '#main/nodeHost.ts';
import { demoArguments } from '#main/sample/demoArguments.ts';

const files = programFiles();
const secrets = takeSecrets(process.env);

startDesktopApp({
  defaultDataFolder: defaultDataFolder(),
  preload: files.preload,
  resources: files.resources,
  createCore: ({ dataFolder, folder, timeZone, exportFolder, power, log }) =>
    createCore({
      host: 'electron',
      version: files.version,
      dataFolder,
      ...(folder === undefined ? {} : { folder }),
      ...(timeZone === undefined ? {} : { timeZone }),
      exportFolder,
      power,
      secrets,
      spawnCourier: utilityCourier(files.courier),
      keychain: systemKeychain,
      rendererFolder: files.rendererFolder,
      checkerFile: files.checkerFile,
      clock: Date.now,
      log,
      spawnImagingWorker: utilityWorkerSpawner(files.electronImagingWorker, 'Porchlight imaging'),
      personModel: { spawn: utilityWorkerSpawner(files.personModel, 'Porchlight person model') },
      matchingThread: files.matchingThread,
      reuseThread: files.reuseThread,
      scribeThread: files.scribeThread,
      listThread: files.listThread,
      createWatcher: createThreadedWatcher(files.watcherThread),
      moveToTrash,
      makeSample: utilitySampleMaker(files.electronSampleMaker, demoArguments),
    }),
});
