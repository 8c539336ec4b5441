/** `bench intake [--photos DIR | --pixels 12mp|2mp]`: the whole way of every photo against sharp alone making one thumbnail of each. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { extensionOf } from '#core/folder/names.ts';
import { poolSize } from '#core/imaging/poolSize.ts';
import { makeSample } from '#main/sample/makeSample.ts';
import { type BenchResult, inTemporaryFolder, readFlags, rounded, say } from './benchResult.ts';
import { beBuilt, builtFiles, bundled } from './builtFiles.ts';
import type { CoreFigures } from './coreProcess.ts';
import { watchMemory } from './processFamily.ts';
import type { LimitAnswer } from './thumbnailLimit.ts';
import { withComment } from './tinyPhotos.ts';

/**
 * Pictures take long to draw: of each so many more, of other bytes, as a driver's second and third shot. So many that either
 * side is at it for ten seconds or more, or the start of a process would be what is measured.
 */
const copiesOf = { '12mp': 2, '2mp': 9 } as const;

/**
 * Of WebP. The limit's is half of sharp's default and was the core's too; the core has since found that 0 does, and the limit stays
 * where it was. Beside it stands sharp as it comes, which is what "sharp alone" means to whoever has not tuned it.
 */
const effortOf = { limit: 2, asItComes: 4 } as const;

/**
 * Either side runs so often, in turns, and its fastest run counts: what makes a run slower than another of the same side is the machine's
 * other work. All of them are printed.
 */
const rounds = 3;

const pictureExtensions = new Set(['jpg', 'jpeg', 'png', 'webp', 'avif']);

export async function bench(argv: string[]): Promise<BenchResult> {
  const flags = readFlags(argv, { photos: { type: 'string' }, pixels: { type: 'string', default: '12mp' } });
  if (!flags.ok) return flags;
  const { pixels } = flags.values;
  if (pixels !== '12mp' && pixels !== '2mp') return { ok: false, message: '--pixels takes 12mp or 2mp.' };
  const notBuilt = await beBuilt();
  if (notBuilt) return notBuilt;
  return inTemporaryFolder(async (work) => {
    let folder: string;
    if (flags.values.photos === undefined) {
      const made = await makeSample({
        out: join(work, 'sample'),
        routes: 4,
        stops: 60,
        pixels,
        faults: 'none',
        onProgress: (done, total) => say(`drawing ${done} of ${total} pictures`),
      });
      if (!made.ok) return made;
      folder = made.folder;
      await copyPictures(folder, copiesOf[pixels]);
    } else {
      folder = resolve(flags.values.photos);
      if (!(await stat(folder).catch(() => null))?.isDirectory()) {
        return { ok: false, message: `There is no folder at “${folder}”.` };
      }
    }
    return measure(folder, work);
  });
}

async function copyPictures(folder: string, copies: number): Promise<void> {
  for (const path of await picturesIn(folder)) {
    const bytes = await readFile(path);
    if (bytes.readUInt16BE(0) !== 0xffd8) continue;
    for (let copy = 1; copy <= copies; copy++) {
      await writeFile(path.replace(/(\.[^.]+)$/, `_${copy}$1`), withComment(bytes, `copy ${copy}`).bytes);
    }
  }
}

/** Absolute paths of the pictures below a folder that sharp can open too. */
export async function picturesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && pictureExtensions.has(extensionOf(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function measure(folder: string, work: string): Promise<BenchResult> {
  const paths = await picturesIn(folder);
  if (paths.length === 0) return { ok: false, message: `There are no photos in “${folder}”.` };

  say('reading every file once, so that neither side waits for the disk');
  for (const path of paths) await readFile(path);
  const processes = poolSize({ cores: availableParallelism(), memoryBytes: totalmem() }, null);

  const limits: SharpFigures[] = [];
  const ours: WholeWay[] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`sharp alone, ${round} of ${rounds}`);
    limits.push(await thumbnailsAlone(paths, processes, effortOf.limit));
    say(`Porchlight, ${round} of ${rounds}`);
    ours.push(await wholeWay(folder, join(work, `data${round}`)));
  }
  say('sharp alone, as it comes');
  const asItComes = await thumbnailsAlone(paths, processes, effortOf.asItComes);

  const rateOf = ({ photos, elapsedMs }: WholeWay) => photos / (elapsedMs / 1000);
  const ourRates = ours.map(rateOf);
  const limitRates = limits.map((run) => run.photosPerSecond);
  const [photosPerSecond, limit] = [Math.max(...ourRates), Math.max(...limitRates)];
  const limitProcessorMs = Math.min(...limits.map((run) => run.processorMsPerPhoto));
  const used = ours.flatMap(({ processorMs, photos }) => (processorMs === null ? [] : [processorMs / photos]));
  const processorMs = used.length === 0 ? null : Math.min(...used);
  const peaks = ours.flatMap(({ peakBytes }) => (peakBytes === null ? [] : [peakBytes]));
  return {
    ok: true,
    figures: {
      photos: ours[0]?.photos ?? 0,
      photosPerSecond: rounded(photosPerSecond),
      limitPhotosPerSecond: rounded(limit),
      ratio: rounded(photosPerSecond / limit, 3),
      // Of what must never be too much, the worst of the runs.
      peakRssMB: peaks.length === 0 ? null : Math.round(Math.max(...peaks) / 1e6),
      eventLoopDelayP99Ms: rounded(Math.max(...ours.map((run) => run.eventLoopDelayP99Ms))),
      eventLoopDelayMaxMs: rounded(Math.max(...ours.map((run) => run.eventLoopDelayMaxMs))),
      processes,
      runs: ourRates.map((rate) => rounded(rate)),
      limitRuns: limitRates.map((rate) => rounded(rate)),
      asItComesPhotosPerSecond: rounded(asItComes.photosPerSecond),
      ratioToSharpAsItComes: rounded(photosPerSecond / asItComes.photosPerSecond, 3),
      processorMsPerPhoto: processorMs === null ? null : rounded(processorMs, 2),
      limitProcessorMsPerPhoto: rounded(limitProcessorMs, 2),
      asItComesProcessorMsPerPhoto: rounded(asItComes.processorMsPerPhoto, 2),
      processorRatio: processorMs === null ? null : rounded(limitProcessorMs / processorMs, 3),
    },
  };
}

interface SharpFigures {
  photosPerSecond: number;
  processorMsPerPhoto: number;
}

/** From the start of the processes to the last thumbnail. */
async function thumbnailsAlone(paths: readonly string[], processes: number, effort: number): Promise<SharpFigures> {
  const entry = join(import.meta.dirname, 'thumbnailLimit.ts');
  const started = performance.now();
  const answers = await Promise.all(
    Array.from({ length: processes }, async (_, part) => {
      const child = fork(entry, [String(effort)], { stdio: 'inherit' });
      await once(child, 'message');
      child.send(paths.filter((_path, at) => at % processes === part));
      const [answer] = (await once(child, 'message')) as [LimitAnswer];
      return answer;
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const done = answers.reduce((sum, answer) => sum + answer.done, 0);
  const processorMs = answers.reduce((sum, answer) => sum + answer.processorMs, 0);
  return { photosPerSecond: done / seconds, processorMsPerPhoto: processorMs / done };
}

type WholeWay = CoreFigures & { peakBytes: number | null };

/** The core on this folder, in a process of its own, with an index that knows nothing yet. */
export async function wholeWay(folder: string, dataFolder: string): Promise<WholeWay> {
  const entry = await bundled(join(import.meta.dirname, 'coreProcess.ts'));
  const child = fork(entry, [folder, dataFolder, JSON.stringify(builtFiles)], { stdio: 'inherit' });
  const memory = watchMemory(child.pid ?? 0);
  const ended = once(child, 'exit');
  const [figures] = (await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => {
      throw new Error(`The core ended with ${code} before it was done`);
    }),
  ])) as [CoreFigures];
  const peakBytes = memory.stop();
  await ended;
  await rm(dirname(entry), { recursive: true, force: true });
  return { ...figures, peakBytes };
}
