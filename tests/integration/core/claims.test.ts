/** The claims desk, asked as its page asks: a claim is found, opened, changed, taken back, and stands in a rebuilt index. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import type { OpenClaim } from '#shared/claims.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from './desk.ts';

async function desk() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 4, 'D-117');
  const other = depot.route('R7', 2, 'D-9');
  for (const stop of stops.slice(0, 2)) await depot.photo(stop);
  depot.save();
  const options = { data: temporaryFolder(), folder };
  const core = await openCore(options);
  await core.settle();
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  const stopId = (await stopRow(core, 'R12', '001')).id;
  return { core, options, depot, stops, other, stopId };
}

const said = (changes: Partial<OpenClaim> = {}): OpenClaim => ({
  ...{ stopId: null, words: 'TBA300000001', allegation: 'never-received', asker: 'customer', askedBy: 'Zoe Miller' },
  ...{ received: depotDate, due: '2026-11-27', ...changes },
});

const open = async (core: Core, changes: Partial<OpenClaim> = {}) =>
  (await get(core, 'openClaim', said(changes))).entryId;

const numbers = async (core: Core, filter: Parameters<typeof get<'listClaims'>>[2] = {}) =>
  (await get(core, 'listClaims', filter)).claims.map(({ number }) => number);

test('a claim is found by its parcel, opened with who asks and what they say, and shows where it stands', async () => {
  const { core, stopId } = await desk();
  const found = await get(core, 'findClaimStops', { text: ' tba300000001 ' });
  expect(found).toMatchObject({ form: 'TBA300000001', sentence: 'One stop carried this parcel.', already: [] });
  expect(found.stops).toMatchObject([{ stopId, route: 'R12', driver: 'D-117', why: 'Tracking id TBA300000001' }]);

  const opened = await get(core, 'openClaim', said({ stopId, note: 'She was at home' }));
  expect(opened).toMatchObject({ sentence: 'Opened claim 2026-0001', stopId, date: depotDate, about: 'open-claim' });
  const detail = await get(core, 'getClaim', { id: opened.entryId });
  expect(detail.claim).toMatchObject({
    ...{ number: '2026-0001', state: 'open', words: 'TBA300000001', askedBy: 'Zoe Miller', openedBy: 'Ana', notes: 1 },
    ...{ isOverdue: false, sentence: 'Due in 7 days; no claim pack was made yet' },
    stop: { stopId, address: '10 Elm St', state: 'confirmed' },
  });
  expect(detail.claim.stop?.photoId).not.toBeNull();
  expect(detail.history).toMatchObject([
    { sentence: 'Opened: never received, at 10 Elm St', note: 'She was at home', person: 'Ana' },
  ]);
  expect(detail.changes).toEqual([]);
  expect((await get(core, 'findClaimStops', { text: 'TBA300000001' })).already).toMatchObject([
    { number: '2026-0001' },
  ]);
  expect((await get(core, 'listStopClaims', { stopId })).map(({ id }) => id)).toEqual([opened.entryId]);
});

test('a claim is settled, opened again, noted, dated and tied, each with who did it, and each is taken back by itself', async () => {
  const { core, stopId } = await desk();
  const id = await open(core, { stopId });
  const change = async (request: Parameters<typeof get<'changeClaim'>>[2]) => get(core, 'changeClaim', request);
  expect((await change({ kind: 'settle', id, state: 'answered' })).sentence).toBe('Answered claim 2026-0001');
  expect((await change({ kind: 'settle', id, state: 'withdrawn', note: 'Found it' })).sentence).toBe(
    'Claim 2026-0001 was withdrawn',
  );
  expect(await ask(core, 'changeClaim', { kind: 'settle', id, state: 'withdrawn' })).toMatchObject({
    ...{ ok: false, status: 409, code: 'claim-stands-so' },
  });
  const reopened = await change({ kind: 'settle', id, state: 'open' });
  expect(reopened.sentence).toBe('Opened claim 2026-0001 again');
  await change({ kind: 'note', id, note: 'Neighbour asked' });
  await change({ kind: 'due', id, due: null });
  await change({ kind: 'allegation', id, allegation: 'wrong-place' });
  const second = (await stopRow(core, 'R12', '002')).id;
  expect((await change({ kind: 'tie', id, stopId: second })).sentence).toBe('Claim 2026-0001 is about 12 Elm St');
  const { claim, history } = await get(core, 'getClaim', { id });
  expect(claim).toMatchObject({
    ...{ state: 'open', due: null, allegation: 'wrong-place', notes: 2, stop: { stopId: second } },
    sentence: 'No date is set; no claim pack was made yet',
  });
  expect(history.map(({ sentence, person }) => [sentence, person])).toEqual([
    ['Opened: never received, at 10 Elm St', 'Ana'],
    ['Answered the claim', 'Ana'],
    ['The claim was withdrawn', 'Ana'],
    ['Opened the claim again', 'Ana'],
    ['Note', 'Ana'],
    ['Changed: no date is set', 'Ana'],
    ['Changed: what is said: left at the wrong place', 'Ana'],
    ['Changed: it is about 12 Elm St', 'Ana'],
  ]);
  await get(core, 'decide', { kind: 'undo', entryId: reopened.entryId });
  expect((await get(core, 'getClaim', { id })).claim).toMatchObject({ state: 'withdrawn', due: null });
});

test('an opening that was taken back is no claim; U alone takes back none, and its number is not given again', async () => {
  const { core, stopId } = await desk();
  const id = await open(core, { stopId });
  expect(await ask(core, 'decide', { kind: 'undo' })).toMatchObject({ ok: false, code: 'nothing-to-undo' });
  const undo = await get(core, 'decide', { kind: 'undo', entryId: id });
  expect(undo.sentence).toBe('Took back “Opened a claim”');
  expect(await ask(core, 'getClaim', { id })).toMatchObject({ ok: false, status: 404, code: 'claim-unknown' });
  expect(await numbers(core, { show: 'all' })).toEqual([]);
  await open(core);
  expect(await numbers(core)).toEqual(['2026-0002']);
  await get(core, 'decide', { kind: 'undo', entryId: undo.entryId });
  expect(await numbers(core)).toEqual(['2026-0001', '2026-0002']);
});

test('the list has due dates first and is cut by words, state, driver, what is said and what is overdue', async () => {
  const { core, stopId, options } = await desk();
  const later = (await stopRow(core, 'R7', '001')).id;
  await open(core, { stopId, due: null });
  await open(core, { stopId: later, words: 'Ölmühle', due: '2026-11-18', allegation: 'damaged', askedBy: 'Max' });
  const third = await open(core, { words: 'TBA999', due: '2026-11-25' });
  await open(core, { words: 'TBA998', due: '2026-12-25' });
  const page = await get(core, 'listClaims', {});
  expect(page.claims.map(({ number }) => number)).toEqual(['2026-0002', '2026-0003', '2026-0004', '2026-0001']);
  expect(page).toMatchObject({ overdue: 1, dueSoon: 1, total: 4, next: null, counts: { open: 4, upheld: 0 } });
  expect(page.claims[0]?.sentence).toBe('Overdue by 2 days; no claim pack was made yet');
  expect(await numbers(core, { show: 'overdue' })).toEqual(['2026-0002']);
  expect(await numbers(core, { show: 'due-soon' })).toEqual(['2026-0003']);
  expect(await numbers(core, { driver: 'D-9' })).toEqual(['2026-0002']);
  expect(await numbers(core, { allegation: 'damaged' })).toEqual(['2026-0002']);
  // By number, by words without their dots, by the stop's address, its driver and its parcel.
  expect(await numbers(core, { text: '2026-0003' })).toEqual(['2026-0003']);
  expect(await numbers(core, { text: 'olmuhle' })).toEqual(['2026-0002']);
  expect(await numbers(core, { text: 'elm 10 d-117' })).toEqual(['2026-0001']);
  expect(await numbers(core, { text: 'tba300000005' })).toEqual(['2026-0002']);
  expect(await numbers(core, { text: '–' })).toEqual([]);
  await get(core, 'changeClaim', { kind: 'settle', id: third, state: 'rejected' });
  expect(await numbers(core, { show: 'closed' })).toEqual(['2026-0003']);
  expect(await numbers(core, { show: 'all', state: 'rejected' })).toEqual(['2026-0003']);
  expect(await numbers(core, { show: 'all' })).toEqual(['2026-0002', '2026-0004', '2026-0001', '2026-0003']);

  const before = await get(core, 'listClaims', { show: 'all' });
  await core.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(options.data, `index.db${end}`), { force: true });
  const again = await openCore(options);
  await again.settle();
  expect(await get(again, 'listClaims', { show: 'all' })).toEqual(before);
  expect(await numbers(again, { text: 'elm 10 d-117' })).toEqual(['2026-0001']);
});

test('O for 0 is near and said, an exact id comes first, and nothing near is taken by itself', async () => {
  const { core, depot, stops } = await desk();
  const [first] = stops as [TestStop, ...TestStop[]];
  depot.save('later.csv', [
    ...depot.stops,
    { ...first, route: 'R30', stop: '900', trackingId: 'TBA3-OOOOOOOI', address: '1 Far Rd' },
  ]);
  await core.settle();
  const misread = await get(core, 'findClaimStops', { text: 'TBA3OOOOO0O2' });
  expect(misread.sentence).toMatch(/^No parcel is called so/);
  expect(misread.stops.map(({ why }) => why)).toEqual(['Tracking id TBA300000002, written with O for 0']);
  const exact = await get(core, 'findClaimStops', { text: 'TBA300000001' });
  expect(exact.sentence).toBe('One stop carried this parcel. Another parcel is written nearly so.');
  expect(exact.stops.map(({ why, address }) => [why, address])).toEqual([
    ['Tracking id TBA300000001', '10 Elm St'],
    ['Tracking id TBA3-OOOOOOOI, written with 0 for O and 1 for I', '1 Far Rd'],
  ]);
  const spaced = await get(core, 'findClaimStops', { text: 'TBA 300 000 003' });
  expect(spaced.stops.map(({ why }) => why)).toEqual([
    'Tracking id TBA300000003, written with other hyphens or blanks',
  ]);
  const id = await open(core, { words: 'TBA3OOOOO0O2' });
  const detail = await get(core, 'getClaim', { id });
  expect(detail.claim).toMatchObject({ stop: null });
  expect(detail.claim.sentence).toMatch(/Porchlight never saw this parcel$/);
  expect(detail.candidates.map(({ address }) => address)).toEqual(['12 Elm St']);
});

test('a parcel that three routes carried is told with all of them', async () => {
  const { core, depot, stops } = await desk();
  const [first] = stops as [TestStop, ...TestStop[]];
  const again = ['R30', 'R31'].map((route) => ({ ...first, route, stop: '1', address: `1 ${route} Rd` }));
  depot.save('later.csv', [...depot.stops, ...again]);
  await core.settle();
  const found = await get(core, 'findClaimStops', { text: 'TBA300000001' });
  expect(found.sentence).toBe('Three routes carried this parcel: which one is meant?');
  expect(found.stops.map(({ route }) => route).sort()).toEqual(['R12', 'R30', 'R31']);
  const id = await open(core, { stopId: found.stops[0]?.stopId ?? '' });
  const { candidates } = await get(core, 'getClaim', { id });
  expect(candidates.map(({ why }) => why)).toEqual([
    'It carried TBA300000001 as well',
    'It carried TBA300000001 as well',
  ]);
});

test('an address is found with its postcode or without, a customer by name, and what was never seen is said', async () => {
  const { core, depot, stops } = await desk();
  const fourth = stops[3] as TestStop;
  depot.save('later.csv', [
    ...depot.stops.filter((stop) => stop !== fourth),
    { ...fourth, customer: 'Zoë Müller', contact: 'zoe@example.com' },
  ]);
  await core.settle();
  for (const text of ['16 ELM Street', '16 Elm St, 97201', 'zoe muller', 'Zoe@Example.com']) {
    const found = await get(core, 'findClaimStops', { text });
    expect([text, found.stops.map(({ address }) => address)]).toEqual([text, ['16 Elm St']]);
  }
  const never = await get(core, 'findClaimStops', { text: 'TBA-NEVER-1' });
  expect(never).toMatchObject({ stops: [], sentence: expect.stringContaining('never saw this parcel') });
  expect(await ask(core, 'openClaim', said({ words: '–' }))).toMatchObject({
    ok: false,
    status: 422,
    code: 'claim-empty',
  });
  expect(await ask(core, 'openClaim', said({ stopId: '0000000000000000' }))).toMatchObject({ code: 'stop-unknown' });
});
