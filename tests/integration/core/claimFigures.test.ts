/** What claims teach, asked as the page asks: claims over many evenings become figures, and doors with a past are marked tonight. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import type { ClaimFigure } from '#shared/claimFigures.ts';
import type { StopRow } from '#shared/views.ts';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';

interface Delivery {
  date: string;
  route: string;
  driver: string;
  stop: number;
  address: string;
  postcode: string;
  trackingId: string;
  time: string;
  latitude: number;
  leftAt: string;
}

const hostile = '7 "Elm" St, =cmd|/c calc\u202e <b>';

/** Ten evenings of two vans with forty doors each, handed over to whoever lives there: no picture is owed anywhere. */
function evenings(): Delivery[] {
  const deliveries: Delivery[] = [];
  for (let day = 11; day <= 20; day++) {
    for (const [van, driver] of ['D-117', 'D-045'].entries()) {
      for (let stop = 1; stop <= 40; stop++) {
        const minutes = 9 * 60 + stop * 8;
        deliveries.push({
          ...{ date: `2026-11-${day}`, route: `R${van + 1}`, driver, stop },
          address: van === 1 && stop === 7 ? hostile : `${stop} ${van === 0 ? 'Oak' : 'Elm'} Street`,
          postcode: van === 0 ? '97205' : stop <= 20 ? '97209-1234' : '97209',
          trackingId: `TBA${day}${van}${String(stop).padStart(3, '0')}`,
          time: `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:11`,
          latitude: 45.5 + stop * 0.002 + van,
          leftAt: 'Handed to recipient',
        });
      }
    }
  }
  return deliveries;
}

async function depotOf(deliveries: readonly Delivery[]) {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const cell = (text: string | number) => `"${String(text).replaceAll('"', '""')}"`;
  const rows = deliveries.map((each) =>
    [
      ...[each.date, each.route, each.driver, each.stop, each.stop, each.address, each.postcode],
      ...[each.latitude, -122.6, each.trackingId, 'delivered', `${each.date}T${each.time}-08:00`, each.leftAt],
    ]
      .map(cell)
      .join(','),
  );
  const header =
    'service_date,route,driver,stop,sequence,address,postcode,latitude,longitude,tracking_id,status,completed_at,left_at';
  depot.write('manifest.csv', `${[header, ...rows].join('\n')}\n`);
  const options = { data: temporaryFolder(), folder };
  const core = await openCore(options);
  await core.settle();
  return { core, options };
}

/** Opens a claim about the parcel's stop; returns it. */
async function claim(core: Core, trackingId: string): Promise<string> {
  const [stop] = (await get(core, 'findClaimStops', { text: trackingId })).stops;
  const { entryId } = await get(core, 'openClaim', {
    ...{ stopId: stop?.stopId ?? null, words: trackingId, allegation: 'never-received', asker: 'customer' },
    ...{ received: depotDate, due: null },
  });
  return entryId;
}

const figures = (core: Core, days: '28' | '90' | '365' = '28') => get(core, 'getClaimFigures', { days });
const told = (list: readonly ClaimFigure[]) =>
  list.map(({ name, deliveries, claimed, rejected, verdict }) => [name, deliveries, claimed, rejected, verdict]);

async function rowsOf(core: Core, date: string, route: string): Promise<StopRow[]> {
  const day = await get(core, 'getDay', { date });
  const routeId = day.routes.find((each) => each.route === route)?.id ?? '';
  return (await get(core, 'getRoute', { routeId })).stops;
}

test('claims become figures by driver, area and address; withdrawn ones are none, and rejected ones stand apart', async () => {
  const { core, options } = await depotOf(evenings());
  for (const id of ['TBA110001', 'TBA120001', 'TBA130001', 'TBA140002']) await claim(core, id);
  const withdrawn = await claim(core, 'TBA111001');
  await get(core, 'changeClaim', { kind: 'settle', id: withdrawn, state: 'withdrawn' });
  const rejected = await claim(core, 'TBA121002');
  await get(core, 'changeClaim', { kind: 'settle', id: rejected, state: 'rejected' });
  await claim(core, 'TBA121003');
  await get(core, 'decide', { kind: 'undo', entryId: await claim(core, 'TBA121004') });
  await claim(core, 'TBA110001'); // Somebody else asks about the same delivery.
  await claim(core, 'NOBODY-SAW-IT');

  const found = await figures(core);
  expect(found).toMatchObject({
    from: '2026-10-24',
    to: '2026-11-20',
    depot: { deliveries: 800, claimed: 5, rejected: 1 },
  });
  expect(told(found.drivers)).toEqual([
    ['D-117', 400, 4, 0, 'usual'],
    ['D-045', 400, 1, 1, 'usual'],
  ]);
  expect(told(found.areas)).toEqual([
    ['97205', 400, 4, 0, 'usual'],
    ['97209', 400, 1, 1, 'usual'],
  ]);
  expect(told(found.addresses)).toEqual([
    ['1 Oak Street', 10, 3, 0, 'stands-out'],
    ['2 Oak Street', 10, 1, 0, 'too-few'],
    ['3 Elm Street', 10, 1, 0, 'too-few'],
    ['2 Elm Street', 10, 0, 1, 'too-few'],
  ]);
  expect(found.addresses[0]?.sentence).toBe(
    '3 claims in 10 deliveries: between 107.8 and 603.2 in a thousand, surely above the depot’s 6.3, by one claim or more',
  );
  expect(found.claimedByWeek).toEqual([0, 0, 4, 1]);
  expect(found.cautions.address[0]).toMatch(/^Of 4 addresses with a claim one stands out\./);
  expect(found.patterns).toEqual([]);

  const key = found.addresses[0]?.key ?? '';
  const stops = await get(core, 'listFigureStops', { days: '28', by: 'address', key });
  expect(stops.stops.map(({ date, marks }) => [date, marks])).toEqual([
    ['2026-11-13', ['Claimed']],
    ['2026-11-12', ['Claimed']],
    ['2026-11-11', ['Claimed']],
  ]);
  const byDriver = await get(core, 'listFigureStops', { days: '28', by: 'driver', key: 'D-045' });
  expect(byDriver.stops.map(({ address, marks }) => [address, marks])).toEqual([
    ['2 Elm Street', ['Claim rejected']],
    ['3 Elm Street', ['Claimed']],
  ]);
  expect((await get(core, 'listFigureStops', { days: '28', by: 'area', key: '97209' })).total).toBe(2);
  for (const unknown of ['', 'zz', 'D-999', '0'.repeat(16)]) {
    for (const by of ['driver', 'area', 'address'] as const) {
      expect(await get(core, 'listFigureStops', { days: '28', by, key: unknown })).toMatchObject({ total: 0 });
    }
  }

  // The same from the folder and the ledger alone.
  await core.close();
  rmSync(join(options.data, 'index.db'));
  const rebuilt = await openCore(options);
  await rebuilt.settle();
  expect(await figures(rebuilt)).toEqual(found);
});

test('doors with a past are marked on tonight’s route and told at the stop', async () => {
  const all = evenings();
  // Forty metres of one route on one evening were left at the door, and no picture came.
  for (const each of all)
    if (each.date === '2026-11-18' && each.stop === 5 && each.route === 'R1') each.leftAt = 'Front door';
  const { core } = await depotOf(all);
  await claim(core, 'TBA110001');
  await claim(core, 'TBA111007');
  const past = (rows: readonly StopRow[]) =>
    rows.flatMap(({ stop, history }) => (history ? [[stop, history.sentence]] : []));
  const tonight = await rowsOf(core, depotDate, 'R1');
  expect(past(tonight)).toEqual([
    ['1', 'Earlier at this address: claimed on 11 Nov'],
    ['5', 'Earlier at this address: no picture on 18 Nov'],
  ]);
  expect(past(await rowsOf(core, depotDate, 'R2')), 'hostile letters').toEqual([
    ['7', 'Earlier at this address: claimed on 11 Nov'],
  ]);
  expect(past(await rowsOf(core, '2026-11-11', 'R1')), 'the evening itself had no past').toEqual([]);
  const stop = await get(core, 'getStop', { stopId: tonight[0]?.id ?? '' });
  expect(stop.row.history).toMatchObject({ claims: 1, noPicture: 0 });
});

test('a claim that is tied to another stop leaves the first, and one taken back leaves nothing', async () => {
  const { core } = await depotOf(evenings());
  const id = await claim(core, 'TBA110001');
  const [other] = (await get(core, 'findClaimStops', { text: 'TBA110002' })).stops;
  const tied = await get(core, 'changeClaim', { kind: 'tie', id, stopId: other?.stopId ?? '' });
  const names = async () => (await figures(core)).addresses.map(({ name }) => name);
  expect(await names()).toEqual(['2 Oak Street']);
  await get(core, 'decide', { kind: 'undo', entryId: tied.entryId });
  expect(await names()).toEqual(['1 Oak Street']);
  await get(core, 'decide', { kind: 'undo', entryId: id });
  expect(await names()).toEqual([]);
});

test('a burst of scans is told with its stops, and an evening of upload times says that nothing can be read from them', async () => {
  const all = evenings();
  const scan = (date: string, route: string, stop: number) =>
    all.find((each) => each.date === date && each.route === route && each.stop === stop);
  // Five doors 2 km apart, marked as left at the door within a minute, and no picture of any.
  for (let n = 0; n < 5; n++) {
    const each = scan('2026-11-19', 'R1', 10 + n);
    if (each) Object.assign(each, { latitude: 45.6 + n * 0.02, time: `15:00:${10 + n * 9}`, leftAt: 'Front door' });
  }
  for (const each of all) {
    if (each.date !== '2026-11-12' || each.route !== 'R2') continue;
    Object.assign(each, { time: `18:00:${String(each.stop).padStart(2, '0')}`, latitude: 46 + each.stop * 0.02 });
  }
  const { core } = await depotOf(all);
  const { patterns } = await figures(core);
  expect(patterns.map(({ kind, driver, stops }) => [kind, driver, stops])).toEqual([
    ['burst-with-doubt', 'D-117', 5],
    ['upload-times', 'D-045', 1],
  ]);
  const list = await get(core, 'listFigureStops', {
    days: '28',
    by: 'driver',
    key: 'D-117',
    pattern: 'burst-with-doubt',
  });
  expect(list.stops.map(({ stop }) => stop)).toEqual(['10', '11', '12', '13', '14']);
  expect(list.stops[0]?.marks).toEqual(['Scanned faster than anybody drives', 'No picture']);
});

test('a depot without claims, or without a delivery, says so in figures that stay quiet', async () => {
  const { core } = await depotOf(evenings());
  const quiet = await figures(core, '365');
  expect(quiet.depot).toMatchObject({ deliveries: 800, claimed: 0, rate: 0, low: 0 });
  expect(told(quiet.drivers).map(([, , , , verdict]) => verdict)).toEqual(['usual', 'usual']);
  expect([quiet.addresses, quiet.patterns]).toEqual([[], []]);
  expect(quiet.weeks).toHaveLength(53);

  const { core: empty } = await depotOf([]);
  expect(await figures(empty)).toMatchObject({
    depot: { deliveries: 0, claimed: 0 },
    drivers: [],
    areas: [],
    addresses: [],
  });
  const wrong = await ask(empty, 'getClaimFigures', { days: '7' as never });
  expect(wrong).toMatchObject({ ok: false, code: 'input-invalid' });
});
