/**
 * `npm run dist [-- electron-builder's flags]`: installers for this system in dist/. They hold Electron itself, which
 * electron-builder fetches; where that can't be done this says so instead of leaving a page of stack traces.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, repositoryRoot } from './building.ts';
import { findElectron } from './electronBinary.ts';

process.exitCode = await makeInstallers(process.argv.slice(2));

async function makeInstallers(flags: string[]): Promise<number> {
  const built = await ensureBuilt();
  if (!built.ok) {
    process.stderr.write(`${built.message}\n`);
    return 1;
  }
  const electron = await findElectron();
  if (!electron.ok) {
    process.stderr.write(
      `No installers: they hold Electron, and ${electron.reason}. Run this with a way to github.com, or set ELECTRON_MIRROR; .github/workflows/ci.yml makes the installers of all three systems.\n`,
    );
    return 1;
  }
  const builder = join(repositoryRoot, 'node_modules', 'electron-builder', 'cli.js');
  const child = spawn(process.execPath, [builder, '--publish', 'never', ...flags], {
    cwd: repositoryRoot,
    stdio: 'inherit',
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}
