import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';

const evening = Date.parse('2026-11-20T23:30:00-08:00');

/** A picture of a place that is like no other place. */
function place(seed: number, width = 640, height = 480): Promise<Sharp> {
  const random = seededRandom(seed);
  const between = (from: number, to: number) => Math.round(random.between(from, to));
  const shapes = Array.from({ length: 60 }, () => {
    const colour = `rgb(${between(0, 255)},${between(0, 255)},${between(0, 255)})`;
    return `<rect x="${between(-40, 600)}" y="${between(-40, 440)}" width="${between(10, 180)}" height="${between(10, 140)}"
      fill="${colour}" transform="rotate(${between(0, 90)} ${between(0, 640)} ${between(0, 480)})"/>`;
  });
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 640 480"><rect
    width="640" height="480" fill="#777"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(drawing)).png().toBuffer().then(sharp);
}

/** Stops of several days, each with one parcel; pictures carry the parcel's id in their names. */
function depot(days: readonly string[], stopsADay = 2) {
  const folder = join(temporaryFolder(), 'folder');
  const rows = ['service_date,route,driver,stop,sequence,address,latitude,longitude,tracking_id,status,completed_at'];
  for (const [d, day] of days.entries()) {
    for (let stop = 1; stop <= stopsADay; stop++) {
      const at = `${day}T${String(10 + Math.floor(stop / 4)).padStart(2, '0')}:${String((stop % 4) * 14).padStart(2, '0')}:00-08:00`;
      const position = `${(45.5 + stop / 100).toFixed(4)},-122.6`;
      rows.push(
        `${day},R${d + 1},D-${d + 1},${stop},${stop},${stop} Elm St,${position},TBA30000${d}${String(stop).padStart(3, '0')},DELIVERED,${at}`,
      );
    }
  }
  write(join(folder, 'manifest.csv'), Buffer.from(rows.join('\n')));
  return {
    folder,
    /** Taken so many minutes after ten o'clock. */
    async photo(
      day: string,
      stop: number,
      picture: Sharp,
      options: { minutes?: number; suffix?: string; quality?: number } = {},
    ) {
      const d = days.indexOf(day);
      const minutes = options.minutes ?? (stop % 4) * 14 + Math.floor(stop / 4) * 60 + 1;
      const time = `${day.replaceAll('-', ':')} ${String(10 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:07`;
      const bytes = await picture
        .jpeg({ quality: options.quality ?? 88 })
        .withExif({ IFD0: { Make: 'Test' }, IFD2: { DateTimeOriginal: time, OffsetTimeOriginal: '-08:00' } })
        .toBuffer();
      const name = `TBA30000${d}${String(stop).padStart(3, '0')}${options.suffix ?? ''}.jpg`;
      write(join(folder, day, `R${d + 1}`, name), bytes);
    },
  };
}

function write(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  const old = new Date(Date.now() - 60_000);
  utimesSync(path, old, old);
}

async function compared(core: Core): Promise<void> {
  await core.settle();
  await core.lookCloser();
}

async function settled(folder: string): Promise<Core> {
  const data = temporaryFolder();
  // Labels are looked for in the same waiting, and take longer than all the rest.
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ readLabels: false }));
  const core = await openCore({ data, folder, now: evening });
  await compared(core);
  return core;
}

async function detail(core: Core, date: string, stop: string) {
  const day = await get(core, 'getDay', { date });
  const route = await get(core, 'getRoute', { routeId: day.routes[0]?.id ?? '' });
  return get(core, 'getStop', { stopId: route.stops.find((each) => each.stop === stop)?.id ?? '' });
}

const lastWeek = '2026-11-13';
const tonight = '2026-11-20';

test('a picture that was mirrored, cropped and used again a week later is told at both stops, side by side', async () => {
  const { folder, photo } = depot([lastWeek, tonight]);
  await photo(lastWeek, 1, await place(1));
  await photo(lastWeek, 2, await place(2));
  const again = (await place(1)).extract({ left: 40, top: 20, width: 580, height: 440 });
  await photo(tonight, 2, sharp(await again.png().toBuffer()).flop(), { quality: 60 });
  await photo(tonight, 1, await place(3));
  const core = await settled(folder);

  const now = await detail(core, tonight, '2');
  const before = await detail(core, lastWeek, '1');
  expect(now.photos[0]?.flags).toEqual(['near-duplicate']);
  expect(before.photos[0]?.flags).toEqual(['near-duplicate']);
  expect(now.row).toMatchObject({ state: 'confirmed', flags: ['near-duplicate'] });
  expect(now.photos[0]?.lookalikes).toMatchObject([
    { photoId: before.photos[0]?.id, use: { stopId: before.row.id, date: lastWeek, address: '1 Elm St' } },
  ]);
  expect(now.photos[0]?.lookalikes[0]?.sentence).toBe(
    'The same picture, mirrored and cropped here, stands at 1 Elm St on Friday 13 November 2026',
  );
  expect(before.photos[0]?.lookalikes).toMatchObject([{ photoId: now.photos[0]?.id, use: { stopId: now.row.id } }]);
  expect((await detail(core, tonight, '1')).photos[0]?.flags).toEqual([]);
  expect((await detail(core, lastWeek, '2')).photos[0]?.flags).toEqual([]);

  await get(core, 'rebuildIndex', {});
  await compared(core);
  expect((await detail(core, lastWeek, '1')).photos[0]).toEqual(before.photos[0]);

  // Whoever wants no photos is not to be seen beside another's either.
  await get(core, 'signIn', { name: 'Dana', pin: '4711', isNew: true });
  await get(core, 'addOptOut', { by: 'address', text: '1 Elm St', from: lastWeek, until: lastWeek });
  await compared(core);
  expect((await detail(core, tonight, '2')).photos[0]?.lookalikes).toMatchObject([{ use: { isProtected: true } }]);
  expect((await detail(core, lastWeek, '1')).photos[0]?.lookalikes[0]?.use).not.toHaveProperty('isProtected');
});

test('last week’s very file, laid to a stop of tonight under its parcel’s name, blocks both', async () => {
  const { folder, photo } = depot([lastWeek, tonight]);
  await photo(lastWeek, 1, await place(1));
  await photo(lastWeek, 2, await place(2));
  await photo(tonight, 1, await place(3));
  const old = join(folder, lastWeek, 'R1', 'TBA300000001.jpg');
  const again = join(folder, tonight, 'R2', 'TBA300001002.jpg');
  write(again, readFileSync(old));
  const core = await settled(folder);
  const now = await detail(core, tonight, '2');
  const before = await detail(core, lastWeek, '1');
  expect(now.row).toMatchObject({ state: 'needs-review', flags: ['reused', 'off-time'] });
  expect(before.row).toMatchObject({ state: 'needs-review', flags: ['reused'] });
  expect(now.photos[0]).toMatchObject({
    id: before.photos[0]?.id,
    alsoAt: [{ stopId: before.row.id, date: lastWeek }],
  });
  expect(before.photos[0]?.alsoAt).toMatchObject([{ stopId: now.row.id, date: tonight }]);

  await get(core, 'rebuildIndex', {});
  await compared(core);
  expect((await detail(core, tonight, '2')).photos[0]).toEqual(now.photos[0]);

  rmSync(again);
  write(again, readFileSync(join(folder, tonight, 'R2', 'TBA300001001.jpg')));
  await compared(core);
  expect((await detail(core, lastWeek, '1')).row).toMatchObject({ state: 'confirmed', flags: [] });
});

describe('No alarm', () => {
  test('is given for two frames of one burst at a stop, nor for neighbouring doors within two minutes', async () => {
    const { folder, photo } = depot([tonight]);
    await photo(tonight, 1, await place(4), { minutes: 15 });
    await photo(tonight, 1, await place(4), { minutes: 15, suffix: '_2', quality: 70 });
    await photo(tonight, 2, await place(4), { minutes: 16, quality: 60 });
    const core = await settled(folder);
    for (const stop of ['1', '2']) {
      for (const { flags } of (await detail(core, tonight, stop)).photos) expect(flags).not.toContain('near-duplicate');
    }
  });
});

test('of many identical pictures each is told, and each is compared with a few', async () => {
  const { folder, photo } = depot([tonight], 10);
  const door = await (await place(5)).png().toBuffer();
  for (let stop = 1; stop <= 10; stop++) await photo(tonight, stop, sharp(door));
  const core = await settled(folder);
  const { routes } = await core.report(tonight);
  for (const stop of routes[0]?.stops ?? []) expect(stop.flags).toContain('near-duplicate');
  const known: number[] = [];
  for (let stop = 1; stop <= 10; stop++) {
    const [photo] = (await detail(core, tonight, String(stop))).photos;
    known.push(photo?.lookalikes.length ?? 0);
  }
  // Each is laid beside the three that lie first among all of them: these three are told nine others. Which three that are depends on
  // what was matched already when the first was looked up.
  expect(known.sort()).toEqual([3, 3, 3, 3, 3, 3, 3, 9, 9, 9]);
});
