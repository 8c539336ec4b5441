/** The one window. */
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { appAddress } from '#main/electron/appScheme.ts';
import { keepWindowState, readWindowState } from '#main/electron/windowState.ts';

/** The page's own background in each scheme (`tokens.css`), so that opening doesn't flash. */
const background = { light: '#ffffff', dark: '#1a1b1e' };

/** Opens the window where it was and shows it when there is something to see. */
export function openWindow(preloadFile: string): BrowserWindow {
  const statePath = join(app.getPath('userData'), 'window.json');
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const state = readWindowState(statePath, screens);
  const window = new BrowserWindow({
    ...(state?.bounds ?? { width: 1440, height: 900 }),
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Porchlight',
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Chromium would fetch its dictionaries from the network.
      spellcheck: false,
    },
  });
  keepWindowState(window, statePath);
  window.once('ready-to-show', () => {
    if (state?.maximized) window.maximize();
    window.show();
  });
  void window.loadURL(appAddress);
  return window;
}

/** Brings the window to the front, wherever it was put. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
