import { describe, expect, test } from 'vitest';
import { againstOrder, atDoorAfter, onwardAfter, paceOf, pairsOf, usualPace } from '#core/domain/matching/pace.ts';

const lagSpread = 30;
const pair = (pause: number, scansApart: number | null) => ({ pause, scansApart, lagSpread });
const twenty = (pause: number, scansApart: number | null) => Array.from({ length: 20 }, () => pair(pause, scansApart));

describe('How a driver works from picture to picture', () => {
  test('is what is usual as long as nothing was seen', () => {
    expect(paceOf([])).toMatchObject({ disorder: 0.05 });
    expect(atDoorAfter(paceOf([]), 9)).toBeCloseTo(atDoorAfter(usualPace, 9), 9);
    expect(onwardAfter(paceOf([]), 12)).toBeCloseTo(onwardAfter(usualPace, 12), 9);
  });

  test('who takes second pictures within five seconds took no second picture after twenty', () => {
    const quick = paceOf(twenty(5, null));
    expect(atDoorAfter(quick, 5)).toBeGreaterThan(2 * atDoorAfter(usualPace, 5));
    expect(atDoorAfter(quick, 20)).toBeLessThan(atDoorAfter(usualPace, 20) / 2);
  });

  test('a second picture minutes later teaches nothing: it may show something else', () => {
    const slow = paceOf(twenty(90, null));
    expect(atDoorAfter(slow, 90)).toBeLessThan(atDoorAfter(usualPace, 90));
  });

  test('who never was at the next door within twelve seconds is not there within twelve seconds', () => {
    const steady = paceOf(twenty(20, 20));
    expect(onwardAfter(steady, 20)).toBeGreaterThan(onwardAfter(steady, 7));
    expect(onwardAfter(steady, 7)).toBeLessThan(onwardAfter(usualPace, 7) + 0.02);
    expect(onwardAfter(steady, 300)).toBe(1);
  });

  test('pictures that come in any order take the trust in the order away, those in order confirm it', () => {
    const crossing = paceOf([...twenty(10, 20), ...twenty(10, -20)]);
    const inOrder = paceOf([...twenty(25, 20), ...twenty(30, 20)]);
    expect(againstOrder(crossing, 60)).toBeGreaterThan(0.5);
    expect(againstOrder(inOrder, 60)).toBeLessThan(0.05);
  });

  test('pairs are neighbours on one camera and route; a doubtful picture between parts them', () => {
    const seen = (time: number, place: number | null, camera = 'a') => {
      return { camera, time, place, expected: place === null ? null : place * 100, lagSpread };
    };
    const pairs = pairsOf([seen(30, 1), seen(0, 0), seen(10, 0), seen(15, 5, 'b'), seen(60, null), seen(90, 2)]);
    expect(pairs.get('a')).toEqual([pair(10, null), pair(20, 100)]);
    expect(pairs.get('b')).toEqual([]);
  });
});
