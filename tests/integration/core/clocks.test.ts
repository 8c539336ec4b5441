/** Clocks through the real core: what is measured, what a supervisor says instead, and what matching makes of it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';

/** Which pictures lie at which stop of the route. */
async function shown(core: Core): Promise<Record<string, string[]>> {
  const { routes } = await core.report(depotDate);
  return Object.fromEntries(
    (routes[0]?.stops ?? []).map(({ stop, photos }) => [stop, photos.map(({ files }) => files[0]?.slice(-8) ?? '')]),
  );
}

const clockOf = async (core: Core) => (await get(core, 'getClocks', { date: depotDate })).clocks[0];

test('who says that a phone is eight minutes slow moves its pictures; undoing it moves them back', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 10, 'D-31');
  // Only times tell: doors are eight minutes apart, so that a clock eight minutes off means the next one.
  for (const [n, stop] of stops.slice(0, 8).entries()) {
    await depot.photo(stop, { path: `R12/IMG_000${n + 1}.jpg`, withPosition: false });
  }
  depot.save();
  let core = await openCore({ data, folder });
  await core.settle();
  const asMeasured = await shown(core);
  expect(asMeasured['001']).toEqual(['0001.jpg']);
  const measured = await clockOf(core);
  expect(measured).toMatchObject({
    ...{ route: 'R12', driver: 'D-31', device: 'Apple iPhone 12', photos: 8, seconds: 0, set: null },
    ...{ sentence: 'This phone’s clock is right', restsOn: '8 pictures beside scans' },
  });

  const routeId = measured?.routeId ?? '';
  const said = await get(core, 'decide', { kind: 'set-clock', routeId, device: 'Apple iPhone 12', seconds: 480 });
  expect(said).toMatchObject({ about: 'set-clock', routeId, date: depotDate });
  expect(said.sentence).toBe('Apple iPhone 12 of R12 is 8 min slow');
  await core.settle();
  const overruled = await shown(core);
  expect(overruled['001']).toEqual([]);
  expect(overruled['002']).toEqual(['0001.jpg']);
  expect(overruled['009']).toEqual(['0008.jpg']);
  const whole = { state: 'overruled', seconds: 480, sentence: 'This phone is 8 min slow', measured: { seconds: 0 } };
  expect(await clockOf(core)).toMatchObject(whole);

  // A restart, and an index that somebody deleted, change nothing.
  await core.close();
  rmSync(join(data, 'index.db'), { force: true });
  core = await openCore({ data, folder });
  await core.settle();
  expect(await shown(core)).toEqual(overruled);
  expect(await clockOf(core)).toMatchObject(whole);

  const told = await get(core, 'listActivity', { driver: 'D-31', date: depotDate });
  expect(told.entries.map(({ kind, sentence }) => [kind, sentence])).toEqual([
    ['set-clock', 'Said that Apple iPhone 12 of R12 is 8 min slow'],
  ]);
  const undo = await get(core, 'decide', { kind: 'undo' });
  expect(undo.sentence).toBe('Took back “Apple iPhone 12 of R12 is 8 min slow”');
  await core.settle();
  expect(await shown(core)).toEqual(asMeasured);
  expect(await clockOf(core)).toMatchObject({ state: measured?.state, seconds: 0, set: null });
});

test('who says what was measured confirms it; who takes it as measured again says nothing any more', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  for (const [n, stop] of depot.route('R12', 10).entries()) {
    await depot.photo(stop, { path: `R12/IMG_000${n}.jpg`, clockError: -440, withGpsTime: n < 4 });
  }
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const measured = await clockOf(core);
  expect(measured).toMatchObject({
    ...{ state: 'sure', seconds: 440, sentence: 'This phone is 7 min 20 s slow' },
    ...{
      restsOn: '10 pictures, 4 of them with GPS time',
      follows: 'The times of its 10 pictures are corrected by it.',
    },
  });
  const whose = { routeId: measured?.routeId ?? '', device: 'Apple iPhone 12' };
  await get(core, 'decide', { kind: 'set-clock', ...whose, seconds: measured?.seconds ?? 0 });
  await core.settle();
  expect(await clockOf(core)).toMatchObject({ state: 'confirmed', seconds: 440 });
  const again = await get(core, 'decide', { kind: 'set-clock', ...whose, seconds: null });
  expect(again.sentence).toBe('The clock of Apple iPhone 12 of R12 is as measured again');
  await core.settle();
  expect(await clockOf(core)).toMatchObject({ state: 'sure', seconds: 440, set: null });
  expect(await ask(core, 'decide', { kind: 'set-clock', ...whose, routeId: 'f'.repeat(16), seconds: 5 })).toMatchObject(
    {
      ...{ ok: false, status: 404, code: 'route-unknown' },
    },
  );
});

test('a phone that is a year behind follows the GPS of one of its pictures to the day', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  for (const [n, stop] of depot.route('R12', 6).entries()) {
    await depot.photo(stop, {
      ...{ path: `R12/IMG_000${n}.jpg`, clockError: -365 * 86_400, withGpsTime: n === 2 || n === 4 },
    });
  }
  depot.save();
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  const stops = await shown(core);
  expect(Object.values(stops).map((photos) => photos.length)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(await clockOf(core)).toMatchObject({ seconds: 365 * 86_400, sentence: 'This phone is 365 days slow' });
  await core.close();
  const reopened = await openCore({ data, folder });
  await reopened.settle();
  expect(await shown(reopened)).toEqual(stops);
});
