/** `bench rescan --files N`: a restart on N known files against a bare readdir + stat walk of the same tree. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DaySummary, Status } from '#shared/views.ts';
import { signIn, startHost } from '#tests/e2e/harness/hostProcess.ts';
import { type BenchResult, inBenchFolder, readFlags, rounded, say, wholeNumber } from './benchResult.ts';
import { beBuilt } from './builtFiles.ts';
import { keptDepot } from './knownDepot.ts';
import { watchMemory } from './processFamily.ts';

export async function bench(argv: string[]): Promise<BenchResult> {
  const flags = readFlags(argv, { files: { type: 'string', default: '100000' }, depot: { type: 'string' } });
  if (!flags.ok) return flags;
  const files = wholeNumber(flags.values.files);
  if (files === null) return { ok: false, message: '--files takes a number, such as 100000.' };
  const notBuilt = await beBuilt();
  if (notBuilt) return notBuilt;
  return inBenchFolder(flags.values.depot, async (work) => {
    const depot = { photos: files, routesADay: 60, stopsARoute: 180, date: '2026-11-21' };
    const { folder, dataFolder, ...made } = await keptDepot(work, depot);
    // The first start after the index was made by hand writes down whose it is; the second is what is measured.
    say('first start');
    await restart(folder, dataFolder);
    say('restart');
    const { readyMs, firstUsableMs, reconcileMs, status, peakBytes } = await restart(folder, dataFolder);
    say('bare walk');
    const walks = [bareWalk(folder), bareWalk(folder), bareWalk(folder)];
    const walkMs = Math.min(...walks.map((walk) => walk.ms));
    return {
      ok: true,
      figures: {
        files: walks[0]?.files ?? 0,
        readyMs: rounded(readyMs),
        firstUsableMs: rounded(firstUsableMs),
        reconcileMs: rounded(reconcileMs),
        walkMs: rounded(walkMs),
        ratio: rounded(reconcileMs / walkMs, 2),
        peakRssMB: peakBytes === null ? null : Math.round(peakBytes / 1e6),
        photosKnown: status.photosDone,
        photosReadAgain: status.photosKnown - made.photos,
      },
    };
  });
}

/**
 * `readyMs` and `firstUsableMs` count from the start of the process: until its address is printed, and until it has answered
 * what the first screen asks. `reconcileMs` counts from when it is ready until its first walk is through and nothing is left
 * to do: the work that the bare walk is the limit of, without the start of a process. `peakBytes` is of all its processes, until the
 * watcher's own first look and the walk after it are through as well.
 */
async function restart(folder: string, data: string) {
  const started = performance.now();
  const host = await startHost({ folder, data });
  const memory = watchMemory(host.pid);
  const readyMs = performance.now() - started;
  const cookie = await signIn(host.address);
  const get = async <Answer>(path: string) =>
    (await (await fetch(host.origin + path, { headers: { cookie } })).json()) as Answer;
  await get<Status>('/api/status');
  const [day] = await get<DaySummary[]>('/api/days');
  if (!day) throw new Error('The restarted host knows no day');
  await get(`/api/days/${day.date}`);
  const firstUsableMs = performance.now() - started;
  const walked = async (after: number | null) => {
    for (;;) {
      const status = await get<Status>('/api/status');
      if (status.lastScanAt !== after && status.activity === 'idle') return status;
      await wait(20);
    }
  };
  const status = await walked(null);
  const reconcileMs = performance.now() - started - readyMs;
  await walked(status.lastScanAt);
  const peakBytes = memory.stop();
  await host.stop();
  return { readyMs, firstUsableMs, reconcileMs, status, peakBytes };
}

/** The plainest walk: synchronous, in one thread, nothing kept. */
function bareWalk(root: string): { files: number; ms: number } {
  const started = performance.now();
  let files = 0;
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (statSync(path).size >= 0) files++;
    }
  }
  return { files, ms: performance.now() - started };
}
