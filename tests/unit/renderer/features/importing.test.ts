import { describe, expect, it } from 'vitest';
import { assigned, samplesOf } from '#features/importing/columnMapping.ts';
import { columnGroups, columnWords, formatKind } from '#features/importing/columnWords.ts';
import { type ImportPreview, manifestColumns } from '#shared/importing.ts';

describe('the columns of a file', () => {
  it('a column that another header had moves to the one that was chosen', () => {
    const mapping = { Tour: 'route', Note: null, Nr: 'tracking_id' } as const;
    expect(assigned(mapping, 'Note', 'route')).toEqual({ Tour: null, Note: 'route', Nr: 'tracking_id' });
  });

  it('several headers can be left unused', () => {
    const mapping = { Tour: 'route', Note: null, Remark: 'left_at' } as const;
    expect(assigned(mapping, 'Remark', null)).toEqual({ Tour: 'route', Note: null, Remark: null });
  });

  it('a header called __proto__ is a header like any other', () => {
    const mapping = assigned({ Tour: 'route' }, '__proto__', 'stop');
    expect(JSON.stringify(mapping)).toBe('{"Tour":"route","__proto__":"stop"}');
  });

  it('every column can be chosen, exactly once', () => {
    const offered = columnGroups.flatMap(({ columns }) => columns);
    expect(offered.toSorted()).toEqual(manifestColumns.toSorted());
    expect(new Set(Object.values(columnWords)).size).toBe(manifestColumns.length);
  });

  it('the first three different values stand beside a header; empty ones and short rows don’t', () => {
    const rows = [['R1', ' '], ['R1', 'a'], ['R2'], ['R3', 'b'], ['R4', 'c']];
    expect(samplesOf(rows, 0)).toEqual(['R1', 'R2', 'R3']);
    expect(samplesOf(rows, 1)).toEqual(['a', 'b', 'c']);
    expect(samplesOf(rows, 7)).toEqual([]);
  });
});

describe('what a file is', () => {
  const preview = { kind: 'csv', encoding: 'windows-1252', delimiter: ';' } as ImportPreview;
  it('is said in words', () => {
    expect(formatKind(preview)).toBe('Table, WINDOWS-1252, separated by semicolons');
    expect(formatKind({ ...preview, encoding: 'utf-8', delimiter: '\t' })).toBe('Table, UTF-8, separated by tabs');
    expect(formatKind({ ...preview, kind: 'amazon-route-data', encoding: 'utf-8', delimiter: null })).toBe(
      'Amazon routes, UTF-8',
    );
  });
});
