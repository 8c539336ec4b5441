/**
 * Makes a sample depot: a folder as the drivers' phones would have synced it at the end of a shift, and the truth about it.
 * Everything is drawn from one seed; the same options give the same bytes.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { claimList } from './claimList.ts';
import { depotName, depotZone, planDepot } from './depot.ts';
import { expectationOf } from './expectations.ts';
import { type FaultLevel, layFaults } from './faults.ts';
import { earlierDays } from './history.ts';
import { manifestFiles } from './manifestFiles.ts';
import { photosOfRoute } from './photos.ts';
import { createRandom } from './random.ts';
import type { Truth } from './truth.ts';
import { leftovers, writeFolder } from './writeFolder.ts';

export interface SampleOptions {
  /** Made if it isn't there; gets `folder/` and `truth.json`. Must not hold a sample of other options. */
  out: string;
  /** Default 8. */
  routes?: number;
  /** Stops on each route; default varied, 34 to 72. */
  stops?: number;
  /** Default 1. */
  seed?: number;
  /** `YYYY-MM-DD`; default today in the depot's zone. */
  date?: string;
  /** 12 or 2 megapixels; default 2. */
  pixels?: '12mp' | '2mp';
  /** Default typical. */
  faults?: FaultLevel;
  /**
   * Earlier service days in the same folder, small ones with small pictures (`history.ts`), and a carrier's list of claims about them
   * (`<out>/claims.csv`); default 0. Tonight's files stay the same.
   */
  history?: number;
  /** Told after each picture. */
  onProgress?: (done: number, total: number) => void;
}

export interface Sample {
  /** What to watch: `<out>/folder`. */
  folder: string;
  /** `<out>/truth.json`. */
  truthFile: string;
  timeZone: string;
  depotName: string;
  serviceDate: string;
  routes: number;
  stops: number;
  /** Files that are called like pictures, the broken ones too. */
  photoFiles: number;
  /** What stands beside tonight, which alone the other numbers are about; only where earlier days were asked for. */
  history?: { days: number; stops: number; photoFiles: number };
}

export type SampleResult =
  | ({ ok: true } & Sample)
  | { ok: false; code: 'out-not-empty' | 'out-unusable'; message: string };

/** Today in the depot's zone. */
function depotToday(): string {
  return Temporal.Now.plainDateISO(depotZone).toString();
}

/** Writes the depot; a folder that already holds something else is left alone. */
export async function makeSample(options: SampleOptions): Promise<SampleResult> {
  const seed = options.seed ?? 1;
  const date = options.date ?? depotToday();
  const faults = options.faults ?? 'typical';
  const folder = join(options.out, 'folder');
  const truthFile = join(options.out, 'truth.json');
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) {
      return {
        ok: false,
        code: 'out-not-empty',
        message: `${folder} already holds files. Choose another place for the sample, or remove it first.`,
      };
    }
  } catch (error) {
    return {
      ok: false,
      code: 'out-unusable',
      message: `The sample can't be written to ${options.out}: ${String(error)}`,
    };
  }

  const random = createRandom(`porchlight sample ${seed}`);
  const routes = planDepot(random.branch('depot'), {
    date,
    routes: options.routes ?? 8,
    stops: options.stops ?? null,
  });
  const taken = routes.flatMap((route) => photosOfRoute(random.branch(`photos ${route.route}`), route));
  const day = layFaults(random.branch('faults'), faults, routes, taken);
  const manifests = manifestFiles(routes, date, faults);

  const truth: Truth = {
    porchlightTruth: 1,
    depotName,
    timeZone: depotZone,
    serviceDate: date,
    seed,
    faults,
    photos: day.photos
      .map((photo) => ({
        file: photo.file,
        route: photo.route.route,
        stop: photo.stop?.stop ?? null,
        fault: photo.fault,
        takenAt: new Date(photo.takenAt).toISOString(),
        named: photo.named,
      }))
      .sort((one, other) => (one.file < other.file ? -1 : 1)),
    stops: routes.flatMap((route) =>
      route.stops.map((stop) => ({
        route: route.route,
        stop: stop.stop,
        address: stop.address,
        ...expectationOf(
          stop,
          day.photos.filter((photo) => photo.stop === stop),
          day,
        ),
      })),
    ),
  };
  const open = new Set(
    truth.stops
      .filter(({ state }) => state !== 'confirmed' && state !== 'not-required')
      .map(({ route, stop }) => `${route} ${stop}`),
  );
  const history = earlierDays(random.branch('history'), {
    tonight: routes,
    date,
    days: options.history ?? 0,
    faults,
    isOpen: ({ route }, { stop }) => open.has(`${route} ${stop}`),
  });
  const earlierPhotos = history.flatMap((earlier) => earlier.photos);
  const total = day.photos.length + earlierPhotos.length;
  // From one seed for all days: a door looks the same on every evening.
  const pictures = random.branch('pictures');
  await writeFolder({
    folder,
    photos: day.photos,
    manifests,
    others: faults === 'none' ? [] : leftovers(routes),
    pixels: options.pixels ?? '2mp',
    random: pictures,
    onProgress: (done) => options.onProgress?.(done, total),
  });
  if (history.length > 0) {
    await writeFolder({
      folder,
      photos: earlierPhotos,
      manifests: history.map((earlier) => earlier.manifest),
      others: [],
      pixels: '0.5mp',
      random: pictures,
      onProgress: (done) => options.onProgress?.(day.photos.length + done, total),
    });
  }
  // Beside the folder: it comes by mail from the carrier, and is imported by hand.
  if (history.length > 0) await writeFile(join(options.out, 'claims.csv'), claimList(random.branch('claims'), history));
  await writeFile(truthFile, `${JSON.stringify(truth, null, 1)}\n`);
  return {
    ok: true,
    folder,
    truthFile,
    timeZone: depotZone,
    depotName,
    serviceDate: date,
    routes: routes.length,
    stops: truth.stops.length,
    photoFiles: truth.photos.length,
    ...(history.length > 0
      ? {
          history: {
            days: history.length,
            stops: history.flatMap((earlier) => earlier.routes.flatMap((route) => route.stops)).length,
            photoFiles: earlierPhotos.length,
          },
        }
      : {}),
  };
}
