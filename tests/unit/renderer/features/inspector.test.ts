import { describe, expect, test } from 'vitest';
import { excuseChoices, rejectChoices } from '#features/inspector/reasons.ts';
import { shotBeside, shotsOf } from '#features/inspector/shots.ts';
import { stopsIn } from '#tests/unit/renderer/stopRows.ts';

describe.each([
  ['reject', rejectChoices],
  ['excuse', excuseChoices],
])('the reasons to %s', (_name, choices) => {
  test('each have a key of their own, digit and letter', () => {
    const keys = choices.flatMap(({ digit, letter }) => [digit, letter]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the pictures of a stop', () => {
  const [row] = stopsIn('confirmed');
  const shots = shotsOf(undefined, { ...row, photoIds: ['a', 'b'] } as typeof row);

  test('are there before the facts are', () => {
    expect(shots.map(({ id, facts }) => [id, facts])).toEqual([
      ['a', null],
      ['b', null],
    ]);
    expect(shotsOf(undefined, undefined)).toEqual([]);
  });

  test('end at both ends: the arrow keys do not go round', () => {
    expect(shotBeside(shots, 'a', 1)?.id).toBe('b');
    expect(shotBeside(shots, 'b', 1)?.id).toBe('b');
    expect(shotBeside(shots, 'a', -1)?.id).toBe('a');
    expect(shotBeside([], null, 1)).toBeNull();
  });
});
