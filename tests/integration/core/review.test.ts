import { join } from 'node:path';
import { expect, test } from 'vitest';
import { depotDate, doorstep, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from './desk.ts';

const header =
  'service_date,route,driver,stop,sequence,address,postcode,tracking_id,status,completed_at,left_at,opted_out';

/** A manifest of stops as `[date, stop, address, postcode, time, opted out]`. */
function manifest(...stops: [string, string, string, string, string, ('yes' | 'no')?][]): string {
  const rows = stops.map(([date, stop, address, postcode, time, out = 'no']) =>
    [
      date,
      'R7',
      'D-7',
      stop,
      Number(stop),
      `"${address}"`,
      postcode,
      `TBA7${date.replaceAll('-', '')}${stop}`,
      'delivered',
      `${date}T${time}:00-08:00`,
      'doorstep',
      out,
    ].join(','),
  );
  return `${[header, ...rows].join('\n')}\n`;
}

const pictureOf = (date: string, stop: string) => `${date}/TBA7${date.replaceAll('-', '')}${stop}.jpg`;

test('the queue shows the worst first, route by route, and decided ones in their places when they are asked for', async () => {
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  const [first, second, third, fourth] = depot.route('R2', 4) as [TestStop, TestStop, TestStop, TestStop];
  const [other] = depot.route('R10', 1) as [TestStop];
  // One picture for two stops; one from far away; nothing for the rest.
  await depot.photo(first, { look: 7 });
  await depot.photo(second, { look: 7, path: `R2/${second.trackingId}.jpg`, withPosition: false });
  await depot.photo({ ...third, latitude: third.latitude + 0.02 }, { path: `R2/${third.trackingId}.jpg` });
  depot.save();
  depot.write('opted-out.csv', manifest([depotDate, '001', '1 Oak Ave', '', '10:00', 'yes']));
  depot.write(pictureOf(depotDate, '001'), await doorstep(99, { taken: '2026:11:20 10:00:20', position: null }));
  const core = await openCore({ data: temporaryFolder(), folder: depot.folder });
  await core.settle();

  const queue = await get(core, 'getReview', { date: depotDate });
  const told = (items: typeof queue.items) => items.map(({ kind, route, row }) => `${kind} ${route} ${row.stop}`);
  expect(told(queue.items)).toEqual(
    ['opted-out R7 001', 'far-from-stop R2 003', `missing R2 ${fourth.stop}`, `missing R10 ${other.stop}`].filter(
      (each) => told(queue.items).includes(each),
    ),
  );
  expect(queue.items[0]).toMatchObject({
    kind: 'opted-out',
    why: 'The customer asked for no photos, and a picture was taken',
  });
  expect(queue).toMatchObject({ undecided: queue.items.length, decided: 0 });

  const [worst] = queue.items;
  const photoId = worst?.row.photoIds[0] ?? '';
  await get(core, 'decide', { kind: 'accept', stopId: worst?.row.id ?? '', photoId });
  const { id: missing } = await stopRow(core, 'R2', fourth.stop);
  await get(core, 'decide', { kind: 'excuse', stopId: missing, reason: 'device-fault' });
  const hidden = await get(core, 'getReview', { date: depotDate });
  expect(told(hidden.items)).toEqual(
    told(queue.items).filter((each) => !each.startsWith('opted-out') && !each.endsWith(`R2 ${fourth.stop}`)),
  );
  expect(hidden).toMatchObject({ undecided: queue.undecided - 2, decided: 2 });
  const shown = await get(core, 'getReview', { date: depotDate, decided: 'show' });
  expect(told(shown.items)).toEqual(told(queue.items));
  expect(shown.items.filter(({ decided }) => decided !== null).map(({ decided }) => decided?.kind)).toEqual([
    'accept',
    'excuse',
  ]);

  const { routeId } = await stopRow(core, 'R10', other.stop);
  expect((await get(core, 'getReview', { date: depotDate, routeId })).items).toHaveLength(1);
});

test('a stop is shown between the ones its driver served before and after, whatever was planned', async () => {
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  depot.write(
    'manifest.csv',
    manifest(
      [depotDate, '001', '1 Elm St', '', '12:00'],
      [depotDate, '002', '2 Elm St', '', '10:00'],
      [depotDate, '003', '3 Elm St', '', '11:00'],
    ),
  );
  depot.write(pictureOf(depotDate, '002'), await doorstep(1, { taken: '2026:11:20 10:00:20', position: null }));
  const core = await openCore({ data: temporaryFolder(), folder: depot.folder });
  await core.settle();
  const { photoIds } = await stopRow(core, 'R7', '002');
  const around = async (stop: string) => get(core, 'getSurroundings', { stopId: (await stopRow(core, 'R7', stop)).id });
  expect(await around('003')).toMatchObject({
    before: { stop: '002', state: 'confirmed', photoId: photoIds[0] },
    after: { stop: '001', photoId: null },
    earlier: [],
  });
  expect(await around('002')).toMatchObject({ before: null, after: { stop: '003' } });
});

test('the door is remembered: earlier confirmed pictures of the same address, newest first, rejected and protected ones never', async () => {
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  const days = ['2026-11-12', '2026-11-13', '2026-11-14', '2026-11-17', '2026-11-18', '2026-11-19'];
  const door = '12 Elm Street, Apt 4';
  const stops = [...days, depotDate].map(
    (date, n): Parameters<typeof manifest>[number] =>
      [
        ...([date, '001', n % 2 === 0 ? door : '12 ELM street Apt. 4', '97201', '10:00'] as const),
        ...(date === '2026-11-14' ? (['yes'] as const) : ([] as const)),
      ] as never,
  );
  depot.write(
    'manifest.csv',
    manifest(
      ...stops,
      ['2026-11-19', '002', '12 Elm Street, Apt 44', '97201', '11:00'],
      ['2026-11-19', '003', door, '10115', '11:30'],
    ),
  );
  for (const [n, date] of days.entries()) {
    depot.write(
      pictureOf(date, '001'),
      await doorstep(10 + n, { taken: `${date.replaceAll('-', ':')} 10:00:20`, position: null }),
    );
  }
  for (const [n, stop] of ['002', '003'].entries()) {
    depot.write(
      pictureOf('2026-11-19', stop),
      await doorstep(30 + n, { taken: '2026:11:19 11:10:20', position: null }),
    );
  }
  const core = await openCore({ data: temporaryFolder(), folder: depot.folder });
  await core.settle();
  const row = async (date: string) => {
    const [route] = (await get(core, 'getDay', { date })).routes;
    const found = (await get(core, 'getRoute', { routeId: route?.id ?? '' })).stops.find(({ stop }) => stop === '001');
    if (!found) throw new Error(`no stop on ${date}`);
    return found;
  };
  const rejected = await row('2026-11-18');
  await get(core, 'decide', {
    kind: 'reject',
    stopId: rejected.id,
    photoId: rejected.photoIds[0] ?? '',
    reason: 'person-in-picture',
  });
  const accepted = await row('2026-11-13');
  await get(core, 'decide', { kind: 'accept', stopId: accepted.id, photoId: accepted.photoIds[0] ?? '' });
  await core.settle();
  const today = await row(depotDate);
  const { earlier } = await get(core, 'getSurroundings', { stopId: today.id });
  expect(earlier.map(({ date, accepted: byPerson, route }) => [date, byPerson, route])).toEqual([
    ['2026-11-19', false, 'R7'],
    ['2026-11-17', false, 'R7'],
    ['2026-11-13', true, 'R7'],
    ['2026-11-12', false, 'R7'],
  ]);
  // Who asks for no photos is not shown in old ones either.
  const protectedStop = await row('2026-11-14');
  expect((await get(core, 'getSurroundings', { stopId: protectedStop.id })).earlier).toEqual([]);
});
