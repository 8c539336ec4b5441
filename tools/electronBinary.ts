/**
 * Electron's binary: since version 42 it is not installed with the package but fetched at first use, and a machine without
 * that way out (or without a screen) must hear so at once instead of waiting.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './building.ts';

const electronFolder = join(repositoryRoot, 'node_modules', 'electron');

/** 110 MB over a slow line take about this long; a line that is slower still had better use the browser. */
const longestDownloadMs = 5 * 60_000;

export type ElectronBinary = { ok: true; path: string } | { ok: false; reason: string };

/** The binary if it is here; never downloads. */
export function installedElectron(): string | null {
  const name = readText(join(electronFolder, 'path.txt'));
  if (name === null) return null;
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist'), name);
  return existsSync(path) ? path : null;
}

/** Why a window can't open here even with the binary; null when it can. */
export function whyNoWindow(): string | null {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'this machine has no screen';
  if (process.getuid?.() === 0) return 'its sandbox does not run as root';
  return null;
}

/** The binary, downloaded if need be and allowed. The reason is the rest of a sentence: "Electron …: reason". */
export async function findElectron(): Promise<ElectronBinary> {
  const path = installedElectron();
  if (path !== null) return { ok: true, path };
  const failure = await download();
  const downloaded = installedElectron();
  if (downloaded !== null) return { ok: true, path: downloaded };
  return { ok: false, reason: `its binary could not be downloaded (${failure ?? 'nothing arrived'})` };
}

/** Null when all went well, else the downloader's own first words. */
function download(): Promise<string | null> {
  process.stderr.write('Fetching Electron …\n');
  const child = spawn(process.execPath, [join(electronFolder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: longestDownloadMs,
    killSignal: 'SIGKILL',
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(null);
      else if (signal) resolve(`not done after ${longestDownloadMs / 60_000} minutes`);
      else
        resolve(
          complaint
            .split('\n')[0]
            ?.replace(/^\w*Error: /, '')
            .trim() || `exit code ${code}`,
        );
    });
  });
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
