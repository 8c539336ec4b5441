import { expect, test } from 'vitest';
import { furtherPicture } from '#core/domain/matching/likelihood.ts';
import { layInOrder, type OrderedPicture } from '#core/domain/matching/orderChain.ts';

const picture = (known: number | null = null, lacking = 0): OrderedPicture => ({ lacking, known, ratioAt: null });
const owed = (stops: number) => Array.from({ length: stops }, () => 19);
const best = (chances: Float64Array) => chances.indexOf(Math.max(...chances));

test('pictures between two that are known go to the doors between, one each', () => {
  const results = layInOrder([picture(0), picture(), picture(), picture(), picture(4)], owed(5));
  expect(results.map(({ chances }) => best(chances))).toEqual([0, 1, 2, 3, 4]);
  expect(results[2]?.chances[2]).toBeGreaterThan(0.9);
  expect(results[0]).toMatchObject({ none: 0 });
});

test('chances of a picture and of its showing nothing sum to 1, known or not', () => {
  const results = layInOrder([picture(), picture(2), picture(null, 3), picture()], owed(8));
  for (const { chances, none } of results) {
    expect(chances.reduce((sum, each) => sum + each, none)).toBeCloseTo(1, 9);
  }
});

test('a door that owes no picture is passed over', () => {
  const odds = [19, 0.02, 19];
  const results = layInOrder([picture(0), picture()], odds);
  expect(best(results[1]?.chances ?? new Float64Array())).toBe(2);
});

test('more pictures than doors: some are second pictures, and which is left open', () => {
  const results = layInOrder([picture(0), picture(), picture(), picture(2)], owed(3));
  const middle = results[1]?.chances ?? new Float64Array();
  expect(middle[0]).toBeGreaterThan(0.1);
  expect(middle[1]).toBeGreaterThan(0.3);
});

test('numbers that lack leave room for doors whose pictures are not here', () => {
  const near = layInOrder([picture(0), picture()], owed(9))[1]?.chances ?? new Float64Array();
  const far = layInOrder([picture(0), picture(null, 4)], owed(9))[1]?.chances ?? new Float64Array();
  expect(best(near)).toBe(1);
  expect(best(far)).toBeGreaterThan(2);
});

test('a place tells where the order leaves doubt', () => {
  const atThree: OrderedPicture = { lacking: 0, known: null, ratioAt: (rank) => (rank === 3 ? 200 : 0.05) };
  const [, found] = layInOrder([picture(0), atThree, picture(6)], owed(7));
  expect(best(found?.chances ?? new Float64Array())).toBe(3);
});

test('a picture that may be nowhere is nowhere, and breaks nothing', () => {
  const nowhere: OrderedPicture = { lacking: 0, known: null, ratioAt: () => 0 };
  expect(layInOrder([nowhere], owed(3))[0]).toMatchObject({ none: 1 });
  expect(layInOrder([picture()], [])[0]?.none).toBeCloseTo(1);
  expect(layInOrder([], owed(3))).toEqual([]);
});

test('the sums are those over every way of laying, written out', () => {
  const odds = [19, 0.2, 19, 19];
  const has = odds.map((each) => each / (1 + each));
  const known = [null, null, 2, null];
  // A way: for each picture the door that it shows, or null. The chain may also begin behind a door or break off.
  const weights = new Map<string, number>();
  const share = 0.05 / (odds.length + 1);
  const walk = (i: number, door: number, weight: number, way: (number | null)[]): void => {
    if (i === known.length) {
      let passed = 1;
      for (let after = door + 1; after < odds.length; after++) passed *= 1 - (has[after] ?? 0);
      weights.set(way.join(), (weights.get(way.join()) ?? 0) + weight * (passed + share));
      return;
    }
    if (known[i] === null) walk(i + 1, door, weight * 0.03, [...way, null]);
    for (let to = Math.max(0, door); to < odds.length; to++) {
      if (known[i] !== null && known[i] !== to) continue;
      const shows = known[i] === null ? 0.97 : 1;
      let step = to === door ? furtherPicture : door < 0 ? 1 : 1 - furtherPicture;
      if (to !== door) {
        for (let between = door + 1; between < to; between++) step *= 1 - (has[between] ?? 0);
        step *= has[to] ?? 0;
      }
      walk(i + 1, to, weight * step * shows, [...way, to]);
    }
  };
  for (let door = -1; door < odds.length; door++) walk(0, door, door < 0 ? 1 : share, []);
  const total = [...weights.values()].reduce((sum, each) => sum + each, 0);
  const results = layInOrder(
    known.map((each) => picture(each)),
    odds,
  );
  for (const [i, { chances, none }] of results.entries()) {
    const sums = new Map<string, number>();
    for (const [way, weight] of weights) {
      const at = way.split(',')[i] ?? '';
      sums.set(at, (sums.get(at) ?? 0) + weight / total);
    }
    for (let door = 0; door < odds.length; door++) expect(chances[door]).toBeCloseTo(sums.get(String(door)) ?? 0, 6);
    expect(none).toBeCloseTo(sums.get('') ?? 0, 6);
  }
});
