/**
 * One set of specs, two hosts: `browser` is the loopback host in a Chromium, `electron` the product itself where Electron's
 * binary is here. `npm run test:e2e` finds or gets the browser and says which hosts ran.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import type { HostOptions } from '#tests/e2e/harness/porchlight.ts';
import { installedBrowser } from './tools/browserFinder.ts';
import { installedElectron, whyNoWindow } from './tools/electronBinary.ts';

// Hosts are started anew time and again; what Node made of their sources is kept between them.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

const browser = installedBrowser();
const electron = whyNoWindow() === null ? installedElectron() : null;

export default defineConfig<HostOptions>({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/e2e/harness/sharedDepots.ts',
  // Each worker runs a whole Porchlight; pages wait more than they compute, so two cores carry three.
  workers: 3,
  // Test by test, so that the longest file is not alone at the end: each has a data folder of its own.
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // On a machine that is shared with others slow is not wrong.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results/e2e',
  use: {
    // A failure has its picture and what stood on the page. A trace takes a tenth of the processor time of every test, for the few
    // that fail: who looks for a reason asks for it (PORCHLIGHT_TRACE=1), without the film.
    trace: process.env.PORCHLIGHT_TRACE ? { mode: 'retain-on-failure', screenshots: false } : 'off',
    screenshot: 'only-on-failure',
    timezoneId: 'America/Los_Angeles',
    locale: 'en-US',
  },
  projects: [
    ...(browser ? [{ name: 'browser', use: { hostKind: 'browser' as const, executablePath: browser.path } }] : []),
    ...(electron ? [{ name: 'electron', use: { hostKind: 'electron' as const, executablePath: electron } }] : []),
  ],
});
