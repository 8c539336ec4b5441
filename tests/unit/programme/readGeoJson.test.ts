import { describe, expect, test } from 'vitest';
import { readGeoJson } from '#core/programme/readGeoJson.ts';

const square = [
  [-122.7, 45.5],
  [-122.6, 45.5],
  [-122.6, 45.6],
  [-122.7, 45.6],
  [-122.7, 45.5],
];
const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings });
const feature = (name: unknown, geometry: unknown) => ({ type: 'Feature', properties: { name }, geometry });
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });

const read = (value: unknown) =>
  readGeoJson(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));

function found(value: unknown) {
  const result = read(value);
  if (!result.ok) throw new Error(result.message);
  return result.found;
}
function refusal(value: unknown) {
  const result = read(value);
  if (result.ok) throw new Error(`it was taken: ${JSON.stringify(result.found)}`);
  return result;
}

describe('Areas are found in', () => {
  test.for<[string, unknown, string[], number]>([
    ['a polygon alone', polygon(square), ['Area 1'], 1],
    ['a feature', feature('Old town', polygon(square)), ['Old town'], 1],
    [
      'a collection of features',
      collection(feature('A', polygon(square)), feature('B', polygon(square))),
      ['A', 'B'],
      2,
    ],
    [
      'a multi-polygon: one area',
      feature('Islands', { type: 'MultiPolygon', coordinates: [[square], [square]] }),
      ['Islands'],
      2,
    ],
    [
      'a collection of geometries: one area',
      feature('Both', {
        type: 'GeometryCollection',
        geometries: [polygon(square), { type: 'MultiPolygon', coordinates: [[square]] }],
      }),
      ['Both'],
      2,
    ],
    ['a feature whose name is a number', feature(97201, polygon(square)), ['97201'], 1],
    [
      'a feature whose property is called NAME',
      { type: 'Feature', properties: { NAME: 'Upper case' }, geometry: polygon(square) },
      ['Upper case'],
      1,
    ],
    ['a file with a byte order mark', `\uFEFF${JSON.stringify(polygon(square))}`, ['Area 1'], 1],
    [
      'a file that names WGS 84 as its projection',
      {
        ...collection(feature('A', polygon(square))),
        crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } },
      },
      ['A'],
      1,
    ],
    [
      'a file that names it by its number',
      { ...polygon(square), crs: { type: 'name', properties: { name: 'EPSG:4326' } } },
      ['Area 1'],
      1,
    ],
  ])('%s', ([_what, value, names, polygons]) => {
    const { areas, problems } = found(value);
    expect(areas.map(({ name }) => name)).toEqual(names);
    expect(areas.flatMap((area) => area.polygons)).toHaveLength(polygons);
    expect(problems).toEqual([]);
  });

  test('a polygon with a hole, which stays a hole', () => {
    const hole = [
      [-122.66, 45.54],
      [-122.65, 45.54],
      [-122.65, 45.55],
      [-122.66, 45.54],
    ];
    expect(found(polygon(square, hole)).areas[0]?.polygons).toEqual([[square, hole]]);
  });

  test('a ring that lacks its last point, has one twice, a height, and more decimals than a metre needs', () => {
    const ring = [
      [-122.700_000_04, 45.5, 12],
      [-122.6, 45.5],
      [-122.6, 45.5],
      [-122.6, 45.6],
    ];
    expect(found(polygon(ring)).areas[0]?.polygons).toEqual([
      [
        [
          [-122.7, 45.5],
          [-122.6, 45.5],
          [-122.6, 45.6],
          [-122.7, 45.5],
        ],
      ],
    ]);
  });

  test('a name that would turn the text around it, break its line or fill the page', () => {
    const hostile = `\u202Eevil\u0000\n<b onmouseover=alert(1)>${'x'.repeat(5000)}`;
    const [area] = found(feature(hostile, polygon(square))).areas;
    expect(area?.name).toMatch(/^evil <b onmouseover=alert\(1\)>x+$/);
    expect(area?.name).toHaveLength(100);
  });
});

describe('A feature is told and left out, and the others are taken,', () => {
  test.for<[string, unknown, RegExp]>([
    ['where it is a point', { type: 'Point', coordinates: [1, 2] }, /^Feature 2 \(“Odd”\) is a Point: only a Polygon/],
    ['where it is a line', { type: 'LineString', coordinates: square }, /is a LineString/],
    ['where it has no geometry', null, /has no geometry/],
    ['where its geometry is a word', 'Polygon', /has a geometry that is no GeoJSON/],
    ['where its geometry is of a kind that nobody knows', { type: 'Circle' }, /of type “Circle”/],
    ['where it has no coordinates', { type: 'Polygon' }, /has no coordinates/],
    ['where its coordinates are empty', polygon(), /has no coordinates/],
    ['where a ring encloses nothing', polygon(square.slice(0, 2)), /fewer than three different points/],
    [
      'where a ring is one point many times',
      polygon([
        [1, 1],
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
      /fewer than three different points/,
    ],
    [
      'where a point is a word',
      polygon([...square.slice(0, 2), ['a', 'b'], ...square.slice(2)]),
      /has \["a","b"\] where its point 3/,
    ],
    ['where a point lacks a number', polygon([[1], ...square]), /has \[1\] where its point 1/],
    ['where a number is none', polygon([[null, 1], ...square]), /where its point 1 should be/],
    [
      'where it is in metres',
      polygon(square.map(([x, y]) => [(x ?? 0) * 111_000, (y ?? 0) * 111_000])),
      /nowhere on earth in degrees. It seems to be in another projection/,
    ],
    ['where latitude and longitude changed places', polygon(square.map(([x, y]) => [y, x])), /changed places/],
    [
      'where it crosses the 180th meridian',
      polygon([
        [-179, 0],
        [179, 0],
        [179, 1],
        [-179, 0],
      ]),
      /180th meridian/,
    ],
    ['where its hole is broken', polygon(square, [[1, 1]]), /\(hole 1\)/],
    [
      'where one part of several is broken: it would be another area',
      { type: 'MultiPolygon', coordinates: [[square], [[[1, 1]]]] },
      /fewer than three/,
    ],
    [
      'where its line is too long',
      polygon(Array.from({ length: 20_002 }, (_none, n) => [n / 1000, (n % 7) / 10])),
      /a line of 20002 points; at most 20000/,
    ],
    ['where it has too many holes', polygon(...Array.from({ length: 101 }, () => square)), /has 100 holes; at most 99/],
    [
      'where it has too many parts',
      { type: 'MultiPolygon', coordinates: Array.from({ length: 201 }, () => [square]) },
      /201 polygons; at most 200/,
    ],
    ['where it is no feature at all', undefined, /has no geometry/],
  ])('%s', ([_what, geometry, problem]) => {
    const { areas, problems } = found(collection(feature('Good', polygon(square)), feature('Odd', geometry)));
    expect(areas.map(({ name }) => name)).toEqual(['Good']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  test('where collections lie in collections without end', () => {
    let nested: unknown = polygon(square);
    for (let depth = 0; depth < 40; depth++) nested = { type: 'GeometryCollection', geometries: [nested] };
    expect(found(collection(feature('Good', polygon(square)), feature('Deep', nested))).problems).toEqual([
      'Feature 2 (“Deep”) is a collection in too many collections.',
    ]);
  });

  test('where together they have more points than can be kept: the first are in', () => {
    const ring = Array.from({ length: 15_000 }, (_none, n) => [n / 1000, (n % 7) / 10]);
    const { areas, problems } = found(
      collection(...Array.from({ length: 9 }, (_none, n) => feature(`Part ${n + 1}`, polygon(ring)))),
    );
    expect(areas).toHaveLength(6);
    expect(problems).toEqual([
      'Feature 7 (“Part 7”) and what comes after it is left out: all areas together may have 100000 points. Simplify the shapes.',
    ]);
  });

  test('and a file in which everything is wrong is told up to a point', () => {
    const { areas, problems } = found(
      collection(...Array.from({ length: 900 }, () => feature('P', { type: 'Point' }))),
    );
    expect([areas.length, problems.length]).toEqual([0, 50]);
  });
});

describe('A file is refused in words', () => {
  test.for<[string, unknown, string, RegExp]>([
    ['when it is empty', '', 'upload-empty', /empty/],
    ['when it is no JSON', '<kml><Placemark/></kml>', 'not-geojson', /KML or Shapefile/],
    ['when it breaks off', '{"type":"FeatureCollection","features":[', 'not-geojson', /one JSON object/],
    ['when it is a list', '[1,2,3]', 'not-geojson', /one JSON object/],
    ['when it is some other JSON', { porchlight: 1 }, 'not-geojson', /its type is nothing/],
    ['when it is of a kind that nobody knows', { type: 'Shape' }, 'not-geojson', /its type is “Shape”/],
    ['when it is TopoJSON', { type: 'Topology', objects: {} }, 'topojson', /Export it as GeoJSON/],
    ['when it has no features', { type: 'FeatureCollection', features: [] }, 'no-areas', /no feature/],
    ['when its features are a word', { type: 'FeatureCollection', features: 'x' }, 'no-areas', /no feature/],
    ['when it is a point alone', { type: 'Point', coordinates: [1, 2] }, 'no-areas', /is a Point/],
    [
      'when it names another projection',
      {
        ...collection(feature('A', polygon(square))),
        crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } },
      },
      'other-projection',
      /in the projection “urn:ogc:def:crs:EPSG::3857”/,
    ],
    [
      'when its projection is somewhere else',
      { ...polygon(square), crs: { type: 'link', properties: {} } },
      'other-projection',
      /“link”/,
    ],
  ])('%s', ([_what, value, code, message]) => {
    expect(refusal(value)).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('when it is no text in UTF-8', () => {
    const utf16 = Buffer.from(`\uFEFF${JSON.stringify(polygon(square))}`, 'utf16le');
    expect(readGeoJson(utf16)).toMatchObject({ ok: false, code: 'not-utf8' });
  });

  test('when it is nested so deeply that nothing could read it', () => {
    expect(refusal(`${'['.repeat(2_000_000)}`).code).toBe('not-geojson');
    expect(refusal(`{"type":"Polygon","coordinates":${'['.repeat(50_000)}${']'.repeat(50_000)}}`).code).toBe(
      'no-areas',
    );
  });
});
