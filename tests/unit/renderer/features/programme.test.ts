import { describe, expect, test } from 'vitest';
import { changeWords, contentWords, daysWords, summaryWords } from '#features/programme/areaWords.ts';
import {
  boxOf,
  type DraftArea,
  insertPoint,
  movePoint,
  newArea,
  partsOf,
  pointAt,
  pointsAsText,
  pointsFromText,
  problemOf,
  problemOfAll,
  removePoint,
  ringAt,
  toArea,
  toDraft,
  withoutPart,
  withRing,
} from '#features/programme/draft.ts';
import { type ProgrammeDay, type ServiceArea, serviceAreaSchema } from '#shared/programme.ts';

const triangle = [
  [0, 0],
  [2, 0],
  [1, 2],
] as const;
const drawn = (...polygons: DraftArea['polygons']): DraftArea => ({ ...newArea('polygon', 'Old town'), polygons });
const day = '2026-11-21';
const view = (fields: Partial<ProgrammeDay>): ProgrammeDay => ({
  ...{ counts: { inside: 0, outside: 0, unknown: 0 }, unplaced: 0, areas: [], routes: [], stops: [] },
  changes: { leaving: 0, leavingConfirmed: 0, joining: 0 },
  ...fields,
});

describe('An area that is edited', () => {
  test('is saved as it was, with its rings closed, and may be saved by the contract', () => {
    const areas: ServiceArea[] = [
      { by: 'postcodes', id: crypto.randomUUID(), name: 'A', from: day, until: null, prefixes: ['972'] },
      { by: 'routes', id: crypto.randomUUID(), name: 'B', from: null, until: day, routes: ['R1'] },
      {
        by: 'polygon',
        id: crypto.randomUUID(),
        name: 'C',
        from: null,
        until: null,
        polygons: [
          [
            [
              [0, 0],
              [2, 0],
              [1, 2],
              [0, 0],
            ],
          ],
        ],
      },
    ];
    for (const area of areas) {
      expect(toArea(toDraft(area))).toEqual(area);
      expect(serviceAreaSchema.safeParse(toArea(toDraft(area))).success).toBe(true);
    }
    expect(toDraft(areas[2] as ServiceArea).polygons).toEqual([[triangle]]);
  });

  test.for<[string, DraftArea, RegExp | null]>([
    ['has no name', { ...newArea('routes', ' '), routes: ['R1'] }, /needs a name/],
    [
      'ends before it begins',
      { ...newArea('routes', 'A'), routes: ['R1'], from: day, until: '2026-11-20' },
      /before the first/,
    ],
    ['has no postcode', newArea('postcodes', 'A'), /postcode/],
    ['has no route', newArea('routes', 'A'), /route/],
    ['has nothing drawn', newArea('polygon', 'A'), /three points/],
    [
      'has a line only',
      drawn([
        [
          [0, 0],
          [1, 1],
        ],
      ]),
      /Draw three points/,
    ],
    ['has a hole that is begun', drawn([triangle, [[0, 0]]]), /Each part/],
    ['is whole', drawn([triangle]), null],
  ])('says what is missing when it %s', ([_what, area, wanted]) => {
    if (wanted === null) expect(problemOf(area)).toBeNull();
    else expect(problemOf(area)).toMatch(wanted);
  });

  test('is named when something is missing in one of several, and when all together are too large', () => {
    expect(problemOfAll([drawn([triangle]), newArea('postcodes', 'North')])?.sentence).toMatch(/^“North”: Name/);
    const long = Array.from({ length: 60_000 }, (_none, n): [number, number] => [n / 1000, 0]);
    expect(problemOfAll([drawn([long]), drawn([long])])?.sentence).toMatch(/120002 points; at most 100000/);
    expect(problemOfAll([])).toBeNull();
  });

  test('has its parts by name, and each can be changed and taken out', () => {
    const area = drawn([triangle, triangle], [triangle]);
    expect(partsOf(area).map(({ name }) => name)).toEqual(['Outline 1', 'Hole 1 of outline 1', 'Outline 2']);
    expect(partsOf(drawn([triangle, triangle])).map(({ name }) => name)).toEqual(['Outline', 'Hole 1']);
    const hole = { polygon: 0, ring: 1 };
    expect(ringAt(withRing(area, hole, [[9, 9]]), hole)).toEqual([[9, 9]]);
    expect(partsOf(withoutPart(area, hole)).map(({ name }) => name)).toEqual(['Outline 1', 'Outline 2']);
    expect(withoutPart(area, { polygon: 0, ring: 0 }).polygons).toEqual([[triangle]]);
    expect(withoutPart(drawn([triangle]), { polygon: 0, ring: 0 }).polygons).toEqual([[[]]]);
  });

  test('has points put in, moved and taken out', () => {
    expect(insertPoint(triangle, 0, [5, 5])).toEqual({
      ring: [
        [0, 0],
        [5, 5],
        [2, 0],
        [1, 2],
      ],
      index: 1,
    });
    expect(insertPoint(triangle, null, [5, 5])).toMatchObject({ index: 3 });
    expect(movePoint(triangle, 1, [5, 5])).toEqual([
      [0, 0],
      [5, 5],
      [1, 2],
    ]);
    expect(removePoint(triangle, 1)).toEqual([
      [0, 0],
      [1, 2],
    ]);
    // Off the edge of the world is on it.
    expect(pointAt(-190, 91.5)).toEqual([-180, 90]);
    expect(boxOf(triangle)).toEqual([0, 0, 2, 2]);
    expect(boxOf([])).toBeNull();
  });
});

describe('Points as text', () => {
  test('are read as they are written, and as people paste them', () => {
    expect(pointsFromText(pointsAsText(triangle))).toEqual({ ok: true, ring: triangle });
    expect(pointsFromText(' 45.5 ; −122.6 \n\n45.6\t-122.5\n')).toEqual({
      ok: true,
      ring: [
        [-122.6, 45.5],
        [-122.5, 45.6],
      ],
    });
    expect(pointsFromText('')).toEqual({ ok: true, ring: [] });
  });

  test.for<[string, RegExp]>([
    ['45.5', /^Line 1 should be/],
    ['45.5, -122.6\nElm St', /^Line 2 should be/],
    ['45.5, -122.6, 12', /^Line 1 should be/],
    ['-122.6, 45.5', /latitude comes first/],
    ['45.5, Infinity', /nowhere on earth/],
  ])('%j is told by its line', ([text, message]) => {
    expect(pointsFromText(text)).toMatchObject({ ok: false, message: expect.stringMatching(message) });
  });
});

describe('In words', () => {
  test('an area says what it is made of and when it counts', () => {
    expect(contentWords({ ...newArea('postcodes', 'A'), prefixes: ['1', '2', '3', '4', '5'] })).toBe(
      '1, 2, 3 and 2 more',
    );
    expect(contentWords(newArea('routes', 'A'))).toBe('no route yet');
    expect(contentWords(drawn([triangle], [triangle]))).toBe('2 parts, 6 points');
    expect(daysWords({ from: day, until: null })).toBe('from Sat 21 Nov 2026');
    expect(daysWords({ from: null, until: null })).toBe('');
  });

  test('the page says where the programme runs, also where no area is in force', () => {
    const area = (inForce: boolean) => ({ id: crypto.randomUUID(), inForce, stops: 0 });
    expect(summaryWords(0, view({}), day)).toBe('No areas: the programme runs everywhere.');
    expect(summaryWords(2, view({ areas: [area(false), area(false)] }), day)).toBe(
      'No area is in force on Sat 21 Nov 2026: the programme runs everywhere that day.',
    );
    expect(summaryWords(2, view({ areas: [area(true), area(false)] }), day)).toBe(
      '1 of 2 areas in force on Sat 21 Nov 2026.',
    );
    expect(summaryWords(1, view({ areas: [area(true)] }), day)).toBe('1 area in force on Sat 21 Nov 2026.');
  });

  test('what saving would change is told in both directions', () => {
    const words = (leaving: number, leavingConfirmed: number, joining: number) =>
      changeWords(view({ changes: { leaving, leavingConfirmed, joining } }), day);
    expect(words(0, 0, 0)).toBe('No stop of Sat 21 Nov 2026 changes.');
    expect(words(1, 0, 0)).toBe('On Sat 21 Nov 2026 1 stop will owe no photo any more.');
    expect(words(12, 10, 3)).toBe(
      'On Sat 21 Nov 2026 12 stops will owe no photo any more (10 of them confirmed), 3 stops will owe one.',
    );
  });
});
