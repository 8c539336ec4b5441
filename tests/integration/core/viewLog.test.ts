import { join } from 'node:path';
import { expect, test } from 'vitest';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from './desk.ts';

async function openDepot(now?: number, given?: { data: string; folder: string }) {
  const folder = given?.folder ?? join(temporaryFolder(), 'folder');
  if (!given) {
    const depot = new TestDepot(folder);
    const [first] = depot.route('R12', 2, 'D-117') as [TestStop];
    await depot.photo(first);
    depot.save();
  }
  const options = { data: given?.data ?? temporaryFolder(), folder };
  const core = await openCore({ ...options, ...(now !== undefined && { now }) });
  await core.settle();
  const row = await stopRow(core, 'R12', '001');
  return { core, options, look: { photoId: row.photoIds[0] ?? '', stopId: row.id } };
}

test('a picture is in the view log once for each person and day, however often it is looked at', async () => {
  const { core, options, look } = await openDepot();
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  expect(await get(core, 'recordLooks', { looks: [look, look] })).toEqual({ written: 1 });
  expect(await get(core, 'recordLooks', { looks: [{ ...look, stopId: null }] })).toEqual({ written: 0 });
  await get(core, 'signIn', { name: 'Ben', pin: '2222', isNew: true });
  expect(await get(core, 'recordLooks', { looks: [look] })).toEqual({ written: 1 });
  await get(core, 'signOut', {});
  expect(await get(core, 'recordLooks', { looks: [look] })).toEqual({ written: 1 });
  const looks = await get(core, 'listLooks', { photoId: look.photoId });
  expect(looks.map(({ person }) => person)).toEqual([null, 'Ben', 'Ana']);
  await core.close();

  const tomorrow = await openDepot(Date.parse('2026-11-21T09:00:00-08:00'), options);
  await get(tomorrow.core, 'signIn', { name: 'Ana', pin: '4711', isNew: false });
  expect(await get(tomorrow.core, 'recordLooks', { looks: [look] })).toEqual({ written: 1 });
  expect(await get(tomorrow.core, 'listLooks', { photoId: look.photoId })).toHaveLength(4);
});

test('the activity shows who looked only where it is asked to; nobody can take a look back', async () => {
  const { core, look } = await openDepot();
  await get(core, 'recordLooks', { looks: [look] });
  await get(core, 'decide', { kind: 'note', stopId: look.stopId, note: 'ring twice' });
  expect((await get(core, 'listActivity', {})).entries.map(({ kind }) => kind)).toEqual(['note']);
  const { entries } = await get(core, 'listActivity', { views: 'show', stopId: look.stopId });
  expect(entries.map(({ sentence }) => sentence)).toEqual([
    'Wrote a note about 10 Elm St',
    'Looked at a picture of 10 Elm St at full size',
  ]);
  await get(core, 'decide', { kind: 'undo' });
  expect(await get(core, 'listLooks', { photoId: look.photoId })).toHaveLength(1);
});

test('a look changes nothing of the day and its stop, and pictures that nobody knows are passed over', async () => {
  const { core, look } = await openDepot();
  const before = [await get(core, 'getStop', { stopId: look.stopId }), await core.report(depotDate)];
  const unknown = { photoId: 'f'.repeat(64), stopId: null };
  expect(await get(core, 'recordLooks', { looks: [unknown, look] })).toEqual({ written: 1 });
  await core.settle();
  expect([await get(core, 'getStop', { stopId: look.stopId }), await core.report(depotDate)]).toEqual(before);
  expect((await get(core, 'listActivity', { views: 'show' })).entries).toHaveLength(1);
});
