/** A small sample depot for the browser tests, and a data folder in which it has been read already. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { startHost } from './hostProcess.ts';
import { repositoryRoot } from './repositoryRoot.ts';

const run = promisify(execFile);

/** Enough for two routes with every state in them, and read in a few seconds. */
export const smallSize = [
  '--routes',
  '3',
  '--stops',
  '24',
  '--seed',
  '7',
  '--date',
  '2026-11-21',
  '--faults',
  'typical',
];

export interface SampleDepot {
  /** What Porchlight watches. */
  folder: string;
  serviceDate: string;
  timeZone: string;
  depotName: string;
  /** Copies the read data folder to a new place, so that each test decides for itself and starts at once. */
  copyData(): Promise<string>;
  remove(): Promise<void>;
}

/**
 * Makes the depot and lets a host read all of it once.
 * @param flags of `make-sample`, for a depot of another size.
 * @param look as `readDepot` has it.
 */
export async function makeSampleDepot(flags: readonly string[] = smallSize, look = false): Promise<SampleDepot> {
  const place = await mkdtemp(join(tmpdir(), 'porchlight-e2e-'));
  const maker = join(repositoryRoot, 'out', 'main', 'makeSample.js');
  const { stdout } = await run(process.execPath, [maker, '--out', place, ...flags]);
  const sample = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return readDepot(place, sample, look);
}

/** What is known of a depot before it is read. */
type Unread = Pick<SampleDepot, 'folder' | 'serviceDate' | 'timeZone' | 'depotName'>;

/**
 * Lets a host read all of the folder once.
 * @param place where data folders go; it is removed with the depot.
 * @param look at every picture large, so that no test has to make what another made.
 */
export async function readDepot(place: string, depot: Unread, look = false): Promise<SampleDepot> {
  const { folder, serviceDate, timeZone, depotName } = depot;
  const readData = join(place, 'data-read');
  await mkdir(readData);
  // One worker: there is nothing left to read, and a page asks for one picture at a time.
  const settings = { depotName, timeZone, readLabels: false, workers: 1 };
  await writeFile(join(readData, 'settings.json'), JSON.stringify(settings));
  const host = await startHost({ folder, data: readData });
  const cookie = await host.waitUntilRead();
  for (const photoId of look ? await photosRead(readData) : []) {
    const shown = await fetch(`${host.origin}/api/photos/${photoId}/preview`, { headers: { cookie } });
    if (!shown.ok) throw new Error(`No preview of ${photoId}: ${await shown.text()}`);
    await shown.arrayBuffer();
  }
  await host.stop();
  return asDepot({ folder, serviceDate, timeZone, depotName, place, readData });
}

/** Ids of all pictures that were read: their thumbnails are named after them. */
async function photosRead(data: string): Promise<string[]> {
  const names = await readdir(join(data, 'cache', 'thumbnails'), { recursive: true });
  return names.filter((name) => name.endsWith('.webp')).map((name) => basename(name, '.webp'));
}

/** A depot that was read, in words that another process understands. */
export type ReadDepot = Unread & { place: string; readData: string };

export function asDepot(read: ReadDepot): SampleDepot {
  return {
    ...read,
    async copyData() {
      const copy = await mkdtemp(join(read.place, 'data-'));
      await cp(read.readData, copy, { recursive: true });
      return copy;
    },
    remove: () => rm(read.place, { recursive: true, force: true, maxRetries: 5 }),
  };
}
