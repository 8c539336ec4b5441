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
  const readData = join(place, 'data-read');
  await mkdir(readData);
  const settings = { depotName: depot.depotName, timeZone: depot.timeZone, readLabels: false };
  await writeFile(join(readData, 'settings.json'), JSON.stringify(settings));
  const host = await startHost({ folder: depot.folder, data: readData });
  await host.waitUntilRead();
  await host.stop();
  let copies = 0;
  return {
    folder: depot.folder,
    serviceDate: depot.serviceDate,
    timeZone: depot.timeZone,
    depotName: depot.depotName,
    async copyData() {
      copies += 1;
      const copy = join(place, `data-${copies}`);
      await cp(readData, copy, { recursive: true });
      return copy;
    },
    remove: () => rm(place, { recursive: true, force: true, maxRetries: 5 }),
  };
}
