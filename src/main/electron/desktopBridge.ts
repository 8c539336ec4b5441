/** The main process's side of `window.porchlight`: each handler checks who asks, then what is asked. */
import {
  app,
  type BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  Notification,
  nativeImage,
  shell,
} from 'electron';
import { z } from 'zod';
import type { Core, Log } from '#core/contract.ts';
import { isFromOurPage } from '#main/electron/security.ts';
import { focusWindow } from '#main/electron/window.ts';
import type { DesktopEvent, DesktopMessage, DesktopRequest } from '#shared/desktopChannels.ts';
import { photoIdSchema } from '#shared/ids.ts';

export interface BridgeParts {
  core: Pick<Core, 'photoPath'>;
  log: Log;
  /** The window of the moment; on macOS the app outlives it. */
  window: () => BrowserWindow | null;
  /** Absolute paths of the drag's picture (macOS refuses a drag without one) and of the task bar's badge. */
  images: { drag: string; badge: string };
}

/** Answers the page's requests and messages. */
export function connectBridge({ core, log, window, images }: BridgeParts): void {
  handle('choose-folder', z.tuple([]), async () => {
    const owner = window();
    const options = {
      properties: ['openDirectory' as const],
      message: 'The folder that the drivers’ phones sync into',
    };
    const choice = await (owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options));
    return choice.canceled ? null : (choice.filePaths[0] ?? null);
  });

  handle('reveal-photo', z.tuple([photoIdSchema]), async ([photoId]) => {
    const path = core.photoPath(photoId);
    if (path !== null) shell.showItemInFolder(path);
  });

  listen('drag-photo', z.tuple([photoIdSchema]), ([photoId], event) => {
    const file = core.photoPath(photoId);
    if (file !== null) event.sender.startDrag({ file, icon: images.drag });
  });

  listen('set-badge', z.tuple([z.number().int().min(0).max(1_000_000)]), ([count]) => {
    app.setBadgeCount(count);
    // Windows has no number on the icon; a dot over it, with the number for a screen reader.
    if (process.platform === 'win32') {
      window()?.setOverlayIcon(count > 0 ? nativeImage.createFromPath(images.badge) : null, `${count} missing`);
    }
  });

  listen('notify', z.tuple([z.string().max(200), z.string().max(1000)]), ([title, body]) => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    notification.on('click', () => {
      const target = window();
      if (target) focusWindow(target);
    });
    notification.show();
  });

  function isAllowed(channel: string, event: IpcMainEvent | IpcMainInvokeEvent): boolean {
    const allowed = isFromOurPage(event);
    if (!allowed) log.warn('A stranger called the desktop bridge', { channel, url: event.senderFrame?.url });
    return allowed;
  }

  function handle<Values>(
    channel: DesktopRequest,
    schema: z.ZodType<Values>,
    answer: (values: Values) => Promise<unknown>,
  ) {
    ipcMain.handle(channel, (event, ...values) => {
      if (!isAllowed(channel, event)) throw new Error('Not allowed');
      return answer(schema.parse(values));
    });
  }

  function listen<Values>(
    channel: DesktopMessage,
    schema: z.ZodType<Values>,
    act: (values: Values, event: IpcMainEvent) => void,
  ) {
    ipcMain.on(channel, (event, ...values) => {
      if (!isAllowed(channel, event)) return;
      const checked = schema.safeParse(values);
      if (checked.success) act(checked.data, event);
      else log.warn('The page said something malformed', { channel });
    });
  }
}

/** Tells the page something, if there is one. */
export function tellPage(window: BrowserWindow | null, channel: DesktopEvent, value: unknown): void {
  if (window && !window.isDestroyed()) window.webContents.send(channel, value);
}
