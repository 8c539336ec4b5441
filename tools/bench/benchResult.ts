/** What every bench shares: its result, its flags, its progress, its figures. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

export type BenchResult = { ok: true; figures: Record<string, unknown> } | { ok: false; message: string };

/** Flags as values; a wrong one is a sentence. */
export function readFlags<const Options extends ParseArgsOptionsConfig>(argv: string[], options: Options) {
  try {
    return { ok: true, values: parseArgs({ args: argv, options, strict: true }).values } as const;
  } catch (error) {
    return { ok: false, message: (error as Error).message } as const;
  }
}

/** A positive whole number of a flag, or null. */
export function wholeNumber(text: string | undefined): number | null {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : null;
}

/** Rewrites one line on a terminal; silent elsewhere. */
export function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

/** The value below which this share of the values lies; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** To so many decimals, for the eye. */
export function rounded(value: number, decimals = 1): number {
  return Number(value.toFixed(decimals));
}

/** A folder of its own for the bench's work, taken away afterwards whatever happens; `kept` stays, for the next run. */
export async function inBenchFolder<Result>(
  kept: string | undefined,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  if (kept === undefined) return inTemporaryFolder(work);
  await mkdir(kept, { recursive: true });
  return work(resolve(kept)).finally(() => say(''));
}

/** A folder of its own for the bench's work, taken away afterwards whatever happens. */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-bench-'));
  try {
    return await work(folder);
  } finally {
    say('');
    await rm(folder, { recursive: true, force: true });
  }
}
