/** Everything that a page is denied, whatever it says: permissions, other places, other windows, the network. */
import { app, type IpcMainEvent, type IpcMainInvokeEvent, type Session, shell, type WebContents } from 'electron';
import type { Core } from '#core/contract.ts';
import { isAppAddress } from '#main/electron/appScheme.ts';
import { tileOrigins } from '#shared/tileOrigins.ts';

/** Links to these open in the user's own browser; any other link does nothing. */
const hostsToOpenOutside: ReadonlySet<string> = new Set(['www.openstreetmap.org']);

/** The pages' own schemes; Chromium's developer tools come from `devtools:`. */
const schemesToLoad: ReadonlySet<string> = new Set(['porchlight:', 'blob:', 'data:', 'devtools:']);

/** Denies every permission and every request that leaves the machine, but for the tiles of a map that the settings name. */
export function lockDownSession(session: Session, core: Pick<Core, 'tileUrl'>): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url, resourceType }, answer) => {
    const { protocol, origin } = new URL(url);
    const isTile = resourceType === 'image' && tileOrigins(core.tileUrl()).includes(origin);
    answer({ cancel: !isTile && !schemesToLoad.has(protocol) });
  });
}

/** Guards every page there will ever be, so that a window made later can't be forgotten. */
export function guardAllContents(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && isAppAddress(event.url)) return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!isAppAddress(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function openOutside(address: string): void {
  if (!URL.canParse(address)) return;
  const { protocol, host } = new URL(address);
  if (protocol === 'https:' && hostsToOpenOutside.has(host)) void shell.openExternal(address);
}

/** True for a message from the top frame of our own page. Frames inside it, and pages that are gone, have no say. */
export function isFromOurPage(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isAppAddress(frame.url);
}
