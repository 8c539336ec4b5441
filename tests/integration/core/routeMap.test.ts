import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { makeRouteId } from '#core/index/keys.ts';
import { depotDate, depotZone, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';

const routeId = makeRouteId(depotDate, 'R12');

describe('the map of a route', () => {
  test('shows the stops in planned order with their states, and pictures tied to their stops', async () => {
    const folder = join(temporaryFolder(), 'folder');
    const depot = new TestDepot(folder);
    const stops = depot.route('R12', 3) as [TestStop, TestStop, TestStop];
    await depot.photo(stops[0]);
    await depot.photo(stops[1], { withPosition: false });
    depot.save();
    const core = await openCore({ data: temporaryFolder(), folder });
    await core.settle();

    const map = await get(core, 'getRouteMap', { routeId });
    expect(map).toMatchObject({ route: 'R12', date: depotDate, timeZone: depotZone });
    expect(map.stops.map(({ stop, sequence, state }) => [stop, sequence, state])).toEqual([
      ['001', 1, 'confirmed'],
      ['002', 2, 'confirmed'],
      ['003', 3, 'missing'],
    ]);
    expect(map.stops[0]).toMatchObject({
      address: '10 Elm St',
      completedAt: stops[0].completedAt,
      position: { latitude: 45.5, longitude: stops[0].longitude },
    });
    // The second picture says nowhere that it was taken anywhere.
    expect(map.photos).toHaveLength(1);
    const [photo] = map.photos;
    expect(photo).toMatchObject({ stopId: map.stops[0]?.stopId, takenAt: stops[0].completedAt + 15_000 });
    expect(photo?.position.latitude).toBeCloseTo(45.5, 4);
    expect(photo?.metresFromStop).toBeLessThan(5);
  });

  test('a stop without a position is listed without one; one at the equator’s zero has its own', async () => {
    const folder = join(temporaryFolder(), 'folder');
    const depot = new TestDepot(folder);
    depot.write(
      'manifest.csv',
      'service_date,route,stop,sequence,address,latitude,longitude,tracking_id,status\n' +
        `${depotDate},R12,B,2,2 Elm St,,,TBA300000002,delivered\n${depotDate},R12,A,1,1 Elm St,0,9.5,TBA300000001,delivered\n`,
    );
    const core = await openCore({ data: temporaryFolder(), folder });
    await core.settle();
    const { stops, photos } = await get(core, 'getRouteMap', { routeId });
    expect(stops.map(({ stop, position, completedAt }) => ({ stop, position, completedAt }))).toEqual([
      { stop: 'A', position: { latitude: 0, longitude: 9.5 }, completedAt: null },
      { stop: 'B', position: null, completedAt: null },
    ]);
    expect(photos).toEqual([]);
  });

  test('a route that is gone has none', async () => {
    const folder = join(temporaryFolder(), 'folder');
    mkdirSync(folder);
    const core = await openCore({ data: temporaryFolder(), folder });
    expect(await ask(core, 'getRouteMap', { routeId })).toMatchObject({
      ok: false,
      status: 404,
      code: 'route-unknown',
    });
  });
});

describe('the offline map', () => {
  const bytes = Buffer.concat([
    Buffer.from('PMTiles\u0003'),
    Buffer.from(Array.from({ length: 992 }, (_none, n) => n % 251)),
  ]);

  async function mapped(content: Uint8Array | null = bytes) {
    const file = join(temporaryFolder(), 'Portland map.pmtiles');
    if (content) writeFileSync(file, content);
    const core = await openCore({ data: temporaryFolder() });
    await get(core, 'putSettings', { map: { tileUrl: null, attribution: '', pmtilesFile: file } });
    return { core, file };
  }

  const load = (core: Core, headers: Record<string, string> = {}, method = 'GET', path = '/api/map.pmtiles') =>
    core.fetch(new Request(`http://core${path}`, { method, headers }));
  const loaded = async (response: Response) => Buffer.from(await response.arrayBuffer());

  test.for([
    ['bytes=0-6', 0, 7],
    ['bytes=100-199', 100, 200],
    ['bytes=990-', 990, 1000],
    ['bytes=-10', 990, 1000],
    ['bytes=-5000', 0, 1000],
    ['bytes=999-5000', 999, 1000],
  ] as const)('is given by ranges: %s', async ([range, from, until]) => {
    const { core } = await mapped();
    const response = await load(core, { range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${from}-${until - 1}/1000`);
    expect(response.headers.get('content-length')).toBe(String(until - from));
    expect(await loaded(response)).toEqual(bytes.subarray(from, until));
  });

  test.for(['bytes=1000-', 'bytes=1000-1001', 'bytes=-0'])('a range beyond its end is refused: %s', async (range) => {
    const { core } = await mapped();
    const response = await load(core, { range });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
  });

  test.for([undefined, 'bytes=5-2', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-', 'bytes=a-b', `bytes=${'9'.repeat(40)}-1`])(
    'without a range that makes sense it comes whole: %s',
    async (range) => {
      const { core } = await mapped();
      const response = await load(core, range === undefined ? {} : { range });
      expect([response.status, response.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
      expect(await loaded(response)).toEqual(bytes);
    },
  );

  test('its head tells its size and no more', async () => {
    const { core } = await mapped();
    const response = await load(core, {}, 'HEAD');
    expect([response.status, response.headers.get('content-length'), (await loaded(response)).length]).toEqual([
      ...[200, '1000', 0],
    ]);
  });

  test('another file under the same name has another tag, so that old directories are not used for it', async () => {
    const { core, file } = await mapped();
    const before = (await load(core)).headers.get('etag');
    expect(before).toMatch(/^"[\w-]+"$/);
    expect((await load(core)).headers.get('etag')).toBe(before);
    appendFileSync(file, 'more');
    expect((await load(core)).headers.get('etag')).not.toBe(before);
  });

  test('what can’t be shown says why', async () => {
    const failure = async (core: Core) => {
      const response = await load(core, { range: 'bytes=0-100' });
      const { error } = (await response.json()) as { error: { code: string; message: string } };
      expect(error.message).toMatch(/^[A-Z].*\.$/);
      return [response.status, error.code];
    };
    expect(await failure(await openCore({ data: temporaryFolder() }))).toEqual([404, 'map-not-set']);
    const missing = await mapped(null);
    expect(await failure(missing.core)).toEqual([404, 'map-missing']);
    mkdirSync(missing.file);
    expect(await failure(missing.core)).toEqual([409, 'map-not-pmtiles']);
    rmSync(missing.file, { recursive: true });
    for (const content of ['', 'PM', 'SQLite format 3\0', '<html>PMTiles']) {
      writeFileSync(missing.file, content);
      expect(await failure(missing.core)).toEqual([409, 'map-not-pmtiles']);
    }
    writeFileSync(missing.file, bytes);
    expect((await load(missing.core)).status).toBe(200);
  });

  test('no request names another file', async () => {
    const { core } = await mapped();
    for (const path of [
      '/api/map.pmtiles/../settings.json',
      '/api/map.pmtiles/%2e%2e/settings.json',
      '/api/map.pmtiles%00',
      '/api/..%2fmap.pmtiles',
    ]) {
      expect((await load(core, {}, 'GET', path)).status).toBe(404);
    }
    const asked = await load(core, {}, 'GET', '/api/map.pmtiles?file=/etc/passwd');
    expect(await loaded(asked)).toEqual(bytes);
    expect((await load(core, {}, 'POST')).status).toBe(404);
  });
});
