/** A small sample depot for the browser tests, and a data folder in which it has been read already. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startHost } from './hostProcess.ts';
import { repositoryRoot } from './repositoryRoot.ts';

const run = promisify(execFile);

/** Enough for two routes with every state in them, and read in a few seconds. */
const size = ['--routes', '3', '--stops', '24', '--seed', '7', '--date', '2026-11-21', '--faults', 'typical'];

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

/** Makes the depot and lets a host read all of it once. @param flags of `make-sample`, for a depot of another size. */
export async function makeSampleDepot(flags: readonly string[] = size): Promise<SampleDepot> {
  const place = await mkdtemp(join(tmpdir(), 'porchlight-e2e-'));
  const maker = join(repositoryRoot, 'out', 'main', 'makeSample.js');
  const { stdout } = await run(process.execPath, [maker, '--out', place, ...flags]);
  const sample = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return readDepot(place, sample);
}

/** What is known of a depot before it is read. */
type Unread = Pick<SampleDepot, 'folder' | 'serviceDate' | 'timeZone' | 'depotName'>;

/** Lets a host read all of the folder once. @param place where data folders go; it is removed with the depot. */
export async function readDepot(place: string, depot: Unread): Promise<SampleDepot> {
  const { folder, serviceDate, timeZone, depotName } = depot;
  const readData = join(place, 'data-read');
  await mkdir(readData);
  // One worker: there is nothing left to read, and a page asks for one picture at a time.
  const settings = { depotName, timeZone, readLabels: false, workers: 1 };
  await writeFile(join(readData, 'settings.json'), JSON.stringify(settings));
  const host = await startHost({ folder, data: readData });
  await host.waitUntilRead();
  await host.stop();
  return asDepot({ folder, serviceDate, timeZone, depotName, place, readData });
}

/** A depot that was read, in words that another process understands. */
type ReadDepot = Unread & { place: string; readData: string };

function asDepot(read: ReadDepot): SampleDepot {
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

const variable = 'PORCHLIGHT_E2E_DEPOT';

/** Playwright's global setup: the depot of most specs is made once, and not by each of its workers. */
export default async function shareSampleDepot(): Promise<() => Promise<void>> {
  const depot = await makeSampleDepot();
  process.env[variable] = JSON.stringify(depot);
  return () => depot.remove();
}

/** The depot that was made before the first test. Its folder is everybody's: who changes it changes a copy. */
export function sharedSampleDepot(): SampleDepot {
  return asDepot(JSON.parse(process.env[variable] ?? '') as ReadDepot);
}
