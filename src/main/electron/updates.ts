/** Updates: off unless this is an installed build that was told where to look (`publish` in electron-builder.yml). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import electronUpdater from 'electron-updater';
import type { Log } from '#core/contract.ts';

/** A depot's day is long: a build that was published in the morning should be there in the evening. */
const checkEveryMs = 4 * 60 * 60_000;

/** Looks for updates now and then, and installs one when Porchlight is quit; never while the supervisor works. */
export function startUpdates(log: Log): void {
  // electron-builder writes this file into the build only when `publish` is set.
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return;
  const { autoUpdater } = electronUpdater;
  autoUpdater.logger = {
    info: (message) => log.info(String(message)),
    warn: (message) => log.warn(String(message)),
    error: (message) => log.error(String(message)),
  };
  autoUpdater.autoInstallOnAppQuit = true;
  const check = () => {
    autoUpdater.checkForUpdates().catch((error: Error) => log.warn(`No update: ${error.message}`));
  };
  check();
  setInterval(check, checkEveryMs);
}
