/** Answering requests of a page in the core's place. */
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** What the core never answers. */
const stoodIn = 299;
const probe = 'api/status?is-stood-in';

/**
 * As `page.route`, for what the page asks without being loaded anew. Chromium says that it holds requests back before the process of
 * the page has heard of it: a key that is pressed at once can be faster (seen once in some hundred runs). From here on none is.
 */
export async function standIn(page: Page, ...[url, handler, options]: Parameters<Page['route']>): Promise<void> {
  const isProbe = ({ href }: URL) => href.endsWith(probe);
  await page.route(url, handler, options);
  await page.route(isProbe, (route) => route.fulfill({ status: stoodIn }));
  await expect
    .poll(() => page.evaluate(async (path) => (await fetch(path)).status, `/${probe}`), { intervals: [20] })
    .toBe(stoodIn);
  await page.unroute(isProbe);
}
