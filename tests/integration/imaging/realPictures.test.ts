import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { judgeQuality } from '#core/domain/quality.ts';
import { thumbnailPath } from '#core/imaging/cacheFile.ts';
import type { ImageFacts } from '#core/imaging/contract.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { nothingHidden } from '#shared/hiding.ts';
import { defaultSettings } from '#shared/settings.ts';
import {
  factsOf,
  failureOf,
  imagingPool,
  jobFor,
  limits,
  testWorkerEntry,
} from '#tests/fixtures/imaging/imagingPool.ts';
import { hasSharedData, sharedFile } from '#tests/fixtures/sharedData.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const onesOf = (bits: bigint) => bits.toString(2).replaceAll('0', '').length;
const photos = (...parts: string[]) => sharedFile('photos', ...parts);

describe.skipIf(!hasSharedData)('Pictures of real phones', () => {
  const expected: [string, Partial<ImageFacts>][] = [
    [
      'phones/Apple-iPhone-5.jpg',
      {
        format: 'jpeg',
        width: 3264,
        height: 2448,
        orientation: 3,
        takenLocal: '2012-09-29T16:11:25',
        takenOffset: null,
        // A time without a date: half of a GPS time is none.
        gpsTime: null,
        device: 'Apple iPhone 5',
      },
    ],
    [
      'phones/Samsung-GT-I9100-Galaxy-SII.jpg',
      { width: 2448, height: 3264, orientation: 6, takenLocal: '2012-12-31T16:06:20', texts: ['User comments'] },
    ],
    [
      'phones/HTC-One.jpg',
      { takenLocal: '2013-05-29T09:33:20.153', device: 'HTC One', latitude: null, longitude: null },
    ],
    [
      'phones/Nokia-Lumia-800.jpg',
      {
        device: 'Nokia Lumia 800',
        texts: ['2012', 'dublin', 'ireland', 'june', 'lumia'],
      },
    ],
    ['phones/Sony-D5403-Xperia-Z2.jpg', { device: 'Sony D6503', takenLocal: '2014-09-23T16:38:23' }],
    [
      'gps/DSCN0010.jpg',
      {
        takenLocal: '2008-10-22T16:28:39',
        gpsTime: Date.UTC(2008, 9, 23, 14, 27, 7, 240),
        device: 'NIKON COOLPIX P6000',
        // Its description and comment are blanks.
        texts: [],
      },
    ],
    [
      'heic/IMG_5195.HEIC',
      {
        format: 'heic',
        width: 2566,
        height: 3313,
        takenLocal: '2021-04-11T15:47:53.054',
        takenOffset: '-05:00',
        device: 'Apple iPhone 11 Pro Max',
      },
    ],
    ['heic/samplefilehub.heif', { format: 'heic', width: 640, height: 426, takenLocal: null, device: null }],
  ];

  test.each(expected)('%s tells when, where and by what it was taken', async (file, facts) => {
    const result = await imagingPool({ size: 1 }).read(jobFor(photos(file), temporaryFolder()), 'screen');
    expect(factsOf(result)).toMatchObject(facts);
  });

  test('positions keep their hemisphere', async () => {
    const pool = imagingPool();
    const read = async (file: string) => factsOf(await pool.read(jobFor(photos(file), temporaryFolder()), 'tonight'));
    const [seattle, rome, dublin, missouri] = await Promise.all(
      [
        'phones/Apple-iPhone-5.jpg',
        'phones/Apple-iPhone-4.jpg',
        'phones/Nokia-Lumia-800.jpg',
        'heic/IMG_5195.HEIC',
      ].map(read),
    );
    expect([seattle?.latitude, seattle?.longitude]).toEqual([
      expect.closeTo(47.62717, 4),
      expect.closeTo(-122.33733, 4),
    ]);
    expect([rome?.latitude, rome?.longitude]).toEqual([expect.closeTo(41.853, 4), expect.closeTo(12.48883, 4)]);
    expect([dublin?.latitude, dublin?.longitude]).toEqual([expect.closeTo(53.35947, 4), expect.closeTo(-6.25823, 4)]);
    expect([missouri?.latitude, missouri?.longitude]).toEqual([
      expect.closeTo(39.05134, 4),
      expect.closeTo(-94.28877, 4),
    ]);
  });

  test('every readable picture gets its hash, its figures and an upright thumbnail of 320 pixels', async () => {
    const pool = imagingPool();
    const thumbnails = temporaryFolder();
    const files = ['phones', 'gps', 'orientation', 'heic'].flatMap((folder) =>
      readdirSync(photos(folder)).map((name) => photos(folder, name)),
    );
    await Promise.all(
      files.map(async (file) => {
        const facts = factsOf(await pool.read(jobFor(file, thumbnails), 'backlog'));
        const bytes = readFileSync(file);
        expect(facts.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
        expect(facts.bytes).toBe(bytes.length);
        expect(judgeQuality(facts, defaultSettings.quality), file).toEqual({ flags: [], sentences: [] });
        expect(facts.perceptualHash).toMatch(/^[0-9a-f]{16}$/);

        const thumbnail = await sharp(readFileSync(thumbnailPath(thumbnails, facts.sha256))).metadata();
        expect(thumbnail.format).toBe('webp');
        expect(Math.max(thumbnail.width, thumbnail.height)).toBe(320);
        expect(thumbnail.width / thumbnail.height).toBeCloseTo(facts.width / facts.height, 1);
        expect(thumbnail.orientation).toBeUndefined();
      }),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(readdirSync(thumbnails, { recursive: true }).filter((name) => String(name).endsWith('.tmp'))).toEqual([]);
  });

  test('the same scene in any orientation is upright and looks the same', async () => {
    const pool = imagingPool();
    const thumbnails = temporaryFolder();
    for (const [scene, width, height] of [
      ['landscape', 600, 450],
      ['portrait', 450, 600],
    ] as const) {
      const names = readdirSync(photos('orientation')).filter((name) => name.startsWith(scene));
      const all = await Promise.all(
        names.map(async (name) => factsOf(await pool.read(jobFor(photos('orientation', name), thumbnails), 'tonight'))),
      );
      expect(all.map((facts) => [facts.width, facts.height])).toEqual(names.map(() => [width, height]));
      expect(all.map((facts) => facts.orientation)).toEqual(names.map((name) => Number(/\d/.exec(name)?.[0])));
      // They were turned and encoded anew: of 64 bits a few may tip over, where other scenes differ in half of them.
      const [first64, ...others64] = all.map((facts) => BigInt(`0x${facts.perceptualHash}`));
      for (const other of others64) expect(onesOf(other ^ (first64 ?? 0n))).toBeLessThanOrEqual(6);

      const grey = (sha256: string) =>
        sharp(readFileSync(thumbnailPath(thumbnails, sha256)))
          .resize(32, 32, { fit: 'fill' })
          .greyscale()
          .raw()
          .toBuffer();
      const first = await grey(all[0]?.sha256 ?? '');
      for (const { sha256 } of all) {
        const other = await grey(sha256);
        const difference =
          first.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / first.length;
        expect(difference).toBeLessThan(4);
      }
    }
  });

  test('a damaged picture says so, and those that only look odd are read', async () => {
    const pool = imagingPool();
    const thumbnails = temporaryFolder();
    const damaged = failureOf(await pool.read(jobFor(photos('damaged/corrupted.jpg'), thumbnails), 'tonight'));
    expect(damaged).toMatchObject({ code: 'damaged-picture', mayStillArrive: false });
    for (const name of ['image00971.jpg', 'image01137.jpg', 'image01713.jpg']) {
      factsOf(await pool.read(jobFor(photos('damaged', name), thumbnails), 'tonight'));
    }
  });

  test('an HEIC cut anywhere is called truncated and may still arrive', async () => {
    const folder = temporaryFolder();
    const pool = imagingPool();
    const bytes = readFileSync(photos('heic/IMG_5195.HEIC'));
    for (const part of [0.001, 0.1, 0.5, 0.999]) {
      const path = join(folder, `${part}.heic`);
      writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * part)));
      const failure = failureOf(await pool.read(jobFor(path, folder), 'tonight'));
      expect(failure).toMatchObject({ code: 'truncated', mayStillArrive: true });
    }
  });

  test('an HEIC above the limit of pixels is refused before it is decoded', async () => {
    const job = jobFor(photos('heic/IMG_5195.HEIC'), temporaryFolder(), { megapixels: 8 });
    expect(failureOf(await imagingPool({ size: 1 }).read(job, 'tonight'))).toMatchObject({
      code: 'too-many-pixels',
      message: 'The picture claims 2,566 × 3,313 pixels; the limit is 8 megapixels.',
    });
  });

  test('a preview is upright, at most 1600 pixels, and never larger than the picture', async () => {
    const pool = imagingPool();
    const folder = temporaryFolder();
    for (const [file, width, height] of [
      ['phones/Samsung-GT-I9100-Galaxy-SII.jpg', 1200, 1600],
      ['orientation/landscape_6.jpg', 600, 450],
      ['heic/IMG_5195.HEIC', 1239, 1600],
    ] as const) {
      const target = join(folder, 'previews', 'deep', `${width}.webp`);
      const source = { path: photos(file), limits };
      expect(
        await pool.render(source, { path: target, longSide: 1600, format: 'webp', hidden: nothingHidden }, 'screen'),
      ).toEqual({ ok: true });
      expect(await sharp(readFileSync(target)).metadata()).toMatchObject({ format: 'webp', width, height });
    }
  });

  test('a preview of a damaged picture is a reason, and leaves nothing behind', async () => {
    const target = join(temporaryFolder(), 'preview.webp');
    const source = { path: photos('damaged/corrupted.jpg'), limits };
    const result = await imagingPool().render(
      source,
      { path: target, longSide: 1600, format: 'webp', hidden: nothingHidden },
      'screen',
    );
    expect(result).toMatchObject({ ok: false, failure: { code: 'damaged-picture' } });
    expect(existsSync(target)).toBe(false);
  });

  test('the worker answers behind Electron’s parentPort as it does behind Node’s fork', async () => {
    const pool = imagingPool({ spawnWorker: forkWorker(testWorkerEntry('utilityWorker.ts')) });
    const facts = factsOf(await pool.read(jobFor(photos('gps/DSCN0012.jpg'), temporaryFolder()), 'tonight'));
    expect(facts.device).toBe('NIKON COOLPIX P6000');
  });
});
