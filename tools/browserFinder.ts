/** A Chromium for the browser tests: the machine's own, else Playwright's, else (as root on Debian) the distribution's. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

export interface FoundBrowser {
  path: string;
  /** For the log: where it comes from. */
  origin: string;
}

/** Names on the PATH of Linux, and the usual places elsewhere. */
const linuxNames = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'];
const macPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const windowsPlaces = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/** A browser that is here already; downloads nothing. `PORCHLIGHT_CHROMIUM` names one and beats the search. */
export function installedBrowser(): FoundBrowser | null {
  const named = process.env.PORCHLIGHT_CHROMIUM;
  if (named && isExecutable(named)) return { path: named, origin: 'PORCHLIGHT_CHROMIUM' };
  const own = usualPlaces().find(isExecutable);
  if (own) return { path: own, origin: 'installed on this machine' };
  const playwrights = chromium.executablePath();
  return isExecutable(playwrights) ? { path: playwrights, origin: 'downloaded by Playwright' } : null;
}

/** As {@link installedBrowser}, and gets one when there is none; null when every way failed. `say` is told what is done. */
export function findOrGetBrowser(say: (line: string) => void): FoundBrowser | null {
  const here = installedBrowser();
  if (here) return here;
  say('No browser here: asking Playwright for its own …');
  // A blocked line would keep Playwright trying for long; a download that works is done well within this.
  run(process.execPath, [join('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'], 5 * 60_000);
  const downloaded = installedBrowser();
  if (downloaded) return downloaded;
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say('Playwright’s could not be had: installing the distribution’s chromium …');
    run('apt-get', ['update'], 5 * 60_000);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], 15 * 60_000);
  }
  return installedBrowser();
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') return macPlaces;
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return roots.flatMap((root) => (root ? windowsPlaces.map((place) => join(root, place)) : []));
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command: string, commandArguments: string[], timeoutMs: number): void {
  spawnSync(command, commandArguments, {
    stdio: 'ignore',
    timeout: timeoutMs,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
