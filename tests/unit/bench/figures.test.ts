import { describe, expect, test } from 'vitest';
import type { Truth } from '#main/sample/truth.ts';
import type { Report } from '#shared/report.ts';
import { percentile, wholeNumber } from '#tools/bench/benchResult.ts';
import { photoFigures, stateFigures } from '#tools/bench/matching.ts';
import { syntheticRoute } from '#tools/bench/syntheticIndex.ts';

const photo = (file: string, stop: string | null, fault: Truth['photos'][number]['fault'] = null) => ({
  ...{ file, route: 'R1', stop, fault, takenAt: '2026-11-21T20:00:00.000Z', named: false },
});
const stop = (
  name: string,
  state: Truth['stops'][number]['state'],
  alsoRight: Truth['stops'][number]['alsoRight'] = [],
) => ({
  ...{ route: 'R1', stop: name, address: '1 Elm St', state, stateBeforeCutOff: state, alsoRight, why: '' },
});

function reported(stops: Array<{ stop: string; state: string; files: string[] }>): Report {
  const routes = [
    {
      route: 'R1',
      stops: stops.map(({ files, ...rest }) => ({ ...rest, photos: files.length > 0 ? [{ files }] : [] })),
    },
  ];
  return { routes } as unknown as Report;
}

describe('what matching is judged by', () => {
  const truth = {
    photos: [
      photo('own.jpg', '1'),
      photo('elsewhere.jpg', '2'),
      photo('alone.jpg', '3'),
      photo('van.jpg', null),
      photo('tied van.jpg', null, 'stray'),
      photo('twice.jpg', '4', 'reused'),
      photo('empty.jpg', '5', 'zero-byte'),
    ],
    stops: [stop('1', 'confirmed'), stop('2', 'missing'), stop('3', 'candidate', ['missing'])],
  } as unknown as Truth;
  const report = reported([
    { stop: '1', state: 'confirmed', files: ['own.jpg', 'elsewhere.jpg', 'tied van.jpg'] },
    { stop: '2', state: 'missing', files: [] },
    { stop: '3', state: 'missing', files: [] },
  ]);

  test('a photo at another stop is wrong, one at none is left, and a picture of no stop is right at none', () => {
    expect(photoFigures(report, truth)).toEqual({
      ...{ photos: 5, right: 2, wrong: 2, left: 1, accuracy: 0.4, wrongRate: 0.4 },
    });
  });

  test('a stop may stand in any state that is as right', () => {
    expect(stateFigures(report, truth)).toEqual({ stops: 3, statesRight: 3, missing: 1, missingFound: 1 });
  });
});

test('a percentile is a value that was measured', () => {
  const values = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect(percentile(values, 0.5)).toBe(50);
  expect(percentile(values, 0.95)).toBe(95);
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([], 0.5)).toBe(0);
});

test('a flag that wants a number takes no other', () => {
  expect(wholeNumber('100')).toBe(100);
  for (const text of [undefined, '', '0', '-3', '1.5', 'many']) expect(wholeNumber(text)).toBeNull();
});

test('a made-up route has stops, photos of its own stops only, and no path twice', () => {
  const route = syntheticRoute('2026-11-21', 7, 180);
  expect(route).toEqual(syntheticRoute('2026-11-21', 7, 180));
  const stops = new Set(route.rows.map((row) => row.stop));
  expect(stops.size).toBe(180);
  expect(route.photos.every((one) => stops.has(one.stop))).toBe(true);
  expect(new Set(route.photos.map((one) => one.path)).size).toBe(route.photos.length);
});
