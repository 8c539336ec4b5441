/**
 * Porchlight's intake against thumbsup (npm), which makes a gallery of a folder: the same files, one after the other, on the same
 * machine. `node tests/bench/thumbsup.ts --photos DIR [--thumbsup FILE]` prints one JSON object. thumbsup is no dependency of ours;
 * it has to be there already, with GraphicsMagick and exiftool: see docs/performance.md. Exit 3: it isn't.
 */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inTemporaryFolder, readFlags, rounded } from '#tools/bench/benchResult.ts';
import { beBuilt } from '#tools/bench/builtFiles.ts';
import { picturesIn, wholeWay } from '#tools/bench/intake.ts';

const flags = readFlags(process.argv.slice(2), {
  photos: { type: 'string' },
  thumbsup: { type: 'string', default: 'thumbsup' },
});
if (!flags.ok || flags.values.photos === undefined) end(2, 'Give a folder of pictures: --photos DIR.');
const folder = resolve(flags.values.photos);
const command = flags.values.thumbsup;

for (const needed of [
  [command, '--help'],
  ['gm', 'version'],
  ['exiftool', '-ver'],
] as const) {
  const [program, flag] = needed;
  if (spawnSync(program, [flag], { stdio: 'ignore' }).status === 0) continue;
  end(
    3,
    `NOT MEASURED: “${program}” does not run here. The comparison needs thumbsup (npm install -g thumbsup), GraphicsMagick and exiftool.`,
  );
}
const notBuilt = await beBuilt();
if (notBuilt) end(2, notBuilt.message);

await inTemporaryFolder(async (work) => {
  const paths = await picturesIn(folder);
  for (const path of paths) await readFile(path);
  const ours = await wholeWay(folder, join(work, 'data'));
  const started = performance.now();
  const made = spawnSync(command, ['--input', folder, '--output', join(work, 'gallery')], { stdio: 'ignore' });
  const seconds = (performance.now() - started) / 1000;
  if (made.status !== 0) end(3, `NOT MEASURED: thumbsup ended with ${made.status ?? made.error}.`);
  const photosPerSecond = ours.photos / (ours.elapsedMs / 1000);
  const thumbsupPerSecond = paths.length / seconds;
  const figures = {
    photos: ours.photos,
    photosPerSecond: rounded(photosPerSecond),
    thumbsupPhotosPerSecond: rounded(thumbsupPerSecond, 2),
    times: rounded(photosPerSecond / thumbsupPerSecond),
  };
  process.stdout.write(`${JSON.stringify({ bench: 'thumbsup', ...figures })}\n`);
});

function end(code: number, sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}
