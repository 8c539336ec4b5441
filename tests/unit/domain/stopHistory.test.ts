import { expect, test } from 'vitest';
import { historyOf } from '#core/domain/stopHistory.ts';
import { markBits } from '#core/domain/stopMarks.ts';

const on = (date: string, ...marks: (keyof typeof markBits)[]) => ({
  date,
  marks: marks.reduce((bits, mark) => bits | markBits[mark], 0),
});

test.each([
  ['once', [on('2026-11-03', 'claimed')], 'Earlier at this address: claimed on 3 Nov'],
  [
    'in any order, latest first',
    [on('2026-10-02', 'no-picture'), on('2026-11-14', 'no-picture')],
    'Earlier at this address: no picture on 14 Nov and 2 Oct',
  ],
  [
    'one delivery with two marks',
    [on('2026-11-03', 'claimed', 'wrong-place')],
    'Earlier at this address: claimed on 3 Nov; picture of another place on 3 Nov',
  ],
  [
    'a claim that was rejected says so',
    [on('2026-11-03', 'claim-rejected')],
    'Earlier at this address: claimed (rejected) on 3 Nov',
  ],
  [
    'many are a number',
    ['05', '04', '03', '02', '01'].map((month) => on(`2026-${month}-07`, 'no-picture')),
    'Earlier at this address: no picture on 7 May, 7 Apr, 7 Mar and 2 times before',
  ],
])('%s', (_name, earlier, sentence) => {
  expect(historyOf(earlier)?.sentence).toBe(sentence);
});

test('each kind is counted, and what says nothing about the door is not told', () => {
  const earlier = [
    on('2026-11-03', 'claimed'),
    on('2026-11-02', 'claim-rejected'),
    on('2026-11-01', 'no-picture', 'far'),
  ];
  expect(historyOf(earlier)).toMatchObject({ claims: 2, noPicture: 1, wrongPlace: 0 });
  expect(historyOf([on('2026-11-03', 'burst', 'far', 'reused')])).toBeNull();
  expect(historyOf([])).toBeNull();
});

test('a date that no calendar has is told as it stands', () => {
  expect(historyOf([on('2026-13-45', 'claimed')])?.sentence).toBe('Earlier at this address: claimed on 2026-13-45');
});
