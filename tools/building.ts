/**
 * Keeps out/ in step with the sources, so that every command may simply start what is there.
 *
 * What counts as "the sources" is a fingerprint (path, size and time of change of each input), not only the newest time:
 * a deleted file or a checkout of an older commit must lead to a build too.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Root of the repository. */
export const repositoryRoot = join(import.meta.dirname, '..');

const inputFolders = ['src', 'resources'];
const inputFiles = [
  'electron.vite.config.ts',
  'tools/verifyPagePlugin.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];
const targets = ['main', 'preload', 'renderer'];

/** A build takes some ten seconds on two cores; a lock of this age belongs to a build that was killed. */
const staleLockMs = 5 * 60_000;

export type BuildResult = { ok: true; built: boolean } | { ok: false; message: string };

/**
 * Builds unless out/ was made from exactly these sources. Safe when several processes ask at once: one builds, the others
 * wait. Says one line on stderr when it builds, and the builder's own words only when it fails.
 */
export async function ensureBuilt(root = repositoryRoot): Promise<BuildResult> {
  if (await isCurrent(root)) return { ok: true, built: false };
  const unlock = await lock(root);
  try {
    if (await isCurrent(root)) return { ok: true, built: false };
    process.stderr.write('Building Porchlight …\n');
    return await build(root);
  } finally {
    await unlock();
  }
}

/** Builds whatever the state of out/; the builder's output and its warnings are in `output`. */
export async function build(root = repositoryRoot): Promise<{ ok: true; built: true; output: string } | BuildFailure> {
  const fingerprint = await fingerprintSources(root);
  // Built beside out/ and moved in at the end: a host that is running from out/ never sees half a build.
  const staging = join(root, 'out', `.staging-${process.pid}`);
  try {
    const run = await runBuilder(root, staging);
    if (run.code !== 0) return { ok: false, message: `The build failed.\n${run.output}` };
    await moveIntoPlace(staging, join(root, 'out'));
    await writeFile(stampPath(root), fingerprint);
    return { ok: true, built: true, output: run.output };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
type BuildFailure = Extract<BuildResult, { ok: false }>;

const stampPath = (root: string) => join(root, 'out', '.built');

async function isCurrent(root: string): Promise<boolean> {
  const stamp = await readFile(stampPath(root), 'utf8').catch(() => null);
  return stamp !== null && stamp === (await fingerprintSources(root));
}

async function fingerprintSources(root: string): Promise<string> {
  const paths = [...inputFiles];
  for (const folder of inputFolders) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries)
      if (entry.isFile()) paths.push(join(entry.parentPath, entry.name).slice(root.length + 1));
  }
  const lines = await Promise.all(
    paths.sort().map(async (path) => {
      const found = await stat(join(root, path)).catch(() => null);
      return `${path} ${found?.size} ${found?.mtimeMs}`;
    }),
  );
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** Holds out/.lock, made exclusively; waits for whoever has it. */
async function lock(root: string): Promise<() => Promise<void>> {
  const path = join(root, 'out', '.lock');
  await mkdir(join(root, 'out'), { recursive: true });
  for (;;) {
    const handle = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return null;
      throw error;
    });
    if (handle) {
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(path, { force: true });
    }
    if (await isAbandoned(path)) await rm(path, { force: true });
    else await wait(200);
  }
}

async function isAbandoned(lockPath: string): Promise<boolean> {
  const held = await stat(lockPath).catch(() => null);
  if (!held) return false;
  const ageMs = Date.now() - held.mtimeMs;
  if (ageMs > staleLockMs) return true;
  const pid = Number(await readFile(lockPath, 'utf8').catch(() => ''));
  // An empty lock is one that is just being written.
  if (!pid) return ageMs > 2_000;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

async function runBuilder(root: string, outDir: string): Promise<{ code: number | null; output: string }> {
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const child = spawn(process.execPath, [builder, 'build', '--outDir', outDir, '--logLevel', 'warn'], {
    cwd: root,
    // Kept and shown only when something is wrong, perhaps in a log file: no colours.
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

async function moveIntoPlace(staging: string, out: string): Promise<void> {
  await rm(stampPath(join(out, '..')), { force: true });
  for (const target of targets) {
    const old = join(staging, `old-${target}`);
    await rename(join(out, target), old).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(join(staging, target), join(out, target));
  }
}
