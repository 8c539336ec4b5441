/** What can be mistaken for an id and what cannot; the plain table of names is in `namedStops.test.ts`. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PhotoFile, Sidecar } from '#core/domain/delivery.ts';
import { identify, indexIdentities } from '#core/domain/matching/identity.ts';
import { file, photo, route } from './papers.ts';

const r104 = route(
  'R104',
  'D-117',
  {
    '1': ['TBA300000001'],
    '2': ['TBA300000002'],
    '11': ['TBA300000011'],
    '12': ['TBA300000012', 'TBA300000112'],
    '12-A': ['PKG-77-0001'],
    '21': ['id_with_5_parts'],
    AA: ['143522'],
    '40': ['SHARED-1001'],
    '41': ['SHARED-1001'],
    '42': ['TWICE-5005'],
  },
  'Grace Hopper',
);
const r117 = route('R117', 'D-045', { '1': ['TBA400000001'], '12': ['TBA400000012'], '42': ['TWICE-5005'] });
/** A depot that only numbers its routes; the driver has a number too. */
const plain = route('7', '12', { '3': ['TBA500000003'], '7': ['TBA500000007'], '12': ['TBA500000012'] });
const index = indexIdentities([r104, r117, plain]);

/** What one photo says: the stops and how they were named. */
function said(files: (string | PhotoFile)[], texts: string[] = []) {
  const all = files.map((each) => (typeof each === 'string' ? file(each) : each));
  return identify(photo(all, texts), index).hits.map((hit) => `${hit.stopId} by ${hit.method}`);
}

describe('A tracking id is found in', () => {
  test.for<[string, string, string[]]>([
    ['a folder further out', 'TBA300000012/front/IMG_0001.jpg', ['R104/12 by name']],
    ['the stop’s second parcel', 'TBA300000112.jpg', ['R104/12 by name']],
    ['a name with day and time', 'TBA300000012_20261121_143522.jpg', ['R104/12 by name']],
    ['a name with day and time before it', '20261121_143522_TBA300000012.jpg', ['R104/12 by name']],
    ['the name of a conflict copy', 'TBA300000012-DESKTOP-AB12.jpg', ['R104/12 by name']],
    ['a name of many words', 'door at 12 Elm St, TBA300000012, by D-117.jpg', ['R104/12 by name']],
    ['a name with other signs for its dashes', 'pkg_77 0001_2.jpg', ['R104/12-A by name']],
    ['a name with its underscores', 'x_id_with_5_parts_1.jpg', ['R104/21 by name']],
    ['nothing when letters stand before it', 'XTBA300000012.jpg', []],
    ['nothing when a part is lacking', 'PKG-77.jpg', []],
    ['nothing when the day does not know it', 'TBA999999999.jpg', []],
    ['nothing when only a camera’s time looks like it', 'phone/20261121_143522.jpg', []],
    ['nothing when only an Android camera’s time looks like it', 'phone/IMG_20261121_143522.jpg', []],
  ])('%s', ([_what, path, expected]) => {
    expect(said([path])).toEqual(expected);
  });

  test('the nearest folder’s name rather than one further out', () => {
    expect(said(['TBA300000001/TBA300000002/IMG_1.jpg'])).toEqual(['R104/2 by name']);
  });
});

describe('A short stop code counts', () => {
  test.for<[string, string, string[]]>([
    ['nowhere without its route, labelled or not', 'stop 12.jpg', []],
    ['for the route that is named', 'R117/12.jpg', ['R117/12 by name']],
    ['with a label on the folder', 'R104/Stop12/IMG_0001.jpg', ['R104/12 by name']],
    ['with its label whole, not only its beginning', 'R104/stop 12-A.jpg', ['R104/12-A by name']],
    ['with its label and a second picture', 'R104/stop_12_1.jpg', ['R104/12 by name']],
    ['with a day before it', 'R104/20261121_12.jpg', ['R104/12 by name']],
    ['beside a day in folders', '2026/11/21/R104/12/IMG_0001.jpg', ['R104/12 by name']],
    ['not out of a copy’s number', 'R104/IMG_0500 (2).jpg', []],
    ['not out of a Finder copy', 'R104/IMG_0500 2.jpg', []],
    ['not out of a second picture in a second', 'R104/IMG_20261121_143522_1.jpg', []],
    ['not out of an edited picture', 'R104/20261121_143522~2.jpg', []],
    ['not out of a desk’s WhatsApp name', 'R104/WhatsApp Image 2026-11-21 at 10.12.33.jpeg', []],
    ['not out of a day in folders', '2026/11/21/R104/IMG_0001.jpg', []],
    ['not out of a day in folders below the route', 'R104/2026/11/21/IMG_0001.jpg', []],
    ['not out of a day in folders, day first', '21/11/2026/R104/IMG_0001.jpg', []],
    ['not out of a month in folders', '2026/11/2026-11-21/R104/IMG_0001.jpg', []],
    ['not out of a day below its month', '2026-11/21/R104/IMG_0001.jpg', []],
    ['not where two codes could be meant', 'R104/from 11 to 12.jpg', []],
    ['not where two routes are named in one name', 'R104 R117/12.jpg', []],
  ])('%s', ([_what, path, expected]) => {
    expect(said([path])).toEqual(expected);
  });
});

describe('Where routes are only numbers, a code counts', () => {
  test.for<[string, string, string[]]>([
    ['below its route’s folder', '7/3.jpg', ['7/3 by name']],
    ['though a stop has the route’s number', '7/7/3.jpg', ['7/3 by name']],
    ['though it is the route’s number', '7/7.jpg', ['7/7 by name']],
    ['though a driver has that number', '7/12.jpg', ['7/12 by name']],
    ['below another route, though a driver has that number', 'R104/12/IMG_0001.jpg', ['R104/12 by name']],
    ['beside the labelled route', 'phone/route 7 stop 3.jpg', ['7/3 by name']],
    ['not as the route’s folder alone', '7/IMG_0001.jpg', []],
    ['not as the labelled route alone', 'phone/route 7.jpg', []],
    ['not as a file’s whole name outside any route', 'phone/7.jpg', []],
  ])('%s', ([_what, path, expected]) => {
    expect(said([path])).toEqual(expected);
  });
});

describe('The strongest word wins:', () => {
  const says = (sidecar: Sidecar, path = 'x.jpg') => [file(path, sidecar)];
  test.for<[string, PhotoFile[], string[], string[]]>([
    ['the sidecar before the text', says({ trackingId: 'TBA300000002' }), ['TBA300000001'], ['R104/2 by sidecar']],
    [
      'the name where the sidecar’s id is unknown',
      says({ trackingId: 'TBA9' }, 'TBA300000001.jpg'),
      [],
      ['R104/1 by name'],
    ],
    [
      'the sidecar’s parcel before its stop',
      says({ trackingId: 'TBA300000002', route: 'R104', stop: '12' }),
      [],
      ['R104/2 by sidecar'],
    ],
    [
      'the sidecar’s stop on the sidecar’s route',
      says({ route: 'R117', stop: '12' }, 'R104/x.jpg'),
      [],
      ['R117/12 by sidecar'],
    ],
    ['the sidecar’s stop on the folder’s route', says({ stop: '12' }, 'R104/x.jpg'), [], ['R104/12 by sidecar']],
    [
      'the first text that says something',
      [file('x.jpg')],
      ['a door', 'TBA300000002', 'TBA300000001'],
      ['R104/2 by metadata'],
    ],
    ['nothing in a short code of a text', [file('R104/x.jpg')], ['stop 12'], []],
  ])('%s', ([_what, files, texts, expected]) => {
    expect(said(files, texts)).toEqual(expected);
  });
});

describe('One photo that is named for two stops', () => {
  test('by two ids in one name has two hits, each for its own id', () => {
    const { hits } = identify(photo([file('TBA300000002 and TBA300000001.jpg')]), index);
    expect(hits.map((hit) => [hit.stopId, hit.evidence])).toEqual([
      ['R104/1', 'TBA300000001 in the file name'],
      ['R104/2', 'TBA300000002 in the file name'],
    ]);
  });

  test('by a sidecar and by another file’s name has two hits', () => {
    expect(said([file('a.jpg', { trackingId: 'TBA300000001' }), 'b/TBA300000002.jpg'])).toEqual([
      'R104/1 by sidecar',
      'R104/2 by name',
    ]);
  });

  test('by two parcels of one stop has one hit', () => {
    expect(said(['TBA300000012 TBA300000112.jpg'])).toEqual(['R104/12 by name']);
  });
});

describe('An id that stands on two stops', () => {
  const read = (path: string, sidecar: Sidecar | null = null) => {
    const { hits, ambiguous } = identify(photo([file(path, sidecar)]), index);
    return { hits: hits.map((hit) => hit.stopId), ambiguous: ambiguous.map((hit) => hit.stopId) };
  };

  test('of one route decides nothing by itself', () => {
    for (const path of ['SHARED-1001.jpg', 'R104/SHARED-1001.jpg']) {
      expect(read(path)).toEqual({ hits: [], ambiguous: ['R104/40', 'R104/41'] });
    }
    expect(read('x.jpg', { trackingId: 'SHARED-1001' })).toEqual({ hits: [], ambiguous: ['R104/40', 'R104/41'] });
  });

  test('of two routes is settled by the driver whom the sidecar names', () => {
    expect(read('x.jpg', { trackingId: 'TWICE-5005' })).toEqual({ hits: [], ambiguous: ['R104/42', 'R117/42'] });
    expect(read('x.jpg', { trackingId: 'TWICE-5005', driver: 'D-117' })).toEqual({ hits: ['R104/42'], ambiguous: [] });
  });

  test('gives way to a clear one beside it, which is told as the reason', () => {
    const { hits, ambiguous } = identify(photo([file('SHARED-1001 TBA300000001.jpg')]), index);
    expect(hits).toMatchObject([{ stopId: 'R104/1', evidence: 'TBA300000001 in the file name' }]);
    expect(ambiguous).toEqual([]);
  });
});

describe('Why a photo belongs to its stop is told by', () => {
  test.for<[string, PhotoFile, string[], string]>([
    ['its name', file('tba300000001.jpg'), [], 'tba300000001 in the file name'],
    ['its folder', file('TBA300000001/x.jpg'), [], 'TBA300000001 in the folder name'],
    ['its text', file('x.jpg'), ['TBA300000001'], 'TBA300000001 in the photo’s own text'],
    [
      'its sidecar’s parcel',
      file('x.jpg', { trackingId: 'TBA300000001' }),
      [],
      'TBA300000001 in the file beside the photo',
    ],
    ['its sidecar’s stop', file('R104/x.jpg', { stop: '12' }), [], 'stop 12 in the file beside the photo'],
    ['a stop’s label', file('R104/stop 12-A.jpg'), [], 'stop 12-A in the name'],
    ['a stop’s folder', file('R104/12/x.jpg'), [], 'stop 12 in the folder name'],
    ['a stop’s code', file('R104/12.jpg'), [], 'stop 12 in the file name'],
  ])('%s', ([_what, given, texts, evidence]) => {
    expect(identify(photo([given], texts), index).hits.map((hit) => hit.evidence)).toEqual([evidence]);
  });
});

describe('The routes that a photo speaks of are', () => {
  const twoTours = indexIdentities([
    route('R1', 'D-9', { '1': [] }),
    route('R201', 'D-9', { '1': [] }),
    route('11', 'D-8', { '1': [] }),
    route('21', 'D-8', { '1': [] }),
  ]);

  test.for<[string, string, Sidecar | null, string[]]>([
    ['none where folder and name are silent', 'phone/IMG_1.jpg', null, []],
    ['that of the name', 'door R201 x.jpg', null, ['R201']],
    ['the one of a driver’s two, whichever stands first', 'R201/D-9/x.jpg', null, ['R201']],
    ['the numbered one of a driver’s two', 'D-8/11/x.jpg', null, ['11']],
    ['all that one name speaks of', 'D-8 R201/x.jpg', null, ['11', '21', 'R201']],
    ['that of a short code as a whole folder', 'R1/x.jpg', null, ['R1']],
    ['that of a labelled number', 'Tour 11/x.jpg', null, ['11']],
    ['none for a short code within other words', 'R1 door/x.jpg', null, []],
    ['none for a day in folders', '2026/11/21/x.jpg', null, []],
    ['the numbered one below a day in folders', '2026/11/21/11/x.jpg', null, ['11']],
    ['both of the sidecar’s driver with two', 'x.jpg', { driver: 'd-9' }, ['R1', 'R201']],
    ['the folder’s where the sidecar’s is unknown', 'R201/x.jpg', { route: 'R999' }, ['R201']],
  ])('%s', ([_what, path, sidecar, routes]) => {
    expect(identify(photo([file(path, sidecar)]), twoTours).contextRoutes).toEqual(routes);
  });
});

test('what a photo says does not depend on the order of routes, and no name breaks the reading', () => {
  const words = ['R104', 'D-117', 'R117', '12', 'TBA300000001', 'TWICE-5005', 'stop 12', '2026', '11', '21', '7', 'x'];
  const anyPath = fc
    .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom('/', '_', ' ')), { minLength: 1, maxLength: 6 })
    .map((parts) => `${parts.flat().join('')}.jpg`);
  const turned = indexIdentities([plain, r117, r104]);
  const read = (path: string, from: typeof index) => {
    const { hits, ambiguous, contextRoutes } = identify(photo([file(path)]), from);
    return [hits.map((hit) => hit.stopId), ambiguous.map((hit) => hit.stopId), contextRoutes];
  };
  fc.assert(
    fc.property(fc.oneof(anyPath, fc.string({ unit: 'binary' })), (path) => {
      expect(read(path, turned)).toEqual(read(path, index));
    }),
    { numRuns: 300 },
  );
});
