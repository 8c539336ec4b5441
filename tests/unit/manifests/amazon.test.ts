import { expect, test } from 'vitest';
import { createNotANumberFilter } from '#core/manifests/notANumber.ts';
import { at, read } from './reading.ts';

const routeA = 'RouteID_00143bdd-0a6b-49ec-bb35-36593d303e77';
const routeB = 'RouteID_0016bc70-cb8d-48b0-aa55-8ee50bdcdb59';

const routeData = `{"${routeA}": {"station_code": "DLA3", "date_YYYY_MM_DD": "2018-07-27", "departure_time_utc": "16:02:10", "executor_capacity_cm3": 3313071.0, "route_score": "High", "stops": {"AD": {"lat": 34.099611, "lng": -118.283062, "type": "Dropoff", "zone_id": "P-12.3C"}, "AF": {"lat": NaN, "lng": NaN, "type": "Dropoff", "zone_id": NaN}, "VE": {"lat": 34.007369, "lng": -118.143927, "type": "Station", "zone_id": NaN}}},
"${routeB}": {"station_code": "DSE5", "date_YYYY_MM_DD": "2018-07-28", "departure_time_utc": "16:02:10", "executor_capacity_cm3": NaN, "route_score": "Low", "stops": {"AD": {"lat": 47.6, "lng": -122.3, "type": "Dropoff", "zone_id": "NaN-1"}}}}`;

const packageData = `{"${routeA}": {"VE": {}, "AD": {"PackageID_1": {"scan_status": "DELIVERED", "time_window": {"start_time_utc": NaN, "end_time_utc": NaN}, "planned_service_time_seconds": 59.3, "dimensions": {"depth_cm": 25.4, "height_cm": 7.6, "width_cm": 17.8}}, "PackageID_2": {"scan_status": "DELIVERY_ATTEMPTED", "time_window": {"start_time_utc": "2018-07-27 16:00:00", "end_time_utc": "2018-07-27 20:00:00"}, "planned_service_time_seconds": NaN, "dimensions": {"depth_cm": NaN}}}},
"${routeB}": {"AD": {"PackageID_3": {"scan_status": "REJECTED", "time_window": {"start_time_utc": NaN, "end_time_utc": NaN}}, "PackageID_4": {"scan_status": "VANISHED"}}}}`;

const sequences = `{"${routeA}": {"actual": {"AD": 1, "AF": 2, "VE": 0}}, "${routeB}": {"actual": {"AD": 1, "XX": NaN}}}`;

test('the routes file gives a row a drop-off, without package, and leaves the station out', async () => {
  const { result, rows } = await read(routeData);
  expect(result).toMatchObject({ ok: true, summary: { kind: 'amazon-route-data', good: 3, bad: 0 } });
  expect(rows).toMatchObject([
    {
      serviceDate: '2018-07-27',
      route: routeA,
      stop: 'AD',
      latitude: 34.099611,
      longitude: -118.283062,
      trackingId: null,
      outcome: 'pending',
    },
    { serviceDate: '2018-07-27', route: routeA, stop: 'AF', latitude: null, longitude: null },
    { serviceDate: '2018-07-28', route: routeB, stop: 'AD', latitude: 47.6 },
  ]);
});

test('the packages file gives patches by route id, with outcomes and windows in UTC', async () => {
  const { result, patches, problems } = await read(packageData);
  expect(result).toMatchObject({ ok: true, summary: { kind: 'amazon-package-data', rows: 4, good: 3, bad: 1 } });
  expect(patches).toEqual([
    {
      route: routeA,
      stop: 'AD',
      packages: [
        { trackingId: 'PackageID_1', outcome: 'delivered', completedAt: null, windowStart: null, windowEnd: null },
        {
          trackingId: 'PackageID_2',
          outcome: 'attempted',
          completedAt: null,
          windowStart: at('2018-07-27T16:00:00Z'),
          windowEnd: at('2018-07-27T20:00:00Z'),
        },
      ],
    },
    {
      route: routeB,
      stop: 'AD',
      packages: [
        { trackingId: 'PackageID_3', outcome: 'rejected', completedAt: null, windowStart: null, windowEnd: null },
      ],
    },
  ]);
  expect(problems).toMatchObject([{ column: `${routeB}.AD.PackageID_4.scan_status` }]);
});

test('the sequences file gives the place of each stop', async () => {
  const { result, patches, problems } = await read(sequences);
  expect(result).toMatchObject({ ok: true, summary: { kind: 'amazon-sequences' } });
  expect(patches).toEqual([
    { route: routeA, stop: 'AD', sequence: 1 },
    { route: routeA, stop: 'AF', sequence: 2 },
    { route: routeA, stop: 'VE', sequence: 0 },
    { route: routeB, stop: 'AD', sequence: 1 },
  ]);
  expect(problems).toMatchObject([{ column: `${routeB}.actual.XX` }]);
});

test('a route without a date or stops is told; the others are in', async () => {
  const { rows, problems } = await read(
    `{"A": {"station_code": "X", "stops": {"AA": {"lat": 1, "lng": 2, "type": "Dropoff"}}}, "B": {"station_code": "X"}, ${routeData.slice(1)}`,
  );
  expect(rows).toHaveLength(3);
  expect(problems.map((problem) => problem.column)).toEqual(['A.date_YYYY_MM_DD', 'B.stops']);
});

test('files cut off are half written', async () => {
  for (const text of [routeData, packageData, sequences]) {
    for (const length of [1, 30, 120, text.length - 1]) {
      expect([length, (await read(text.slice(0, length))).result]).toMatchObject([
        length,
        { ok: false, code: 'half-written' },
      ]);
    }
  }
});

test('bare NaN and Infinity become null wherever the pieces are cut; inside strings they stay', () => {
  const text = '{"NaN":"NaN \\" NaN","a":NaN,"b":[-Infinity,Infinity,NaN],"c":"\\\\","d":NaN,"e":"Infinity\\\\\\"NaN"}';
  const expected = '{"NaN":"NaN \\" NaN","a":null,"b":[null,null,null],"c":"\\\\","d":null,"e":"Infinity\\\\\\"NaN"}';
  for (let size = 1; size <= text.length; size += 1) {
    const filter = createNotANumberFilter();
    let output = '';
    for (let index = 0; index < text.length; index += size) output += filter.write(text.slice(index, index + size));
    expect([size, output + filter.end()]).toEqual([size, expected]);
  }
});
