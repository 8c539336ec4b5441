import { describe, expect, test } from 'vitest';
import { isSuspicious, type PictureUse, type Variation, variationWords } from '#core/domain/lookalikes.ts';

const noon = Date.parse('2026-11-20T12:00:00Z');
const at = (stopId: string, secondsAfterNoon: number | null): PictureUse => ({
  stopId,
  takenAt: secondsAfterNoon === null ? null : noon + secondsAfterNoon * 1000,
});
const same: Variation = { mirrored: false, crop: 'none', brighter: 0 };

describe('A picture that stands twice', () => {
  const cases: ReadonlyArray<[string, Partial<Variation>, PictureUse, PictureUse, boolean]> = [
    ['at one stop is a burst, however it was changed', { mirrored: true }, at('a', 0), at('a', 90_000), false],
    ['at two doors a minute apart is a driver at work', {}, at('a', 0), at('b', 60), false],
    ['at two doors three minutes apart is suspicious', {}, at('a', 0), at('b', 180), true],
    ['at two doors in one second kept its camera’s time', {}, at('a', 0), at('b', 0), true],
    ['at two doors a minute apart, mirrored, is suspicious', { mirrored: true }, at('a', 0), at('b', 60), true],
    [
      'at two doors a minute apart, cut out of the other, is suspicious',
      { crop: 'less' },
      at('a', 0),
      at('b', 60),
      true,
    ],
    ['at two doors a minute apart, moved by a hand, is not', { crop: 'both' }, at('a', 0), at('b', 60), false],
    ['without a time is suspicious', {}, at('a', null), at('b', 60), true],
  ];
  test.each(cases)('%s', (_sentence, variation, one, other, expected) => {
    expect(isSuspicious({ ...same, ...variation }, one, other)).toBe(expected);
    expect(isSuspicious({ ...same, ...variation }, other, one)).toBe(expected);
  });
});

test('what differs is said in words that a supervisor can see in the picture', () => {
  expect(variationWords(same)).toBe('saved again');
  expect(variationWords({ ...same, brighter: -7 })).toBe('saved again');
  expect(variationWords({ mirrored: true, crop: 'less', brighter: 24 })).toBe('mirrored, cropped and brighter');
  expect(variationWords({ ...same, crop: 'more', brighter: -20 })).toBe('with more around it and darker');
});
