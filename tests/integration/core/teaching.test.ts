/**
 * Done when 3 of the review desk: one device of a day of real deliveries is of no help, a person lays three of its pictures to
 * their stops, and the others follow by themselves. Four routes, so that the route is learnt too. docs/matching.md has the numbers.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { makeStopId } from '#core/index/keys.ts';
import type { Report } from '#shared/report.ts';
import type { LadeOptions } from '#tests/fixtures/ladeDepot.ts';
import { type LadeFolder, writeLadeDepot } from '#tests/fixtures/ladeFolder.ts';
import { hasSharedData } from '#tests/fixtures/sharedData.ts';
import {
  type Failing,
  farOffDays,
  type Placing,
  placedByHand,
  type StrippedDay,
  strippedDay,
} from '#tests/fixtures/strippedDevice.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';

interface Desk {
  core: Core;
  data: string;
  depot: LadeFolder;
  stripped: StrippedDay;
  /** The date in whose list the device's pictures stand before anybody helps. */
  strayDate: string;
}

async function openDesk(options: LadeOptions, how: Failing): Promise<Desk> {
  let stripped: StrippedDay | null = null;
  const depot = await writeLadeDepot(join(temporaryFolder(), 'depot'), options, (day) => {
    stripped = strippedDay(day, options.seed % 4, how);
    return stripped.day;
  });
  if (!stripped) throw new Error('no day was made');
  const { truth, folder } = depot;
  const now = Date.parse(truth.now);
  const data = temporaryFolder();
  const core = await openCore({ data, folder, timeZone: truth.timeZone, now });
  await core.settle();
  const daysOff = how === 'far-clock' ? farOffDays : 0;
  const strayDate = new Date(Date.parse(truth.serviceDate) - daysOff * 86_400_000).toISOString().slice(0, 10);
  return { core, data, depot, stripped, strayDate };
}

const pathOf = ({ stripped }: Desk, id: string) =>
  stripped.day.photos.find((photo) => photo.id === id)?.files[0]?.path ?? '';

/** Ids by path of all strays of the list. */
async function straysByPath({ core, strayDate }: Desk): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let offset = 0; ; offset += 200) {
    const { photos } = await get(core, 'listUnmatched', { date: strayDate, offset });
    for (const photo of photos) found.set(join(photo.folder, photo.fileNames[0] ?? ''), photo.id);
    if (photos.length < 200) return found;
  }
}

/** Lays three of the device's strays to their stops, as the board does. Returns the entries' ids. */
async function layThree(desk: Desk, which: Placing): Promise<string[]> {
  const { core, depot, stripped } = desk;
  const strays = await straysByPath(desk);
  const entries: string[] = [];
  for (const { photoId, stopId } of placedByHand(stripped, which)) {
    const route = depot.day.routes.find((each) => each.stops.some((stop) => stop.id === stopId));
    const stop = route?.stops.find((each) => each.id === stopId);
    const decided = await get(core, 'decide', {
      kind: 'accept',
      stopId: makeStopId(depot.day.date, route?.route ?? '', stop?.stop ?? ''),
      photoId: strays.get(pathOf(desk, photoId)) ?? '',
    });
    entries.push(decided.entryId);
  }
  await core.settle();
  return entries;
}

interface Found {
  others: number;
  found: number;
  among: number;
  tied: number;
  wrong: number;
}

/** The device's pictures that nobody laid: where they are now, against the truth. */
function judge({ depot, stripped, ...desk }: Desk, report: Report): Found {
  const key = (route: string | null, stop: string | null) => `${route} ${stop}`;
  const truth = new Map(depot.truth.photos.map((photo) => [photo.file, key(photo.route, photo.stop)]));
  const own = new Set(stripped.pictures.map((id) => pathOf({ depot, stripped, ...desk }, id)));
  const found: Found = { others: 0, found: 0, among: 0, tied: 0, wrong: 0 };
  for (const { route, stops } of report.routes) {
    for (const { stop, photos } of stops) {
      for (const { files, method } of photos) {
        if (method === 'manual' || !own.has(files[0] ?? '')) continue;
        const isRight = truth.get(files[0] ?? '') === key(route, stop);
        found.others++;
        found.tied++;
        if (isRight) found.found++;
        if (isRight) found.among++;
        else found.wrong++;
      }
    }
  }
  for (const { files, candidates } of report.unmatchedPhotos) {
    if (!own.has(files[0] ?? '')) continue;
    const right = truth.get(files[0] ?? '');
    const stops = candidates.map((each) => key(each.route, each.stop));
    found.others++;
    if (stops[0] === right) found.found++;
    if (right !== undefined && stops.includes(right)) found.among++;
  }
  return found;
}

function tell(what: string, { others, found, among, tied, wrong }: Found): void {
  const percent = (part: number) => `${((100 * part) / others).toFixed(1)} %`;
  console.info(
    `${what}: of ${others} others ${percent(found)} at their stop or first for it, ${percent(among)} among the candidates, ` +
      `${percent(tied)} tied, ${wrong} of these wrongly`,
  );
}

const oneADoor = { severalShare: 0, missingShare: 0 };

test.skipIf(!hasSharedData).for([
  ['a clock that is 400 days behind', 'far-clock', { seed: 21 }, 'spread'],
  [
    'a clock that is 400 days behind, in one folder with all others',
    'far-clock',
    { seed: 22, layout: 'flat' },
    'first',
  ],
  ['a clock that was never set', 'unset-clock', { seed: 23 }, 'spread'],
  ['numbered names and nothing else, one picture a door', 'numbered', { seed: 21, ...oneADoor }, 'spread'],
] as const)('%s: three ties teach where the others belong', async ([what, how, options, which]) => {
  const desk = await openDesk(options, how);
  const before = await desk.core.report(desk.depot.truth.serviceDate);
  expect(judge(desk, before).found).toBe(0);
  await layThree(desk, which);
  const found = judge(desk, await desk.core.report(desk.depot.truth.serviceDate));
  tell(what, found);
  expect(found.others).toBe(desk.stripped.pictures.length - 3);
  expect(found.found / found.others).toBeGreaterThanOrEqual(0.8);
  expect(found.wrong / found.others).toBeLessThanOrEqual(0.005);
});

test.skipIf(!hasSharedData)(
  'numbered names where doors have several pictures or none: the stop is among the candidates, and hardly one is tied wrongly',
  async () => {
    const desk = await openDesk({ seed: 21 }, 'numbered');
    await layThree(desk, 'spread');
    const found = judge(desk, await desk.core.report(desk.depot.truth.serviceDate));
    tell('numbered names, several pictures at some doors, none at others', found);
    expect(found.among / found.others).toBeGreaterThanOrEqual(0.6);
    expect(found.wrong).toBe(0);
  },
);

test.skipIf(!hasSharedData)(
  'what three ties taught is told, and gone when they are taken back; it holds after a rebuild, and can be taken back after a restart',
  async () => {
    const desk = await openDesk({ seed: 24 }, 'far-clock');
    const { core, depot, data } = desk;
    const date = depot.truth.serviceDate;
    const standing = async (of: Core) => [await of.report(date), await of.report(desk.strayDate)];
    const takeBack = async (of: Core, entries: readonly string[]) => {
      for (const entryId of entries.toReversed()) await get(of, 'decide', { kind: 'undo', entryId });
      await of.settle();
    };
    const reopen = async () => {
      const now = Date.parse(depot.truth.now);
      const opened = await openCore({ data, folder: depot.folder, timeZone: depot.truth.timeZone, now });
      await opened.settle();
      return opened;
    };
    const before = await standing(core);
    const first = await layThree(desk, 'spread');
    const moves = await get(core, 'getMoves', { date });
    expect(first).toContain(moves[0]?.entryId);
    await takeBack(core, first);
    expect(await get(core, 'getMoves', { date })).toEqual([]);
    expect(await standing(core)).toEqual(before);

    const entries = await layThree(desk, 'spread');
    const taught = await standing(core);
    expect(taught).not.toEqual(before);
    await core.close();
    for (const end of ['', '-wal', '-shm']) rmSync(join(data, `index.db${end}`), { force: true });
    const rebuilt = await reopen();
    expect(await standing(rebuilt)).toEqual(taught);
    await rebuilt.close();
    const again = await reopen();
    await takeBack(again, entries);
    expect(await standing(again)).toEqual(before);
  },
);
