import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalId, isIdentifying, stemOf, tokensOf, withoutCounters } from '#core/domain/matching/tokens.ts';

const words = (text: string) => tokensOf(text).map((token) => token.text);

describe('Tokens', () => {
  test.for([
    ['are parted by everything but letters and digits', 'TBA-123_45 (door).x', ['TBA', '123', '45', 'DOOR', 'X']],
    ['are compared in capitals', 'tba123', ['TBA123']],
    ['are of any script', 'Straße Ленина 東京5', ['STRASSE', 'ЛЕНИНА', '東京5']],
    ['are none in what has neither letters nor digits', '__ -- 📦', []],
  ] as const)('%s', ([_what, text, tokens]) => {
    expect(words(text)).toEqual(tokens);
  });

  test('know where they stand', () => {
    expect(tokensOf('a-bc')).toEqual([
      { text: 'A', start: 0, end: 1 },
      { text: 'BC', start: 2, end: 4 },
    ]);
  });

  test('of any text, however odd, lie one after another inside it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let before = 0;
        for (const token of tokensOf(text)) {
          expect(token.start).toBeGreaterThanOrEqual(before);
          expect(text.slice(token.start, token.end).toUpperCase()).toBe(token.text);
          before = token.end;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('An id', () => {
  test.for(['TBA-1-2', 'tba_1-2', 'TBA 1 2', ' tba.1/2 ', '(TBA)1_2'])('spelled %s is TBA-1-2', (id) => {
    expect(canonicalId(id)).toBe('TBA-1-2');
  });

  test('in its one form stays as it is', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(canonicalId(canonicalId(id))).toBe(canonicalId(id));
      }),
    );
  });

  test.for([
    ['TBA300000001', true],
    ['123456', true],
    ['D-1234', true],
    ['12345', false],
    ['AA', false],
    ['DOORSTEP', false],
    ['', false],
  ] as const)('%s counts anywhere: %s', ([id, counts]) => {
    expect(isIdentifying(id)).toBe(counts);
  });
});

test.for([
  ['TBA1.jpg', 'TBA1'],
  ['TBA1.v2.HEIC', 'TBA1.v2'],
  ['TBA1', 'TBA1'],
  ['a.b/c', 'a.b/c'],
] as const)('the stem of %s is %s', ([name, stem]) => {
  expect(stemOf(name)).toBe(stem);
});

describe('Nothing is left that could be an id in the name of', () => {
  test.for([
    ['an iPhone', 'IMG_1234'],
    ['an iPhone’s edited picture', 'IMG_E1234'],
    ['a copy in the Finder', 'IMG_1234 2'],
    ['a numbered copy', 'IMG_1234 (2)'],
    ['a Samsung', '20230112_042504'],
    ['a Samsung’s burst', '20230112_042504(0)'],
    ['a Samsung’s second picture in a second', '20230112_042504_001'],
    ['an edited Android picture', '20230112_042504~2'],
    ['a Pixel', 'PXL_20230112_042504123'],
    ['an Android camera', 'IMG_20230112_042504'],
    ['an Oppo', 'IMG20230112042504'],
    ['an Android camera’s second picture in a second', 'IMG_20230112_042504_1'],
    ['WhatsApp', 'IMG-20230112-WA0007'],
    ['WhatsApp on a desk', 'WhatsApp Image 2023-01-12 at 04.25.04'],
    ['WhatsApp on a desk, again', 'WhatsApp Image 2023-01-12 at 04.25.04 (1)'],
    ['Telegram', 'photo_2023-01-12_04-25-04'],
    ['Telegram’s export', 'photo_5@12-01-2023_04-25-04'],
    ['Signal', 'signal-2023-01-12-042504'],
    ['Facebook', 'FB_IMG_1673497504123'],
    ['a camera', 'DSC01234'],
    ['another camera', '_DSC1234'],
    ['a screenshot', 'Screenshot_20230112-042504'],
    ['a Mac’s screenshot', 'Screenshot 2023-01-12 at 04.25.04'],
    ['a camera upload', '2023-01-12 04.25.04'],
    ['a day', '2023-01-12'],
    ['a day, day first', '12.01.2023'],
    ['a day in a sync conflict', 'IMG_1234.sync-conflict-20261121-101500-ABCDEFG'],
  ] as const)('%s', ([_what, name]) => {
    expect(words(withoutCounters(name)).filter((word) => /\d/.test(word))).toEqual([]);
  });
});

describe('An id stays beside the counters of', () => {
  test.for([
    ['a carrier’s app', 'TBA300000001_20261121_143522', ['TBA300000001']],
    ['a carrier’s app with dashes', 'TBA300000001-2026-11-21-14-35-22', ['TBA300000001']],
    ['a stop and a day', '20261121_12', ['12']],
    ['a copy', 'TBA300000001 (1)', ['TBA300000001']],
    ['a second picture', 'TBA300000001_2', ['TBA300000001', '2']],
    ['a camera behind it', 'TBA300000001 IMG_1234', ['TBA300000001']],
    ['a camera before it', 'IMG_1234_TBA300000001', ['TBA300000001']],
    ['a stop before a camera’s counter', '12_IMG_1234', ['12']],
    ['a label before a day', 'stop 12 2026-11-21', ['STOP', '12']],
    ['nothing at all', 'IMAGINE12', ['IMAGINE12']],
    ['a date that is none', '20269921', ['20269921']],
    ['a longer number', '202611210001', ['202611210001']],
    ['letters before what would be a day', 'AB20110512', ['AB20110512']],
    ['a time with a stop behind it', '20261121_143522_12', ['12']],
  ] as const)('%s', ([_what, name, left]) => {
    expect(words(withoutCounters(name)).filter((word) => /\d|STOP/.test(word))).toEqual(left);
  });
});

test('blanking keeps every other letter where it was', () => {
  const text = 'TBA1_20261121_143522_door (2)';
  expect(withoutCounters(text)).toHaveLength(text.length);
  expect(withoutCounters(text).indexOf('door')).toBe(text.indexOf('door'));
});
