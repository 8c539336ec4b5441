import { expect, test } from 'vitest';
import { at, read } from './reading.ts';

const manifest = {
  porchlight: 1,
  serviceDate: '2026-11-21',
  timeZone: 'America/New_York',
  routes: [
    {
      route: 'R104',
      driver: 'D-117',
      stops: [
        {
          stop: 'S1',
          sequence: 1,
          address: '12 Elm St',
          latitude: 45.5,
          longitude: -122.6,
          packages: [
            { trackingId: 'TBA1', status: 'delivered', completedAt: '2026-11-21T14:30:00', leftAt: 'Front door' },
            { trackingId: 'TBA2', status: 'DELIVERY_ATTEMPTED', completedAt: 1795300522125 },
          ],
        },
        { stop: 'S2', sequence: 2, address: '18 Elm St' },
      ],
    },
  ],
};

test('packages come with their stop and route, in the zone that the file names', async () => {
  const { result, rows } = await read(JSON.stringify(manifest));
  expect(result).toMatchObject({ ok: true, summary: { kind: 'porchlight-json', rows: 3, good: 3, problemsTotal: 0 } });
  expect(rows).toMatchObject([
    {
      serviceDate: '2026-11-21',
      route: 'R104',
      driver: 'D-117',
      stop: 'S1',
      sequence: 1,
      trackingId: 'TBA1',
      outcome: 'delivered',
      completedAt: at('2026-11-21T14:30:00-05:00'),
      handover: 'doorstep',
      latitude: 45.5,
      line: null,
    },
    { trackingId: 'TBA2', outcome: 'attempted', completedAt: 1795300522125 },
    { stop: 'S2', trackingId: null, outcome: 'pending', address: '18 Elm St' },
  ]);
});

test('the order of the members plays no part', async () => {
  const { routes, ...head } = manifest;
  const turned = { routes: routes.map(({ stops, ...route }) => ({ stops, ...route })), ...head };
  const [first, second] = [await read(JSON.stringify(manifest)), await read(JSON.stringify(turned))];
  expect(second.rows).toEqual(first.rows);
});

test('a tracking id written as a number keeps all its digits', async () => {
  const text = JSON.stringify(manifest).replace('"TBA1"', '12345678901234567890123');
  expect((await read(text)).rows[0]?.trackingId).toBe('12345678901234567890123');
});

test('what can’t be read is told by its place; the rest is in', async () => {
  const stops = [
    {
      stop: 'S1',
      packages: [
        { trackingId: 'A', status: 'huh' },
        { status: 'delivered' },
        7,
        { trackingId: 'B', status: 'delivered', completedAt: '03/04/2026' },
      ],
    },
    'x',
  ];
  const { rows, problems } = await read(
    JSON.stringify({ ...manifest, routes: [{ route: 'R1', stops }, { route: 'R2' }, null] }),
  );
  expect(rows.map((row) => row.trackingId)).toEqual(['B']);
  expect(problems.map((problem) => problem.column)).toEqual([
    'routes[0].stops[0].packages[0].status',
    'routes[0].stops[0].packages[1].trackingId',
    'routes[0].stops[0].packages[2]',
    'routes[0].stops[0].packages[3].completedAt',
    'routes[0].stops[1]',
    'routes[1].stops',
    'routes[2]',
  ]);
});

test('a file cut anywhere is half written, never wrong', async () => {
  const text = JSON.stringify(manifest);
  for (let length = 20; length < text.length; length += 23) {
    const { result } = await read(text.slice(0, length));
    expect([length, result]).toMatchObject([length, { ok: false, code: 'half-written' }]);
  }
});

test('JSON that breaks its own rules says so', async () => {
  const { result } = await read(JSON.stringify(manifest).replace('"driver":', '"driver" '));
  expect(result).toMatchObject({ ok: false, code: 'unreadable' });
});

test('JSON that holds no routes of ours is no manifest', async () => {
  for (const other of [
    '{}',
    '[]',
    '{"a":{"b":{"c":{"d":1}}}}',
    '[1,2,3]',
    '{"routes":[{"path":"/"}]}',
    '{"budget":{"actual":5}}',
    '{bad: these are only words in braces}',
  ]) {
    expect([other, (await read(other)).result]).toMatchObject([other, { ok: false, code: 'not-a-manifest' }]);
  }
});

test('a form from a newer version is refused with a sentence', async () => {
  const { result } = await read(JSON.stringify({ ...manifest, porchlight: 2 }));
  expect(result).toMatchObject({ ok: false, code: 'unreadable', message: expect.stringContaining('“porchlight: 2”') });
});

test('a lacking or unreadable service date is named, unless one was chosen', async () => {
  const { serviceDate: _, ...dateless } = manifest;
  expect((await read(JSON.stringify(dateless))).result).toMatchObject({ ok: false, code: 'lacking-columns' });
  expect((await read(JSON.stringify(dateless), { serviceDate: '2026-11-21' })).rows).toHaveLength(3);
  expect((await read(JSON.stringify({ ...manifest, serviceDate: '03/04/2026' }))).result).toMatchObject({
    ok: false,
    code: 'lacking-columns',
    message: expect.stringContaining('03/04/2026'),
  });
});

test('an unknown zone is told, and the depot’s is used', async () => {
  const { rows, problems } = await read(JSON.stringify({ ...manifest, timeZone: 'Mars/Olympus' }));
  expect(problems).toMatchObject([{ column: 'timeZone' }]);
  expect(rows[0]?.completedAt).toBe(at('2026-11-21T14:30:00-08:00'));
});

test('a member called __proto__ changes nothing', async () => {
  const text = JSON.stringify(manifest).replace('"route":"R104"', '"__proto__":{"route":"evil"},"route":"R104"');
  expect((await read(text)).rows[0]?.route).toBe('R104');
});

test('brackets nested without end are refused, not followed', async () => {
  const deep = `{"porchlight":1,"serviceDate":"2026-11-21","timeZone":"UTC","routes":[${'['.repeat(100_000)}`;
  expect((await read(deep)).result).toMatchObject({ ok: false, code: 'unreadable' });
});
