/** What a customer gets to see, byte by byte: nothing of what the camera wrote, nothing of what was hidden. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExifReader from 'exifreader';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { createComposer } from '#core/confirmations/message/composer.ts';
import { createLanguages, shippedWords } from '#core/confirmations/message/languages.ts';
import type { HiddenParts } from '#core/index/hiddenParts.ts';
import { createPictureCache } from '#core/pictures/pictureCache.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { someFacts } from '#tests/fixtures/confirmationMessage.ts';
import { imagingPool, silentLog } from '#tests/fixtures/imaging/imagingPool.ts';
import { hasSharedData, sharedFile } from '#tests/fixtures/sharedData.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const nothing: HiddenParts = { boxes: [], outside: false, by: 'nobody', unseen: false };

/** The composer over one picture file. */
function composerOf(
  file: string | null,
  hidden: Partial<HiddenParts> | null = {},
  more: { picture?: Settings['confirmations']['picture']; onlineOnly?: boolean; limits?: Settings['limits'] } = {},
) {
  const folder = temporaryFolder();
  const settings = (): Settings => ({
    ...defaultSettings,
    ...(more.limits ? { limits: more.limits } : {}),
    confirmations: { ...defaultSettings.confirmations, picture: more.picture ?? 'hide-parts' },
  });
  const of = (name: string) => join(folder, name);
  const cache = createPictureCache({
    folders: {
      ...{ thumbnail: of('thumbnails'), preview: of('previews'), redacted: of('redacted') },
      ...{ print: of('prints'), 'small-print': of('prints'), confirmation: of('confirmations') },
    },
    pool: imagingPool({ size: 1 }),
    source: () => file,
    isErased: () => false,
    log: silentLog,
    settings,
  });
  cache.close();
  return createComposer({
    ...{ pictures: cache, settings, optOutLink: () => null },
    hiddenParts: () => hidden && { ...nothing, ...hidden },
    isOnlineOnly: () => Promise.resolve(more.onlineOnly ?? false),
    languages: createLanguages({ shipped: shippedWords(), depot: of('words') }),
    logo: { read: () => Promise.resolve({ picture: null, problem: null }) },
  });
}

async function sent(composer: ReturnType<typeof composerOf>): Promise<Buffer> {
  const result = await composer.compose(someFacts);
  if (!result.ok) throw new Error(result.message);
  const [picture] = result.message.pictures;
  expect(picture).toMatchObject({ name: 'picture', contentType: 'image/jpeg' });
  return picture?.bytes ?? Buffer.alloc(0);
}

/** Everything that a reader of metadata finds, but what makes a JPEG a JPEG. */
async function tagsOf(bytes: Buffer): Promise<string[]> {
  const { file: _file, jfif: _jfif, ...groups } = ExifReader.load(bytes, { expanded: true });
  return Object.entries(groups).flatMap(([group, tags]) => Object.keys(tags ?? {}).map((tag) => `${group}.${tag}`));
}

/** Runs of 32 bytes of the original that occur in the copy: every 16 in its head, where metadata stands, then every 4 kB. */
function sharedRuns(original: Buffer, copy: Buffer): number {
  let runs = 0;
  for (let at = 0; at + 32 <= original.length; at += at < 40_000 ? 16 : 4_096) {
    const run = original.subarray(at, at + 32);
    // The tables of JPEG's own standard are in every JPEG; a run of one byte is in anything.
    if (new Set(run).size > 8 && !standardTables.includes(run) && copy.includes(run)) runs++;
  }
  return runs;
}
let standardTables = Buffer.alloc(0);

describe.runIf(hasSharedData)('A phone’s own picture', () => {
  test.each([
    'phones/Apple-iPhone-4.jpg',
    'phones/Apple-iPhone-5.jpg',
    'phones/Samsung-GT-I9505-Galaxy-S4.jpg',
    'phones/Nokia-Lumia-800.jpg',
  ])('%s goes out without a byte of what the camera wrote, and at most 1280 pixels', async (name) => {
    const original = readFileSync(sharedFile('photos', name));
    const before = await tagsOf(original);
    expect(before.length).toBeGreaterThan(20);
    const copy = await sent(composerOf(sharedFile('photos', name)));
    expect(await tagsOf(copy)).toEqual([]);
    const { width, height, exif, icc, xmp, iptc, comments } = await sharp(copy).metadata();
    expect(Math.max(width, height)).toBeLessThanOrEqual(1280);
    expect([exif, icc, xmp, iptc, comments]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    standardTables = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
    expect(sharedRuns(original, copy)).toBe(0);
    const { Thumbnail } = ExifReader.load(original, { expanded: true }) as { Thumbnail?: { image?: ArrayBuffer } };
    if (Thumbnail?.image) expect(sharedRuns(Buffer.from(Thumbnail.image), copy)).toBe(0);
    // One picture and no other behind it: a start, an end, and nothing after it.
    expect(copy.indexOf(Buffer.from([0xff, 0xd8, 0xff]), 3)).toBe(-1);
    expect(copy.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  });
});

/** A page of black letters in rows: what can be read of it shows in how its grey values spread. */
async function written(width = 800, height = 600): Promise<Buffer> {
  const rows = Array.from(
    { length: 24 },
    (_, i) => `<text x="5" y="${25 * (i + 1)}">${'TBA309 12 ELM ST ADA '.repeat(4)}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/><g font-family="sans-serif" font-size="22" font-weight="bold">${rows.join('')}</g></svg>`;
  return sharp(Buffer.from(svg))
    .withExif({ IFD0: { Artist: 'Ada' } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

async function savedAs(bytes: Buffer, name = 'picture.jpg'): Promise<string> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

async function greys(bytes: Buffer, region: { left: number; top: number; width: number; height: number }) {
  const { data } = await sharp(bytes).extract(region).greyscale().raw().toBuffer({ resolveWithObject: true });
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  return { spread: Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length) };
}

describe('Parts that were hidden', () => {
  test('can’t be read in what goes out, nor made again: two originals that differ only there give the same copy', async () => {
    const box = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
    const inside = { left: 205, top: 155, width: 390, height: 290 };
    const original = await written();
    const copy = await sent(composerOf(await savedAs(original), { boxes: [box], by: 'hand' }));
    expect((await greys(original, inside)).spread).toBeGreaterThan(80);
    expect((await greys(copy, inside)).spread).toBeLessThan(12);
    expect((await greys(copy, { left: 5, top: 5, width: 790, height: 140 })).spread).toBeGreaterThan(60);

    // Every letter in the hidden part is moved by one: what is left of it does not tell which picture it was.
    const part = await sharp(original).extract({ left: 200, top: 150, width: 400, height: 300 }).flop().toBuffer();
    const turned = await sharp(original)
      .composite([{ input: part, left: 200, top: 150 }])
      .png()
      .toBuffer();
    const same = await sharp(original).png().toBuffer();
    const [one, other] = [
      await sent(composerOf(await savedAs(same, 'one.png'), { boxes: [box], by: 'hand' })),
      await sent(composerOf(await savedAs(turned, 'two.png'), { boxes: [box], by: 'hand' })),
    ];
    const pixels = (bytes: Buffer) => sharp(bytes).extract(inside).raw().toBuffer();
    const [a, b] = [await pixels(one), await pixels(other)];
    let most = 0;
    for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
    // Three cells of coarse colour a side: at most a step of them differs.
    expect(most).toBeLessThanOrEqual(24);
  });

  test('are all but the drawn part, where only that may be seen', async () => {
    const box = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
    const file = await savedAs(await written());
    const copy = await sent(composerOf(file, { boxes: [box], outside: true, by: 'hand' }, { picture: 'only-part' }));
    expect((await greys(copy, { left: 210, top: 160, width: 380, height: 280 })).spread).toBeGreaterThan(80);
    for (const region of [
      { left: 0, top: 0, width: 800, height: 142 },
      { left: 0, top: 458, width: 800, height: 142 },
      { left: 0, top: 0, width: 192, height: 600 },
      { left: 608, top: 0, width: 192, height: 600 },
    ]) {
      expect((await greys(copy, region)).spread).toBeLessThan(12);
    }
    expect(await tagsOf(copy)).toEqual([]);
  });
});

describe('Nothing goes out, and the reason is told,', () => {
  test.each<[string, Parameters<typeof composerOf>, { code: string; later: boolean }]>([
    ['while no folder is open', ['x.jpg', null], { code: 'no-folder', later: true }],
    ['when the file is gone', [null], { code: 'photo-gone', later: true }],
    ['when the file is only in the cloud', ['x.jpg', {}, { onlineOnly: true }], { code: 'online-only', later: true }],
    [
      'while faces may be in it that nobody has looked for',
      ['x.jpg', { unseen: true }],
      { code: 'not-looked-at', later: true },
    ],
    ['when all of it is hidden', ['x.jpg', { outside: true, by: 'hand' }], { code: 'picture-hidden', later: true }],
    [
      'when only a drawn part may be seen and none was drawn',
      ['x.jpg', {}, { picture: 'only-part' }],
      { code: 'no-part-drawn', later: true },
    ],
    [
      'when only a drawn part may be seen and boxes hide instead',
      ['x.jpg', { boxes: [{ x: 0, y: 0, width: 1, height: 0.5 }], by: 'hand' }, { picture: 'only-part' }],
      { code: 'no-part-drawn', later: true },
    ],
  ])('%s', async (_when, given, expected) => {
    const result = await composerOf(...given).compose(someFacts);
    expect(result).toMatchObject({ ok: false, ...expected, message: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  test('when the picture can’t be re-encoded', async () => {
    const whole = await written();
    const damaged = Buffer.concat([
      whole.subarray(0, 2_000),
      Buffer.alloc(whole.length - 2_002, 0x5a),
      whole.subarray(-2),
    ]);
    for (const [bytes, expected] of [
      [damaged, { code: 'photo-unreadable', later: false }],
      [Buffer.from('no picture at all'), { code: 'photo-unreadable', later: false }],
      [whole.subarray(0, whole.length / 2), { code: 'photo-unreadable', later: true }],
    ] as const) {
      const result = await composerOf(await savedAs(bytes)).compose(someFacts);
      expect(result).toMatchObject({ ok: false, ...expected, message: expect.stringMatching(/^[A-Z].*\.$/) });
    }
    const small = { ...defaultSettings.limits, megapixels: 0.1 };
    expect(await composerOf(await savedAs(whole), {}, { limits: small }).compose(someFacts)).toMatchObject({
      ...{ ok: false, code: 'photo-unreadable', later: false },
      message: 'The picture claims 800 × 600 pixels; the limit is 0 megapixels.',
    });
  });
});
