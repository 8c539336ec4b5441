import { describe, expect, test } from 'vitest';
import { shotBeside, shotsOf } from '#app/shots.ts';
import { stopsIn } from '#tests/unit/renderer/stopRows.ts';

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
