/** Done when 3: an opt-out in the middle of a day, through the real core. What was there is hidden at once, and an undo is another entry. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import type { CallInput } from '#shared/api.ts';
import { depotDate, depotEvening, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore, uploadManifest } from '#tests/fixtures/testCore.ts';
import { reported, settledReport, stopDetail, stopRow } from './desk.ts';

const elm10 = { by: 'address', text: '10 ELM Street', from: depotDate } as const;

/** A route of five stops along Elm St, the first three photographed; another day's delivery to the first door lies in a manifest of its own. */
async function desk() {
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 5) as [TestStop, TestStop, TestStop, TestStop, TestStop];
  for (const stop of stops.slice(0, 3)) await depot.photo(stop);
  depot.save();
  const core = await openCore({ data, folder });
  await core.settle();
  return { core, depot, stops, folder, data };
}

const optOut = (core: Core, request: CallInput<'addOptOut'>) => get(core, 'addOptOut', request);

test('an opt-out in the middle of a day takes effect at once: no photo is owed, the picture is flagged, the report follows', async () => {
  const { core } = await desk();
  expect(await stopRow(core, 'R12', '001')).toMatchObject({ state: 'confirmed', flags: [] });
  const before = await core.report(depotDate);

  await optOut(core, elm10);
  // Not settled: from that moment, not from the next run of matching on.
  expect(await stopRow(core, 'R12', '001')).toMatchObject({
    state: 'not-required',
    reason: 'The customer asked for no photos',
    flags: ['photo-despite-opt-out'],
  });
  expect(await stopRow(core, 'R12', '002')).toMatchObject({ state: 'confirmed', flags: [] });

  const report = await settledReport(core);
  expect(reported(report, 'R12', '001')).toMatchObject({
    state: 'not-required',
    reason: 'The customer asked for no photos',
    photos: [{ flags: ['photo-despite-opt-out'] }],
  });
  expect(report.totals).toMatchObject({
    opportunities: before.totals.opportunities - 1,
    confirmed: before.totals.confirmed - 1,
    notRequired: before.totals.notRequired + 1,
  });
});

test('undoing an opt-out is another entry and brings everything back; so does a rebuilt index, either way', async () => {
  const { core } = await desk();
  const before = await settledReport(core);
  const { entryId } = await optOut(core, elm10);
  const optedOut = await settledReport(core);
  await get(core, 'rebuildIndex', {});
  expect(await settledReport(core)).toEqual(optedOut);

  const undone = await get(core, 'decide', { kind: 'undo', entryId });
  expect(undone).toMatchObject({ about: 'opt-out', entries: 1 });
  expect(await settledReport(core)).toEqual(before);
  await get(core, 'rebuildIndex', {});
  expect(await settledReport(core)).toEqual(before);

  const { entries } = await get(core, 'listActivity', {});
  expect(entries.slice(0, 2).map(({ kind }) => kind)).toEqual(['undo', 'opt-out']);
  // Taken back, and brought back.
  await get(core, 'decide', { kind: 'undo', entryId: undone.entryId });
  expect(await settledReport(core)).toEqual(optedOut);
});

test('an opt-out from tomorrow leaves today’s delivery as it stands, until it begins: then its pictures are hidden', async () => {
  const { folder, data, core } = await desk();
  await optOut(core, { ...elm10, from: '2026-11-21' });
  expect(await stopRow(core, 'R12', '001')).toMatchObject({ state: 'confirmed', flags: [] });
  await core.close();

  const tomorrow = await openCore({ data, folder, now: depotEvening + 3_600_000 });
  const protectedStop = { state: 'confirmed', flags: ['photo-despite-opt-out'] };
  expect(await stopRow(tomorrow, 'R12', '001')).toMatchObject(protectedStop);
  // Matching knows it as well.
  await get(tomorrow, 'putSettings', { farFromStopMetres: 400 });
  await tomorrow.settle();
  expect(await stopRow(tomorrow, 'R12', '001')).toMatchObject(protectedStop);
  expect((await get(tomorrow, 'getReview', { date: depotDate })).items.map(({ row }) => row.stop)).not.toContain('001');
});

test('an opt-out that ended hides nothing of before it began, and the days that it covered stay as they are', async () => {
  const { core, data, folder } = await desk();
  const { entryId } = await optOut(core, elm10);
  await get(core, 'endOptOut', { id: entryId, lastDay: depotDate });
  expect(await stopRow(core, 'R12', '001')).toMatchObject({ state: 'not-required' });
  const { entryId: later } = await optOut(core, {
    ...elm10,
    text: '12 Elm St',
    from: '2026-11-21',
    until: '2026-11-22',
  });
  await core.close();

  const during = await openCore({ data, folder, now: depotEvening + 24 * 3_600_000 });
  expect(await stopRow(during, 'R12', '002')).toMatchObject({ state: 'confirmed', flags: ['photo-despite-opt-out'] });
  await during.close();
  const after = await openCore({ data, folder, now: depotEvening + 50 * 3_600_000 });
  expect(await stopRow(after, 'R12', '002')).toMatchObject({ state: 'confirmed', flags: [] });
  expect(await stopRow(after, 'R12', '001')).toMatchObject({
    state: 'not-required',
    flags: ['photo-despite-opt-out'],
  });
  const list = await get(after, 'listOptOuts', { show: 'ended' });
  expect(list.optOuts.map(({ id }) => id)).toEqual([later, entryId]);
});

test('a delivery that is written after the opt-out owes no photo, and what the manifest says stays apart from the register', async () => {
  const { core, depot } = await desk();
  const { entryId } = await optOut(core, { by: 'address', text: '99 Oak Ave', from: depotDate });
  const upload = await uploadManifest(
    core,
    'late.csv',
    [
      'service_date,route,stop,tracking_id,status,address,opted_out',
      `${depotDate},R90,1,TBA900000001,delivered,99 Oak Avenue,no`,
      `${depotDate},R90,2,TBA900000002,delivered,"99 Oak Ave, Apt 2",no`,
      `${depotDate},R90,3,TBA900000003,delivered,99 Oak Ave,yes`,
    ].join('\n'),
  );
  if (!upload.ok) throw new Error(upload.message);
  const { uploadId, mapping } = upload.value;
  await get(core, 'commitImport', { uploadId, mapping, serviceDate: null, saveProfileAs: null });
  await core.settle();
  const states = async () => Promise.all(['1', '2', '3'].map(async (stop) => (await stopRow(core, 'R90', stop)).state));
  expect(await states()).toEqual(['not-required', 'syncing', 'not-required']);
  await get(core, 'decide', { kind: 'undo', entryId });
  expect(await states()).toEqual(['syncing', 'syncing', 'not-required']);
  // Laid again, it still says what it said.
  depot.save('again.csv');
  await core.settle();
  expect(await states()).toEqual(['syncing', 'syncing', 'not-required']);
});

test('a customer is known by name, e-mail address or telephone number at every address; a parcel by its id', async () => {
  const { core, stops } = await desk();
  const upload = await uploadManifest(
    core,
    'customers.csv',
    [
      'service_date,route,stop,tracking_id,status,address,customer,contact',
      `${depotDate},R90,1,TBA900000001,delivered,1 Oak Ave,Zoë Müller,zoe@example.com`,
      `${depotDate},R90,2,TBA900000002,delivered,7 Pine Rd,ZOE MULLER,+1 (503) 555-0100`,
      `${depotDate},R90,3,TBA900000003,delivered,7 Pine Rd,Max Müller,"ZOE@example.com / 15035550100"`,
      `${depotDate},R90,4,TBA900000004,delivered,8 Pine Rd,Zoë Müller-Smith,`,
    ].join('\n'),
  );
  if (!upload.ok) throw new Error(upload.message);
  const { uploadId, mapping } = upload.value;
  await get(core, 'commitImport', { uploadId, mapping, serviceDate: null, saveProfileAs: null });
  await core.settle();
  const hit = async (text: string) =>
    (await get(core, 'previewOptOut', { by: 'customer', text, from: depotDate })).matches
      .map(({ stop }) => stop)
      .sort();
  expect(await hit('zoe muller')).toEqual(['1', '2']);
  expect(await hit('zoe@EXAMPLE.com')).toEqual(['1', '3']);
  expect(await hit('+1 503 555 0100')).toEqual(['2', '3']);

  await optOut(core, { by: 'customer', text: 'zoe@example.com', from: depotDate });
  await optOut(core, { by: 'tracking-id', text: stops[3].trackingId.toLowerCase(), from: depotDate });
  const states = await Promise.all(['1', '2', '3'].map(async (stop) => (await stopRow(core, 'R90', stop)).state));
  expect(states).toEqual(['not-required', 'syncing', 'not-required']);
  expect(await stopRow(core, 'R12', '004')).toMatchObject({ state: 'not-required' });
});

test('the same is entered once, nothing can be entered for nobody, and an unknown opt-out can’t be ended', async () => {
  const { core } = await desk();
  await optOut(core, elm10);
  expect(await ask(core, 'addOptOut', { ...elm10, text: '10 Elm st.' })).toMatchObject({ code: 'opt-out-known' });
  expect(await ask(core, 'addOptOut', { ...elm10, text: '–' })).toMatchObject({ code: 'opt-out-empty' });
  expect(await ask(core, 'addOptOut', { ...elm10, text: '3 Ash Ln', until: '2026-01-01' })).toMatchObject({
    message: 'The last day lies before the first.',
  });
  const nobody = { id: crypto.randomUUID(), lastDay: depotDate };
  expect(await ask(core, 'endOptOut', nobody)).toMatchObject({ code: 'opt-out-unknown' });
});

test('the pictures of an opt-out are listed, and an index deleted by hand knows the register again', async () => {
  const { core, data, folder } = await desk();
  const { entryId } = await optOut(core, elm10);
  const photoId = (await stopDetail(core, 'R12', '001')).photos[0]?.id;
  const { pictures, optOut: view } = await get(core, 'listOptOutPictures', { id: entryId });
  expect(pictures).toMatchObject([{ photoId, date: depotDate, route: 'R12', stop: '001', address: '10 Elm St' }]);
  expect(view).toMatchObject({ words: '10 ELM Street', standing: 'standing', stops: 1, pictures: 1 });
  const list = await get(core, 'listOptOuts', {});
  await core.close();

  for (const rest of ['', '-wal', '-shm']) rmSync(join(data, `index.db${rest}`), { force: true });
  const again = await openCore({ data, folder });
  await again.settle();
  expect(await get(again, 'listOptOuts', {})).toEqual(list);
  expect((await get(again, 'listOptOutPictures', { id: entryId })).pictures).toEqual(pictures);
});

test('the pictures of an opt-out are erased when that is asked for: nothing of them is listed any more, and the day stands', async () => {
  const { core } = await desk();
  const { entryId } = await optOut(core, elm10);
  const before = await settledReport(core);
  const { pictures } = await get(core, 'listOptOutPictures', { id: entryId });
  const stopIds = pictures.map(({ stopId }) => stopId);
  const erased = await get(core, 'eraseNow', { stopIds, what: ['picture', 'thumbnail'], why: 'opt-out' });
  expect(erased).toMatchObject({ erased: 1, held: [] });
  await core.settle();
  expect((await get(core, 'listOptOutPictures', { id: entryId })).pictures).toEqual([]);
  expect((await core.report(depotDate)).totals.notRequired).toBe(before.totals.notRequired);
  expect(await stopRow(core, 'R12', '001')).toMatchObject({ state: 'not-required' });
});
