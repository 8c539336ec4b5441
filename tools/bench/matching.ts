/**
 * `bench matching --truth FILE --folder DIR`: how many photos of a folder stand at the stop that they were taken at.
 * `bench matching [--seeds N] [--first-seed N] [--world PART]`: the same on folders built from the real deliveries of
 * `../shared/data`, with how often confidence is as right as it says.
 */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createCore } from '#core/createCore.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { type Truth, truthSchema } from '#main/sample/truth.ts';
import type { Report } from '#shared/report.ts';
import { hasSharedData } from '#tests/fixtures/sharedData.ts';
import { type BenchResult, inTemporaryFolder, readFlags, rounded, say, wholeNumber } from './benchResult.ts';
import { beBuilt, builtFiles } from './builtFiles.ts';
import { builtFigures, rescueFigures } from './builtWorlds.ts';

export async function bench(argv: string[]): Promise<BenchResult> {
  const flags = readFlags(argv, {
    ...{ truth: { type: 'string' }, folder: { type: 'string' } },
    ...{ seeds: { type: 'string', default: '10' }, 'first-seed': { type: 'string', default: '601' } },
    world: { type: 'string', default: '' },
  });
  if (!flags.ok) return flags;
  const { truth: truthFile, folder, ...wishes } = flags.values;
  if (truthFile === undefined && folder === undefined) return judgeBuilt(wishes);
  if (truthFile === undefined || folder === undefined) {
    return { ok: false, message: 'Say both what to judge and by what: --truth FILE --folder DIR.' };
  }
  const truth = await readTruth(truthFile);
  if (!truth.ok) return truth;
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    return { ok: false, message: `There is no folder at “${folder}”.` };
  }
  const notBuilt = await beBuilt();
  if (notBuilt) return notBuilt;
  return inTemporaryFolder(async (work) => {
    say('reading and matching');
    const report = await reportOn(resolve(folder), join(work, 'data'), truth.truth);
    return { ok: true, figures: { ...photoFigures(report, truth.truth), ...stateFigures(report, truth.truth) } };
  });
}

function judgeBuilt(wishes: { seeds: string; 'first-seed': string; world: string }): BenchResult {
  if (!hasSharedData) {
    return {
      ok: false,
      message: 'The real deliveries are not there; name a folder instead: --truth FILE --folder DIR.',
    };
  }
  const count = wholeNumber(wishes.seeds);
  const first = wholeNumber(wishes['first-seed']);
  if (count === null || first === null) return { ok: false, message: '--seeds and --first-seed want a number.' };
  const figures = builtFigures({ first, count }, wishes.world);
  if (!figures) return { ok: false, message: `No world is called “${wishes.world}”.` };
  const rescues = wishes.world === '' ? { rescues: rescueFigures({ first, count }) } : {};
  say('');
  return { ok: true, figures: { ...figures, ...rescues } };
}

async function readTruth(file: string): Promise<{ ok: true; truth: Truth } | { ok: false; message: string }> {
  try {
    const read = truthSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return read.success ? { ok: true, truth: read.data } : { ok: false, message: `“${file}” is not a truth.json.` };
  } catch {
    return { ok: false, message: `“${file}” can't be read as a truth.json.` };
  }
}

async function reportOn(folder: string, dataFolder: string, truth: Truth): Promise<Report> {
  // Three days later every cut-off has passed.
  const now = Date.parse(`${truth.serviceDate}T12:00:00Z`) + 3 * 86_400_000;
  const created = await createCore({
    host: 'report',
    version: 'bench',
    dataFolder,
    folder,
    timeZone: truth.timeZone,
    rendererFolder: null,
    clock: () => now,
    log: { info: () => undefined, warn: () => undefined, error: (message) => process.stderr.write(`${message}\n`) },
    spawnImagingWorker: forkWorker(builtFiles.imagingWorker),
    matchingThread: builtFiles.matchingThread,
    reuseThread: builtFiles.reuseThread,
    scribeThread: builtFiles.scribeThread,
    listThread: builtFiles.listThread,
    createWatcher: null,
  });
  if (!created.ok) throw new Error(created.failure.message);
  await created.core.settle();
  const report = await created.core.report(truth.serviceDate);
  await created.core.close();
  return report;
}

/** Faults that leave no picture to match. */
const unreadable = new Set(['truncated', 'zero-byte', 'online-only', 'text-called-jpg']);

/**
 * Every readable photo file of the truth is right (at its own stop, or at none when it is of none), wrong (at another stop)
 * or left (at none, though it has one). Bytes used twice on purpose belong to two stops and are not counted.
 */
export function photoFigures(report: Report, truth: Truth) {
  const stopsOf = new Map<string, string[]>();
  for (const route of report.routes) {
    for (const stop of route.stops) {
      for (const file of stop.photos.flatMap((photo) => photo.files)) {
        stopsOf.set(file, [...(stopsOf.get(file) ?? []), `${route.route}/${stop.stop}`]);
      }
    }
  }
  let [right, wrong, left] = [0, 0, 0];
  for (const photo of truth.photos) {
    if (photo.fault === 'reused' || unreadable.has(photo.fault ?? '')) continue;
    const found = stopsOf.get(photo.file) ?? [];
    const own = photo.stop === null ? null : `${photo.route}/${photo.stop}`;
    if (found.some((stop) => stop !== own)) wrong++;
    else if (own === null || found.length > 0) right++;
    else left++;
  }
  const photos = right + wrong + left;
  return {
    photos,
    right,
    wrong,
    left,
    accuracy: rounded(right / Math.max(1, photos), 4),
    wrongRate: rounded(wrong / Math.max(1, photos), 4),
  };
}

/** The same for the stops' states after every cut-off. */
export function stateFigures(report: Report, truth: Truth) {
  const states = new Map(
    report.routes.flatMap((route) => route.stops.map((stop) => [`${route.route}/${stop.stop}`, stop.state] as const)),
  );
  const stateOf = (stop: Truth['stops'][number]) => states.get(`${stop.route}/${stop.stop}`);
  const isRight = (stop: Truth['stops'][number]) => {
    const state = stateOf(stop);
    return state === stop.state || stop.alsoRight.some((other) => other === state);
  };
  const missing = truth.stops.filter((stop) => stop.state === 'missing');
  return {
    stops: truth.stops.length,
    statesRight: truth.stops.filter(isRight).length,
    missing: missing.length,
    missingFound: missing.filter(isRight).length,
  };
}
