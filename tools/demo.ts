/**
 * `npm run demo`: makes a sample depot in demo/ (once) and opens Porchlight on it. Arguments go to the app (`--no-open`,
 * `--port N`).
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoArguments } from '#main/sample/demoArguments.ts';
import { ensureBuilt, repositoryRoot } from './building.ts';
import { openPorchlight } from './openPorchlight.ts';

/** What `make-sample` says on its last line. */
interface Sample {
  folder: string;
  timeZone: string;
  depotName: string;
}

const demoFolder = join(repositoryRoot, 'demo');
const dataFolder = join(demoFolder, 'data');
/** Written when the sample stands whole; without it a half-made one is made again. */
const samplePath = join(demoFolder, 'sample.json');

const built = await ensureBuilt();
const sample = built.ok ? ((await knownSample()) ?? (await makeSample())) : null;
if (!built.ok) process.stderr.write(`${built.message}\n`);
if (sample === null) {
  process.exitCode = 1;
} else {
  await openPorchlight(['--folder', sample.folder, '--data', dataFolder, ...process.argv.slice(2)]);
}

async function knownSample(): Promise<Sample | null> {
  if (!existsSync(samplePath)) return null;
  const sample = JSON.parse(await readFile(samplePath, 'utf8')) as Sample;
  return existsSync(sample.folder) ? sample : null;
}

async function makeSample(): Promise<Sample | null> {
  process.stderr.write('Making a sample depot in demo/ …\n');
  await rm(join(demoFolder, 'folder'), { recursive: true, force: true });
  const maker = join(repositoryRoot, 'out', 'main', 'makeSample.js');
  const child = spawn(process.execPath, [maker, '--out', demoFolder, ...demoArguments], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) return null;
  const sample = JSON.parse(said.trim().split('\n').at(-1) ?? '') as Sample;
  await mkdir(dataFolder, { recursive: true });
  const settings = { depotName: sample.depotName, timeZone: sample.timeZone };
  await writeFile(join(dataFolder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
  await writeFile(samplePath, JSON.stringify(sample));
  return sample;
}
