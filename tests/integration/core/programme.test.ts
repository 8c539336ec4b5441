import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { type ServiceArea, serviceAreaSchema } from '#shared/programme.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { reported, settledReport, stopDetail } from './desk.ts';

/** R12: five stops up Elm Street, three with a picture; R20: three, one without a position and one handed over. */
async function desk(settings?: Record<string, unknown>) {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 5);
  for (const stop of stops.slice(0, 3)) await depot.photo(stop);
  const [, second, third] = depot.route('R20', 3) as [TestStop, TestStop, TestStop];
  Object.assign(second, { latitude: '', longitude: '' });
  third.leftAt = 'handed to resident';
  depot.save();
  const data = temporaryFolder();
  if (settings) writeFileSync(join(data, 'settings.json'), JSON.stringify({ readLabels: false, ...settings }));
  const core = await openCore({ data, folder });
  await core.settle();
  return { core, data, folder, stops };
}

const common = (fields: Partial<Pick<ServiceArea, 'from' | 'until' | 'name'>> = {}) => ({
  ...{ id: randomUUID(), name: 'Old town', from: null, until: null },
  ...fields,
});
const routes = (codes: string[], fields = {}): ServiceArea => ({ by: 'routes', ...common(fields), routes: codes });
/** Around the first stops of R12, up to this latitude. */
const upTo = (north: number, fields = {}): ServiceArea => ({
  by: 'polygon',
  ...common(fields),
  polygons: [
    [
      [
        [-122.59, 45.4],
        [-122.57, 45.4],
        [-122.57, north],
        [-122.59, north],
        [-122.59, 45.4],
      ],
    ],
  ],
});

async function setAreas(core: Core, areas: ServiceArea[]) {
  const { entryId } = await get(core, 'getProgramme', {});
  const done = await get(core, 'setProgramme', { areas, basis: entryId });
  await core.settle();
  return done;
}

/** State and reason of every stop, by its name, as the day's screens and its report tell them. */
async function states(core: Core, route = 'R12') {
  const day = await get(core, 'getDay', { date: depotDate });
  const view = await get(core, 'getRoute', { routeId: day.routes.find((each) => each.route === route)?.id ?? '' });
  const report = await core.report(depotDate);
  for (const { stop, state } of view.stops) expect(reported(report, route, stop).state).toBe(state);
  return view.stops.map(({ state }) => state);
}

const asOfOld = ['confirmed', 'confirmed', 'confirmed', 'missing', 'missing'];

test('stops outside the areas owe no photo from the moment these are saved, and the report follows', async () => {
  const { core } = await desk();
  expect(await states(core)).toEqual(asOfOld);
  const { entryId } = await setAreas(core, [upTo(45.5009)]);
  expect(await states(core)).toEqual(['confirmed', 'confirmed', 'not-required', 'not-required', 'not-required']);
  expect(reported(await core.report(depotDate), 'R12', '003')).toMatchObject({
    reason: expect.stringMatching(/Outside|out-of-programme/),
  });
  expect((await stopDetail(core, 'R12', '004')).row.reason).toBe('Outside the photo programme');
  // Where the manifest gives no position nobody can say that it is outside; what was handed over owes none either way.
  expect(await states(core, 'R20')).toEqual(['not-required', 'missing', 'not-required']);

  // Taken back, and brought back.
  const undone = await get(core, 'decide', { kind: 'undo', entryId });
  expect(undone.sentence).toBe('Took back “Changed where the photo programme runs”');
  await core.settle();
  expect(await states(core)).toEqual(asOfOld);
  expect((await get(core, 'getProgramme', {})).areas).toEqual([]);
  await get(core, 'decide', { kind: 'undo', entryId: undone.entryId });
  await core.settle();
  expect((await states(core))[2]).toBe('not-required');
});

test('an area counts from its first day to its last, and before and after them the programme runs everywhere', async () => {
  const { core } = await desk();
  for (const [from, until, third] of [
    [depotDate, null, 'not-required'],
    [null, depotDate, 'not-required'],
    ['2026-11-21', null, 'confirmed'],
    [null, '2026-11-19', 'confirmed'],
  ] as const) {
    await setAreas(core, [upTo(45.5009, { from, until })]);
    expect([from, until, (await states(core))[2]]).toEqual([from, until, third]);
  }
});

test('areas by route and by place add up, and every change is one entry with the name of who made it', async () => {
  const { core } = await desk();
  await get(core, 'signIn', { name: 'Dana Reyes', pin: '2468', isNew: true });
  await setAreas(core, [routes(['r20'])]);
  expect(await states(core)).toEqual(Array.from({ length: 5 }, () => 'not-required'));
  expect(await states(core, 'R20')).toEqual(['missing', 'missing', 'not-required']);
  await setAreas(core, [routes(['r20']), upTo(45.5009)]);
  expect((await states(core)).slice(0, 3)).toEqual(['confirmed', 'confirmed', 'not-required']);
  const { entries } = await get(core, 'listActivity', {});
  expect(entries.slice(0, 2).map(({ kind, person }) => [kind, person])).toEqual([
    ['set-programme', 'Dana Reyes'],
    ['set-programme', 'Dana Reyes'],
  ]);
  expect(await get(core, 'getProgramme', {})).toMatchObject({ person: 'Dana Reyes', entryId: entries[0]?.entryId });
});

test('before anything is saved the page tells what areas would mean for the day', async () => {
  const { core } = await desk();
  const areas = [upTo(45.5009), routes(['R20'], { from: '2026-11-21' })];
  const view = await get(core, 'viewProgrammeDay', { date: depotDate, areas });
  expect(view).toMatchObject({
    counts: { inside: 2, outside: 5, unknown: 1 },
    unplaced: 1,
    areas: [
      { inForce: true, stops: 2 },
      { inForce: false, stops: 0 },
    ],
    routes: ['R12', 'R20'],
    changes: { leaving: 4, leavingConfirmed: 1, joining: 0 },
  });
  expect(view.stops).toHaveLength(7);
  expect(await states(core)).toEqual(asOfOld);
  expect((await get(core, 'listActivity', {})).entries).toEqual([]);

  await setAreas(core, areas);
  const back = await get(core, 'viewProgrammeDay', { date: depotDate, areas: [] });
  // The one that was handed over would owe none.
  expect(back).toMatchObject({ counts: { inside: 8, outside: 0, unknown: 0 }, changes: { leaving: 0, joining: 4 } });
  const asItIs = await get(core, 'viewProgrammeDay', { date: depotDate, areas: null });
  expect(asItIs).toMatchObject({ counts: { inside: 2 }, changes: { leaving: 0, joining: 0 } });
  // What was said before is what happened: the same stops changed.
  expect((await states(core)).filter((state) => state === 'not-required')).toHaveLength(3);
});

test('a new index, made of the ledger, knows where the programme runs', async () => {
  const { core, data, folder } = await desk();
  const areas = [upTo(45.5009), routes(['R20'], { from: '2026-11-21' })];
  await setAreas(core, areas);
  const before = await settledReport(core);
  await core.close();
  rmSync(join(data, 'index.db'));
  const again = await openCore({ data, folder });
  await again.settle();
  expect(await get(again, 'getProgramme', {})).toMatchObject({ areas });
  expect(await settledReport(again)).toEqual(before);
  expect(await states(again)).toEqual(['confirmed', 'confirmed', 'not-required', 'not-required', 'not-required']);
});

test('a signed route whose stops leave the programme shows as changed, and as signed once that is taken back', async () => {
  const { core } = await desk();
  await get(core, 'signIn', { name: 'Dana Reyes', pin: '2468', isNew: true });
  const route = async () =>
    (await get(core, 'getDay', { date: depotDate })).routes.find((each) => each.route === 'R12');
  const routeId = (await route())?.id ?? '';
  const { fingerprint } = await get(core, 'getSignOff', { date: depotDate, routeId });
  await get(core, 'signOff', { date: depotDate, routeId, fingerprint, reason: 'Two were never photographed' });
  expect((await route())?.signOff?.changed).toBe(false);
  const { entryId } = await setAreas(core, [upTo(45.5009)]);
  expect((await route())?.signOff?.changed).toBe(true);
  await get(core, 'decide', { kind: 'undo', entryId });
  await core.settle();
  expect((await route())?.signOff?.changed).toBe(false);
});

test('who saves over a change that was made meanwhile is told, and nothing is lost', async () => {
  const { core } = await desk();
  const { entryId: basis } = await get(core, 'getProgramme', {});
  await get(core, 'setProgramme', { areas: [routes(['R12'])], basis });
  expect(await ask(core, 'setProgramme', { areas: [], basis })).toMatchObject({
    ok: false,
    status: 409,
    code: 'programme-changed',
  });
  expect((await get(core, 'getProgramme', {})).areas).toMatchObject([{ routes: ['R12'] }]);
});

test('areas that make no sense are refused, and nothing is written', async () => {
  const { core } = await desk();
  const good = routes(['R12']);
  const bad: unknown[] = [
    { ...good, routes: [] },
    { ...good, name: ' ' },
    { ...good, from: '2026-11-21', until: '2026-11-20' },
    { by: 'postcodes', ...common(), prefixes: [' - '] },
    {
      by: 'polygon',
      ...common(),
      polygons: [
        [
          [
            [0, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      ],
    },
    {
      by: 'polygon',
      ...common(),
      polygons: [
        [
          [
            [0, 0],
            [1, 91],
            [1, 1],
            [0, 0],
          ],
        ],
      ],
    },
  ];
  for (const area of bad) {
    const answer = await ask(core, 'setProgramme', { areas: [area as ServiceArea], basis: null });
    expect([area, answer]).toMatchObject([area, { ok: false, status: 400 }]);
  }
  const twice = await ask(core, 'setProgramme', { areas: [good, good], basis: null });
  expect(twice).toMatchObject({ ok: false, status: 400 });
  expect((await get(core, 'getProgramme', {})).entryId).toBeNull();
});

test('postcodes of the old settings become one area, once, and the supervisor is told', async () => {
  const { core, data, folder } = await desk({ programmePostcodes: ['972', 'OR 5'] });
  const [area] = (await get(core, 'getProgramme', {})).areas;
  expect(area).toMatchObject({ by: 'postcodes', prefixes: ['972', 'OR 5'], from: null, until: null });
  expect(serviceAreaSchema.safeParse(area).success).toBe(true);
  const carried = async (of: Core) =>
    (await get(of, 'getStatus', {})).notices.find(({ code }) => code === 'programme-carried-over');
  expect((await carried(core))?.message).toContain('“Postcodes of the settings” on the page Programme');
  expect((await get(core, 'listActivity', {})).entries.map(({ kind }) => kind)).toEqual(['set-programme']);
  await setAreas(core, []);
  await core.close();

  // Somebody has decided since: the file's old words are no news.
  const again = await openCore({ data, folder });
  expect(await carried(again)).toBeUndefined();
  expect((await get(again, 'getProgramme', {})).areas).toEqual([]);
});

test('old postcodes that can’t be used are told, and the programme runs everywhere', async () => {
  const { core } = await desk({ programmePostcodes: [42] });
  const { notices } = await get(core, 'getStatus', {});
  expect(notices.find(({ code }) => code === 'programme-carried-over')).toMatchObject({ level: 'warning' });
  expect(await states(core)).toEqual(asOfOld);
});
