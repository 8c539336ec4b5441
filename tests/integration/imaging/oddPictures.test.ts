import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { thumbnailPath } from '#core/imaging/cacheFile.ts';
import { readFileBytes } from '#core/imaging/fileBytes.ts';
import { factsOf, failureOf, imagingPool, jobFor } from '#tests/fixtures/imaging/imagingPool.ts';
import { hugePng } from '#tests/fixtures/imaging/madePictures.ts';
import {
  exifSegment,
  madeElsewhere,
  plainCmykJpeg,
  redAndBlue,
  segment,
  withChunk,
  withPrimary,
  withSegments,
  withTransform,
  xmpPacket,
} from '#tests/fixtures/imaging/oddPictures.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { until } from '#tests/fixtures/until.ts';

async function read(bytes: Buffer, name = 'photo.jpg') {
  const folder = temporaryFolder();
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const thumbnails = join(folder, 'thumbnails');
  return { result: await imagingPool({ size: 1 }).read(jobFor(path, thumbnails), 'tonight'), thumbnails };
}

type Colour = 'red' | 'blue' | 'green' | 'other';

/** What a person sees in a corner of the thumbnail. */
async function seen(bytes: Buffer, name?: string): Promise<{ texts: string[]; size: string; corners: Colour[] }> {
  const { result, thumbnails } = await read(bytes, name);
  const { sha256, width, height, texts } = factsOf(result);
  const { data, info } = await sharp(readFileSync(thumbnailPath(thumbnails, sha256)))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colourAt = (x: number, y: number): Colour => {
    const at = (Math.floor(y * (info.height - 1)) * info.width + Math.floor(x * (info.width - 1))) * info.channels;
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    const isMost = (one: number, ...others: number[]) => others.every((other) => one > other + 30);
    if (isMost(red, green, blue)) return 'red';
    if (isMost(blue, red, green)) return 'blue';
    return isMost(green, red, blue) ? 'green' : 'other';
  };
  const corners = [colourAt(0.1, 0.1), colourAt(0.9, 0.1), colourAt(0.1, 0.9), colourAt(0.9, 0.9)];
  return { texts, size: `${width} × ${height}`, corners };
}

const upright = ['red', 'blue', 'red', 'blue'];
const jpeg = () => redAndBlue().jpeg().toBuffer();
const png = () => redAndBlue().png().toBuffer();
const iccSegment = (part: number, parts: number, profile: Buffer) =>
  segment(0xe2, Buffer.concat([Buffer.from(`ICC_PROFILE\0${String.fromCharCode(part, parts)}`, 'latin1'), profile]));

describe('Odd pictures show what they show', () => {
  const made: [string, () => Promise<Buffer> | Buffer][] = [
    [
      'a CMYK JPEG with its inks turned round, as Adobe writes it',
      () => redAndBlue().toColourspace('cmyk').jpeg().toBuffer(),
    ],
    ['a CMYK JPEG with its inks as they are', plainCmykJpeg],
    [
      'a CMYK JPEG with a colour profile',
      () => redAndBlue().toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer(),
    ],
    ['a picture in a phone’s wide colours', () => redAndBlue().withIccProfile('p3').jpeg().toBuffer()],
    [
      'a colour profile that is none',
      async () => withSegments(await jpeg(), iccSegment(1, 1, Buffer.alloc(3000, 0x77))),
    ],
    [
      'a colour profile of which parts are missing',
      async () => withSegments(await jpeg(), iccSegment(2, 5, Buffer.alloc(3000))),
    ],
    [
      'a PNG whose colour profile is none',
      async () =>
        withChunk(await png(), 'iCCP', Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(3000, 7))])),
    ],
    ['sixteen bits a colour', () => redAndBlue().toColourspace('rgb16').png().toBuffer()],
    ['a palette of four colours', () => redAndBlue().png({ palette: true, colours: 4 }).toBuffer()],
    [
      'an animated WebP, by its first picture',
      async () =>
        sharp([await png(), await redAndBlue().negate().png().toBuffer()], { join: { animated: true } })
          .webp()
          .toBuffer(),
    ],
    [
      'two pictures in one JPEG, by the first',
      async () => Buffer.concat([await jpeg(), await redAndBlue().negate().jpeg().toBuffer()]),
    ],
    [
      'sixty thousand comments',
      async () => withSegments(await jpeg(), ...Array<Buffer>(60_000).fill(segment(0xfe, 'hello'))),
    ],
    [
      'a comment that unpacks to a hundred megabytes',
      async () =>
        withChunk(
          await png(),
          'zTXt',
          Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(100_000_000, 65))]),
        ),
    ],
    [
      'EXIF that refers to itself',
      async () =>
        withSegments(
          await jpeg(),
          exifSegment(
            [
              [0x8769, 4, 1, 8],
              [0x8825, 4, 1, 8],
            ],
            { nextDirectory: 8 },
          ),
        ),
    ],
    [
      'EXIF with giant counts',
      async () =>
        withSegments(
          await jpeg(),
          exifSegment([
            [0x010f, 2, 0xffffffff, 8],
            [0x9286, 7, 0x7fffffff, 8],
            [0x0110, 2, 0x0fffffff, 9],
          ]),
        ),
    ],
    [
      'EXIF that begins behind the end',
      async () => withSegments(await jpeg(), exifSegment([], { firstDirectory: 0xfffffff0 })),
    ],
  ];
  test.each(made)('%s', async (_what, make) => {
    expect(await seen(await make())).toMatchObject({ size: '480 × 360', corners: upright });
  });

  test('a JPEG with arithmetic coding', async () => {
    expect(await seen(madeElsewhere('arithmetic.jpg'))).toMatchObject({ size: '64 × 48', corners: upright });
  });

  test('of an HEIC with several pictures the one counts that the phone says, turned and mirrored as it says', async () => {
    const heic = madeElsewhere('two-pictures.heic');
    const green = ['green', 'green', 'green', 'green'];
    expect(await seen(heic, 'a.heic')).toMatchObject({ size: '64 × 48', corners: upright });
    expect(await seen(withPrimary(heic, 4), 'a.heic')).toMatchObject({ size: '64 × 48', corners: green });
    // A quarter turn against the clock: what was on the right is on top.
    const turned = ['blue', 'blue', 'red', 'red'];
    expect(await seen(withTransform(heic, 'irot', 1), 'a.heic')).toMatchObject({ size: '48 × 64', corners: turned });
    const mirrored = ['blue', 'red', 'blue', 'red'];
    expect(await seen(withTransform(heic, 'imir', 1), 'a.heic')).toMatchObject({ size: '64 × 48', corners: mirrored });
  });

  test('108 megapixels, and lines of thirty thousand', async () => {
    const plain = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: '#2040a0' } });
    const large = await plain(12_000, 9_000).jpeg().toBuffer();
    expect(await seen(large)).toMatchObject({ size: '12000 × 9000', corners: Array(4).fill('blue') });
    expect((await seen(await plain(1, 30_000).png().toBuffer())).size).toBe('1 × 30000');
    expect((await seen(await plain(30_000, 1).jpeg().toBuffer())).size).toBe('30000 × 1');
  });

  test('of what a picture says in words, thousands are read and megabytes are left alone', async () => {
    const itxt = (packet: string) => Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${packet}`, 'latin1');
    expect(await seen(withChunk(await png(), 'iTXt', itxt(xmpPacket(100))))).toMatchObject({ texts: ['parcel'] });
    expect(await seen(withChunk(await png(), 'iTXt', itxt(xmpPacket(110_000))))).toMatchObject({
      ...{ texts: [], corners: upright },
    });
    // Entities that unfold to a thousand million letters.
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
    const entities = names.map((name, i) => `<!ENTITY ${name} "${i === 0 ? 'ha' : `&${names[i - 1]};`.repeat(10)}">`);
    const laughs = xmpPacket(1, `<!DOCTYPE x [${entities.join('')}]>`).replace('parcel', '&j;');
    const laughing = withSegments(await jpeg(), segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${laughs}`));
    const { texts, corners } = await seen(laughing);
    expect(corners).toEqual(upright);
    expect(texts.join('').length).toBeLessThan(100);
  });
});

describe('What can’t be shown says why', () => {
  test('a header that claims 65,535 × 65,535 pixels, and one with bits that nobody decodes', async () => {
    expect(failureOf((await read(hugePng(65_535, 65_535))).result)).toMatchObject({ code: 'too-many-pixels' });
    const twelveBits = await jpeg();
    twelveBits[twelveBits.indexOf(Buffer.from('ffc0', 'hex')) + 4] = 12;
    const failure = failureOf((await read(twelveBits)).result);
    expect(failure).toMatchObject({ code: 'unsupported-format', mayStillArrive: false });
    expect(failure.message).toMatch(/ordinary JPEG/);
  });

  test('a picture that breaks off in its middle is damaged, one that breaks off at its end may still arrive', async () => {
    const whole = await redAndBlue()
      .composite([{ input: await noise(), blend: 'overlay' }])
      .jpeg()
      .toBuffer();
    const half = Math.floor(whole.length / 2);
    const hole = Buffer.concat([whole.subarray(0, half), whole.subarray(-200)]);
    expect(failureOf((await read(hole)).result)).toMatchObject({ code: 'damaged-picture', mayStillArrive: false });
    expect(failureOf((await read(whole.subarray(0, half))).result)).toMatchObject({
      code: 'truncated',
      mayStillArrive: true,
    });
  });

  test('a file that grows while it is read is still being written', async () => {
    const path = join(temporaryFolder(), 'growing.jpg');
    writeFileSync(path, Buffer.alloc(2_000_000));
    const writer = new Worker(
      `const { appendFileSync } = require('node:fs');
       const { workerData } = require('node:worker_threads');
       setInterval(() => { for (let i = 0; i < 50; i++) appendFileSync(workerData, 'x'); }, 1);`,
      { eval: true, workerData: path },
    );
    await until('a reading falls together with a writing', () => {
      const file = readFileBytes(path, 100);
      return !file.ok && file.failure.code === 'truncated' && file.failure.mayStillArrive;
    });
    await writer.terminate();
  });
});

function noise(): Promise<Buffer> {
  return sharp({
    create: {
      width: 480,
      height: 360,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer();
}
