/**
 * `porchlight://app/`: the only place that the window ever shows. An own scheme instead of `file://` gives the page an origin,
 * headers and `fetch`, and no way to other files.
 */
import { protocol } from 'electron';
import type { Core } from '#core/contract.ts';
import { withSecurityHeaders } from '#main/pageSecurity.ts';

const scheme = 'porchlight';
export const appAddress = `${scheme}://app/`;

/** Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      // corsEnabled: module scripts are fetched in CORS mode, even from their own origin (as VS Code's own scheme).
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
}

/** Answers the scheme from the core; another host under it does not exist. */
export function serveAppScheme(core: Pick<Core, 'fetch' | 'tileUrl'>): void {
  protocol.handle(scheme, async (request) => {
    if (!isAppAddress(request.url)) return new Response(null, { status: 404 });
    return withSecurityHeaders(await core.fetch(request), core.tileUrl());
  });
}

/** True for an address of our own page; everything else is a stranger. */
export function isAppAddress(address: string): boolean {
  return address.startsWith(appAddress);
}
