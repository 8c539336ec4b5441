/**
 * A stand-in for the `electron` module that writes down what it is told. Electron's binary can't be had on every machine;
 * its types still hold the shell to the real interface, and this shows what the shell asks for.
 */
import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

export type Handler = (...values: never[]) => unknown;

/** A page as the shell sees it. */
export class FakeContents extends EventEmitter {
  readonly send = vi.fn();
  readonly startDrag = vi.fn();
  readonly mainFrame = { url: 'porchlight://app/' };
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}

export class FakeWindow extends EventEmitter {
  static readonly all: FakeWindow[] = [];
  readonly webContents = new FakeContents();
  readonly loadURL = vi.fn(async () => {});
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  readonly maximize = vi.fn();
  readonly setOverlayIcon = vi.fn();
  isMinimized = () => false;
  isMaximized = () => false;
  isDestroyed = () => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1200, height: 800 });
  readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> };

  constructor(options: FakeWindow['options']) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
    fake.app.emit('web-contents-created', {}, this.webContents);
  }
}

export class FakeUtilityProcess extends EventEmitter {
  readonly pid = 4711;
  readonly postMessage = vi.fn();
  readonly kill = vi.fn(() => true);
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
}

class FakeApp extends EventEmitter {
  isPackaged = false;
  hasLock = true;
  readonly quit = vi.fn();
  readonly exit = vi.fn();
  readonly enableSandbox = vi.fn();
  readonly setBadgeCount = vi.fn();
  readonly setPath = vi.fn();
  userData = '';
  getPath = () => this.userData;
  requestSingleInstanceLock = vi.fn(() => this.hasLock);
  whenReady = async () => {};
}

class FakeNotification extends EventEmitter {
  static readonly shown: Array<{ title: string; body: string }> = [];
  static isSupported = () => true;
  readonly content: { title: string; body: string };
  constructor(content: { title: string; body: string }) {
    super();
    this.content = content;
  }
  show(): void {
    FakeNotification.shown.push(this.content);
  }
}

/** Everything the fake was told, and the handlers it was given; {@link resetFake} empties it. */
export const fake = {
  app: new FakeApp(),
  schemes: [] as unknown[],
  schemeHandlers: new Map<string, (request: Request) => Promise<Response>>(),
  invokeHandlers: new Map<string, Handler>(),
  messages: new EventEmitter(),
  powerMonitor: Object.assign(new EventEmitter(), { isOnBatteryPower: vi.fn(() => false) }),
  permissionRequest: null as Handler | null,
  permissionCheck: null as Handler | null,
  devicePermission: null as Handler | null,
  beforeRequest: null as Handler | null,
  menuTemplate: [] as unknown[],
  utilityProcesses: [] as Array<{
    path: string;
    childArguments: string[];
    options: unknown;
    child: FakeUtilityProcess;
  }>,
  openExternal: vi.fn(async () => {}),
  showItemInFolder: vi.fn(),
  showErrorBox: vi.fn(),
  showOpenDialog: vi.fn(async () => ({ canceled: false, filePaths: ['/depot/photos'] })),
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
  /** Seals by turning the bytes round, as a keychain would with a key. */
  safeStorage: {
    isAsyncEncryptionAvailable: vi.fn(async () => true),
    getSelectedStorageBackend: vi.fn(() => 'gnome_libsecret'),
    encryptStringAsync: vi.fn(async (text: string) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a)),
    decryptStringAsync: vi.fn(async (sealed: Buffer) => ({
      result: Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString('utf8'),
      shouldReEncrypt: false,
    })),
  },
  Notification: FakeNotification,
};

export function resetFake(userData: string): void {
  fake.app.removeAllListeners();
  fake.powerMonitor.removeAllListeners();
  fake.messages.removeAllListeners();
  fake.schemes.length = 0;
  fake.schemeHandlers.clear();
  fake.invokeHandlers.clear();
  fake.menuTemplate = [];
  fake.utilityProcesses.length = 0;
  FakeWindow.all.length = 0;
  FakeNotification.shown.length = 0;
  Object.assign(fake.app, { isPackaged: false, hasLock: true, userData });
  vi.clearAllMocks();
}

/** The module, for `vi.mock('electron', …)`. */
export function electronModule() {
  return {
    app: fake.app,
    BrowserWindow: FakeWindow,
    dialog: { showErrorBox: fake.showErrorBox, showOpenDialog: fake.showOpenDialog },
    ipcMain: {
      handle: (channel: string, handler: Handler) => fake.invokeHandlers.set(channel, handler),
      on: (channel: string, handler: Handler) => fake.messages.on(channel, handler as never),
    },
    Menu: {
      buildFromTemplate: (template: unknown[]) => template,
      setApplicationMenu: (template: unknown[]) => {
        fake.menuTemplate = template;
      },
    },
    nativeImage: { createFromPath: (path: string) => ({ path }) },
    nativeTheme: { shouldUseDarkColors: false },
    Notification: FakeNotification,
    powerMonitor: fake.powerMonitor,
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => fake.schemes.push(...schemes),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
        fake.schemeHandlers.set(scheme, handler),
    },
    screen: { getAllDisplays: () => [{ workArea: fake.workArea }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: Handler) => {
          fake.permissionRequest = handler;
        },
        setPermissionCheckHandler: (handler: Handler) => {
          fake.permissionCheck = handler;
        },
        setDevicePermissionHandler: (handler: Handler) => {
          fake.devicePermission = handler;
        },
        webRequest: {
          onBeforeRequest: (handler: Handler) => {
            fake.beforeRequest = handler;
          },
        },
      },
    },
    safeStorage: fake.safeStorage,
    shell: { openExternal: fake.openExternal, showItemInFolder: fake.showItemInFolder },
    utilityProcess: {
      fork: (path: string, childArguments: string[], options: unknown) => {
        const child = new FakeUtilityProcess();
        fake.utilityProcesses.push({ path, childArguments, options, child });
        return child;
      },
    },
  };
}

/** electron-log without a file: the log's own tests are its authors'. */
export function electronLogModule() {
  const log = {
    transports: { file: {}, console: {} },
    errorHandler: { startCatching: vi.fn() },
    info: vi.fn(),
    warn: vi.fn(),
    error: vi.fn(),
  };
  return { default: log };
}
