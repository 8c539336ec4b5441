import { describe, expect, test } from 'vitest';
import { chooseOffsets, type ReadPicture } from '#core/domain/matching/clockChoice.ts';
import { type ClockCourse, courseByGps, type GpsWitness, offsetsAt } from '#core/domain/matching/clockCourse.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { photo } from '#tests/fixtures/smallDay.ts';

const hour = 3600;
const start = 1_700_000_000;

/** A picture every six minutes of a shift of nine hours; `slow` says by how much the phone is, at an hour of the shift. */
function shift(slow: (hours: number) => number, ageOfFix: (n: number) => number = () => 1): GpsWitness[] {
  return Array.from({ length: 90 }, (_, n) => {
    const time = start + n * 360;
    return { reading: time - slow((n * 360) / hour), gps: time - ageOfFix(n) };
  });
}

const offsetsOf = (course: ClockCourse | undefined) => course?.pieces.map(({ offset }) => Math.round(offset)) ?? [];

describe('A clock, as GPS time tells it', () => {
  test.for([
    ['right', 0],
    ['7 min 20 s slow', 440],
    ['47 min fast', -2820],
    ['a year slow', 365 * 86_400],
  ] as const)('one that is %s is found to the second', ([_what, slow]) => {
    const found = courseByGps(shift(() => slow));
    expect(Math.abs((found?.course.pieces[0]?.offset ?? 0) - slow)).toBeLessThanOrEqual(1);
    expect(found?.course).toMatchObject({ drift: 0 });
    expect(found?.support).toBe(90);
  });

  test('fixes that are minutes old, or repeated for half an hour, change nothing', () => {
    const random = seededRandom(4);
    const stale = shift(
      () => 440,
      (n) => (n % 5 === 0 ? random.between(120, 2400) : 2),
    );
    expect(offsetsOf(courseByGps(stale)?.course)).toEqual([438]);
    // Five pictures on one fix, and then that fix is half an hour old.
    const repeated = shift(
      () => 440,
      (n) => (n % 5) * 360,
    );
    expect(offsetsOf(courseByGps(repeated)?.course)).toEqual([440]);
  });

  test('summer time at mid-shift is one jump of an hour', () => {
    const found = courseByGps(shift((hours) => (hours < 4.5 ? 0 : -hour)));
    expect(offsetsOf(found?.course)).toEqual([-1, -3601]);
    expect(Math.abs((found?.course.pieces[1]?.from ?? 0) - (start + 4.5 * hour))).toBeLessThanOrEqual(360);
  });

  test('a zone that is crossed twice is two jumps, even where few pictures were taken there', () => {
    const there = shift((hours) => (hours >= 3 && hours < 3.3 ? hour : 0));
    expect(offsetsOf(courseByGps(there)?.course)).toEqual([-1, 3599, -1]);
  });

  test.for([5, -60, 120])('a drift of %d seconds an hour is found', (drift) => {
    const found = courseByGps(shift((hours) => 200 + drift * hours));
    expect(found?.course.drift ?? 0).toBeCloseTo(drift, 0);
    expect(found?.course.pieces).toHaveLength(1);
    for (const { reading, gps } of shift((hours) => 200 + drift * hours)) {
      const [offset = 0] = found ? offsetsAt(found.course, reading) : [];
      expect(Math.abs(reading + offset - gps - 1)).toBeLessThanOrEqual(3);
    }
  });

  test('one picture, none, or two that contradict each other tell nothing', () => {
    expect(courseByGps([])).toBeNull();
    expect(courseByGps(shift(() => 440).slice(0, 1))).toBeNull();
    expect(
      courseByGps([
        { reading: start, gps: start + 440 },
        { reading: start + 600, gps: start + 5000 },
      ]),
    ).toBeNull();
  });

  test('whatever order the pictures come in, the course is the same', () => {
    const random = seededRandom(9);
    const witnesses = shift((hours) => (hours < 4.5 ? 60 : 60 - hour));
    const shuffled = witnesses.toSorted(() => random.next() - 0.5);
    expect(courseByGps(shuffled)).toEqual(courseByGps(witnesses));
  });
});

describe('An hour that the clock', () => {
  const jumped = (by: number): ClockCourse => ({
    pieces: [
      { from: Number.NEGATIVE_INFINITY, offset: 0 },
      { from: start, offset: by },
    ],
    drift: 0,
    middle: start,
  });

  test('showed twice leaves both offsets open', () => {
    // Put back an hour at `start`: from then on an hour is to be added.
    expect(offsetsAt(jumped(hour), start - 600)).toEqual([0, hour]);
    expect(offsetsAt(jumped(hour), start - 2 * hour)).toEqual([0]);
    expect(offsetsAt(jumped(hour), start + 600)).toEqual([hour]);
  });

  test('left out has the nearest one', () => {
    expect(offsetsAt(jumped(-hour), start + 600)).toEqual([0]);
    expect(offsetsAt(jumped(-hour), start + hour - 600)).toEqual([-hour]);
  });
});

describe('A picture of the hour that was shown twice', () => {
  const course: ClockCourse = {
    pieces: [
      { from: Number.NEGATIVE_INFINITY, offset: 0 },
      { from: start, offset: hour },
    ],
    drift: 0,
    middle: start,
  };
  const pictureAt = (name: string, reading: number, gpsTime?: number): ReadPicture => ({
    photo: {
      ...photo(name, { path: `camera/${name}.jpg` }),
      ...(gpsTime === undefined ? {} : { gpsTime: gpsTime * 1000 }),
    },
    ...{ reading, sample: null },
  });
  // Taken twenty minutes before the clock was put back, and twenty after: the later one shows the earlier time.
  const before = pictureAt('IMG_0011', start - 1200);
  const after = pictureAt('IMG_0012', start - 2400);

  test('is told by the number that the phone gave it', () => {
    expect([...chooseOffsets(course, [before, after], null)]).toEqual([
      ['IMG_0011', 0],
      ['IMG_0012', hour],
    ]);
  });

  test('is told by its own GPS time before any number', () => {
    const lying = pictureAt('IMG_0010', start - 2400, start + 1198);
    expect(chooseOffsets(course, [lying, before], null).get('IMG_0010')).toBe(hour);
  });

  test('is told by the scans where it has neither', () => {
    const sample = { time: start - 2400, weightOf: null, base: 0 };
    const lone = { ...pictureAt('door', start - 2400), sample };
    expect(chooseOffsets(course, [lone], Float64Array.of(start + 1195)).get('door')).toBe(hour);
    expect(chooseOffsets(course, [lone], Float64Array.of(start - 2395)).get('door')).toBe(0);
  });
});
