/**
 * `npm run --silent mutate -- [--count 1000] [--seed 1] [--keep DIR]`: that many broken pictures through the real picture
 * reader. Prints what became of each kind on stdout, progress on stderr and only on a terminal. `--keep` leaves the files that
 * show a fault in DIR.
 * Exit 1: a file got neither a thumbnail nor a reason, or was told in words that are not so. Exit 2: unusable arguments.
 */
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { hasSharedData, sharedFile } from '#tests/fixtures/sharedData.ts';
import { inTemporaryFolder, readFlags, say, wholeNumber } from '#tools/bench/benchResult.ts';
import { readOriginals } from './originals.ts';
import { type MutatedFile, type MutationRun, runMutations } from './runMutations.ts';

const flags = readFlags(process.argv.slice(2), {
  count: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
  keep: { type: 'string' },
});
const count = flags.ok ? wholeNumber(flags.values.count) : null;
const seed = flags.ok ? wholeNumber(flags.values.seed) : null;
if (!flags.ok) refuse(flags.message);
else if (count === null || seed === null) refuse('--count and --seed take whole numbers above zero.');
else if (!hasSharedData)
  refuse('The real pictures are absent: set PORCHLIGHT_SHARED_DATA to the folder that holds them.');
else await mutate(count, seed, flags.values.keep);

async function mutate(count: number, seed: number, keep: string | undefined): Promise<void> {
  const originals = await readOriginals(sharedFile('photos'), { withLarge: true });
  const read = (folder: string) =>
    runMutations({
      ...{ originals, count, seed, folder, processes: Math.min(2, availableParallelism()) },
      onProgress: (done) => say(`${done} of ${count} broken pictures`),
      keepFaults: keep !== undefined,
    });
  if (keep !== undefined) await mkdir(keep, { recursive: true });
  const run = await (keep === undefined ? inTemporaryFolder(read) : read(resolve(keep)));
  process.stdout.write(`${report(run)}\n`);
  if (run.files.some((file) => file.isLost || file.isToldWrongly)) process.exitCode = 1;
}

/** One row a format and mutation, one column an outcome that occurred. */
function report({ files, workerDeaths, timeOuts, peakMemory }: MutationRun): string {
  const outcomes = [...new Set(files.map(({ outcome }) => outcome))].sort();
  const header = ['format', 'mutation', 'files', ...outcomes];
  const groups = Map.groupBy(files, ({ format, mutation }) => `${format}\t${mutation}`);
  const row = (name: string, of: readonly MutatedFile[]) => [
    ...name.split('\t'),
    of.length,
    ...outcomes.map((outcome) => of.filter((file) => file.outcome === outcome).length || ''),
  ];
  const rows = [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, of]) => row(name, of));
  const slowest = files.reduce((slow, file) => (file.milliseconds > slow.milliseconds ? file : slow));
  const list = (title: string, of: readonly MutatedFile[]) =>
    of.length === 0
      ? [`${title}: none`]
      : [
          `${title}: ${of.length}`,
          ...of.map((file) => `  ${file.name} (${file.format}, ${file.mutation}): ${file.outcome}`),
        ];
  return [
    table([header, ...rows, row('all\t', files)]),
    '',
    `worker deaths ${workerDeaths} · time-outs ${timeOuts} · peak memory of all workers ${Math.round(peakMemory / 1e6)} MB`,
    `slowest ${(slowest.milliseconds / 1000).toFixed(2)} s: ${slowest.name} (${slowest.format}, ${slowest.mutation}): ${slowest.outcome}`,
    ...list(
      'neither a thumbnail nor a reason',
      files.filter(({ isLost }) => isLost),
    ),
    ...list(
      'told in words that are not so',
      files.filter(({ isToldWrongly }) => isToldWrongly),
    ),
  ].join('\n');
}

function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = rows[0]?.map((_cell, at) => Math.max(...rows.map((row) => String(row[at]).length))) ?? [];
  const line = (row: readonly (string | number)[]) =>
    row
      .map((cell, at) => (at < 2 ? String(cell).padEnd(widths[at] ?? 0) : String(cell).padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
