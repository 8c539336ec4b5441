/**
 * The depot that a supervisor sits before, in `bench ui` and `bench claims`: a day of 200 routes × 180 stops, with N photos as many such
 * days before it as that takes. The newest day's first route has real pictures.
 */
import { renderPicture } from '#main/sample/picture/renderPicture.ts';
import { createRandom } from '#main/sample/random.ts';
import { type BenchResult, inBenchFolder, readFlags, say, wholeNumber } from './benchResult.ts';
import { beBuilt } from './builtFiles.ts';
import { keptDepot } from './knownDepot.ts';
import { withComment } from './tinyPhotos.ts';

export const routes = 200;
export const stops = 180;
/** Different pictures on the route that is looked through. */
const pictures = 24;

interface DeskDepot {
  photos: number;
  folder: string;
  dataFolder: string;
  /** For what a measurement writes itself. */
  work: string;
}

/** A bench before that depot, by its flags: `--photos N` (else the newest day alone), `--depot DIR` keeps what was made. */
export async function benchAtDesk(
  argv: string[],
  measure: (depot: DeskDepot) => Promise<BenchResult>,
): Promise<BenchResult> {
  const flags = readFlags(argv, { photos: { type: 'string' }, depot: { type: 'string' } });
  if (!flags.ok) return flags;
  const wanted = flags.values.photos === undefined ? null : wholeNumber(flags.values.photos);
  if (wanted === null && flags.values.photos !== undefined) return { ok: false, message: '--photos takes a number.' };
  const notBuilt = await beBuilt();
  if (notBuilt) return notBuilt;
  return inBenchFolder(flags.values.depot, async (work) => measure({ ...(await deskDepot(work, wanted)), work }));
}

/** Made in `work`, or the one that lies there from an earlier run. @param photos null: the newest day alone */
async function deskDepot(work: string, photos: number | null) {
  const drawn: Buffer[] = [];
  for (let at = 0; at < pictures; at++) {
    say(`drawing ${at + 1} of ${pictures} pictures`);
    drawn.push(await drawPicture(at));
  }
  return keptDepot(work, {
    ...{ routesADay: routes, stopsARoute: stops, date: '2026-11-21' },
    ...(photos === null ? { routes } : { photos }),
    picturesOfFirstRoute: drawn.map((jpeg) => (label: string) => withComment(jpeg, label)),
  });
}

function drawPicture(at: number): Promise<Buffer> {
  const scene = {
    houseSeed: `ui ${at}`,
    shotSeed: `ui ${at}`,
    setting: 'house',
    houseNumber: 100 + at,
    parcels: 1,
    hoursToSunset: 3,
    treatment: 'clean',
  } as const;
  return renderPicture(createRandom('bench ui'), scene, { pixels: '2mp', exif: null, turned: false });
}
