import { describe, expect, it } from 'vitest';
import { allMarks, extendTo, firstStops, noMarks, rowsMarked, toggle } from '#features/unmatched/strayMarks.ts';
import {
  groupByPhone,
  keepOrder,
  type PhoneGroup,
  pageSize,
  phoneName,
  rowsOf,
} from '#features/unmatched/strayRows.ts';
import type { Candidate, UnmatchedPhoto } from '#shared/views.ts';

/** Photos `from` to `to` (without it), of which only id, phone and candidates matter here. */
function photos(from: number, to: number, device: string | null = 'Pixel 7'): UnmatchedPhoto[] {
  return Array.from(
    { length: to - from },
    (_, index) => ({ id: `photo ${from + index}`, device, candidates: [] as Candidate[] }) as unknown as UnmatchedPhoto,
  );
}

function group(device: string, total: number, ...pages: [number, UnmatchedPhoto[]][]): PhoneGroup {
  return { device, total, pages: new Map(pages) };
}

const none = new Set<string>();

describe('the list of photos without a stop', () => {
  it('has a place for every photo of a phone before all are fetched', () => {
    const rows = rowsOf([group('Pixel 7', 450, [0, photos(0, pageSize)])], none);
    expect(rows).toHaveLength(450);
    expect(rows[199]?.kind).toBe('photo');
    expect(rows[200]?.kind).toBe('waiting');
    expect(new Set(rows.map(({ key }) => key)).size).toBe(450);
  });

  it('knows which page to fetch for a place that comes into view', () => {
    const rows = rowsOf([group('Pixel 7', 450, [0, photos(0, pageSize)])], none);
    expect(rows.at(-1)?.page).toEqual({ device: 'Pixel 7', page: 2 });
  });

  it('tells places of two phones apart', () => {
    const rows = rowsOf([group('Pixel 7', 30), group('', 30)], none);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(60);
  });

  it('says above the rows of each phone what it is called and how many are left', () => {
    const rows = rowsOf([group('Pixel 7', 3, [0, photos(0, 3)]), group('', 1, [0, photos(3, 4, null)])], none);
    expect(rows.map((row) => row.group)).toEqual([
      'Pixel 7 · 3 photos',
      'Pixel 7 · 3 photos',
      'Pixel 7 · 3 photos',
      'Phone not named · 1 photo',
    ]);
  });

  it('lists a photo once that moved to the next page while pages were fetched', () => {
    const rows = rowsOf(
      [group('Pixel 7', pageSize + 20, [0, photos(0, pageSize)], [1, photos(pageSize - 1, pageSize + 20)])],
      none,
    );
    expect(rows).toHaveLength(pageSize + 20);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it('leaves a photo out as soon as it was accepted', () => {
    const rows = rowsOf([group('Pixel 7', 3, [0, photos(0, 3)])], new Set(['photo 1']));
    expect(rows.map(({ key }) => key)).toEqual(['photo 0', 'photo 2']);
  });

  it('is empty on a day where every picture has its stop', () => {
    expect(rowsOf([], none)).toEqual([]);
    expect(rowsOf([group('Pixel 7', 0)], none)).toEqual([]);
  });

  it('holds ten thousand photos of two hundred phones', () => {
    const phones = Array.from({ length: 200 }, (_, phone) => group(`Phone ${phone}`, 50));
    expect(rowsOf(phones, none)).toHaveLength(10_000);
  });

  it('puts the photos of one phone together, in the order that the phones have', () => {
    const all = [...photos(0, 1, 'A'), ...photos(1, 2, 'B'), ...photos(2, 3, 'A'), ...photos(3, 4, null)];
    const groups = groupByPhone(all, ['B', 'A']);
    expect(groups.map(({ device, total }) => [device, total])).toEqual([
      ['B', 1],
      ['A', 2],
      ['', 1],
    ]);
  });

  it('keeps the phones in their places while their counts fall, and puts new ones last', () => {
    expect(keepOrder(['A', 'B'], ['B', 'A'])).toEqual(['A', 'B']);
    expect(keepOrder(['A', 'B'], ['C', 'B'])).toEqual(['A', 'B', 'C']);
  });

  it('cuts the name of a phone that is ten thousand characters long', () => {
    expect(phoneName('x'.repeat(10_000)).length).toBeLessThan(70);
    expect(phoneName('')).toBe('Phone not named');
  });
});

describe('choosing several photos', () => {
  const rows = rowsOf([group('Pixel 7', 6, [0, photos(0, 6)])], none);
  const keys = (marks: Parameters<typeof rowsMarked>[0]) => rowsMarked(marks, rows).map(({ key }) => key);

  it('chooses with Shift all from where I stood to there, in either direction', () => {
    expect(keys(extendTo(noMarks, 'photo 1', 'photo 3'))).toEqual(['photo 1', 'photo 2', 'photo 3']);
    expect(keys(extendTo(noMarks, 'photo 3', 'photo 1'))).toEqual(['photo 1', 'photo 2', 'photo 3']);
  });

  it('turns a range around where it began', () => {
    const down = extendTo(noMarks, 'photo 2', 'photo 4');
    expect(keys(extendTo(down, 'photo 4', 'photo 1'))).toEqual(['photo 1', 'photo 2']);
  });

  it('adds the row I stand on when I press Ctrl and another', () => {
    const two = toggle(noMarks, rows, 'photo 0', 'photo 4');
    expect(keys(two)).toEqual(['photo 0', 'photo 4']);
    expect(keys(toggle(two, rows, 'photo 4', 'photo 0'))).toEqual(['photo 4']);
  });

  it('takes one out of a range', () => {
    const range = extendTo(noMarks, 'photo 0', 'photo 3');
    expect(keys(toggle(range, rows, 'photo 3', 'photo 1'))).toEqual(['photo 0', 'photo 2', 'photo 3']);
  });

  it('keeps a picked photo that is out of the list for a moment, while the day is matched anew', () => {
    const two = toggle(noMarks, rows, 'photo 0', 'photo 4');
    const without = rows.filter(({ key }) => key !== 'photo 4');
    const three = toggle(two, without, 'photo 0', 'photo 2');
    expect(keys(three)).toEqual(['photo 0', 'photo 2', 'photo 4']);
  });

  it('lets a range go when its end was decided elsewhere, instead of choosing something else', () => {
    expect(keys({ ...noMarks, anchor: 'photo 1', head: 'photo 9' })).toEqual([]);
  });

  it('chooses all', () => {
    expect(keys(allMarks)).toHaveLength(6);
    expect(keys(toggle(allMarks, rows, 'photo 0', 'photo 2'))).toHaveLength(5);
  });

  it('takes each photo to its own first stop, and says how many fit none', () => {
    const candidate = (stopId: string) => ({ stopId }) as Candidate;
    const [one, two, three] = photos(0, 3) as [UnmatchedPhoto, UnmatchedPhoto, UnmatchedPhoto];
    const plan = firstStops([
      { ...one, candidates: [candidate('a'), candidate('b')] },
      two,
      { ...three, candidates: [candidate('b')] },
    ]);
    expect(plan.fitting.map(({ photo, candidate: { stopId } }) => [photo.id, stopId])).toEqual([
      ['photo 0', 'a'],
      ['photo 2', 'b'],
    ]);
    expect(plan.without).toBe(1);
  });
});
