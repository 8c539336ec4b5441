import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { createPictureCache } from '#core/pictures/pictureCache.ts';
import { apiFailureSchema } from '#shared/api.ts';
import { defaultSettings } from '#shared/settings.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { imagingPool, silentLog } from '#tests/fixtures/imaging/imagingPool.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';
import { stopRow } from './desk.ts';

async function onePhoto() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [stop] = depot.route('R12', 1) as [TestStop];
  const path = await depot.photo(stop);
  depot.save();
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  const [photoId = ''] = (await stopRow(core, 'R12', '001')).photoIds;
  const cached = (kind: 'thumbnails' | 'previews') => join(data, 'cache', kind, photoId.slice(0, 2), `${photoId}.webp`);
  return { core, photoId, cached, file: join(folder, path) };
}

const picture = (core: Core, photoId: string, kind: string) =>
  core.fetch(new Request(`http://core/api/photos/${photoId}/${kind}`));
const failureOf = async (response: Response) => ({
  status: response.status,
  ...apiFailureSchema.parse(await response.json()).error,
});

test('thumbnail and preview are WebP of the promised size, made again when the cache was emptied', async () => {
  const { core, photoId, cached } = await onePhoto();
  expect(existsSync(cached('thumbnails'))).toBe(true);
  for (const kind of ['thumbnails', 'previews'] as const) rmSync(cached(kind), { force: true });
  for (const [kind, width] of [
    ['thumbnail', 320],
    ['preview', 420],
  ] as const) {
    const response = await picture(core, photoId, kind);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('cache-control')).toContain('immutable');
    const facts = await sharp(await response.arrayBuffer()).metadata();
    expect([facts.format, facts.width]).toEqual(['webp', width]);
  }
  expect(existsSync(cached('previews'))).toBe(true);
});

test('ten askers of one picture get the same bytes', async () => {
  const { core, photoId } = await onePhoto();
  const all = await Promise.all(
    Array.from({ length: 10 }, async () => (await picture(core, photoId, 'preview')).bytes()),
  );
  expect(new Set(all.map((bytes) => Buffer.from(bytes).toString('base64'))).size).toBe(1);
});

test('a preview is made ahead of the eye', async () => {
  const { core, photoId, cached } = await onePhoto();
  expect(await get(core, 'prefetch', { photoIds: [photoId, 'f'.repeat(64)] })).toEqual({ started: 1 });
  await until('it is there', () => existsSync(cached('previews')));
});

test('a picture that is unknown, gone or no picture any more is told in a sentence', async () => {
  const { core, photoId, cached, file } = await onePhoto();
  expect(await failureOf(await picture(core, 'f'.repeat(64), 'thumbnail'))).toMatchObject({
    status: 404,
    code: 'photo-unknown',
  });
  for (const id of ['nonsense', `${photoId.slice(0, 63)}G`, '..%2f..%2fsettings.json', photoId.toUpperCase()]) {
    expect(await failureOf(await picture(core, id, 'preview'))).toMatchObject({ status: 400, code: 'input-invalid' });
  }
  expect(await failureOf(await picture(core, photoId, 'original'))).toMatchObject({
    status: 404,
    code: 'call-unknown',
  });

  writeFileSync(file, 'overwritten with a text');
  expect(await failureOf(await picture(core, photoId, 'preview'))).toMatchObject({
    ...{ status: 404, code: 'photo-unreadable', message: expect.stringMatching(/\.$/) },
  });
  rmSync(file);
  await core.settle();
  expect(await failureOf(await picture(core, photoId, 'preview'))).toMatchObject({
    ...{ status: 404, code: 'photo-gone', message: 'The picture’s file is no longer in the folder.' },
  });
  // The small picture is still in the cache, and the day still shows it.
  expect(existsSync(cached('thumbnails'))).toBe(true);
  expect((await picture(core, photoId, 'thumbnail')).status).toBe(200);
  expect((await get(core, 'getDay', { date: depotDate })).photos).toBe(1);
});

test('the cache stays within its limit: the oldest go, the newest stay', async () => {
  const base = temporaryFolder();
  const prints = join(base, 'prints');
  const folders = {
    thumbnail: join(base, 'thumbnails'),
    preview: join(base, 'previews'),
    redacted: join(base, 'redacted'),
    print: prints,
    'small-print': prints,
    confirmation: join(base, 'confirmations'),
  };
  const size = 1_000_000;
  for (let n = 0; n < 70; n++) {
    const id = n.toString(16).padStart(2, '0').padEnd(64, '0');
    const shelf = join(n % 2 ? folders.thumbnail : folders.preview, id.slice(0, 2));
    mkdirSync(shelf, { recursive: true });
    const file = join(shelf, `${id}.webp`);
    writeFileSync(file, Buffer.alloc(size));
    utimesSync(file, 1_000 + n, 1_000 + n);
  }
  const cache = createPictureCache({
    folders,
    pool: imagingPool({ size: 1 }),
    settings: () => ({ ...defaultSettings, cacheMegabytes: 50 }),
    source: () => undefined,
    isErased: () => false,
    log: silentLog,
  });
  expect(await cache.sweep()).toBe(50 * size);
  cache.close();
  const left = [folders.thumbnail, folders.preview].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile()),
  );
  expect(left).toHaveLength(50);
  expect(left.every((name) => Number.parseInt(name.split(/[\\/]/)[0] as string, 16) >= 20)).toBe(true);
});
