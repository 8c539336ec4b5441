/** Reads mutated pictures through a real pool of real worker processes, and keeps account of what became of each. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { thumbnailPath } from '#core/imaging/cacheFile.ts';
import type { ImageResult } from '#core/imaging/contract.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { createImagingPool } from '#core/imaging/pool.ts';
import { createRandom } from '#main/sample/random.ts';
import { defaultSettings } from '#shared/settings.ts';
import { fileProblemCodes } from '#shared/words.ts';
import { type Mutation, mutations } from './mutations.ts';
import type { Original } from './originals.ts';

/** `thumbnail`, a code of `fileProblemCodes`, or why it is neither. */
export type Outcome = string;

export interface MutatedFile {
  /** Says how to make it again. */
  name: string;
  format: string;
  mutation: string;
  outcome: Outcome;
  milliseconds: number;
  /** Neither a thumbnail nor a typed reason with a sentence. */
  isLost: boolean;
  /** Told in words that are not so: a cut file that is not called truncated, a whole one that is. */
  isToldWrongly: boolean;
}

export interface MutationRun {
  files: MutatedFile[];
  workerDeaths: number;
  timeOuts: number;
  /** Of all workers together, bytes. */
  peakMemory: number;
}

export interface MutationOptions {
  originals: readonly Original[];
  count: number;
  seed: number;
  /** For files and thumbnails; it is emptied of the files as they are read. */
  folder: string;
  processes: number;
  onProgress?(done: number): void;
  /** Keeps the files that are lost or told wrongly. */
  keepFaults?: boolean;
}

/** Formats that say themselves where they end, so that damage and a cut can be told apart. */
const formatsWithEnd = ['JPEG', 'progressive JPEG', 'PNG'];

/** Originals and mutations in turn, each a step further in every round, so that few pictures have some of each. */
export async function runMutations(options: MutationOptions): Promise<MutationRun> {
  const { originals, count, seed, folder, processes } = options;
  const run: MutationRun = { files: [], workerDeaths: 0, timeOuts: 0, peakMemory: 0 };
  const pool = createImagingPool({
    spawnWorker: forkWorker(fileURLToPath(import.meta.resolve('#core/imaging/worker.ts'))),
    size: processes,
    log: {
      info: () => {},
      warn: (message) => {
        if (message === 'An imaging worker died') run.workerDeaths++;
        if (message === 'A picture took too long') run.timeOuts++;
      },
      error: () => {},
    },
  });
  const others = originals.map(({ bytes }) => bytes);
  let next = 0;

  async function lane(): Promise<void> {
    for (let n = next++; n < count; n = next++) {
      const original = originals[n % originals.length] as Original;
      const mutation = mutations[(n + Math.floor(n / originals.length)) % mutations.length] as Mutation;
      const random = createRandom(`${seed}/${n}`);
      const name = `${seed}-${n}.jpg`;
      const path = join(folder, name);
      await writeFile(path, mutation.change(original.bytes, random, others));
      const began = performance.now();
      const thumbnailDirectory = join(folder, 'thumbnails');
      const result = await pool.read({ path, thumbnailDirectory, limits: defaultSettings.limits }, 'backlog');
      const file: MutatedFile = {
        ...{ name, format: original.format, mutation: mutation.name, milliseconds: performance.now() - began },
        ...judge(result, mutation, original.format, thumbnailDirectory),
      };
      run.files.push(file);
      if (!options.keepFaults || !(file.isLost || file.isToldWrongly)) await rm(path);
      options.onProgress?.(run.files.length);
    }
  }

  await Promise.all(Array.from({ length: processes }, lane));
  run.peakMemory = pool.peakMemory();
  await pool.close();
  return run;
}

function judge(
  result: ImageResult,
  mutation: Mutation,
  format: string,
  thumbnails: string,
): Pick<MutatedFile, 'outcome' | 'isLost' | 'isToldWrongly'> {
  if (result.ok) {
    const { sha256, width, height, quality } = result.facts;
    const isRead = existsSync(thumbnailPath(thumbnails, sha256)) && width * height > 0;
    const isLost = !isRead || !Number.isFinite(quality.light) || !Number.isFinite(quality.middle);
    return { outcome: 'thumbnail', isLost, isToldWrongly: false };
  }
  const { code, message } = result.failure;
  const isArriving = code === 'truncated';
  return {
    outcome: code,
    isLost: !fileProblemCodes.includes(code) || !/^[A-Z].{15,}\.$/.test(message),
    isToldWrongly:
      (mutation.end === 'cut' && !isArriving) ||
      (mutation.end === 'kept' && isArriving && formatsWithEnd.includes(format)),
  };
}
