/** Where a picture of a customer who opted out is no longer found: neighbours, doorstep memory, ZIP, debrief, evening report. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { depotDate, depotEvening, doorstep, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { settledReport, stopRow } from '#tests/integration/core/desk.ts';
import { bytesOf, exported, unzipped } from './exporting.ts';

const nextDay = '2026-11-21';
const nextEvening = depotEvening + 24 * 3_600_000;

/** Two days at the same doors; today's first two stops were rejected by a person. */
async function evenings() {
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 3, 'D-117') as [TestStop, TestStop, TestStop];
  for (const stop of stops) await depot.photo(stop);
  depot.save();
  const rows = stops.map(({ stop, address }, n) => {
    const at = new Date(Date.parse(`${nextDay}T10:00:00-08:00`) + n * 480_000);
    return `${nextDay},R12,D-117,${stop},${address},TBA40000000${n},delivered,${at.toISOString()}`;
  });
  depot.write(
    'next.csv',
    `service_date,route,driver,stop,address,tracking_id,status,completed_at\n${rows.join('\n')}\n`,
  );
  for (const [n] of stops.entries()) {
    const minute = String(n * 8).padStart(2, '0');
    const bytes = await doorstep(100 + n, { taken: `2026:11:21 10:${minute}:20`, position: null });
    depot.write(`${nextDay}/TBA40000000${n}.jpg`, bytes);
  }
  const core = await openCore({ data, folder, now: nextEvening });
  await core.settle();
  for (const stop of ['001', '002']) {
    const { id, photoIds } = await stopRow(core, 'R12', stop);
    await get(core, 'decide', { kind: 'reject', stopId: id, photoId: photoIds[0] ?? '', reason: 'blurry' });
  }
  return { core, folder, data };
}

/** Everything that shows pictures of the first door, as people and files get it. */
async function shown(core: Core) {
  const second = await stopRow(core, 'R12', '002');
  const around = await get(core, 'getSurroundings', { stopId: second.id });
  const today = (await get(core, 'getDay', { date: nextDay })).routes[0]?.id ?? '';
  const third = (await get(core, 'getRoute', { routeId: today })).stops.find(({ stop }) => stop === '003');
  const memory = await get(core, 'getSurroundings', { stopId: third?.id ?? '' });
  const zip = await unzipped(await bytesOf(core, await exported(core, { kind: 'pictures-zip', date: depotDate })));
  const debrief = await get(core, 'getDebrief', { date: depotDate, driver: 'D-117' });
  return {
    neighbour: around.after?.photoId !== null,
    memoryOfThird: memory.earlier.length,
    zip: [...zip.keys()].filter((name) => name.startsWith('R12/')),
    debrief: debrief.pictures.map(({ stop }) => stop),
    withheld: debrief.withheld,
  };
}

test('what was taken before an opt-out is left out of everything that leaves the desk, and comes back when it is taken back', async () => {
  const { core } = await evenings();
  const before = await shown(core);
  expect(before).toEqual({
    neighbour: true,
    memoryOfThird: 1,
    zip: ['R12/001 10 Elm St.jpg', 'R12/002 12 Elm St.jpg', 'R12/003 14 Elm St.jpg'],
    debrief: ['001', '002'],
    withheld: 0,
  });
  const report = await core.report(depotDate);

  // From the next day on: the deliveries of the day before stand as they stood.
  const first = await get(core, 'addOptOut', { by: 'address', text: '10 Elm St', from: nextDay });
  const third = await get(core, 'addOptOut', { by: 'address', text: '14 Elm Street', from: nextDay });
  expect(await shown(core)).toEqual({
    neighbour: false,
    memoryOfThird: 0,
    zip: ['R12/002 12 Elm St.jpg'],
    debrief: ['002'],
    withheld: 1,
  });
  const later = await core.report(depotDate);
  expect(later.totals).toEqual(report.totals);
  expect(later.routes[0]?.stops.map(({ state }) => state)).toEqual(report.routes[0]?.stops.map(({ state }) => state));

  await get(core, 'rebuildIndex', {});
  expect(await settledReport(core)).toEqual(later);
  expect(await shown(core)).toMatchObject({ zip: ['R12/002 12 Elm St.jpg'], debrief: ['002'], memoryOfThird: 0 });

  for (const { entryId } of [first, third]) await get(core, 'decide', { kind: 'undo', entryId });
  expect(await shown(core)).toEqual(before);
});

test('a day that was signed off stays as it was signed when somebody opts out afterwards', async () => {
  const { core } = await evenings();
  await get(core, 'signIn', { name: 'Dana', pin: '4711', isNew: true });
  const routeId = (await get(core, 'getDay', { date: depotDate })).routes[0]?.id ?? '';
  const { fingerprint } = await get(core, 'getSignOff', { date: depotDate, routeId });
  await get(core, 'signOff', { date: depotDate, routeId, fingerprint, reason: 'Talked over' });
  const signed = async () => (await get(core, 'getDay', { date: depotDate })).routes[0]?.signOff;
  expect(await signed()).toMatchObject({ changed: false });

  await get(core, 'addOptOut', { by: 'address', text: '14 Elm St', from: nextDay });
  await core.settle();
  expect(await signed()).toMatchObject({ changed: false });
  expect(await stopRow(core, 'R12', '003')).toMatchObject({ state: 'confirmed', flags: ['photo-despite-opt-out'] });

  // Said of the day itself, it changes what was signed: the preview warns, the route shows it.
  const preview = await get(core, 'previewOptOut', { by: 'address', text: '12 Elm St', from: depotDate });
  expect(preview).toMatchObject({ signedRoutes: 1, stops: 2 });
  await get(core, 'addOptOut', { by: 'address', text: '12 Elm St', from: depotDate });
  expect(await signed()).toMatchObject({ changed: true });
});
