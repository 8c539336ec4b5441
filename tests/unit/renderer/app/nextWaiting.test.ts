import { describe, expect, test } from 'vitest';
import { nextWaiting } from '#app/nextWaiting.ts';

const order = ['a', 'b', 'c', 'd'];

describe('the next stop of the review', () => {
  test('is the next in the queue, and past the end the first that was passed over', () => {
    expect(nextWaiting(order, new Set(order), 'a', 1)).toBe('b');
    expect(nextWaiting(order, new Set(['a', 'd']), 'd', 1)).toBe('a');
  });

  test('before is found backwards', () => {
    expect(nextWaiting(order, new Set(order), 'c', -1)).toBe('b');
    expect(nextWaiting(order, new Set(order), 'a', -1)).toBe('d');
  });

  test('follows the place of a stop that was decided elsewhere and has left the queue', () => {
    expect(nextWaiting(order, new Set(['a', 'c', 'd']), 'b', 1)).toBe('c');
  });

  test('is never the one that is shown: when it is the last, there is none', () => {
    expect(nextWaiting(order, new Set(['b']), 'b', 1)).toBeNull();
    expect(nextWaiting(order, new Set(), 'b', 1)).toBeNull();
  });

  test('may be one that came in since', () => {
    expect(nextWaiting(order, new Set(['new']), 'd', 1)).toBe('new');
  });

  test('is the first for who looks at a stop outside the queue, or at none', () => {
    expect(nextWaiting(order, new Set(['b', 'c']), 'elsewhere', 1)).toBe('b');
    expect(nextWaiting(order, new Set(['b', 'c']), null, 1)).toBe('b');
  });
});
