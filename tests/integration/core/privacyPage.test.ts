/** What the page Privacy shows and asks, against the real core. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from './desk.ts';

/** Ten days after the deliveries. */
const now = Date.parse('2026-11-30T20:00:00-08:00');
const kept = { picture: null, thumbnail: null, confirmation: null, customerData: null };

async function openDepot() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [first] = depot.route('R12', 3, 'D-117') as [TestStop];
  await depot.photo(first);
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder, now });
  await core.settle();
  const pictures = async (picture: number | null) =>
    (await get(core, 'previewRetention', { ...kept, picture })).find(({ kind }) => kind === 'picture');
  return { core, pictures };
}

test('what a shorter time would erase tonight is counted before it is saved, without what is held', async () => {
  const { core, pictures } = await openDepot();
  expect(await pictures(null)).toMatchObject({ kept: 3, soon: 0, due: 0, held: 0 });
  expect(await pictures(30)).toMatchObject({ kept: 3, soon: 0, due: 0 });
  expect(await pictures(14)).toMatchObject({ kept: 3, soon: 3, due: 0 });
  const { id } = await stopRow(core, 'R12', '001');
  await get(core, 'decide', { kind: 'hold', stopId: id, note: 'Claim' });
  expect(await pictures(7)).toMatchObject({ days: 7, dueUpTo: '2026-11-23', kept: 3, soon: 0, due: 3, held: 1 });
  expect((await get(core, 'getSettings', {})).retention).toEqual(kept);
  const view = await get(core, 'getPrivacy', {});
  expect(view.kinds.every(({ due }) => due === 0)).toBe(true);
  expect(view.holds).toMatchObject([{ stopId: id, note: 'Claim', address: '10 Elm St', route: 'R12' }]);
});

test('whoever was erased by request is not found any more, and a hold comes before the wish', async () => {
  const { core } = await openDepot();
  const find = async (text: string) =>
    (await get(core, 'findSubject', { by: 'address', text, postcode: null })).groups.flatMap(({ stopIds }) => stopIds);
  const gone = await find('12 Elm Street');
  const held = await find('10 Elm St');
  await get(core, 'decide', { kind: 'hold', stopId: held[0] ?? '', note: 'Claim' });
  const what = ['picture', 'thumbnail', 'confirmation', 'customer-data'] as const;
  const result = await get(core, 'eraseNow', { stopIds: [...gone, ...held], what: [...what], why: 'request' });
  expect(result).toMatchObject({ erased: 1, held });
  expect(await find('12 Elm Street')).toEqual([]);
  expect(await find('10 Elm St')).toEqual(held);
});
