/** The desktop app from start to quit: one instance, the core behind its scheme, one window, and everything denied else. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { app, type BrowserWindow, dialog, powerMonitor, session } from 'electron';
import type { Core, CreateCoreResult, Log, Power } from '#core/contract.ts';
import { registerAppScheme, serveAppScheme } from '#main/electron/appScheme.ts';
import { connectBridge, tellPage } from '#main/electron/desktopBridge.ts';
import { openElectronLog } from '#main/electron/log.ts';
import { setMenu } from '#main/electron/menu.ts';
import { guardAllContents, lockDownSession } from '#main/electron/security.ts';
import { startUpdates } from '#main/electron/updates.ts';
import { focusWindow, openWindow } from '#main/electron/window.ts';

export interface DesktopAppParts {
  defaultDataFolder: string;
  /** Absolute path of out/preload/index.cjs. */
  preload: string;
  /** Absolute path of the folder of pictures that the system wants. */
  resources: string;
  createCore: (start: DesktopStart) => Promise<CreateCoreResult>;
}

export interface DesktopStart {
  dataFolder: string;
  folder: string | undefined;
  timeZone: string | undefined;
  /** Where people look for what a program has saved for them. */
  exportFolder: string;
  power: Power;
  log: Log;
}

/** What Electron knows of the machine's battery; to be asked once the app is ready. */
const power: Power = {
  onBattery: () => powerMonitor.isOnBatteryPower(),
  onChange(listener) {
    powerMonitor.on('on-battery', listener);
    powerMonitor.on('on-ac', listener);
  },
};

interface DesktopArguments {
  folder: string | undefined;
  data: string | undefined;
  timeZone: string | undefined;
}

/** Starts the app; call it at once, since a scheme can be registered only before Electron is ready. */
export function startDesktopApp(parts: DesktopAppParts): void {
  const given = readDesktopArguments();
  // Another data folder is another Porchlight: its lock, its window's place and Chromium's own files live there too.
  if (given.data !== undefined) app.setPath('userData', join(given.data, 'electron'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  registerAppScheme();
  guardAllContents();
  void app.whenReady().then(() => openDesk(parts, given));
}

/** `--folder DIR`, `--data DIR`, `--time-zone ZONE`. Chromium and the system add switches of their own, so others are passed over. */
function readDesktopArguments(): DesktopArguments {
  const { values } = parseArgs({
    args: process.argv.slice(app.isPackaged ? 1 : 2),
    options: { folder: { type: 'string' }, data: { type: 'string' }, 'time-zone': { type: 'string' } },
    strict: false,
  });
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const absolute = (value: unknown) => (typeof value === 'string' ? resolve(value) : undefined);
  return { folder: absolute(values.folder), data: absolute(values.data), timeZone: text(values['time-zone']) };
}

async function openDesk(parts: DesktopAppParts, given: DesktopArguments): Promise<void> {
  const { preload, resources } = parts;
  const dataFolder = given.data ?? parts.defaultDataFolder;
  const log = openElectronLog(dataFolder);
  const exportFolder = join(app.getPath('downloads'), 'Porchlight');
  const { folder, timeZone } = given;
  const created = await parts.createCore({ dataFolder, folder, timeZone, exportFolder, power, log });
  if (!created.ok) {
    log.error(created.failure.message, { code: created.failure.code });
    dialog.showErrorBox('Porchlight can’t start', created.failure.message);
    app.exit(2);
    return;
  }
  const { core } = created;
  let window: BrowserWindow | null = null;

  lockDownSession(session.defaultSession, core);
  serveAppScheme(core);
  connectBridge({
    core,
    log,
    window: () => window,
    images: { drag: join(resources, 'drag.png'), badge: join(resources, 'badge.png') },
  });
  core.changes.subscribe((topics) => tellPage(window, 'topics', topics));
  setMenu((command) => tellPage(window, 'menu-command', command));

  const show = () => {
    if (window) return focusWindow(window);
    window = openWindow(preload);
    window.on('closed', () => {
      window = null;
    });
  };
  app.on('second-instance', show);
  app.on('activate', show);
  // A laptop that slept has missed events, and so may one whose user was away: sync clients pause too.
  powerMonitor.on('resume', () => core.wake());
  powerMonitor.on('unlock-screen', () => core.wake());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeCoreBeforeQuitting(core, log);

  show();
  startUpdates(log);
}

/** Quits only after the core has put everything away. A core that can't close must not keep the app from ending. */
function closeCoreBeforeQuitting(core: Core, log: Log): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void core
      .close()
      .catch((error: unknown) => log.error('The core did not close', { error: String(error) }))
      .then(() => {
        state = 'closed';
        app.quit();
      });
  });
}
