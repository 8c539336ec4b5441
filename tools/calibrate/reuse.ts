/**
 * `calibrate -- reuse [--photos DIR…] [--hashes 1000000]`: how many copies of a picture are found, by what was done to them;
 * how many of pictures that are not copies are called so; what a search among a million costs.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { thumbnailPath } from '#core/imaging/cacheFile.ts';
import { comparePictures } from '#core/imaging/comparePictures.ts';
import type { ImageFacts } from '#core/imaging/contract.ts';
import { hashFromBytes } from '#core/imaging/fingerprint.ts';
import { readPicture } from '#core/imaging/readPicture.ts';
import { areOnePicture } from '#core/imaging/samePicture.ts';
import { createHashTable, type HashTable } from '#core/reuse/hashTable.ts';
import { seek } from '#core/reuse/seeking.ts';
import { createRandom } from '#main/sample/random.ts';
import { sharedFile } from '#tests/fixtures/sharedData.ts';
import { inTemporaryFolder, percentile, say, wholeNumber } from '#tools/bench/benchResult.ts';
import type { Calibration } from './calibrate.ts';
import { changes, scenesOf } from './copies.ts';

const limits = { megabytes: 100, megapixels: 120, seconds: 20 };
/** Suspects that the core lays side by side at most (`reuse/comparing.ts`). */
const comparedAtMost = 6;
/** Long side to which a picture is brought before it is changed: a phone's own copy is no larger, and twelve megapixels only cost time. */
const workingSide = 1600;

/** The first searches sort the table and warm the compiler. */
const warmUp = 20;
const searches = 200;

interface Known {
  name: string;
  facts: ImageFacts;
}

export async function calibrate(argv: string[]): Promise<Calibration> {
  let values: { photos?: string[]; hashes: string };
  try {
    const options = {
      photos: { type: 'string', multiple: true },
      hashes: { type: 'string', default: '1000000' },
    } as const;
    values = parseArgs({ args: argv, options }).values;
  } catch (error) {
    return { ok: false, message: (error as Error).message };
  }
  const hashes = wholeNumber(values.hashes);
  if (hashes === null) return { ok: false, message: '--hashes takes a number, such as 1000000.' };
  const folders = values.photos ?? [sharedFile('photos')];
  const missing = folders.find((folder) => !existsSync(folder));
  if (missing !== undefined) return { ok: false, message: `There is no folder ${missing}.` };
  return inTemporaryFolder(async (work) => {
    const desk = createDesk(work);
    const originals = await desk.originals(folders);
    if (originals.length === 0) return { ok: false, message: 'There is no picture in these folders.' };
    const recall = await measureRecall(desk, originals);
    const alarms = await measureAlarms(desk, originals);
    return { ok: true, report: [...recall, '', ...alarms, '', ...measureSearch(originals, hashes)].join('\n') };
  });
}

/** Reads pictures as the imaging workers do. */
function createDesk(work: string) {
  let files = 0;
  async function read(bytes: Buffer): Promise<ImageFacts | null> {
    const path = join(work, `${files++}.jpg`);
    await writeFile(path, bytes);
    const result = await readPicture({ path, thumbnailDirectory: work, limits });
    return result.ok ? result.facts : null;
  }
  return {
    read,
    async originals(folders: readonly string[]) {
      const found = new Map<string, { name: string; bytes: Buffer; facts: ImageFacts }>();
      for (const folder of folders) {
        for (const file of (await readdir(folder, { recursive: true })).sort()) {
          const picture = await readFile(join(folder, file)).catch(() => null);
          if (picture === null || dirname(file).endsWith('damaged')) continue;
          const upright = await sharp(picture)
            .rotate()
            .flatten({ background: '#ffffff' })
            .resize(workingSide, workingSide, { fit: 'inside', withoutEnlargement: true })
            .jpeg({ quality: 92 })
            .toBuffer()
            .catch(() => null);
          const facts = upright && (await read(upright));
          // `orientation/landscape_3` and `landscape_8` are one picture, stored in two orientations.
          const name = dirname(file).endsWith('orientation') ? basename(file).replace(/_\d\.\w+$/, '') : file;
          if (upright && facts && !found.has(name)) found.set(name, { name, bytes: upright, facts });
          say(`reading ${found.size} pictures`);
        }
      }
      return [...found.values()];
    },
    /** Numbers of the known pictures that this one is, in another dress. */
    async same(facts: ImageFacts, known: readonly Known[], table: HashTable, but: number): Promise<number[]> {
      if (facts.perceptualHash === null) return [];
      const suspects = seek(miniatureOf(facts), [table], (entry) => entry.photo !== but).slice(0, comparedAtMost);
      const source = (sha256: string) => ({ thumbnail: thumbnailPath(work, sha256), file: null });
      const found: number[] = [];
      for (const { entry, mirrored, start } of suspects) {
        const other = (known[entry.photo] as Known).facts;
        const job = { first: source(other.sha256), second: source(facts.sha256), mirrored, start, limits };
        const result = await comparePictures(job);
        if (result.ok && result.comparison && areOnePicture(result.comparison)) found.push(entry.photo);
      }
      return found;
    },
  };
}

type Desk = ReturnType<typeof createDesk>;

const miniatureOf = (facts: ImageFacts) => new Uint8Array(Buffer.from(facts.miniature, 'base64'));

function tableOf(known: readonly Known[]): HashTable {
  const table = createHashTable();
  for (const [photo, { facts }] of known.entries()) {
    if (facts.perceptualHash === null) continue;
    table.add({ ...hashFromBytes(Buffer.from(facts.perceptualHash, 'hex')), photo, day: 0 });
  }
  return table;
}

async function measureRecall(desk: Desk, originals: ReadonlyArray<Known & { bytes: Buffer }>): Promise<string[]> {
  const comparable = originals.filter(({ facts }) => facts.perceptualHash !== null);
  const table = tableOf(comparable);
  const lines = [
    `${originals.length} pictures, ${originals.length - comparable.length} of them too plain to be compared.`,
    '',
    '| what was done to the copy | copies | found | recall |',
    '|---|---|---|---|',
  ];
  for (const { name, make } of changes) {
    say(`copies: ${name}`);
    const random = createRandom(name);
    let found = 0;
    for (const [at, { bytes }] of comparable.entries()) {
      const facts = await desk.read(await make(bytes, random));
      if (facts && (await desk.same(facts, comparable, table, -1)).includes(at)) found++;
    }
    lines.push(`| ${name} | ${comparable.length} | ${found} | ${(found / comparable.length).toFixed(3)} |`);
  }
  return lines;
}

async function measureAlarms(desk: Desk, originals: ReadonlyArray<Known & { bytes: Buffer }>): Promise<string[]> {
  const all: Known[] = [...originals];
  for (const { name, bytes } of originals) {
    say(`different pictures: ${all.length}`);
    for (const [n, scene] of (await scenesOf(bytes)).entries()) {
      const facts = await desk.read(scene);
      if (facts) all.push({ name: `${name}, part ${n + 1}`, facts });
    }
  }
  const table = tableOf(all);
  const wrong = new Set<string>();
  let alarmed = 0;
  for (const [at, { name, facts }] of all.entries()) {
    if (at % 50 === 0) say(`different pictures: ${at} of ${all.length}`);
    const others = await desk.same(facts, all, table, at);
    if (others.length > 0) alarmed++;
    for (const other of others) wrong.add([name, all[other]?.name ?? ''].sort().join(' = '));
  }
  const pairs = (all.length * (all.length - 1)) / 2;
  const share = (part: number, of: number) => `${((part / of) * 100).toFixed(part / of < 0.001 ? 5 : 2)} %`;
  return [
    `${all.length} different pictures (those above, and parts cut out of them that have nothing in common), each against all others:`,
    `${wrong.size} of ${pairs} pairs called one picture (${share(wrong.size, pairs)}); ${alarmed} of ${all.length} pictures with an alarm (${share(alarmed, all.length)}).`,
    ...[...wrong].sort().map((pair) => `  ${pair}`),
  ];
}

function measureSearch(originals: readonly Known[], hashes: number): string[] {
  const random = createRandom('hashes');
  const table = createHashTable();
  const word = () => random.whole(0, 0xffff_ffff);
  for (let photo = 0; photo < hashes; photo++) table.add({ low: word(), high: word(), photo, day: 0 });
  const times: number[] = [];
  for (let n = 0; n < searches + warmUp; n++) {
    const { facts } = originals[n % originals.length] as Known;
    if (facts.perceptualHash === null) continue;
    const before = process.cpuUsage();
    seek(miniatureOf(facts), [table], () => true);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  const steady = times.slice(warmUp);
  const [middle, late] = [percentile(steady, 0.5), percentile(steady, 0.95)];
  return [
    `A search among ${hashes} hashes: ${middle.toFixed(1)} ms of processor time in the middle, ${late.toFixed(1)} ms at the 95th percentile, ${(table.bytes / 1e6).toFixed(0)} MB.`,
  ];
}
