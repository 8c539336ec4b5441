/**
 * What a page in Electron can do beyond the API: `window.porchlight`. Runs sandboxed, so it may require only `electron`, and
 * passes every value on unread: the main process checks them.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge } from '#shared/desktop.ts';
import type { DesktopEvent, DesktopMessage, DesktopRequest } from '#shared/desktopChannels.ts';

const ask = (channel: DesktopRequest, ...values: unknown[]) => ipcRenderer.invoke(channel, ...values);
const say = (channel: DesktopMessage, ...values: unknown[]) => ipcRenderer.send(channel, ...values);

/** Passes on the value and never the event, which would hand the page a way to every channel. */
function hear<Value>(channel: DesktopEvent, listener: (value: Value) => void): () => void {
  const onEvent = (_event: unknown, value: Value) => listener(value);
  ipcRenderer.on(channel, onEvent);
  return () => {
    ipcRenderer.off(channel, onEvent);
  };
}

const bridge: DesktopBridge = {
  chooseFolder: () => ask('choose-folder'),
  revealPhoto: (photoId) => ask('reveal-photo', photoId),
  dragPhoto: (photoId) => say('drag-photo', photoId),
  setBadge: (count) => say('set-badge', count),
  notify: (title, body) => say('notify', title, body),
  onTopics: (listener) => hear('topics', listener),
  onMenuCommand: (listener) => hear('menu-command', listener),
};

contextBridge.exposeInMainWorld('porchlight', bridge);
