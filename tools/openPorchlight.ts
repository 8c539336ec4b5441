/** Opens the app: in Electron where that can be had, else, after one line that says why, the same app in the browser. */
import { spawn } from 'node:child_process';
import { ensureBuilt, repositoryRoot } from './building.ts';
import { findElectron, whyNoWindow } from './electronBinary.ts';
import { runHost } from './runHost.ts';
import { stopWithNpm } from './stopWithNpm.ts';

/** Builds if needed and opens Porchlight with these arguments (`--folder DIR`, `--data DIR`, …). */
export async function openPorchlight(hostArguments: string[]): Promise<void> {
  const built = await ensureBuilt();
  if (!built.ok) {
    process.stderr.write(`${built.message}\n`);
    process.exitCode = 1;
    return;
  }
  const noWindow = whyNoWindow();
  const electron = noWindow === null ? await findElectron() : { ok: false as const, reason: noWindow };
  if (electron.ok) return runElectron(electron.path, hostArguments);
  process.stderr.write(`Electron can’t be used here, ${electron.reason}: Porchlight opens in the browser instead.\n`);
  await runHost('browser', hostArguments);
}

function runElectron(path: string, hostArguments: string[]): void {
  const child = spawn(path, ['.', ...hostArguments], { cwd: repositoryRoot, stdio: 'inherit' });
  stopWithNpm();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`Electron could not be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
