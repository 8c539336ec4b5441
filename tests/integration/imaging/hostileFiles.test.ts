import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { thumbnailPath } from '#core/imaging/cacheFile.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { nothingHidden } from '#shared/hiding.ts';
import {
  factsOf,
  failureOf,
  imagingPool,
  jobFor,
  limits,
  testWorkerEntry,
} from '#tests/fixtures/imaging/imagingPool.ts';
import { hugeJpeg, hugePng, scene } from '#tests/fixtures/imaging/madePictures.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

/** Writes `bytes` under `name` and reads them. */
async function read(name: string, bytes: Buffer | string, changes: Partial<typeof limits> = {}) {
  const folder = temporaryFolder();
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const thumbnails = join(folder, 'thumbnails');
  const result = await imagingPool({ size: 1 }).read(jobFor(path, thumbnails, changes), 'tonight');
  return { result, thumbnails, path };
}

describe('Files that are no pictures', () => {
  const tellTales: [string, Buffer | string, string, boolean, RegExp][] = [
    ['a text', 'Dear customer, your parcel …', 'not-a-picture', false, /not a picture/],
    ['a page of a failed download', '<!doctype html><title>Sign in</title>', 'not-a-picture', false, /not a picture/],
    ['two bytes that a picture begins with', Buffer.from([0xff, 0xd8]), 'truncated', true, /still be syncing/],
    ['two other bytes', 'hm', 'not-a-picture', false, /not a picture/],
    ['nothing at all', '', 'empty-file', true, /empty/],
    ['space that the sync client has only reserved', Buffer.alloc(50_000), 'truncated', true, /still be syncing/],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1'), 'unsupported-format', false, /GIF/],
    ['a PDF', '%PDF-1.7 …', 'unsupported-format', false, /PDF/],
    ['a film', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), 'unsupported-format', false, /film/],
    [
      'a drawing',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      'not-a-picture',
      false,
      /not a picture/,
    ],
  ];
  test.each(tellTales)('%s called .jpg says what it is', async (_what, bytes, code, mayStillArrive, sentence) => {
    const { result } = await read('photo.jpg', bytes);
    const failure = failureOf(result);
    expect(failure).toMatchObject({ code, mayStillArrive });
    expect(failure.message).toMatch(sentence);
  });

  test('a folder, a pipe and a file that went away each have their own reason', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder.jpg'));
    const pool = imagingPool({ size: 1 });
    const codeOf = async (name: string) =>
      failureOf(await pool.read(jobFor(join(folder, name), folder), 'tonight')).code;
    expect(await codeOf('folder.jpg')).toBe('is-a-folder');
    expect(await codeOf('gone.jpg')).toBe('read-failed');
    if (process.platform !== 'win32') {
      execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
      expect(await codeOf('pipe.jpg')).toBe('not-a-picture');
    }
  });

  test.skipIf(process.platform === 'win32')('a file that Porchlight may not read says so', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const path = join(folder, 'secret.jpg');
    writeFileSync(path, 'x');
    chmodSync(path, 0o000);
    const pool = imagingPool({ size: 1, spawnWorker: forkWorker(testWorkerEntry('unprivilegedWorker.ts')) });
    const failure = failureOf(await pool.read(jobFor(path, folder), 'tonight'));
    expect(failure).toMatchObject({ code: 'permission-denied', mayStillArrive: false });
  });
});

describe('Limits', () => {
  test.each([
    ['PNG', hugePng],
    ['JPEG', hugeJpeg],
  ])('a %s that claims 50,000 × 50,000 pixels is refused by its header', async (_format, huge) => {
    const { result } = await read('bomb.jpg', huge(50_000, 50_000));
    expect(failureOf(result)).toEqual({
      code: 'too-many-pixels',
      message: 'The picture claims 50,000 × 50,000 pixels; the limit is 250 megapixels.',
      mayStillArrive: false,
    });
  });

  test('a preview keeps the limits too', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'bomb.png');
    writeFileSync(path, hugePng(50_000, 50_000));
    const target = {
      path: join(folder, 'preview.webp'),
      longSide: 1600,
      format: 'webp',
      hidden: nothingHidden,
    } as const;
    const result = await imagingPool({ size: 1 }).render({ path, limits }, target, 'screen');
    expect(result).toMatchObject({ ok: false, failure: { code: 'too-many-pixels' } });
  });

  test('a limit need not be a whole number', async () => {
    const bytes = await (await scene(1200, 1000)).jpeg().toBuffer();
    factsOf((await read('photo.jpg', bytes, { megapixels: 1.2345678 })).result);
    expect(failureOf((await read('photo.jpg', bytes, { megapixels: 1.1 })).result).code).toBe('too-many-pixels');
  });

  test('a file above the limit of bytes is not read', async () => {
    const { result } = await read('large.jpg', Buffer.alloc(2_000_001), { megabytes: 2 });
    expect(failureOf(result)).toMatchObject({ code: 'too-many-bytes', mayStillArrive: false });
  });
});

describe('Unusual but good pictures', () => {
  const made: [string, () => Promise<Buffer>, string][] = [
    ['CMYK JPEG', async () => (await scene(900, 600)).toColourspace('cmyk').jpeg().toBuffer(), 'jpeg'],
    ['grey JPEG', async () => (await scene(900, 600)).greyscale().jpeg().toBuffer(), 'jpeg'],
    ['progressive JPEG', async () => (await scene(900, 600)).jpeg({ progressive: true }).toBuffer(), 'jpeg'],
    ['16-bit PNG', async () => (await scene(900, 600)).toColourspace('rgb16').png().toBuffer(), 'png'],
    ['grey 16-bit PNG', async () => (await scene(900, 600)).toColourspace('grey16').png().toBuffer(), 'png'],
    ['see-through PNG', async () => (await scene(900, 600)).ensureAlpha(0.5).png().toBuffer(), 'png'],
    ['palette PNG', async () => (await scene(900, 600)).png({ palette: true }).toBuffer(), 'png'],
    ['WebP', async () => (await scene(900, 600)).webp().toBuffer(), 'webp'],
    ['AVIF', async () => (await scene(900, 600)).avif({ effort: 0 }).toBuffer(), 'avif'],
    ['picture with another name', async () => (await scene(900, 600)).jpeg().toBuffer(), 'jpeg'],
  ];
  test.each(made)('a %s is read', async (_name, bytes, format) => {
    const { result, thumbnails } = await read('photo.png', await bytes());
    const facts = factsOf(result);
    expect(facts).toMatchObject({ format, width: 900, height: 600 });
    expect(facts.quality.middle).toBeGreaterThan(40);
    const thumbnail = await sharp(readFileSync(thumbnailPath(thumbnails, facts.sha256))).metadata();
    expect(thumbnail).toMatchObject({ format: 'webp', width: 320, height: 213 });
  });

  test('of an animation the first picture counts', async () => {
    const frames = await Promise.all(
      ['#204080', '#c08020', '#208040'].map((background) =>
        sharp({ create: { width: 400, height: 300, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const animation = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    const facts = factsOf((await read('photo.webp', animation)).result);
    expect(facts).toMatchObject({ format: 'webp', width: 400, height: 300 });
    expect(facts.quality.middle).toBeCloseTo(0.2126 * 0x20 + 0.7152 * 0x40 + 0.0722 * 0x80, -1);
  });

  test.each([
    [1, 1],
    [40, 30],
    [3000, 2],
    [2, 3000],
  ])('a picture of %d × %d is read, and its thumbnail is not enlarged', async (width, height) => {
    const { result, thumbnails } = await read('small.png', await (await scene(width, height)).png().toBuffer());
    const facts = factsOf(result);
    expect(facts).toMatchObject({ width, height });
    const thumbnail = await sharp(readFileSync(thumbnailPath(thumbnails, facts.sha256))).metadata();
    expect(Math.max(thumbnail.width, thumbnail.height)).toBe(Math.min(320, Math.max(width, height)));
  });

  test('a thumbnail that is there already is not written again', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'photo.jpg');
    writeFileSync(path, await (await scene(900, 600)).jpeg().toBuffer());
    const pool = imagingPool({ size: 1 });
    const { sha256 } = factsOf(await pool.read(jobFor(path, folder), 'tonight'));
    const thumbnail = thumbnailPath(folder, sha256);
    writeFileSync(thumbnail, 'kept as it is');
    factsOf(await pool.read(jobFor(path, folder), 'tonight'));
    expect(readFileSync(thumbnail, 'utf8')).toBe('kept as it is');
  });

  test('a thumbnail that can’t be kept is a reason, to be tried again', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'photo.jpg');
    writeFileSync(path, await (await scene(900, 600)).jpeg().toBuffer());
    const result = await imagingPool({ size: 1 }).read(jobFor(path, join(path, 'not-a-folder')), 'tonight');
    expect(failureOf(result)).toMatchObject({ code: 'read-failed', mayStillArrive: true });
  });
});

describe('Pictures that are still arriving', () => {
  const formats: [string, () => Promise<Buffer>][] = [
    ['JPEG', async () => (await scene(1200, 900)).jpeg({ quality: 90 }).toBuffer()],
    ['progressive JPEG', async () => (await scene(1200, 900)).jpeg({ progressive: true }).toBuffer()],
    ['PNG', async () => (await scene(1200, 900)).png().toBuffer()],
    ['WebP', async () => (await scene(1200, 900)).webp().toBuffer()],
    ['AVIF', async () => (await scene(600, 450)).avif({ effort: 0 }).toBuffer()],
  ];
  test.each(formats)('a %s cut anywhere is called truncated and may still arrive', async (_format, make) => {
    const bytes = await make();
    const folder = temporaryFolder();
    const pool = imagingPool();
    await Promise.all(
      [0.002, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99].map(async (part) => {
        const path = join(folder, `${part}.jpg`);
        writeFileSync(path, bytes.subarray(0, Math.max(16, Math.floor(bytes.length * part))));
        const failure = failureOf(await pool.read(jobFor(path, folder), 'tonight'));
        expect(failure).toMatchObject({ code: 'truncated', mayStillArrive: true });
      }),
    );
  });

  test('a JPEG whose second half the sync client has only reserved may still arrive', async () => {
    const bytes = await (await scene(1200, 900)).jpeg({ quality: 90 }).toBuffer();
    bytes.fill(0, bytes.length / 2);
    expect(failureOf((await read('photo.jpg', bytes)).result)).toMatchObject({
      code: 'truncated',
      mayStillArrive: true,
    });
  });
});
