import { describe, expect, it } from 'vitest';
import { laidOut } from '#app/pages.ts';

const page = (...ids: string[]) => ids.map((id) => ({ id }));
const asItIs = <Row>(rows: Row[]) => rows;

describe('the pages of a list', () => {
  it('hold a row once that moved from one to the next while both were fetched, where it is newest', () => {
    const { rows } = laidOut([page('a', 'b'), page('b', 'c')], asItIs);
    expect(rows.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    const twice = [
      [
        { id: 'a', is: 'new' },
        { id: 'b', is: 'new' },
      ],
      [{ id: 'a', is: 'old' }],
    ];
    expect(laidOut(twice, asItIs).rows).toEqual([
      { id: 'a', is: 'new' },
      { id: 'b', is: 'new' },
    ]);
  });

  it('are known by their rows, so that only those on the screen are asked for again', () => {
    const { placeOf } = laidOut([page('a', 'b'), page('b', 'c'), page('d')], asItIs);
    expect([...placeOf]).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 1],
      ['d', 2],
    ]);
  });
});
