/**
 * `npm run --silent calibrate -- people [--photos DIR,DIR…]`: how often the person model is right, on real pictures that were
 * looked at one by one (`peopleTruth.ts`): as they are, spoiled, and made smaller within another picture, as people further
 * away are. Pictures of which nothing is known are passed over.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import type { RawPicture } from '#core/closerLook/personModel/contract.ts';
import { shippedModelFiles } from '#core/closerLook/personModel/modelFiles.ts';
import { createPersonFinder, type PersonFinder } from '#core/closerLook/personModel/personFinder.ts';
import { createPersonModel } from '#core/closerLook/personModel/personModel.ts';
import { readRawPicture } from '#core/closerLook/personModel/rawPicture.ts';
import { partsToHide, showsPerson } from '#core/domain/people.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { renderPicture } from '#core/imaging/renderPicture.ts';
import { createRandom } from '#main/sample/random.ts';
import { nothingHidden } from '#shared/hiding.ts';
import type { PersonFound } from '#shared/views.ts';
import { sharedFile } from '#tests/fixtures/sharedData.ts';
import type { Calibration } from './calibrate.ts';
import { exposed, grainy, moved, outOfFocus } from './degradations.ts';
import { type Box, peopleTruth, type TruePerson } from './peopleTruth.ts';

/** As `peopleExaminer.ts` has it rendered. */
const longSide = 1280;
const limits = { megabytes: 100, megapixels: 250, seconds: 20 };
/** How small a picture is laid into another, as a share of its sides. */
const furtherAway = [0.5, 0.33, 0.2, 0.12];
/** Sizes of a person and of a head as shares of the frame's height, from the largest. */
const personSizes = [0.5, 0.25, 0.1, 0.05, 0] as const;
const headSizes = [0.1, 0.05, 0.025, 0] as const;

interface Looked {
  how: string;
  people: readonly TruePerson[];
  found: PersonFound[];
}

const random = createRandom('people');
const spoiled: ReadonlyArray<{ how: string; spoil: (picture: RawPicture) => Promise<RawPicture> | RawPicture }> = [
  { how: 'out of focus', spoil: (picture) => outOfFocus(picture, 0.004) },
  { how: 'moved', spoil: (picture) => moved(picture, 0.012, 30) },
  { how: 'two stops too dark', spoil: (picture) => exposed(picture, -2) },
  { how: 'dusk: four stops too dark, grain', spoil: (picture) => grainy(exposed(picture, -4), 6, random) },
  { how: 'JPEG of quality 20', spoil: compressed },
];

export async function calibrate(argv: string[]): Promise<Calibration> {
  let photos: string[];
  try {
    const { values } = parseArgs({ args: argv, options: { photos: { type: 'string' } } });
    photos = [sharedFile('photos'), ...(values.photos?.split(',') ?? [])];
  } catch (error) {
    return { ok: false, message: (error as Error).message };
  }
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-people-'));
  try {
    const pictures = await knownPictures(photos, folder);
    if (pictures.length === 0) return { ok: false, message: `No known pictures in ${photos.join(', ')}.` };
    const find = await createPersonFinder(shippedModelFiles());
    const { looked, milliseconds } = await lookAtAll(find, pictures);
    const memory = await memoryOf(pictures, folder);
    return { ok: true, report: reportOf(pictures.length, looked, milliseconds, memory) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Known {
  picture: RawPicture;
  people: readonly TruePerson[];
}

async function knownPictures(roots: readonly string[], folder: string): Promise<Known[]> {
  const known: Known[] = [];
  for (const root of roots) {
    for (const name of (readdirSync(root, { recursive: true }) as string[]).sort()) {
      const people = peopleTruth[basename(name)];
      const picture = people && (await rendered(join(root, name), join(folder, 'picture.ppm')));
      if (people && picture) known.push({ picture, people });
    }
  }
  return known;
}

/** Through the same door as in the product. */
async function rendered(path: string, copy: string): Promise<RawPicture | null> {
  const target = { path: copy, longSide, format: 'ppm' as const, hidden: nothingHidden };
  const done = await renderPicture({ source: { path, limits }, target });
  return done.ok ? readRawPicture(copy) : null;
}

async function lookAtAll(find: PersonFinder, pictures: readonly Known[]) {
  const looked: Looked[] = [];
  const milliseconds: number[] = [];
  const look = (how: string, picture: RawPicture, people: readonly TruePerson[]) => {
    const before = process.cpuUsage();
    const found = find(picture);
    const { user, system } = process.cpuUsage(before);
    if (how === asItIs) milliseconds.push((user + system) / 1000);
    looked.push({ how, people, found });
  };
  const empty = pictures.filter(({ people, picture }) => people.length === 0 && picture.width > 600);
  for (const [n, { picture, people }] of pictures.entries()) {
    if (process.stderr.isTTY) process.stderr.write(`\r${n} of ${pictures.length} pictures`);
    look(asItIs, picture, people);
    for (const { how, spoil } of spoiled) look(how, await spoil(picture), people);
    if (people.length === 0) continue;
    for (const share of furtherAway) {
      const behind = (empty[n % empty.length] as Known).picture;
      const laid = await laidInto(behind, picture, share);
      look('further away', laid.picture, people.map(laid.moved));
    }
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  return { looked, milliseconds };
}

const asItIs = 'as it is';

async function compressed({ data, width, height }: RawPicture): Promise<RawPicture> {
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 20 })
    .toBuffer();
  return { data: await sharp(jpeg).raw().toBuffer(), width, height };
}

/** The picture at a share of its sides, low in the middle of the other one, as somebody on a path is. */
async function laidInto(behind: RawPicture, picture: RawPicture, share: number) {
  const height = Math.round(Math.min(behind.height, (behind.width * picture.height) / picture.width) * share);
  const width = Math.round((height * picture.width) / picture.height);
  const left = Math.round((behind.width - width) / 2);
  const top = Math.round((behind.height - height) * 0.7);
  const raw = (each: RawPicture) => ({ raw: { width: each.width, height: each.height, channels: 3 as const } });
  const small = await sharp(picture.data, raw(picture)).resize(width, height, { fit: 'fill' }).png().toBuffer();
  const data = await sharp(behind.data, raw(behind))
    .composite([{ input: small, left, top }])
    .removeAlpha()
    .raw()
    .toBuffer();
  const move = ([x, y, w, h]: Box): Box => [
    (left + x * width) / behind.width,
    (top + y * height) / behind.height,
    (w * width) / behind.width,
    (h * height) / behind.height,
  ];
  return {
    picture: { data, width: behind.width, height: behind.height },
    moved: ({ box, head }: TruePerson): TruePerson => ({ box: move(box), ...(head && { head: move(head) }) }),
  };
}

/** Peak of the model's own process over some pictures, megabytes. */
async function memoryOf(pictures: readonly Known[], folder: string): Promise<number> {
  const model = createPersonModel({
    spawn: forkWorker(fileURLToPath(import.meta.resolve('#core/closerLook/personModel/process.ts'))),
    files: shippedModelFiles(),
    log: { info: () => undefined, warn: () => undefined, error: (message) => process.stderr.write(`${message}\n`) },
  });
  const copy = join(folder, 'memory.ppm');
  for (const { picture } of pictures.slice(0, 40)) {
    const { data, width, height } = picture;
    writeFileSync(copy, Buffer.concat([Buffer.from(`P6 ${width} ${height} 255\n`), data]));
    await model.look(copy);
  }
  await model.close();
  return model.peakMemory() / 1_000_000;
}

function reportOf(pictures: number, looked: readonly Looked[], milliseconds: number[], memory: number): string {
  const withPeople = looked.filter(({ people }) => people.length > 0);
  const without = looked.filter(({ people }) => people.length === 0);
  const plain = [asItIs, 'further away'];
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const quantile = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return [
    `${pictures} real pictures, ${pictures - without.filter(({ how }) => how === asItIs).length} of them with people.`,
    '',
    'Pictures with people that get the flag, by the size of the largest person (share of the frame’s height):',
    ...bands(personSizes).map(([name, from, below]) => {
      const these = withPeople.filter(({ how, people }) => plain.includes(how) && isIn(largest(people), from, below));
      return row(name, these.filter(({ found }) => showsPerson(found)).length, these.length);
    }),
    '',
    'Heads that copies hide, by their own size:',
    ...bands(headSizes).map(([name, from, below]) => {
      const heads = withPeople
        .filter(({ how }) => plain.includes(how))
        .flatMap(({ people, found }) => people.flatMap(({ head }) => (head ? [{ head, found }] : [])))
        .filter(({ head }) => isIn(head[3], from, below));
      return row(name, heads.filter(({ head, found }) => isHidden(head, found)).length, heads.length);
    }),
    '',
    'The same pictures spoiled (a person of at least a tenth of the height in each): flagged, and heads hidden:',
    ...[asItIs, ...spoiled.map(({ how }) => how)].map((how) => {
      const these = withPeople.filter((each) => each.how === how && largest(each.people) >= 0.1);
      const heads = these.flatMap(({ people, found }) =>
        people.flatMap(({ head }) => (head ? [isHidden(head, found)] : [])),
      );
      const flagged = these.filter(({ found }) => showsPerson(found)).length;
      return `${row(how, flagged, these.length)}   ${ratio(heads.filter(Boolean).length, heads.length)}`;
    }),
    '',
    'Pictures without people that get the flag all the same, and those of which a copy would hide something:',
    ...[asItIs, ...spoiled.map(({ how }) => how)].map((how) => {
      const these = without.filter((each) => each.how === how);
      const flagged = these.filter(({ found }) => showsPerson(found)).length;
      return `${row(how, flagged, these.length)}   ${ratio(these.filter(({ found }) => partsToHide(found).length > 0).length, these.length)}`;
    }),
    '',
    `Processor time a picture: median ${quantile(0.5)} ms, 95 % below ${quantile(0.95)} ms (one thread of ${availableParallelism()}).`,
    `Peak memory of the model’s process: ${Math.round(memory)} MB.`,
  ].join('\n');
}

const largest = (people: readonly TruePerson[]) => Math.max(...people.map(({ box }) => box[3]));
const isIn = (value: number, from: number, below: number) => value >= from && value < below;

/** `50 % and more`, `25 to 50 %`, …, with where each begins and ends. */
function bands(starts: readonly number[]): Array<[name: string, from: number, below: number]> {
  return starts.map((from, n) => {
    const below = starts[n - 1];
    const share = (value: number) => `${+(value * 100).toFixed(1)}`;
    if (below === undefined) return [`${share(from)} % and more`, from, Number.POSITIVE_INFINITY];
    return [from === 0 ? `below ${share(below)} %` : `${share(from)} to ${share(below)} %`, from, below];
  });
}

/** The middle of the head lies within a part that copies hide. */
function isHidden([left, top, width, height]: Box, found: readonly PersonFound[]): boolean {
  const [x, y] = [left + width / 2, top + height / 2];
  return partsToHide(found).some(
    (part) => x >= part.x && x <= part.x + part.width && y >= part.y && y <= part.y + part.height,
  );
}

const row = (name: string, right: number, all: number) => `  ${name.padEnd(34)} ${ratio(right, all)}`;
const ratio = (part: number, all: number) =>
  `${String(part).padStart(4)} of ${String(all).padEnd(4)} ${(all === 0 ? '' : `${((100 * part) / all).toFixed(1)} %`).padStart(8)}`;
