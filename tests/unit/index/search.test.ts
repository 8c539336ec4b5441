import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSearch, toMatchExpression } from '#core/index/search.ts';
import { emptyIndex, lay, row } from './indexWorld.ts';

function smallDepot() {
  const db = emptyIndex();
  lay(
    db,
    1,
    row({ address: '12 Elm Street', customer: 'Zoë Müller', postcode: '97201', driver: 'D-117' }),
    row({
      stop: '2',
      address: '14 Elm Street',
      trackingId: 'TBA300000002',
      driver: 'D-117',
      customer: 'NEAR OR AND NOT',
    }),
    row({ route: 'R77', stop: 'AB', address: 'Große Straße 3', trackingId: 'SPX-99/12', driver: 'D-200' }),
  );
  const search = createSearch(db);
  return (text: string) =>
    search(text)
      .map((hit) => `${hit.route}/${hit.stop}`)
      .sort();
}

test.for([
  ['12 Elm', ['R1/1']],
  ['elm str', ['R1/1', 'R1/2']],
  ['Zoe Muller', ['R1/1']],
  ['ZOË', ['R1/1']],
  ['R77', ['R77/AB']],
  ['d-117', ['R1/1', 'R1/2']],
  ['97201', ['R1/1']],
  ['TBA300000002', ['R1/2']],
  ['tba3000', ['R1/1', 'R1/2']],
  ['SPX 99 12', ['R77/AB']],
  ['große', ['R77/AB']],
  ['elm oak', []],
  ['', []],
  ['   ', []],
  ['"', []],
  ['NOT', ['R1/2']],
  ['NEAR OR AND', ['R1/2']],
  ['elm* OR 1', []],
] as Array<[string, string[]]>)('looking for “%s” finds %j', ([text, found]) => {
  expect(smallDepot()(text)).toEqual(found);
});

test('whatever is typed is looked for, never run', () => {
  const search = smallDepot();
  const nasty = [
    `'; DROP TABLE stops; --`,
    '" OR 1=1',
    'words:elm',
    '{a b}: c',
    '^elm',
    'elm NEAR/2 street',
    'a"b"c',
    '%_',
    '\0elm\0',
  ];
  for (const text of nasty) expect(() => search(text)).not.toThrow();
  expect(search('12 Elm')).toEqual(['R1/1']);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      search(text);
      // Words in quotes, an asterisk at most after the last, AND between them: nothing else is ever handed to FTS5.
      return /^$|^"[\p{L}\p{N}]+"( AND "[\p{L}\p{N}]+")*\*?$/u.test(toMatchExpression(text));
    }),
  );
});

describe('within days', () => {
  /** Two hundred stops a day in Elm Street; the oldest day came last, and the manifest of one stop of it came with the newest. */
  function tenDays() {
    const db = emptyIndex();
    const dayOf = (n: number) => `2026-11-${String(n).padStart(2, '0')}`;
    const stopsOf = (n: number, only?: number) =>
      Array.from({ length: 200 }, (_none, at) =>
        row({
          serviceDate: dayOf(n),
          route: `R${at % 4}`,
          stop: String(at),
          address: at === 77 ? `${n} Rare Lane` : `${at} Elm Street`,
          trackingId: `TBA3${String(n).padStart(2, '0')}${String(at).padStart(6, '0')}`,
          driver: 'D-1',
          driverName: 'Dana Reyes',
          completedAt: n * 86_400_000 + at,
        }),
      ).filter((_row, at) => only === undefined || at === only);
    lay(db, 1, ...stopsOf(1, 5));
    for (const n of [2, 3, 4, 6, 7, 8, 9, 10]) lay(db, n, ...stopsOf(n));
    lay(db, 11, ...stopsOf(5), ...stopsOf(1));
    const search = createSearch(db);
    return {
      dates: (text: string, from: string | null, to: string | null) =>
        search(text, { from, to }).map(({ date }) => date),
      search,
      dayOf,
    };
  }
  const fifty = (date: string) => Array.from({ length: 50 }, () => date);

  test('a word that fits thousands of stops finds those of the day that is asked for, whenever their manifest came', () => {
    const { dates, dayOf } = tenDays();
    for (let n = 1; n <= 10; n++) expect(dates('elm', dayOf(n), dayOf(n))).toEqual(fifty(dayOf(n)));
  });

  test('the newest of the range come first: today before the day whose manifest came last', () => {
    const { dates, dayOf } = tenDays();
    expect(dates('elm', null, null)).toEqual(fifty(dayOf(10)));
    expect(dates('elm', null, dayOf(6))).toEqual(fifty(dayOf(6)));
    expect(dates('elm', dayOf(3), dayOf(5))).toEqual(fifty(dayOf(5)));
    expect(dates('elm', dayOf(9), null)).toEqual(fifty(dayOf(10)));
  });

  test('a rare word finds all its stops of the range, newest first', () => {
    const { dates, dayOf } = tenDays();
    expect(dates('rare lane', null, null)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map(dayOf));
    expect(dates('rare', dayOf(2), dayOf(6))).toEqual([6, 5, 4, 3, 2].map(dayOf));
    expect(dates('rare', dayOf(11), null)).toEqual([]);
  });

  test('a tracking id, its beginning and a driver’s name keep to the range too', () => {
    const { search, dates, dayOf } = tenDays();
    expect(dates('TBA305000012', null, null)).toEqual([dayOf(5)]);
    expect(dates('TBA305000012', dayOf(6), null)).toEqual([]);
    expect(dates('TBA3', dayOf(2), dayOf(2))).toEqual(fifty(dayOf(2)));
    expect(new Set(dates('dana rey', dayOf(4), dayOf(4)))).toEqual(new Set([dayOf(4)]));
    expect(search('TBA30', { from: dayOf(3), to: dayOf(4) })[0]).toMatchObject({ date: dayOf(4) });
  });

  test('without words the stops of the range come, the latest delivery first; without a range nothing', () => {
    const { search, dayOf } = tenDays();
    expect(search('')).toEqual([]);
    const hits = search('  ', { from: dayOf(2), to: dayOf(5) });
    expect(hits).toHaveLength(50);
    expect(hits[0]).toMatchObject({ date: dayOf(5), route: 'R3', stop: '199' });
    expect(hits[1]).toMatchObject({ date: dayOf(5), route: 'R3', stop: '195' });
  });

  test('a range that ends before it begins, or lies in no year, finds nothing', () => {
    const { search } = tenDays();
    expect(search('elm', { from: '2026-11-09', to: '2026-11-02' })).toEqual([]);
    expect(search('', { from: '1999-01-01', to: '1999-12-31' })).toEqual([]);
  });

  test('a manifest that came after the first search is found by the next', () => {
    const db = emptyIndex();
    const search = createSearch(db);
    expect(search('elm')).toEqual([]);
    lay(db, 1, row({ address: '1 Elm St' }));
    expect(search('elm')).toHaveLength(1);
  });

  test('a beginning that thousands of packages share is looked for in the days that are asked for', () => {
    const db = emptyIndex();
    for (let n = 1; n <= 12; n++) {
      const packages = Array.from({ length: 500 }, (_none, at) =>
        row({
          serviceDate: `2026-10-${String(n).padStart(2, '0')}`,
          stop: String(at),
          trackingId: `ZZZZ${String(n * 1000 + at).padStart(6, '0')}`,
        }),
      );
      lay(db, n, ...packages);
    }
    const search = createSearch(db);
    const hits = search('zzzz', { from: '2026-10-03', to: '2026-10-03' });
    expect(new Set(hits.map(({ date }) => date))).toEqual(new Set(['2026-10-03']));
    expect(hits).toHaveLength(50);
    expect(search('zzzz')[0]).toMatchObject({ date: '2026-10-12' });
    expect(search('zzzz003', { from: '2026-10-03', to: '2026-10-04' })).toHaveLength(50);
  });
});
