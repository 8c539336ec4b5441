import { EventEmitter } from 'node:events';
import { beforeAll, expect, test, vi } from 'vitest';
import type { DesktopBridge } from '#shared/desktop.ts';

const renderer = Object.assign(new EventEmitter(), {
  invoke: vi.fn(async (..._values: unknown[]) => '/depot/photos'),
  send: vi.fn(),
});
const exposed = new Map<string, unknown>();

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => exposed.set(name, value) },
  ipcRenderer: renderer,
}));

let bridge: DesktopBridge;
beforeAll(async () => {
  await import('#preload/index.ts');
  bridge = exposed.get('porchlight') as DesktopBridge;
});

test('the page gets the bridge and nothing else', () => {
  expect([...exposed.keys()]).toEqual(['porchlight']);
  expect(Object.keys(bridge).sort()).toEqual(
    ['chooseFolder', 'dragPhoto', 'notify', 'onMenuCommand', 'onTopics', 'revealPhoto', 'setBadge'].sort(),
  );
});

test('each call goes out on its own channel', async () => {
  expect(await bridge.chooseFolder()).toBe('/depot/photos');
  await bridge.revealPhoto('id');
  bridge.dragPhoto('id');
  bridge.setBadge(3);
  bridge.notify('title', 'body');
  expect(renderer.invoke.mock.calls).toEqual([['choose-folder'], ['reveal-photo', 'id']]);
  expect(renderer.send.mock.calls).toEqual([
    ['drag-photo', 'id'],
    ['set-badge', 3],
    ['notify', 'title', 'body'],
  ]);
});

test('a listener hears the value, never Electron’s event, until it lets go', () => {
  const listener = vi.fn();
  const stop = bridge.onTopics(listener);
  renderer.emit('topics', { sender: 'secret' }, ['status']);
  stop();
  renderer.emit('topics', { sender: 'secret' }, ['days']);
  expect(listener.mock.calls).toEqual([[['status']]]);
});
