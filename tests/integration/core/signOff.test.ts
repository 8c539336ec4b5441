import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { depotDate, depotEvening, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore, type TestCoreOptions } from '#tests/fixtures/testCore.ts';
import { stopDetail, stopRow } from './desk.ts';

async function desk(stopsOfRoutes: Record<string, number> = { R12: 3, R13: 2 }) {
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  const stops: Record<string, TestStop[]> = {};
  for (const [route, count] of Object.entries(stopsOfRoutes)) stops[route] = depot.route(route, count);
  depot.save();
  const options: TestCoreOptions = { data: temporaryFolder(), folder: depot.folder, now: depotEvening };
  return { depot, stops, options };
}

async function opened(options: TestCoreOptions): Promise<Core> {
  const core = await openCore(options);
  await core.settle();
  const { known } = await get(core, 'getAtDesk', {});
  await get(core, 'signIn', { name: 'Dana', pin: '4711', isNew: known.length === 0 });
  return core;
}

const routeIdOf = async (core: Core, route: string) => (await stopRow(core, route, '001')).routeId;

/** Signs as it is shown. */
async function sign(core: Core, routeId: string | null, reason: string | null = null) {
  const { fingerprint } = await get(core, 'getSignOff', { date: depotDate, ...(routeId ? { routeId } : {}) });
  return ask(core, 'signOff', { date: depotDate, routeId, fingerprint, reason });
}

async function summaryOf(core: Core, route: string) {
  return (await get(core, 'getDay', { date: depotDate })).routes.find((each) => each.route === route)?.signOff ?? null;
}

test('a route is signed off by somebody with a name, with a reason for what is left, only as it was shown', async () => {
  const { depot, stops, options } = await desk();
  await depot.photo(stops.R12?.[0] as TestStop);
  const core = await openCore(options);
  await core.settle();
  const routeId = await routeIdOf(core, 'R12');
  expect(await sign(core, routeId, 'Late van')).toMatchObject({ status: 409, code: 'nobody-at-desk' });
  await get(core, 'signIn', { name: 'Dana', pin: '4711', isNew: true });
  expect(await sign(core, routeId)).toMatchObject({ status: 409, code: 'reason-needed' });
  expect(await sign(core, routeId, '   ')).toMatchObject({ status: 409, code: 'reason-needed' });
  const view = await get(core, 'getSignOff', { date: depotDate, routeId });
  expect(view).toMatchObject({
    ...{ title: 'R12', undecidedTotal: 2, last: null, changes: [], history: [] },
    undecided: [
      { stop: '002', state: 'missing', route: 'R12' },
      { stop: '003', state: 'missing' },
    ],
  });

  const excused = await stopRow(core, 'R12', '002');
  await get(core, 'decide', { kind: 'excuse', stopId: excused.id, reason: 'device-fault' });
  const { fingerprint } = view;
  expect(await ask(core, 'signOff', { date: depotDate, routeId, fingerprint, reason: 'Late van' })).toMatchObject({
    ...{ status: 409, code: 'changed-meanwhile' },
  });
  const asked = await stopRow(core, 'R12', '003');
  await get(core, 'decide', { kind: 'follow-up', stopId: asked.id });
  expect(await get(core, 'getSignOff', { date: depotDate, routeId })).toMatchObject({
    ...{ undecidedTotal: 0, undecided: [] },
    excused: [{ stop: '002', reason: 'device-fault' }],
    followUps: [{ stop: '003', driver: 'D-R12' }],
  });
  const signed = await sign(core, routeId);
  expect(signed).toMatchObject({ ok: true, value: { about: 'sign-off', entries: 1, routeId, date: depotDate } });
  expect(await summaryOf(core, 'R12')).toMatchObject({ person: 'Dana', podScore: 0.5, left: 0, changed: false });
  expect(await summaryOf(core, 'R13')).toBeNull();
});

test('what comes after a sign-off does not slip in: the route says what changed, can be signed again, and taken back', async () => {
  const { depot, stops, options } = await desk();
  const [first, second, third] = stops.R12 as [TestStop, TestStop, TestStop];
  await depot.photo(second);
  const core = await opened(options);
  const routeId = await routeIdOf(core, 'R12');
  await sign(core, routeId, 'Van still out');
  expect(await summaryOf(core, 'R12')).toMatchObject({ left: 2, reason: 'Van still out', changed: false });
  await core.close();

  options.now = depotEvening + 600_000;
  await depot.photo(first);
  third.status = 'attempted';
  depot.save('later.csv', [third]);
  const later = await opened(options);
  const { id } = await stopRow(later, 'R12', '002');
  await get(later, 'decide', { kind: 'excuse', stopId: id, reason: 'other' });
  expect(await summaryOf(later, 'R12')).toMatchObject({ changed: true });
  const view = await get(later, 'getSignOff', { date: depotDate, routeId });
  expect(view.changes.map(({ sentence }) => sentence)).toEqual([
    // Files come by the running clock.
    expect.stringMatching(/^1 · 10 Elm St was missing and is confirmed now: a photo came at \d\d:\d\d$/),
    '2 · 12 Elm St was confirmed and is excused now: Dana excused this stop at 23:40',
    '3 · 14 Elm St was missing and is not required now: the manifest says attempted now, delivered before',
  ]);

  const signed = await sign(later, routeId);
  expect(signed).toMatchObject({ ok: true });
  const again = await get(later, 'getSignOff', { date: depotDate, routeId });
  expect(again).toMatchObject({ last: { left: 0, changed: false }, changes: [] });
  expect(again.history.map(({ undone }) => undone)).toEqual([false, false]);
  await get(later, 'decide', { kind: 'undo' });
  const back = await get(later, 'getSignOff', { date: depotDate, routeId });
  expect(back.last).toMatchObject({ reason: 'Van still out', changed: true });
  expect(back.history.map(({ undone }) => undone)).toEqual([true, false]);
});

test('a decision that is taken back makes a signed route what it was', async () => {
  const { options } = await desk();
  const core = await opened(options);
  const routeId = await routeIdOf(core, 'R12');
  await sign(core, routeId, 'No van came');
  const { id } = await stopRow(core, 'R12', '002');
  await get(core, 'decide', { kind: 'excuse', stopId: id, reason: 'other' });
  expect(await summaryOf(core, 'R12')).toMatchObject({ changed: true });
  await get(core, 'decide', { kind: 'undo' });
  expect(await summaryOf(core, 'R12')).toMatchObject({ changed: false });
  await get(core, 'decide', { kind: 'note', stopId: id, note: 'A note changes nothing that was signed' });
  expect(await summaryOf(core, 'R12')).toMatchObject({ changed: false });
});

test('the clock alone changes no sign-off: what was awaited and what is missing were left open alike', async () => {
  const { options } = await desk();
  options.now = depotEvening - 12 * 3_600_000;
  const core = await opened(options);
  expect(await stopRow(core, 'R12', '001')).toMatchObject({ state: 'syncing' });
  const routeId = await routeIdOf(core, 'R12');
  expect(await sign(core, routeId)).toMatchObject({ code: 'reason-needed' });
  await sign(core, routeId, 'They are on their way');
  await core.close();
  const later = await openCore({ ...options, now: depotEvening });
  await later.settle();
  expect(await stopRow(later, 'R12', '001')).toMatchObject({ state: 'missing' });
  expect(await summaryOf(later, 'R12')).toMatchObject({ changed: false });
});

test('a day is signed with every route that is not, in one: taken back in one; a stray that comes later changes it', async () => {
  const { depot, stops, options } = await desk();
  const core = await opened(options);
  const r13 = await routeIdOf(core, 'R13');
  await sign(core, r13, 'R13 first');
  const signed = await sign(core, null, 'Storm');
  expect(signed).toMatchObject({ ok: true, value: { about: 'sign-off-day', entries: 2 } });
  const day = await get(core, 'getDay', { date: depotDate });
  expect(day.signOff).toMatchObject({ person: 'Dana', left: 5, reason: 'Storm', changed: false });
  expect(await summaryOf(core, 'R12')).toMatchObject({ reason: 'Storm' });
  expect(await summaryOf(core, 'R13')).toMatchObject({ reason: 'R13 first' });
  const { title } = await get(core, 'getSignOff', { date: depotDate });
  expect(title).toBe('Friday 20 November 2026');

  await depot.photo(stops.R12?.[0] as TestStop, { path: '2026-11-20/IMG_1.jpg', withTime: false, withPosition: false });
  await core.settle();
  const changed = await get(core, 'getSignOff', { date: depotDate });
  expect(changed).toMatchObject({ unmatchedPhotos: 1, last: { changed: true } });
  expect(changed.changes).toEqual([{ sentence: '1 more photo belongs to no stop', stopId: null, routeId: null }]);
  const { id } = await stopRow(core, 'R13', '001');
  await get(core, 'decide', { kind: 'excuse', stopId: id, reason: 'other' });
  const both = await get(core, 'getSignOff', { date: depotDate });
  expect(both.changes[0]).toMatchObject({
    sentence: expect.stringMatching(/^R13, 1 · 10 Elm St was missing and is excused/),
  });

  await get(core, 'decide', { kind: 'undo' });
  expect(await get(core, 'decide', { kind: 'undo' })).toMatchObject({ entries: 2, about: 'sign-off-day' });
  expect((await get(core, 'getDay', { date: depotDate })).signOff).toBeNull();
  expect(await summaryOf(core, 'R12')).toBeNull();
  expect(await summaryOf(core, 'R13')).toMatchObject({ reason: 'R13 first', changed: false });
});

test('a sign-off and what changed since are the same after the index was made anew', async () => {
  const { depot, stops, options } = await desk();
  await depot.photo(stops.R12?.[0] as TestStop);
  const core = await opened(options);
  await sign(core, null, 'Storm');
  await get(core, 'decide', { kind: 'excuse', stopId: (await stopRow(core, 'R12', '002')).id, reason: 'other' });
  const before = await get(core, 'getSignOff', { date: depotDate });
  await get(core, 'rebuildIndex', {});
  await core.settle();
  expect(await get(core, 'getSignOff', { date: depotDate })).toEqual(before);
});

test('a day without a manifest has nothing to review and can be signed', async () => {
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  depot.write('notes.txt', 'no manifest came today');
  const core = await opened({ data: temporaryFolder(), folder: depot.folder });
  expect(await get(core, 'getReview', { date: depotDate })).toMatchObject({ items: [], undecided: 0, decided: 0 });
  expect(await get(core, 'getSignOff', { date: depotDate })).toMatchObject({ undecidedTotal: 0, counts: { stops: 0 } });
  expect(await sign(core, null)).toMatchObject({ ok: true, value: { entries: 1 } });
  const unknown = '0'.repeat(16);
  expect(await ask(core, 'getReview', { date: depotDate, routeId: unknown })).toMatchObject({ code: 'route-unknown' });
  expect(await ask(core, 'getSignOff', { date: depotDate, routeId: unknown })).toMatchObject({ code: 'route-unknown' });
  expect(await ask(core, 'getSurroundings', { stopId: unknown })).toMatchObject({ code: 'stop-unknown' });
});

test('routes of one stop and of four hundred are reviewed and signed alike', async () => {
  const { depot, stops, options } = await desk({ R1: 1, R400: 400 });
  for (const [n, stop] of (stops.R400 ?? []).entries()) stop.completedAt = depotEvening - (12 * 60 - n) * 60_000;
  depot.save();
  const core = await opened(options);
  const queue = await get(core, 'getReview', { date: depotDate });
  expect(queue).toMatchObject({ undecided: 401, decided: 0 });
  expect(queue.items.map(({ route }) => route).slice(0, 2)).toEqual(['R1', 'R400']);
  expect(queue.items.slice(1).map(({ row }) => row.sequence)).toEqual(Array.from({ length: 400 }, (_none, n) => n + 1));
  const decisions = queue.items.map(({ row }) => ({ kind: 'excuse', stopId: row.id, reason: 'device-fault' }) as const);
  expect(await get(core, 'decideAll', { decisions })).toMatchObject({ entries: 401, sentence: 'Excused 401 stops' });
  expect(await get(core, 'getReview', { date: depotDate })).toMatchObject({ undecided: 0, decided: 401, items: [] });
  const shown = await get(core, 'getReview', { date: depotDate, decided: 'show' });
  expect(shown.items).toHaveLength(401);
  expect(shown.items[0]?.decided).toMatchObject({ kind: 'excuse', person: 'Dana' });
  expect(await sign(core, null)).toMatchObject({ ok: true, value: { entries: 3 } });
  expect((await stopDetail(core, 'R1', '001')).route.signOff).toMatchObject({ left: 0, podScore: null });
});
