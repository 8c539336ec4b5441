import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedByChance, judgeFigures, wilson, worstFirst } from '#core/domain/claimFigures.ts';

const round = ({ low, high }: { low: number; high: number }) => [low, high].map((each) => Number(each.toFixed(4)));

test.each([
  // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
  ['81 of 263', 81, 263, [0.2553, 0.3662]],
  ['15 of 148', 15, 148, [0.0624, 0.1605]],
  ['0 of 20', 0, 20, [0, 0.1611]],
  ['1 of 29', 1, 29, [0.0061, 0.1718]],
])('the interval of %s is Newcombe’s', (_name, claimed, deliveries, interval) => {
  expect(round(wilson(claimed, deliveries))).toEqual(interval);
});

test('without deliveries nothing is known, and with all claimed the interval ends at all', () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  expect(wilson(5, 5).high).toBe(1);
});

test('the interval holds the rate, stays between none and all, and narrows as deliveries come', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (deliveries, share) => {
        const claimed = Math.round(share * deliveries);
        const { low, high } = wilson(claimed, deliveries);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(claimed / deliveries);
        expect(high).toBeGreaterThanOrEqual(claimed / deliveries);
        const ten = wilson(claimed * 10, deliveries * 10);
        expect(ten.high - ten.low).toBeLessThan(high - low);
      },
    ),
  );
});

test.each([
  ['three of ten stand out', 3, 10, 'stands-out'],
  ['thirty of ten thousand stand out', 30, 10_000, 'stands-out'],
  ['one of ten is one bad day', 1, 10, 'too-few'],
  ['one of a hundred and fifty is what chance brings', 1, 150, 'usual'],
  ['none of fifty says nothing', 0, 50, 'too-few'],
  ['none of ten thousand is surely fewer', 0, 10_000, 'fewer'],
  ['ten of ten thousand are the depot’s rate', 10, 10_000, 'usual'],
] as const)('where the depot has one claim in a thousand, %s', (_name, claimed, deliveries, verdict) => {
  expect(judgeFigures({ claimed, deliveries }, 0.001).verdict).toBe(verdict);
});

test('three claims out of ten deliveries are not shouted over thirty out of ten thousand', () => {
  const judge = (claimed: number, deliveries: number) => {
    const tally = { claimed, deliveries };
    return { ...tally, ...judgeFigures(tally, 0.001) };
  };
  const few = judge(3, 10);
  const many = judge(30, 10_000);
  expect([few, many].sort(worstFirst)).toEqual([many, few]);
  expect(many.surplus).toBeGreaterThan(10);
  expect(few.surplus).toBeLessThan(2);
});

test('who stands out comes first, the others by what is sure of them', () => {
  const figures = [
    { name: 'no claim', claimed: 0, deliveries: 4_000 },
    { name: 'usual, many', claimed: 9, deliveries: 8_000 },
    { name: 'one of few', claimed: 1, deliveries: 30 },
    { name: 'stands out', claimed: 20, deliveries: 4_000 },
  ].map((tally) => ({ ...tally, ...judgeFigures(tally, 0.001) }));
  expect(figures.sort(worstFirst).map(({ name }) => name)).toEqual([
    'stands out',
    'one of few',
    'usual, many',
    'no claim',
  ]);
});

test('of two hundred drivers who are all alike some would stand out, and it is told how many', () => {
  const drivers = Array.from({ length: 200 }, () => ({ deliveries: 4_000 }));
  const expected = expectedByChance(drivers, 0.001);
  // Eight claims are the first that stand out of four thousand deliveries; Poisson's table says 0.0511 for eight or more where four are usual.
  expect(expected / 200).toBeCloseTo(0.0511, 3);
  expect(expectedByChance(drivers.slice(0, 20), 0.001)).toBeCloseTo(expected / 10);
  expect(expectedByChance([{ deliveries: 1 }], 0.001), 'one delivery never stands out').toBe(0);
  expect(expectedByChance(drivers, 0), 'nothing was claimed at all').toBe(0);
  expect(expectedByChance([{ deliveries: 1_000_000 }], 0.02), 'a million deliveries').toBeLessThan(0.05);
});

test('the number expected by chance is the one that dice bring', () => {
  // A depot of 60 drivers, 500 deliveries each, thrown 200 times with a seeded die.
  let seed = 7;
  const die = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const rate = 0.004;
  let found = 0;
  const throws = 200;
  const drivers = 60;
  for (let n = 0; n < throws * drivers; n++) {
    let claimed = 0;
    for (let delivery = 0; delivery < 500; delivery++) if (die() < rate) claimed++;
    if (judgeFigures({ claimed, deliveries: 500 }, rate).verdict === 'stands-out') found++;
  }
  const expected = expectedByChance(
    Array.from({ length: drivers }, () => ({ deliveries: 500 })),
    rate,
  );
  expect(found / throws).toBeGreaterThan(expected * 0.85);
  expect(found / throws).toBeLessThan(expected * 1.15);
});
