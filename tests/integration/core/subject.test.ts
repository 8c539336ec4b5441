import { join } from 'node:path';
import { expect, test } from 'vitest';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { bytesOf, exported, unzipped } from '#tests/integration/exports/exporting.ts';

async function street() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const rows = [
    ['001', '12 Elm St, Apt 4', '97201', 'Edith Miller', 'TBA1'],
    ['002', '12 Elm Street Apt. 4', '97201', 'edith  MILLER', 'TBA2'],
    ['003', '12 Elm St, Apt 4', '97201', 'Omar Haddad', 'TBA3'],
    ['004', '12 Elm St, Apt 5', '97201', 'Ida Novak', 'TBA4'],
    ['005', '99 Oak Ave', '97201', 'Edith Miller', 'TBA5'],
  ];
  const lines = rows.map(([stop, address, postcode, customer, id]) =>
    [depotDate, 'R12', stop, `"${address}"`, postcode, customer, id, 'delivered'].join(','),
  );
  depot.write('manifest.csv', ['date,route,stop,address,postcode,customer,tracking_id,status', ...lines].join('\n'));
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  return core;
}

test('an address finds exactly its door, flatmates apart, and says what is written nearly the same', async () => {
  const core = await street();
  const found = await get(core, 'findSubject', { by: 'address', text: '12 elm st apt 4', postcode: null });
  expect(found.form).toBe('12 elm st apt 4');
  const told = found.groups.map(({ customer, stopIds }) => `${customer}: ${stopIds.length}`).sort();
  expect(told).toEqual(['Omar Haddad: 1', 'edith  MILLER: 2']);
  expect(found.near.map(({ address }) => address)).toEqual(['12 Elm St, Apt 5']);
  const elsewhere = await get(core, 'findSubject', { by: 'address', text: '12 Elm St, Apt 4', postcode: '10115' });
  expect(elsewhere.groups).toEqual([]);
});

test('a name at two doors is told apart by the doors, and a parcel finds the one stop that it went to', async () => {
  const core = await street();
  const { groups } = await get(core, 'findSubject', { by: 'customer', text: 'Edith Miller', postcode: null });
  expect(groups.map(({ address, stopIds }) => `${address}: ${stopIds.length}`).sort()).toEqual([
    '12 Elm Street Apt. 4: 2',
    '99 Oak Ave: 1',
  ]);
  const parcel = await get(core, 'findSubject', { by: 'tracking-id', text: 'tba4', postcode: null });
  expect(parcel.groups).toMatchObject([{ customer: 'Ida Novak', from: depotDate, until: depotDate, held: 0 }]);
  const nobody = await ask(core, 'findSubject', { by: 'address', text: '–', postcode: null });
  expect(nobody).toMatchObject({ ok: false, status: 400, code: 'nobody-named' });
});

test('a hold is counted where it stands, and an opt-out of the customer is in what they get', async () => {
  const core = await street();
  const query = { by: 'customer', text: 'Omar Haddad', postcode: null } as const;
  const [group] = (await get(core, 'findSubject', query)).groups;
  const stopIds = group?.stopIds ?? [];
  await get(core, 'decide', { kind: 'hold', stopId: stopIds[0] ?? '', note: 'Claim' });
  expect((await get(core, 'findSubject', query)).groups).toMatchObject([{ held: 1 }]);

  await get(core, 'addOptOut', { by: 'customer', text: 'Omar Haddad', from: depotDate });
  await get(core, 'addOptOut', { by: 'customer', text: 'Edith Miller', from: depotDate });
  const subject = { words: 'Omar Haddad', stopIds };
  const view = await exported(core, { kind: 'subject-access', date: null, subject });
  const { record } = JSON.parse((await unzipped(await bytesOf(core, view))).get('data.json')?.toString() ?? '');
  expect(record.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
    'Put a hold on 12 Elm St, Apt 4: nothing of it is erased',
    'No photos for the customer Omar Haddad from 20 Nov 2026',
  ]);
});
