/** Whether each van has synced, through the real core: what the sync page says is what the states say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { depotDate, depotEvening, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';

/** Van 7 stopped syncing after two stops, van 8 has all, van 9 has sent nothing, van 10 handed everything over. */
async function evening(now = depotEvening) {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const seven = depot.route('Van 7', 6, 'D-117') as TestStop[];
  const eight = depot.route('Van 8', 3, 'D-118') as TestStop[];
  depot.route('Van 9', 2, 'D-119');
  for (const stop of depot.route('Van 10', 2, 'D-120')) stop.leftAt = 'handed to resident';
  for (const stop of [...seven.slice(0, 2), ...eight]) {
    await depot.photo(stop, { path: `${stop.route}/${stop.trackingId}.jpg` });
  }
  const whole = readFileSync(join(folder, 'Van 7', `${seven[1]?.trackingId}.jpg`));
  // Cut off in the middle, named for its stop; one beside van 8's pictures; one that nothing is known of; a conflict copy.
  depot.write(`Van 7/${seven[2]?.trackingId}.jpg`, whole.subarray(0, whole.length / 2));
  depot.write('Van 8/note.jpg', 'this is no picture, though it says so '.repeat(40));
  depot.write('2026-11-20.jpg', 'nor is this one, and nobody knows whose it is '.repeat(40));
  depot.write(`Van 7/${seven[1]?.trackingId} (1).jpg`, whole);
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder, now });
  await core.settle();
  return { core, seven };
}

test('each van says how far it has synced, furthest behind first, with its phones and its files', async () => {
  const { core, seven } = await evening();
  const { rows, elsewhere } = await get(core, 'getSync', { date: depotDate });
  expect(rows.map(({ route, health, deliveriesSince }) => [route, health, deliveriesSince])).toEqual([
    ['Van 7', 'behind', 4],
    ['Van 9', 'nothing', 2],
    ['Van 8', 'synced', 0],
    ['Van 10', 'none-owed', 0],
  ]);
  const [behind, nothing, synced, none] = rows;
  expect(behind).toMatchObject({
    ...{ driver: 'D-117', photos: 2, conflictCopies: 1, unreadable: 1, onlineOnly: 0 },
    lastTakenAt: (seven[1]?.completedAt ?? 0) + 15_000,
    devices: [{ device: 'Apple iPhone 12', photos: 2, clockCorrectionSeconds: null }],
  });
  expect(behind?.sentence).toMatch(
    /^Van 7, driver D-117: nothing since 10:09, 4 deliveries after that; probably still on the phone\. 1 file can’t be read\. 1 file is a conflict copy\.$/,
  );
  expect(nothing?.sentence).toBe(
    'Van 9, driver D-119: no picture has arrived yet for 2 deliveries; probably still on the phone.',
  );
  expect(synced).toMatchObject({ unreadable: 1, photos: 3 });
  expect(none).toMatchObject({ photos: 0, lastTakenAt: null, devices: [] });
  expect(elsewhere).toMatchObject({ photos: 0, unreadable: 1, sentence: '1 file can’t be read.' });
});

test('before the cut-off what a van owes is syncing, after it missing, and the sync page counts the same stops', async () => {
  const beforeCutOff = Date.parse('2026-11-20T11:00:00-08:00');
  for (const [now, state] of [
    [beforeCutOff, 'syncing'],
    [depotEvening, 'missing'],
  ] as const) {
    const { core } = await evening(now);
    const { rows } = await get(core, 'getSync', { date: depotDate });
    const day = await get(core, 'getDay', { date: depotDate });
    for (const row of rows) {
      const { stops } = await get(core, 'getRoute', { routeId: row.routeId });
      const open = stops.filter((stop) => stop.state === state);
      const unread = stops.filter((stop) => stop.flags.includes('unreadable'));
      expect([row.route, row.deliveriesSince]).toEqual([row.route, new Set([...open, ...unread]).size]);
      expect(row.photos).toBe(day.routes.find((route) => route.id === row.routeId)?.photos);
    }
    if (state === 'syncing') expect(rows[0]).toMatchObject({ route: 'Van 7', partlySynced: 1, unreadable: 0 });
    await core.close();
  }
});
