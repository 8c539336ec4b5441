/** A page of a real browser on a running host, signed in, for `latency` and `ui`. */
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import type { Status } from '#shared/views.ts';
import type { HostProcess } from '#tests/e2e/harness/hostProcess.ts';
import { findOrGetBrowser } from '#tools/browserFinder.ts';
import { say } from './benchResult.ts';

export interface BrowserPage {
  page: Page;
  close(): Promise<void>;
}

/** A page without a host yet, with the stop-watches (`inPage/stopwatches.ts`) in it; null when this machine has no browser and none can be had. */
export async function openBrowser(viewport: { width: number; height: number }): Promise<BrowserPage | null> {
  const found = findOrGetBrowser(say);
  if (!found) return null;
  const browser = await chromium.launch({
    executablePath: found.path,
    // Containers run as root and have no graphics card; nothing of a browser's own business may disturb.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await browser.newPage({ viewport });
  // By its address, because its types are the browser's; Playwright sends the function's text, which Node has stripped of types.
  const inPage = await import(new URL('./inPage/stopwatches.ts', import.meta.url).href);
  await page.addInitScript(inPage.installStopwatches);
  return { page, close: () => browser.close() };
}

/** The route's row in the list of routes, clicked. */
export async function chooseRoute(page: Page, route: string): Promise<void> {
  await page.getByRole('listbox', { name: 'Routes' }).getByRole('option').filter({ hasText: route }).first().click();
  await page
    .getByRole('listbox', { name: `Stops of route ${route}` })
    .getByRole('option')
    .first()
    .waitFor();
}

/** Resolves when the host has walked its folder once and has nothing left to do. */
export async function waitUntilIdle(page: Page, host: HostProcess): Promise<void> {
  for (;;) {
    const status = (await (await callHost(page, host, 'GET', '/api/status')).json()) as Status;
    if (status.activity === 'idle' && status.lastScanAt !== null) return;
    await wait(100);
  }
}

/** Sends requests as the page would, with its cookie. */
export async function callHost(
  page: Page,
  host: HostProcess,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  data?: object,
) {
  const answer = await page.request.fetch(host.origin + path, {
    method,
    headers: { Origin: host.origin },
    ...(data ? { data } : {}),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer;
}
