/** What the hosts that run on plain Node share: arguments, places, the log, and the processes they start. */
import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import log from 'electron-log/node';
import envPaths from 'env-paths';
import type { CoreDeps, Log } from '#core/contract.ts';
import { demoArguments } from '#main/sample/demoArguments.ts';

/** better-sqlite3 13 crashes the process on older ones instead of throwing. */
const oldestNode = [22, 14] as const;

/** A sentence when this Node is too old to run on, else null. Call it before anything opens a database. */
export function nodeIsTooOld(version = process.versions.node): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return null;
  return `Porchlight needs Node ${oldestNode.join('.')} or newer and this is ${version}; the npm scripts bring their own.`;
}

/** Parses `--name value` flags; a wrong one becomes a sentence instead of a stack trace. */
export function readArguments<const Options extends ParseArgsOptionsConfig>(argv: string[], options: Options) {
  try {
    return { ok: true, values: parseArgs({ args: argv, options, strict: true }).values } as const;
  } catch (error) {
    return { ok: false, message: (error as Error).message } as const;
  }
}

/** Moves a file (absolute path) to the system's trash. Loaded when somebody wants it: most runs never do. */
export async function moveToTrash(path: string): Promise<void> {
  const { default: trash } = await import('trash');
  // The path is a name, however it looks.
  await trash(path, { glob: false });
}

/**
 * Where index, ledger, cache and logs live when nobody says otherwise. A folder of its own inside the system's place for
 * app data, because on macOS Electron keeps its own `Cache` beside it.
 */
export function defaultDataFolder(): string {
  return join(envPaths('Porchlight', { suffix: '' }).data, 'depot');
}

/** The program's own files, found from wherever this code runs: out/main, out/main/chunks, or src/main in a test. */
export function programFiles() {
  const here = import.meta.dirname;
  const mainFolder = basename(here) === 'chunks' ? dirname(here) : here;
  const root = join(mainFolder, '..', '..');
  const isBuilt = existsSync(join(mainFolder, 'imagingWorker.js'));
  return {
    root,
    rendererFolder: join(root, 'out', 'renderer'),
    checkerFile: join(root, 'out', 'main', 'verify.html'),
    preload: join(root, 'out', 'preload', 'index.cjs'),
    imagingWorker: isBuilt ? join(mainFolder, 'imagingWorker.js') : join(mainFolder, 'core', 'imaging', 'worker.ts'),
    personModel: isBuilt
      ? join(mainFolder, 'personModel.js')
      : join(mainFolder, 'core', 'closerLook', 'personModel', 'process.ts'),
    courier: isBuilt
      ? join(mainFolder, 'courier.js')
      : join(mainFolder, 'core', 'confirmations', 'courier', 'courier.ts'),
    matchingThread: isBuilt
      ? join(mainFolder, 'matchingThread.js')
      : join(mainFolder, 'core', 'matching', 'matchingThread.ts'),
    reuseThread: isBuilt ? join(mainFolder, 'reuseThread.js') : join(mainFolder, 'core', 'reuse', 'reuseThread.ts'),
    listThread: isBuilt ? join(mainFolder, 'listThread.js') : join(mainFolder, 'core', 'claims', 'listThread.ts'),
    scribeThread: isBuilt ? join(mainFolder, 'scribeThread.js') : join(mainFolder, 'core', 'ledger', 'scribeThread.ts'),
    watcherThread: isBuilt
      ? join(mainFolder, 'watcherThread.js')
      : join(mainFolder, 'core', 'folder', 'watcherThread.ts'),
    electronImagingWorker: join(mainFolder, 'electronImagingWorker.js'),
    electronSampleMaker: join(mainFolder, 'electronSampleMaker.js'),
    resources: join(root, 'resources'),
    sampleMaker: join(mainFolder, isBuilt ? 'makeSample.js' : 'makeSample.ts'),
    version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
  };
}

/** A log file in the data folder, rotated at 5 MB; errors also on stderr. Nothing of it ever goes to stdout. */
export function openLog(dataFolder: string): Log {
  log.transports.file.resolvePathFn = () => join(dataFolder, 'logs', 'porchlight.log');
  log.transports.file.maxSize = 5 * 1024 * 1024;
  log.transports.console.level = false;
  return {
    info: (message, details = {}) => log.info(message, details),
    warn: (message, details = {}) => log.warn(message, details),
    error: (message, details = {}) => {
      log.error(message, details);
      process.stderr.write(`${message}\n`);
    },
  };
}

/** Makes the sample depot in a process of its own, for `openSample`: drawing keeps a core busy for a while. */
export const makeSampleInProcess: NonNullable<CoreDeps['makeSample']> = (out) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [programFiles().sampleMaker, '--out', out, ...demoArguments], {
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
      else reject(new Error(`The sample depot could not be made. ${stderr.trim()}`));
    });
  });

/** Opens an address in the user's own browser; where there is none, the printed address is what they have. */
export function openInSystemBrowser(address: string): void {
  const [command, ...before] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open'];
  execFile(command, [...before, address], () => {
    // A machine without a desktop has no xdg-open.
  });
}
