import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Core, CreateCoreResult } from '#core/contract.ts';
import { type DesktopStart, startDesktopApp } from '#main/electron/desktopApp.ts';
import type { Topic } from '#shared/api.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { FakeWindow, fake, resetFake } from '#tests/unit/electron/fakeElectron.ts';

vi.mock('electron', async () => (await import('#tests/unit/electron/fakeElectron.ts')).electronModule());
vi.mock('electron-log/main', async () => (await import('#tests/unit/electron/fakeElectron.ts')).electronLogModule());

const photoId = 'a'.repeat(64);
let announce: (topics: Topic[]) => void;
let core: Core;
let userData: string;

beforeEach(() => {
  userData = temporaryFolder();
  resetFake(userData);
  core = {
    fetch: vi.fn(async (request: Request) => new Response(`core: ${new URL(request.url).pathname}`)),
    changes: {
      subscribe: (listener) => {
        announce = listener;
        return () => {};
      },
    },
    settle: async () => {},
    lookCloser: async () => {},
    report: vi.fn(),
    photoPath: vi.fn((id: string) => (id === photoId ? '/depot/photos/one.jpg' : null)),
    tileUrl: vi.fn(() => null),
    wake: vi.fn(),
    close: vi.fn(async () => {}),
  };
});

/** Of its own a wait lasts a second: too short for a machine that does other things, too. */
const patiently = { timeout: 60_000 };

/** Starts the app as a user would and waits for what comes of it. */
async function start(result: CreateCoreResult = { ok: true, core }) {
  const createCore = vi.fn(async (_start: DesktopStart) => result);
  startDesktopApp({
    defaultDataFolder: '/data',
    preload: '/out/preload/index.cjs',
    resources: '/resources',
    createCore,
  });
  await vi.waitFor(
    () => expect(FakeWindow.all.length + fake.showErrorBox.mock.calls.length).toBeGreaterThan(0),
    patiently,
  );
  return { createCore, window: FakeWindow.all[0] as FakeWindow };
}

/** Says something on a channel as the page does. */
const ourFrame = (window: FakeWindow) => ({ sender: window.webContents, senderFrame: window.webContents.mainFrame });
const invoke = (channel: string, event: unknown, ...values: unknown[]) =>
  fake.invokeHandlers.get(channel)?.(...([event, ...values] as never[]));

test('the page runs in a sandbox, isolated, without Node and without webviews', async () => {
  const { window } = await start();
  expect(window.options.webPreferences).toEqual({
    preload: '/out/preload/index.cjs',
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
    spellcheck: false,
  });
  expect(fake.app.enableSandbox).toHaveBeenCalled();
});

test('the window shows our own scheme, which is registered with just the privileges it needs', async () => {
  const { window } = await start();
  expect(window.loadURL).toHaveBeenCalledWith('porchlight://app/');
  expect(fake.schemes).toEqual([
    {
      scheme: 'porchlight',
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        corsEnabled: true,
        stream: true,
        codeCache: true,
      },
    },
  ]);
});

test('the core answers the scheme, and every answer carries the security headers', async () => {
  await start();
  const answer = await fake.schemeHandlers.get('porchlight')?.(new Request('porchlight://app/api/status'));
  expect(await answer?.text()).toBe('core: /api/status');
  const policy = answer?.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(answer?.headers.get('x-content-type-options')).toBe('nosniff');
});

test('another host under our scheme does not exist', async () => {
  await start();
  const answer = await fake.schemeHandlers.get('porchlight')?.(new Request('porchlight://evil/api/status'));
  expect(answer?.status).toBe(404);
  expect(core.fetch).not.toHaveBeenCalled();
});

test('a second Porchlight gives way to the first, which comes to the front', async () => {
  fake.app.hasLock = false;
  const createCore = vi.fn();
  startDesktopApp({ defaultDataFolder: '/data', preload: '', resources: '', createCore });
  expect(fake.app.quit).toHaveBeenCalled();
  expect(createCore).not.toHaveBeenCalled();

  fake.app.hasLock = true;
  const { window } = await start();
  fake.app.emit('second-instance');
  expect(window.focus).toHaveBeenCalled();
  expect(FakeWindow.all).toHaveLength(1);
});

test('a start that can’t go on is said in a box, and the app ends', async () => {
  const message = 'Another Porchlight has this data folder open.';
  await start({ ok: false, failure: { code: 'data-folder-in-use', message } });
  expect(fake.showErrorBox).toHaveBeenCalledWith(expect.any(String), message);
  expect(fake.app.exit).toHaveBeenCalledWith(2);
  expect(FakeWindow.all).toHaveLength(0);
});

test('what changed is told to the page, and to nobody once the window is closed', async () => {
  const { window } = await start();
  announce(['status', 'day:2026-11-21']);
  expect(window.webContents.send).toHaveBeenCalledWith('topics', ['status', 'day:2026-11-21']);
  window.emit('closed');
  announce(['status']);
  expect(window.webContents.send).toHaveBeenCalledTimes(1);
});

test('the core is told whether the machine runs on its battery, and when that changes', async () => {
  const { createCore } = await start();
  const power = createCore.mock.calls[0]?.[0].power;
  const listener = vi.fn();
  power?.onChange(listener);
  expect(power?.onBattery()).toBe(false);
  fake.powerMonitor.isOnBatteryPower.mockReturnValue(true);
  fake.powerMonitor.emit('on-battery');
  expect(power?.onBattery()).toBe(true);
  fake.powerMonitor.emit('on-ac');
  expect(listener).toHaveBeenCalledTimes(2);
});

test('the folder is walked when the machine wakes and when the user comes back', async () => {
  await start();
  fake.powerMonitor.emit('resume');
  fake.powerMonitor.emit('unlock-screen');
  expect(core.wake).toHaveBeenCalledTimes(2);
});

test('quitting waits until the core has put everything away', async () => {
  let closed = () => {};
  core.close = vi.fn(() => new Promise<void>((resolve) => (closed = resolve)));
  await start();
  const event = { preventDefault: vi.fn() };
  fake.app.emit('will-quit', event);
  fake.app.emit('will-quit', event);
  expect(event.preventDefault).toHaveBeenCalledTimes(2);
  expect(core.close).toHaveBeenCalledTimes(1);
  expect(fake.app.quit).not.toHaveBeenCalled();
  closed();
  await vi.waitFor(() => expect(fake.app.quit).toHaveBeenCalledTimes(1), patiently);
  fake.app.emit('will-quit', event);
  expect(event.preventDefault).toHaveBeenCalledTimes(2);
});

test('a core that can’t close does not keep the app from ending', async () => {
  core.close = vi.fn(async () => {
    throw new Error('disk gone');
  });
  await start();
  fake.app.emit('will-quit', { preventDefault: vi.fn() });
  await vi.waitFor(() => expect(fake.app.quit).toHaveBeenCalled(), patiently);
});

test('no permission is granted, whether asked for or looked up', async () => {
  await start();
  const answer = vi.fn();
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'hid']) {
    fake.permissionRequest?.(...([{}, permission, answer, {}] as never[]));
    expect(fake.permissionCheck?.(...([{}, permission, 'porchlight://app', {}] as never[]))).toBe(false);
  }
  expect(answer.mock.calls).toEqual(Array(6).fill([false]));
  expect(fake.devicePermission?.()).toBe(false);
});

test('the page loads nothing from the network', async () => {
  await start();
  const answers = ['https://evil.example/x.js', 'http://127.0.0.1/', 'file:///etc/passwd', 'porchlight://app/a.js'].map(
    (url) => {
      const answer = vi.fn();
      fake.beforeRequest?.(...([{ url }, answer] as never[]));
      return answer.mock.calls[0]?.[0].cancel;
    },
  );
  expect(answers).toEqual([true, true, true, false]);
});

test('tiles of the map come from the place that is set, as pictures and nothing else, and the policy says the same', async () => {
  await start();
  vi.mocked(core.tileUrl).mockReturnValue('https://{s}.tile.example/{z}/{x}/{y}.png');
  const isAllowed = (url: string, resourceType: string) => {
    const answer = vi.fn();
    fake.beforeRequest?.(...([{ url, resourceType }, answer] as never[]));
    return !answer.mock.calls[0]?.[0].cancel;
  };
  expect(isAllowed('https://a.tile.example/1/2/3.png', 'image')).toBe(true);
  expect(isAllowed('https://a.tile.example/1/2/3.js', 'script')).toBe(false);
  expect(isAllowed('https://a.tile.example/1/2/3.json', 'xhr')).toBe(false);
  expect(isAllowed('https://d.tile.example/1/2/3.png', 'image')).toBe(false);
  expect(isAllowed('http://a.tile.example/1/2/3.png', 'image')).toBe(false);
  const policy = async () =>
    (await fake.schemeHandlers.get('porchlight')?.(new Request('porchlight://app/')))?.headers.get(
      'content-security-policy',
    );
  expect(await policy()).toContain('https://a.tile.example https://b.tile.example https://c.tile.example;');
  vi.mocked(core.tileUrl).mockReturnValue(null);
  expect(isAllowed('https://a.tile.example/1/2/3.png', 'image')).toBe(false);
  expect(await policy()).not.toContain('tile.example');
});

test('the page can’t be taken elsewhere, and opens no windows', async () => {
  const { window } = await start();
  const contents = window.webContents;
  const preventDefault = vi.fn();
  for (const url of ['https://evil.example/', 'file:///etc/passwd', 'porchlight://evil/']) {
    contents.emit('will-frame-navigate', { url, isMainFrame: true, preventDefault });
    contents.emit('will-redirect', { url, preventDefault });
    expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' });
  }
  contents.emit('will-attach-webview', { preventDefault });
  contents.emit('will-frame-navigate', { url: 'porchlight://app/', isMainFrame: false, preventDefault });
  expect(preventDefault).toHaveBeenCalledTimes(8);
  expect(fake.openExternal).not.toHaveBeenCalled();

  contents.emit('will-frame-navigate', { url: 'porchlight://app/settings', isMainFrame: true, preventDefault });
  expect(preventDefault).toHaveBeenCalledTimes(8);
});

test('only links of the list open in the system’s browser, and only by https', async () => {
  const { window } = await start();
  for (const url of [
    'https://www.openstreetmap.org/?mlat=45',
    'http://www.openstreetmap.org/',
    'https://www.openstreetmap.org.evil.example/',
    'https://www.openstreetmap.org:444/',
    'javascript:alert(1)',
    'no address at all',
  ]) {
    window.webContents.openHandler?.({ url });
  }
  expect(fake.openExternal.mock.calls).toEqual([['https://www.openstreetmap.org/?mlat=45']]);
});

test('the folder that the supervisor chooses reaches the page; a cancelled choice is none', async () => {
  const { window } = await start();
  expect(await invoke('choose-folder', ourFrame(window))).toBe('/depot/photos');
  fake.showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] });
  expect(await invoke('choose-folder', ourFrame(window))).toBeNull();
});

test('a photo is shown in its folder and dragged out by its id, never by a path', async () => {
  const { window } = await start();
  await invoke('reveal-photo', ourFrame(window), photoId);
  fake.messages.emit('drag-photo', ourFrame(window), photoId);
  expect(fake.showItemInFolder.mock.calls).toEqual([['/depot/photos/one.jpg']]);
  expect(window.webContents.startDrag.mock.calls).toEqual([
    [{ file: '/depot/photos/one.jpg', icon: join('/resources', 'drag.png') }],
  ]);
});

test('a photo that is gone is neither shown nor dragged', async () => {
  const { window } = await start();
  await invoke('reveal-photo', ourFrame(window), 'b'.repeat(64));
  fake.messages.emit('drag-photo', ourFrame(window), 'b'.repeat(64));
  expect(fake.showItemInFolder).not.toHaveBeenCalled();
  expect(window.webContents.startDrag).not.toHaveBeenCalled();
});

test('the icon carries the number of missing confirmations', async () => {
  const { window } = await start();
  fake.messages.emit('set-badge', ourFrame(window), 7);
  expect(fake.app.setBadgeCount).toHaveBeenCalledWith(7);
});

test('a notification is shown', async () => {
  const { window } = await start();
  fake.messages.emit('notify', ourFrame(window), 'R104 is settled', '182 of 182 stops');
  expect(fake.Notification.shown).toEqual([{ title: 'R104 is settled', body: '182 of 182 stops' }]);
});

test('strangers are not answered: a frame inside the page, another page, a page that is gone', async () => {
  const { window } = await start();
  const sender = window.webContents;
  const strangers = [
    { sender, senderFrame: { url: 'porchlight://app/' } },
    {
      sender: { ...sender, mainFrame: { url: 'https://evil.example/' } },
      senderFrame: { url: 'https://evil.example/' },
    },
    { sender, senderFrame: null },
  ];
  const other = { url: 'https://evil.example/' };
  strangers.push({ sender: { ...sender, mainFrame: other }, senderFrame: other } as never);
  for (const event of strangers) {
    expect(() => invoke('choose-folder', event)).toThrow('Not allowed');
    expect(() => invoke('reveal-photo', event, photoId)).toThrow('Not allowed');
    fake.messages.emit('drag-photo', event, photoId);
    fake.messages.emit('set-badge', event, 7);
    fake.messages.emit('notify', event, 'a', 'b');
  }
  expect(fake.showOpenDialog).not.toHaveBeenCalled();
  expect(fake.showItemInFolder).not.toHaveBeenCalled();
  expect(sender.startDrag).not.toHaveBeenCalled();
  expect(fake.app.setBadgeCount).not.toHaveBeenCalled();
  expect(fake.Notification.shown).toEqual([]);
});

test('what the page says is checked: paths, negative numbers and floods of text are no ids, counts and titles', async () => {
  const { window } = await start();
  const event = ourFrame(window);
  expect(() => invoke('reveal-photo', event, '/etc/passwd')).toThrow();
  expect(() => invoke('reveal-photo', event)).toThrow();
  fake.messages.emit('drag-photo', event, '../../etc/passwd');
  fake.messages.emit('set-badge', event, -1);
  fake.messages.emit('set-badge', event, 'many');
  fake.messages.emit('notify', event, 'x'.repeat(201), '');
  fake.messages.emit('notify', event, { title: 'x' });
  expect(core.photoPath).not.toHaveBeenCalled();
  expect(fake.app.setBadgeCount).not.toHaveBeenCalled();
  expect(fake.Notification.shown).toEqual([]);
});

test('the window comes back where it was', async () => {
  const { window } = await start();
  window.emit('close');
  const kept = JSON.parse(readFileSync(join(userData, 'window.json'), 'utf8'));
  expect(kept).toEqual({ bounds: { x: 10, y: 20, width: 1200, height: 800 }, maximized: false });
  window.emit('closed');
  fake.app.emit('activate');
  expect(FakeWindow.all[1]?.options).toMatchObject({ x: 10, y: 20, width: 1200, height: 800 });
});

test.each([
  ['broken', '{"bounds":'],
  ['of another kind', '{"bounds":{"x":"left"},"maximized":1}'],
  ['on a monitor that was unplugged', '{"bounds":{"x":5000,"y":0,"width":1200,"height":800},"maximized":false}'],
  ['above the screen', '{"bounds":{"x":0,"y":-500,"width":1200,"height":800},"maximized":false}'],
])('a kept place that is %s is not used', async (_name, content) => {
  writeFileSync(join(userData, 'window.json'), content);
  const { window } = await start();
  expect(window.options).toMatchObject({ width: 1440, height: 900 });
  expect(window.options).not.toHaveProperty('x');
});

test('the menu’s commands reach the page', async () => {
  const { window } = await start();
  const commands: string[] = [];
  const press = (items: unknown[]) => {
    for (const item of items as Array<{ click?: () => void; submenu?: unknown[]; accelerator?: string }>) {
      if (item.click) item.click();
      if (item.submenu) press(item.submenu);
    }
  };
  press(fake.menuTemplate);
  for (const [channel, command] of window.webContents.send.mock.calls) {
    expect(channel).toBe('menu-command');
    commands.push(command);
  }
  expect(commands.sort()).toEqual(
    ['choose-folder', 'help', 'import', 'rebuild-index', 'scan-now', 'search', 'settings', 'undo'].sort(),
  );
});

test('a customer’s menu has no developer tools', async () => {
  fake.app.isPackaged = true;
  Object.assign(process, { resourcesPath: userData });
  await start();
  expect(JSON.stringify(fake.menuTemplate)).not.toMatch(/toggleDevTools|reload/);
});

test('--folder, --data and --time-zone are taken, and Chromium’s own switches passed over', async () => {
  const argv = process.argv;
  process.argv = [
    'electron',
    '.',
    '--folder',
    'photos',
    '--data',
    'depot',
    '--time-zone',
    'Europe/Paris',
    '--no-sandbox',
  ];
  const { createCore } = await start().finally(() => (process.argv = argv));
  expect(createCore.mock.calls[0]?.[0]).toMatchObject({
    folder: join(process.cwd(), 'photos'),
    dataFolder: join(process.cwd(), 'depot'),
    timeZone: 'Europe/Paris',
  });
  expect(fake.app.setPath).toHaveBeenCalledWith('userData', join(process.cwd(), 'depot', 'electron'));
});
