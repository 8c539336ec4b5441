/**
 * `node tools/runHost.ts NAME [arguments]`: builds if needed, then runs out/main/NAME.js in this very process, so that
 * signals, exit codes and streams are the host's own.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, repositoryRoot } from './building.ts';
import { stopWithNpm } from './stopWithNpm.ts';

/** Runs an entry of out/main with these arguments; does not return a value, the host decides how the process ends. */
export async function runHost(name: string, hostArguments: string[]): Promise<void> {
  const built = await ensureBuilt();
  if (!built.ok) {
    process.stderr.write(`${built.message}\n`);
    process.exitCode = 1;
    return;
  }
  const entry = join(repositoryRoot, 'out', 'main', `${name}.js`);
  stopWithNpm();
  process.argv = [process.execPath, entry, ...hostArguments];
  await import(pathToFileURL(entry).href);
}

if (import.meta.main) {
  const [name, ...hostArguments] = process.argv.slice(2);
  if (!name) throw new Error('runHost needs the name of a host');
  await runHost(name, hostArguments);
}
