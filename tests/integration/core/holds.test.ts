import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { stopDetail, stopRow } from './desk.ts';

async function openDepot() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  depot.route('R12', 2, 'D-117');
  depot.save();
  const options = { data: temporaryFolder(), folder };
  const core = await openCore(options);
  await core.settle();
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  return { core, options, stopId: (await stopRow(core, 'R12', '001')).id };
}

test('a hold stands at its stop with who put it and why, until it is released', async () => {
  const { core, stopId } = await openDepot();
  const put = await get(core, 'decide', { kind: 'hold', stopId, note: '  Claim 4711 is open ' });
  expect(put.sentence).toBe('Put a hold on 10 Elm St');
  const hold = { entryId: put.entryId, person: 'Ana', note: 'Claim 4711 is open', stopId };
  expect((await stopDetail(core, 'R12', '001')).holds).toMatchObject([hold]);
  expect((await stopDetail(core, 'R12', '002')).holds).toEqual([]);

  const released = await get(core, 'decide', { kind: 'release-hold', entryId: put.entryId });
  expect(released).toMatchObject({ sentence: 'Released the hold on 10 Elm St', stopId });
  expect((await stopDetail(core, 'R12', '001')).holds).toEqual([]);
  const { entries } = await get(core, 'listActivity', { stopId });
  expect(entries.map(({ sentence }) => sentence)).toEqual([
    'Released the hold on 10 Elm St',
    'Put a hold on 10 Elm St: nothing of it is erased',
  ]);
});

test('a release is taken back like any decision, and so is a hold; U alone takes back neither', async () => {
  const { core, stopId } = await openDepot();
  const put = await get(core, 'decide', { kind: 'hold', stopId, note: 'Claim' });
  const release = await get(core, 'decide', { kind: 'release-hold', entryId: put.entryId });
  expect(await ask(core, 'decide', { kind: 'undo' })).toMatchObject({ ok: false, code: 'nothing-to-undo' });
  await get(core, 'decide', { kind: 'undo', entryId: release.entryId });
  expect((await stopDetail(core, 'R12', '001')).holds).toHaveLength(1);
  await get(core, 'decide', { kind: 'undo', entryId: put.entryId });
  expect((await stopDetail(core, 'R12', '001')).holds).toEqual([]);
});

test('two claims are two holds: the stop is free when both are released, and not again', async () => {
  const { core, stopId } = await openDepot();
  const first = await get(core, 'decide', { kind: 'hold', stopId, note: 'Claim 1' });
  const second = await get(core, 'decide', { kind: 'hold', stopId, note: 'Claim 2' });
  await get(core, 'decide', { kind: 'release-hold', entryId: first.entryId });
  expect((await stopDetail(core, 'R12', '001')).holds.map(({ note }) => note)).toEqual(['Claim 2']);
  expect(await ask(core, 'decide', { kind: 'release-hold', entryId: first.entryId })).toMatchObject({
    ...{ ok: false, status: 409, code: 'hold-released' },
  });
  await get(core, 'decide', { kind: 'release-hold', entryId: second.entryId });
  expect((await stopDetail(core, 'R12', '001')).holds).toEqual([]);
  expect(await ask(core, 'decide', { kind: 'hold', stopId, note: '   ' })).toMatchObject({ ok: false, status: 400 });
  const unknown = '00000000-0000-4000-8000-000000000000';
  expect(await ask(core, 'decide', { kind: 'release-hold', entryId: unknown })).toMatchObject({ code: 'hold-unknown' });
});

test('holds stand in an index that was made anew', async () => {
  const { core, options, stopId } = await openDepot();
  await get(core, 'decide', { kind: 'hold', stopId, note: 'Claim' });
  const before = (await stopDetail(core, 'R12', '001')).holds;
  expect(before).toHaveLength(1);
  await core.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(options.data, `index.db${end}`), { force: true });
  const again = await openCore(options);
  await again.settle();
  expect((await stopDetail(again, 'R12', '001')).holds).toEqual(before);
});
