/**
 * `test` with a running Porchlight on the sample depot: `app` is its page, signed in. The same specs run on the browser host
 * and, where Electron's binary is here, on Electron. A console error, an exception or a failed request fails the test.
 */
import {
  _electron,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  chromium,
  type ElectronApplication,
  expect,
  type Page,
} from '@playwright/test';
import { installedBrowser } from '#tools/browserFinder.ts';
import { type HostProcess, startHost } from './hostProcess.ts';
import { type KeptHost, keepHost } from './keptHost.ts';
import { PageProblems } from './pageProblems.ts';
import { repositoryRoot } from './repositoryRoot.ts';
import type { SampleDepot } from './sampleDepot.ts';
import { sharedDepot } from './sharedDepots.ts';
import { makeSlow } from './slowPages.ts';

export { expect };

export type HostKind = 'browser' | 'electron';

/** Set per project in playwright.config.ts. */
export interface HostOptions {
  hostKind: HostKind;
  /** The Chromium, or Electron's binary. */
  executablePath: string;
}

interface Fixtures {
  depot: SampleDepot;
  /** Who is at the desk when `app` opens; null: nobody, so that the first decision asks. */
  person: string | null;
  /** The page, open on the sample depot's day and signed in. */
  app: Page;
  /** What went wrong in the page so far; `allow` what the test provokes. */
  problems: PageProblems;
  /** Starts the browser host on a folder and data folder of the test's own; stopped after it. */
  startBrowserHost: (options?: { folder?: string; data?: string }) => Promise<HostProcess>;
  /** A fresh page of the Chromium, without a session and without the watch for problems. Browser host only. */
  strangerPage: Page;
}

interface WorkerFixtures extends HostOptions {
  /** Of the worker's Chromium, which is launched when a test first asks: most tests of the Electron project need none. */
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** The host that `app` is a page of; it is opened anew for each test. Browser host only. */
  keptHost: () => KeptHost;
  /** The window of `app`, as if it were new. Browser host only. */
  keptWindow: () => Promise<Page>;
}

/** What Playwright 1.65 switches off (its `chromiumSwitches.ts`): of two such lists Chromium takes only the later one, which is ours. */
const offByPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Pages of the browser’s own that nobody sees: each window loads those of its address field, and a spare process. A fifth of its processor time. */
const offByUs = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'SpareRendererForSitePerProcess',
];

/** Chromium in a container: no sandbox as root, no graphics card, and nothing that it does on the network by itself. */
const chromiumFlags = [
  `--disable-features=${[...offByPlaywright, ...offByUs].join(',')}`,
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Playwright's own, which a test may change. */
const viewport = { width: 1280, height: 720 };

export const test = base.extend<Fixtures, WorkerFixtures>({
  hostKind: ['browser', { option: true, scope: 'worker' }],
  executablePath: ['', { option: true, scope: 'worker' }],
  person: ['Dana Reyes', { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  depot: async ({}, use) => use(sharedDepot('sample')),

  newContext: [
    async ({ hostKind, executablePath }, use) => {
      const path = hostKind === 'browser' ? executablePath : (installedBrowser()?.path ?? '');
      let browser: Browser | null = null;
      await use(async (options) => {
        browser ??= await chromium.launch({ executablePath: path, args: chromiumFlags });
        const context = await browser.newContext(options);
        await makeSlow(context);
        return context;
      });
      await (browser as Browser | null)?.close();
    },
    { scope: 'worker' },
  ],

  keptHost: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      let host: KeptHost | null = null;
      await use(() => (host ??= keepHost()));
      await (host as KeptHost | null)?.end();
    },
    { scope: 'worker' },
  ],

  keptWindow: [
    async ({ newContext }, use) => {
      let page: Page | null = null;
      await use(async () => (page ??= await (await newContext()).newPage()));
      await (page as Page | null)?.context().close();
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  problems: async ({}, use) => {
    const problems = new PageProblems();
    await use(problems);
    expect(problems.list, 'problems of the page').toEqual([]);
  },

  startBrowserHost: async ({ depot }, use) => {
    const hosts: HostProcess[] = [];
    await use(async (options = {}) => {
      const host = await startHost({
        folder: options.folder ?? depot.folder,
        data: options.data ?? (await depot.copyData()),
      });
      hosts.push(host);
      return host;
    });
    for (const host of hosts) await host.stop();
  },

  strangerPage: async ({ newContext }, use) => {
    const context = await newContext();
    const page = await context.newPage();
    await use(page);
    await closeContext(page, context);
  },

  app: async ({ hostKind, executablePath, depot, person, problems, keptHost, keptWindow }, use) => {
    if (hostKind === 'electron') {
      const electron = await launchElectron(executablePath, depot);
      const page = await electron.firstWindow();
      problems.watch(page);
      await takeTheDesk(page, person);
      await use(page);
      await electron.close();
    } else {
      const host = keptHost();
      const address = await host.open(depot.folder, await depot.copyData());
      const page = await keptWindow();
      problems.watch(page);
      await page.goto(address);
      await takeTheDesk(page, person);
      await use(page);
      await makeNew(page, new URL(address).origin);
      await host.close();
    }
  },
});

/**
 * Takes from a window what its test left in it. It stays at the same origin, and so in the same process: the next test finds the
 * scripts compiled. After a test that failed Playwright starts its worker anew, and with it the window.
 */
async function makeNew(page: Page, origin: string): Promise<void> {
  const context = page.context();
  for (const other of context.pages()) if (other !== page) await other.close();
  // A handler may still be at an answer that nobody waits for any more.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  page.removeAllListeners();
  await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null });
  await page.setViewportSize(viewport);
  const tools = await context.newCDPSession(page);
  await page.goto(`${origin}/between-two-tests`);
  await page.evaluate('sessionStorage.clear()');
  await tools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb,cache_storage' });
  await tools.send('Page.resetNavigationHistory');
  await tools.detach();
  await context.clearCookies();
  await context.clearPermissions();
}

/** A context whose page is still open takes most of a second to close; a page does not. */
async function closeContext(page: Page, context: BrowserContext): Promise<void> {
  await page.close();
  await context.close();
}

/** The PIN of whoever the harness signs in. */
export const harnessPin = '2468';

/** Signs in through the page's own session, and waits until the page knows. */
async function takeTheDesk(page: Page, name: string | null): Promise<void> {
  await page.getByRole('button', { name: 'Sign in: nobody is at the desk' }).waitFor();
  if (name === null) return;
  const status = await page.evaluate(
    async (body) => {
      const headers = { 'Content-Type': 'application/json' };
      return (await fetch('/api/desk', { method: 'POST', headers, body: JSON.stringify(body) })).status;
    },
    { name, pin: harnessPin, isNew: true },
  );
  expect(status, 'signing in').toBe(200);
  await page.getByRole('button', { name: `At the desk: ${name}` }).waitFor();
}

async function launchElectron(executablePath: string, depot: SampleDepot): Promise<ElectronApplication> {
  const data = await depot.copyData();
  return _electron.launch({
    executablePath,
    // Playwright drives it over the inspector, which the fuses of the installed product take away: hence the plain build.
    args: [
      ...(process.env.CI && process.platform === 'linux' ? ['--no-sandbox'] : []),
      '.',
      '--folder',
      depot.folder,
      '--data',
      data,
    ],
    cwd: repositoryRoot,
  });
}
