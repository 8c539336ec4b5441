import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { coverageOf, datesConcerned, type ProgrammeStop, prepareProgramme } from '#core/domain/programme.ts';
import type { Coverage, ServiceArea } from '#shared/programme.ts';

const day = '2026-11-20';
const common = () => ({ id: randomUUID(), name: 'An area', from: null, until: null });
const postcodes = (...prefixes: string[]): ServiceArea => ({ by: 'postcodes', ...common(), prefixes });
const routes = (...codes: string[]): ServiceArea => ({ by: 'routes', ...common(), routes: codes });
const squareAt = (west: number, south: number): ServiceArea => ({
  by: 'polygon',
  ...common(),
  polygons: [
    [
      [
        [west, south],
        [west + 1, south],
        [west + 1, south + 1],
        [west, south + 1],
        [west, south],
      ],
    ],
  ],
});
const within = (area: ServiceArea, from: string | null, until: string | null): ServiceArea => ({
  ...area,
  from,
  until,
});

const elm: ProgrammeStop = { route: 'R12', postcode: '97201', latitude: 45.5, longitude: -122.5 };
const coverage = (areas: ServiceArea[], stop: Partial<ProgrammeStop> = {}, date = day): Coverage =>
  coverageOf(prepareProgramme(areas).on(date), { ...elm, ...stop });

describe('The photo programme runs', () => {
  test.for<[string, ServiceArea[], Partial<ProgrammeStop>, Coverage]>([
    ['everywhere while nobody says where', [], {}, 'inside'],
    ['everywhere, also where nothing is known of a stop', [], { postcode: null, latitude: null }, 'inside'],
    ['at 97201 where 972 is named', [postcodes('972')], {}, 'inside'],
    ['not at 97 where 972 is named', [postcodes('972')], { postcode: '97' }, 'outside'],
    ['not at 10115', [postcodes('972', '97301')], { postcode: '10115' }, 'outside'],
    ['at a postcode that is named whole', [postcodes('97201')], {}, 'inside'],
    ['whatever the spaces and dashes', [postcodes('OR 5')], { postcode: 'or-51 2' }, 'inside'],
    ['whatever the case', [postcodes('or5')], { postcode: 'OR5 1AA' }, 'inside'],
    ['nobody knows where a stop has no postcode', [postcodes('972')], { postcode: null }, 'unknown'],
    ['nobody knows where its postcode is blank', [postcodes('972')], { postcode: ' - ' }, 'unknown'],
    ['nowhere by a prefix that says nothing', [postcodes('-', '1')], {}, 'outside'],
    ['within a line on the map', [squareAt(-123, 45)], {}, 'inside'],
    ['not beyond it', [squareAt(-121, 45)], {}, 'outside'],
    ['nobody knows where a stop has no position', [squareAt(-123, 45)], { latitude: null }, 'unknown'],
    ['on a route that is named, in any case', [routes('r12 ')], {}, 'inside'],
    ['not on another', [routes('R1')], {}, 'outside'],
    ['where one of several areas says so', [postcodes('10'), squareAt(-123, 45)], {}, 'inside'],
    [
      'where one says so, though another can’t tell',
      [postcodes('972'), squareAt(-123, 45)],
      { latitude: null },
      'inside',
    ],
    [
      'nobody knows where one can’t tell and no other says so',
      [postcodes('10'), squareAt(0, 0)],
      { longitude: null },
      'unknown',
    ],
    ['not where every area that can tell says no', [postcodes('10'), squareAt(0, 0), routes('R1')], {}, 'outside'],
  ])('%s', ([_what, areas, stop, wanted]) => {
    expect(coverage(areas, stop)).toBe(wanted);
  });

  test.for<[string, string | null, string | null, Coverage]>([
    ['from its first day on', day, null, 'outside'],
    ['not before: everywhere as long as no area is in force', '2026-11-21', null, 'inside'],
    ['up to its last day', null, day, 'outside'],
    ['not after: everywhere again', null, '2026-11-19', 'inside'],
    ['for one day', day, day, 'outside'],
  ])('in an area %s', ([_what, from, until, wanted]) => {
    expect(coverage([within(postcodes('10'), from, until)])).toBe(wanted);
  });

  test('in two pieces of one area, and not between them', () => {
    const [one, other] = [squareAt(0, 0), squareAt(4, 0)] as [
      ServiceArea & { by: 'polygon' },
      ServiceArea & { by: 'polygon' },
    ];
    const both: ServiceArea = { ...one, polygons: [...one.polygons, ...other.polygons] };
    const at = (longitude: number) => coverage([both], { longitude, latitude: 0.5 });
    expect([at(0.5), at(2.5), at(4.5), at(1), at(5.01)]).toEqual(['inside', 'outside', 'inside', 'inside', 'outside']);
  });
});

describe('A change concerns', () => {
  const dates = ['2026-11-19', '2026-11-20', '2026-11-21'];
  const area = postcodes('972');

  test.for<[string, ServiceArea[], ServiceArea[], string[]]>([
    ['every date when the first area comes', [], [area], dates],
    ['no date when only a name changes', [area], [{ ...area, name: 'Old town' }], []],
    ['no date when the order changes', [area, routes('R1')], [routes('R1'), area], []],
    ['no date when an area stands there twice', [area], [area, { ...area, id: randomUUID() }], []],
    ['the dates from which it runs', [], [within(area, '2026-11-20', null)], dates.slice(1)],
    [
      'the dates between two first days',
      [within(area, '2026-11-19', null)],
      [within(area, '2026-11-20', null)],
      dates.slice(0, 1),
    ],
    [
      'the dates of an area whose shape changes',
      [within(area, null, '2026-11-19')],
      [within(postcodes('973'), null, '2026-11-19')],
      dates.slice(0, 1),
    ],
    ['every date when all areas go', [area], [], dates],
  ])('%s', ([_what, before, after, wanted]) => {
    expect(datesConcerned(before, after, dates)).toEqual(wanted);
  });
});
