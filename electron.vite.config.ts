/**
 * Three targets from one source tree (docs/decisions/0001-hosts-and-build.md):
 * out/main (ESM, for Electron and for plain Node alike), out/preload (one CommonJS file, because a sandboxed preload can
 * be nothing else) and out/renderer (static files under the CSP).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { verifyPagePlugin } from './tools/verifyPagePlugin.ts';

const root = import.meta.dirname;

/** Every file that is started by itself: the three hosts, and what they start as processes of their own; and the one that opens a host. */
const mainEntries: Record<string, string> = {
  index: 'src/main/index.ts',
  browser: 'src/main/browser.ts',
  browserHost: 'src/main/browserHost.ts',
  report: 'src/main/report.ts',
  makeSample: 'src/main/makeSample.ts',
  matchingThread: 'src/main/core/matching/matchingThread.ts',
  reuseThread: 'src/main/core/reuse/reuseThread.ts',
  listThread: 'src/main/core/claims/listThread.ts',
  scribeThread: 'src/main/core/ledger/scribeThread.ts',
  watcherThread: 'src/main/core/folder/watcherThread.ts',
  imagingWorker: 'src/main/core/imaging/worker.ts',
  courier: 'src/main/core/confirmations/courier/courier.ts',
  personModel: 'src/main/core/closerLook/personModel/process.ts',
  electronImagingWorker: 'src/main/electronImagingWorker.ts',
  electronSampleMaker: 'src/main/electronSampleMaker.ts',
};

const entries = Object.fromEntries(
  Object.entries(mainEntries)
    .map(([name, path]) => [name, join(root, path)] as const)
    .filter(([, path]) => existsSync(path)),
);

export default defineConfig({
  main: {
    plugins: [verifyPagePlugin(root)],
    build: {
      rolldownOptions: {
        input: entries,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { index: join(root, 'src/preload/index.ts') },
        // With `"type": "module"` a .js would be read as ESM, which a sandboxed preload can't be.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'src/renderer'),
    plugins: [react()],
    build: {
      minify: true,
      // An inlined asset would be a data: URL, which the CSP forbids for everything but pictures.
      assetsInlineLimit: 0,
      // Loaded from this machine's disk: a request saved is worth more than kilobytes split.
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: { index: join(root, 'src/renderer/index.html') } },
    },
  },
});
