/** The product's log: a rotated file in the data folder; on a developer's machine the terminal too. */
import { join } from 'node:path';
import { app } from 'electron';
import log from 'electron-log/main';
import type { Log } from '#core/contract.ts';

/** Opens `logs/porchlight.log` under the data folder, rotated at 5 MB. */
export function openElectronLog(dataFolder: string): Log {
  log.transports.file.resolvePathFn = () => join(dataFolder, 'logs', 'porchlight.log');
  log.transports.file.maxSize = 5 * 1024 * 1024;
  log.transports.console.level = app.isPackaged ? false : 'warn';
  // An exception is a bug: written down with its stack. The dialog is Electron's own.
  log.errorHandler.startCatching({ showDialog: false });
  return {
    info: (message, details = {}) => log.info(message, details),
    warn: (message, details = {}) => log.warn(message, details),
    error: (message, details = {}) => log.error(message, details),
  };
}
