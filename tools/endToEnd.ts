/** `npm run test:e2e [-- Playwright's flags]`: a browser, a build, the specs, and a word about which hosts ran. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findOrGetBrowser } from './browserFinder.ts';
import { ensureBuilt, repositoryRoot } from './building.ts';
import { installedElectron, whyNoWindow } from './electronBinary.ts';

process.exitCode = await runEndToEnd(process.argv.slice(2));

async function runEndToEnd(flags: string[]): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const built = await ensureBuilt();
  if (!built.ok) {
    say(built.message);
    return 1;
  }
  const browser = findOrGetBrowser(say);
  say(
    browser ? `Browser host: ${browser.path} (${browser.origin}).` : 'Browser host: not run, no browser could be had.',
  );
  const noElectron = whyNoWindow() ?? (installedElectron() === null ? 'its binary is not here' : null);
  say(noElectron === null ? 'Electron host: runs.' : `Electron host: not run, ${noElectron}.`);
  if (!browser && noElectron !== null) return 1;
  const playwright = join(repositoryRoot, 'node_modules', '@playwright', 'test', 'cli.js');
  const run = spawnSync(process.execPath, [playwright, 'test', ...flags], { cwd: repositoryRoot, stdio: 'inherit' });
  return run.status ?? 1;
}
