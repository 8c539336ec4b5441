/**
 * A folder of real, tiny, distinct JPEGs together with an index that knows them all, as if Porchlight had read them yesterday: what a
 * restart finds. Reading a hundred thousand pictures first would be another bench.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { openDataFolder } from '#core/dataFolder/dataFolder.ts';
import { statEntry } from '#core/folder/statEntry.ts';
import { say } from './benchResult.ts';
import { openSyntheticIndex, type SyntheticRoute, syntheticRoute } from './syntheticIndex.ts';
import { type TinyPhoto, tinyPhotoMaker } from './tinyPhotos.ts';

export interface KnownDepotOptions {
  folder: string;
  dataFolder: string;
  /** Stop when so many photos are there… */
  photos?: number;
  /** …or so many routes. */
  routes?: number;
  routesADay: number;
  stopsARoute: number;
  /** Newest date. */
  date: string;
  /** Pictures to look at, for the first route; the others get the tiny one. */
  picturesOfFirstRoute?: readonly ((label: string) => TinyPhoto)[];
}

/** The depot that lies in `work` from an earlier run, or a new one there: half a million files take longer to make than to measure. */
export async function keptDepot(
  work: string,
  options: Omit<KnownDepotOptions, 'folder' | 'dataFolder'>,
): Promise<{ photos: number; folder: string; dataFolder: string }> {
  const [folder, dataFolder, mark] = [join(work, 'folder'), join(work, 'data'), join(work, 'made.json')];
  const { routes, photos, routesADay, stopsARoute, date } = options;
  const wanted = JSON.stringify({ routes, photos, routesADay, stopsARoute, date });
  const made = await readFile(mark, 'utf8').then(JSON.parse, () => null);
  if (made?.wanted === wanted) return { photos: made.photos, folder, dataFolder };
  if (made !== null) throw new Error(`“${work}” holds a depot of another size. Name another folder.`);
  await mkdir(folder, { recursive: true });
  const known = await makeKnownDepot({ ...options, folder, dataFolder });
  await writeFile(mark, JSON.stringify({ wanted, photos: known.photos }));
  return { photos: known.photos, folder, dataFolder };
}

/** Makes folder and index; returns how many photos and the dates, newest first. */
export async function makeKnownDepot(options: KnownDepotOptions): Promise<{ photos: number; dates: string[] }> {
  const { folder, dataFolder, routesADay, stopsARoute } = options;
  const opened = await openDataFolder(dataFolder);
  if (!opened.ok) throw new Error(opened.failure.message);
  const index = openSyntheticIndex(opened.dataFolder.paths.index);
  const tiny = await tinyPhotoMaker();
  const dates: string[] = [];
  let photos = 0;
  for (let number = 0; number < (options.routes ?? Number.POSITIVE_INFINITY); number++) {
    if (photos >= (options.photos ?? Number.POSITIVE_INFINITY)) break;
    const date = Temporal.PlainDate.from(options.date)
      .subtract({ days: Math.floor(number / routesADay) })
      .toString();
    if (dates.at(-1) !== date) dates.push(date);
    const route = syntheticRoute(date, number % routesADay, stopsARoute);
    const left = (options.photos ?? Number.POSITIVE_INFINITY) - photos;
    if (route.photos.length > left) route.photos.length = left;
    const makers = number === 0 ? options.picturesOfFirstRoute : undefined;
    index.addDeliveries(route);
    index.addPhotos(route, await writePhotos(folder, route, makers ?? [tiny]));
    photos += route.photos.length;
    if (number % 20 === 0) say(`making a known depot: ${photos} photos`);
  }
  for (const date of dates) index.settleDay(date);
  // Yesterday's pictures had their closer look and were compared, by whatever reader is the newest.
  index.db.exec(`
    UPDATE photos SET labels_version = 999, people_version = 999, figures_version = 999;
    DELETE FROM to_compare;
  `);
  index.close();
  opened.dataFolder.close();
  return { photos, dates };
}

/** All photos of a route on disk, with the entries that a walk would give for them. */
async function writePhotos(folder: string, route: SyntheticRoute, makers: readonly ((label: string) => TinyPhoto)[]) {
  await mkdir(join(folder, route.date, route.route), { recursive: true });
  return Promise.all(
    route.photos.map(async (photo, at) => {
      const make = makers[at % makers.length];
      if (!make) throw new Error('No picture to write');
      const { bytes, sha256 } = make(photo.path);
      await writeFile(join(folder, photo.path), bytes);
      const entry = await statEntry(folder, photo.path);
      if (!entry) throw new Error(`${photo.path} went while it was written`);
      return { photo, entry, sha256 };
    }),
  );
}
