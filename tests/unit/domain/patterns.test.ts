import { expect, test } from 'vitest';
import { countPatterns, noPatterns, patternsOf } from '#core/domain/patterns.ts';
import { type Mark, markBits } from '#core/domain/stopMarks.ts';

/** Deliveries, and of how many of them what is remembered. */
function counts(deliveries: number, ...marked: [times: number, ...marks: Mark[]][]) {
  const found = { ...noPatterns(), deliveries };
  for (const [times, ...marks] of marked) {
    const bits = marks.reduce((all, mark) => all | markBits[mark], 0);
    for (let n = 0; n < times; n++) countPatterns(found, bits);
  }
  return found;
}

/** A hundred times the driver's deliveries: one in ten far away, hardly anything else. */
const depot = counts(40_000, [4_000, 'far'], [20, 'reused'], [40, 'near-duplicate'], [30, 'burst']);
const told = (...driver: Parameters<typeof counts>) =>
  patternsOf(counts(...driver), depot).map(({ kind, stops }) => [kind, stops]);

test.each([
  ['an honest driver', [400, [40, 'far']], []],
  ['far away as often as others, by chance a little more', [400, [48, 'far']], []],
  ['far away much more often', [400, [80, 'far']], [['far', 80]]],
  ['one picture used twice', [400, [1, 'reused']], []],
  ['six pictures used twice', [400, [6, 'reused']], [['reused', 6]]],
  ['five like others', [400, [5, 'near-duplicate']], [['near-duplicate', 5]]],
  ['one burst of three', [400, [3, 'burst']], [['burst', 3]]],
  ['a burst with a picture from elsewhere', [40_000, [3, 'burst', 'far']], [['burst-with-doubt', 3]]],
  ['a burst without any picture', [40_000, [1, 'burst', 'no-picture']], [['burst-with-doubt', 1]]],
  ['an evening with the times of an upload', [400, [1, 'upload-times']], [['upload-times', 1]]],
] as [string, Parameters<typeof counts>, unknown[]][])('%s', (_name, driver, expected) => {
  expect(told(...driver)).toEqual(expected);
});

test('a depot with one driver has nobody to compare with', () => {
  const only = counts(400, [300, 'far'], [50, 'reused']);
  expect(patternsOf(only, only)).toEqual([]);
});

test('nobody is accused: the words say what was seen', () => {
  const all = counts(400, [80, 'far'], [9, 'burst', 'reused'], [9, 'near-duplicate'], [2, 'upload-times']);
  for (const { sentence } of patternsOf(all, depot)) {
    expect(sentence).not.toMatch(/false|fraud|fake|cheat|lie[sd]?\b|steal|stole/i);
    expect(sentence).toMatch(/\d/);
  }
});
