import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { labelledPicture } from '#tests/fixtures/labelledPicture.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';

async function looked(core: Core): Promise<void> {
  await core.settle();
  await core.lookCloser();
}

async function photosOf(core: Core, route: string, stop: string) {
  const day = await get(core, 'getDay', { date: depotDate });
  const view = await get(core, 'getRoute', { routeId: day.routes.find((each) => each.route === route)?.id ?? '' });
  const row = view.stops.find((each) => each.stop === stop);
  return (await get(core, 'getStop', { stopId: row?.id ?? '' })).photos;
}

test('a label ties a picture that says nothing else, shows what it means, and is read again after a rebuild', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  const depot = new TestDepot(folder);
  const [one, two] = depot.route('R12', 3) as [TestStop, TestStop];
  depot.route('R7', 2);
  depot.write('camera/a.jpg', await labelledPicture({ text: two.trackingId, angle: 30 }));
  depot.write(
    'R7/b.jpg',
    await labelledPicture({ format: 'QRCode', text: `https://track.example.com/${one.trackingId}`, share: 0.3 }),
  );
  depot.write(
    'camera/c.jpg',
    await labelledPicture({ format: 'QRCode', text: '12 Elm St, call 555-0100\u0000\u202e<b>', share: 0.3 }),
  );
  const core = await openCore({ data, folder, readLabels: true });
  await looked(core);
  const report = await core.report(depotDate);
  expect(report.totals.photos).toBe(0);

  // The manifest comes last: the labels that were read before find their stops.
  depot.save();
  await looked(core);
  const [tied] = await photosOf(core, 'R12', '002');
  expect(tied).toMatchObject({
    ...{ method: 'barcode', fileNames: ['a.jpg'], flags: expect.not.arrayContaining(['wrong-route']) },
    labels: [{ format: 'Barcode', text: two.trackingId, meaning: `Package ${two.trackingId} of stop 002 on R12` }],
  });
  const [stray] = await photosOf(core, 'R12', '001');
  expect(stray).toMatchObject({
    method: 'barcode',
    flags: expect.arrayContaining(['wrong-route']),
    fileNames: ['b.jpg'],
  });

  const before = await core.report(depotDate);
  await get(core, 'rebuildIndex', {});
  await looked(core);
  expect(await core.report(depotDate)).toEqual(before);

  const { routes } = before;
  const methods = routes.flatMap(({ stops }) => stops.flatMap(({ photos }) => photos.map(({ method }) => method)));
  expect(methods).toEqual(['barcode', 'barcode']);
});

test('with labels switched off none is read, and with them on again all are', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [one] = depot.route('R12', 1) as [TestStop];
  depot.save();
  await depot.photo(one);
  depot.write('camera/a.jpg', await labelledPicture({ text: one.trackingId }));
  const core = await openCore({ data: temporaryFolder(), folder });
  await looked(core);
  expect((await photosOf(core, 'R12', '001')).map(({ labels }) => labels)).toEqual([null]);
  await get(core, 'putSettings', { readLabels: true });
  await looked(core);
  const photos = await photosOf(core, 'R12', '001');
  expect(photos.map(({ method, labels }) => [method, labels?.length])).toEqual(
    expect.arrayContaining([
      ['name', 0],
      ['barcode', 1],
    ]),
  );
});
