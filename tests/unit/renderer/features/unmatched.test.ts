import { describe, expect, it } from 'vitest';
import { pageSize, rowsOf } from '#features/unmatched/strayRows.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';

/** Photos `from` to `to` (without it), of which only the id matters here. */
function photos(from: number, to: number): UnmatchedPhoto[] {
  return Array.from({ length: to - from }, (_, index) => ({ id: `photo ${from + index}` }) as UnmatchedPhoto);
}

const none = new Set<string>();
const noFetch = () => undefined;

describe('the list of photos without a stop', () => {
  it('has a place for every photo of the day before all are fetched', () => {
    const rows = rowsOf(new Map([[0, photos(0, pageSize)]]), 450, none, noFetch);
    expect(rows).toHaveLength(450);
    expect(rows[199]?.kind).toBe('photo');
    expect(rows[200]?.kind).toBe('waiting');
    expect(new Set(rows.map(({ key }) => key)).size).toBe(450);
  });

  it('fetches the page of a place that comes into view', () => {
    const fetched: number[] = [];
    const rows = rowsOf(new Map([[0, photos(0, pageSize)]]), 450, none, (page) => fetched.push(page));
    const last = rows.at(-1);
    if (last?.kind === 'waiting') last.fetch();
    expect(fetched).toEqual([2]);
  });

  it('lists a photo once that moved to the next page while pages were fetched', () => {
    const pages = new Map([
      [0, photos(0, pageSize)],
      [1, photos(pageSize - 1, pageSize + 20)],
    ]);
    const keys = rowsOf(pages, pageSize + 20, none, noFetch).map(({ key }) => key);
    expect(keys).toHaveLength(pageSize + 20);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leaves a photo out as soon as it was accepted', () => {
    const rows = rowsOf(new Map([[0, photos(0, 3)]]), 3, new Set(['photo 1']), noFetch);
    expect(rows.map(({ key }) => key)).toEqual(['photo 0', 'photo 2']);
  });

  it('is empty on a day where every picture has its stop', () => {
    expect(rowsOf(new Map([[0, []]]), 0, none, noFetch)).toEqual([]);
  });
});
