/**
 * `npm run --silent report -- --folder DIR --date YYYY-MM-DD [--data DIR] [--time-zone ZONE] [--now ISO] [--format json|csv|text]`
 *
 * Scans once, settles everything readable, prints the report, exits. 0: printed (whatever it found). 2: unusable arguments or
 * folder, one sentence on stderr. Progress goes to stderr, and only on a terminal.
 */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { createCore } from '#core/createCore.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { defaultDataFolder, nodeIsTooOld, openLog, programFiles, readArguments } from '#main/nodeHost.ts';
import { formatReport, reportFormats } from '#main/reportFormats.ts';
import { type ServiceDate, serviceDateSchema } from '#shared/ids.ts';

/** A phone whose clock is behind brings pictures of the day under an earlier date; their labels say where they belong. */
const daysLookedBack = 2;

process.exitCode = await run();

/** The exit code. */
async function run(): Promise<number> {
  const tooOld = nodeIsTooOld();
  if (tooOld) return refuse(tooOld);
  const given = readArguments(process.argv.slice(2), {
    folder: { type: 'string' },
    date: { type: 'string' },
    data: { type: 'string' },
    'time-zone': { type: 'string' },
    now: { type: 'string' },
    format: { type: 'string', default: 'json' },
  });
  if (!given.ok) return refuse(given.message);
  const { values } = given;
  if (values.folder === undefined) return refuse('Say which folder to read: --folder DIR.');
  const date = serviceDateSchema.safeParse(values.date);
  if (!date.success || Number.isNaN(Date.parse(date.data)))
    return refuse('Say which day to report: --date YYYY-MM-DD.');
  const format = reportFormats.find((each) => each === values.format);
  if (!format) return refuse(`“${values.format}” is not a format; choose ${reportFormats.join(', ')}.`);
  const now = values.now === undefined ? null : Date.parse(values.now);
  if (Number.isNaN(now)) return refuse(`“${values.now}” is not a time like 2026-11-21T20:30:00-08:00.`);
  const zone = values['time-zone'];
  if (zone !== undefined && !isTimeZone(zone)) return refuse(`“${zone}” is not a time zone like America/Los_Angeles.`);
  const folder = resolve(values.folder);
  const facts = await stat(folder).catch(() => null);
  if (!facts?.isDirectory()) return refuse(`There is no folder at “${folder}”.`);

  const dataFolder = values.data === undefined ? defaultDataFolder() : resolve(values.data);
  const files = programFiles();
  const created = await createCore({
    host: 'report',
    version: files.version,
    dataFolder,
    folder,
    ...(zone === undefined ? {} : { timeZone: zone }),
    rendererFolder: null,
    clock: now === null ? Date.now : () => now,
    log: openLog(dataFolder),
    spawnImagingWorker: forkWorker(files.imagingWorker),
    personModel: { spawn: forkWorker(files.personModel) },
    lookFrom: daysBefore(date.data, daysLookedBack),
    matchingThread: files.matchingThread,
    reuseThread: files.reuseThread,
    scribeThread: files.scribeThread,
    listThread: files.listThread,
    createWatcher: null,
  });
  if (!created.ok) return refuse(created.failure.message);
  const { core } = created;
  const stopProgress = process.stderr.isTTY ? showProgress(core.fetch) : () => undefined;
  try {
    await core.settle();
    await core.lookCloser();
    stopProgress();
    await print(formatReport(await core.report(date.data), format));
    return 0;
  } finally {
    stopProgress();
    await core.close();
  }
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

function daysBefore(date: ServiceDate, days: number): ServiceDate {
  return Temporal.PlainDate.from(date).subtract({ days }).toString();
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

/** Waits until a pipe has taken it all: an exit before that would cut a long report. */
function print(text: string): Promise<void> {
  return new Promise((done) => process.stdout.write(text, () => done()));
}

function showProgress(fetch: (request: Request) => Promise<Response>): () => void {
  const timer = setInterval(async () => {
    const status = (await (await fetch(new Request('http://core/api/status'))).json()) as {
      photosDone: number;
      photosKnown: number;
    };
    process.stderr.write(`\r${status.photosDone} of ${status.photosKnown} photos`);
  }, 500);
  return () => {
    clearInterval(timer);
    process.stderr.write('\r\x1b[K');
  };
}
