import { describe, expect, test } from 'vitest';
import { identify, indexIdentities } from '#core/domain/matching/identity.ts';
import { type PhotoWish, photo, route } from '#tests/fixtures/smallDay.ts';

const depot = [
  route(
    'R104',
    [
      { stop: '041', trackingId: 'TBA000111222' },
      { stop: '12', trackingId: 'PKG-77_9' },
      { stop: '1', trackingId: '00340' },
      { stop: 'AA', trackingId: 'SHARED-00099' },
      { stop: 'ORDER-100234', trackingId: 'TBA000111333' },
    ],
    { driver: 'D-117', driverName: 'Maria Lopez' },
  ),
  route('R117', [
    { stop: '12', trackingId: 'TBA000444555' },
    { stop: 'AB', trackingId: 'SHARED-00099' },
  ]),
  route('7', [{ stop: '3', trackingId: 'TBA000777888' }]),
];
const index = indexIdentities(depot);

/** The stops that a photo names, as `route/stop method`. */
function named(wish: PhotoWish) {
  const { hits, ambiguous } = identify(photo('p', wish), index);
  const tell = (list: typeof hits) =>
    list.map((hit) => {
      const stop = depot.flatMap((each) => each.stops).find((each) => each.id === hit.stopId);
      return `${stop?.routeId.slice(6)}/${stop?.stop} ${hit.method}`;
    });
  return ambiguous.length > 0 ? { ambiguous: tell(ambiguous) } : tell(hits);
}

describe('A photo is at the stop that its name says', () => {
  test.for([
    ['a tracking id as the file name', 'x/TBA000111222.jpg', ['R104/041 name']],
    ['in small letters', 'x/tba000111222.jpg', ['R104/041 name']],
    ['among other words', 'x/front_TBA000111222_2.jpg', ['R104/041 name']],
    ['as a folder, however deep', 'TBA000111222/a/b/IMG_1.jpg', ['R104/041 name']],
    ['an id that holds - and _ itself', 'x/PKG-77_9.jpg', ['R104/12 name']],
    ['with the separators that a phone makes of it', 'x/pkg_77-9 (1).jpg', ['R104/12 name']],
    ['a long stop id, without a route', 'x/ORDER-100234.jpg', ['R104/ORDER-100234 name']],
    ['the file’s name rather than its folder’s', 'TBA000111222/TBA000444555.jpg', ['R117/12 name']],
    ['a short code in the route’s folder', 'R104/041.jpg', ['R104/041 name']],
    ['a short code in the driver’s folder', 'D-117/AA.jpg', ['R104/AA name']],
    ['a short code in the folder with the driver’s name', 'Maria Lopez/AA.jpg', ['R104/AA name']],
    ['a labelled short code', 'R117/morning/stop 12 front.jpg', ['R117/12 name']],
    ['a folder that is the code', 'R104/12/IMG_0041.jpg', ['R104/12 name']],
    ['the code before the count of pictures', 'R104/12_1.jpg', ['R104/12 name']],
    ['the code after the route in one name', 'x/R104_041_1.jpg', ['R104/041 name']],
    ['the only word that is a code', 'R104/porch AA.jpg', ['R104/AA name']],
    ['a short tracking id, where the route is named', 'R104/00340.jpg', ['R104/1 name']],
    ['a labelled plain route', 'route 7/3.jpg', ['7/3 name']],
    ['a plain route as a whole folder', '7/3.jpg', ['7/3 name']],
    ['an id of another route than the folder’s', 'R117/TBA000111222.jpg', ['R104/041 name']],
    ['two ids of two stops: two claims', 'x/TBA000111222+TBA000444555.jpg', ['R104/041 name', 'R117/12 name']],
  ] as const)('%s', ([_what, path, expected]) => {
    expect(named({ path })).toEqual(expected);
  });

  test.for([
    ['a part of a longer word', 'x/TBA0001112223.jpg'],
    ['a short code without a route', 'x/12.jpg'],
    ['a short tracking id without a route', 'x/00340.jpg'],
    ['a camera’s counter in the route’s folder', 'R104/IMG_0012.jpg'],
    ['a counter with the very number of a stop', 'R104/IMG_12.jpg'],
    ['a date or a time', 'R104/20261112_121212.jpg'],
    ['a mark of a copy', 'R104/porch (12).jpg'],
    ['several codes in one name, none of them first', 'R104/porch 12 AA.jpg'],
    ['nothing', 'x/IMG_20261120_140000.jpg'],
  ] as const)('but not by %s', ([_what, path]) => {
    expect(named({ path })).toEqual([]);
  });

  test('an id that two stops share is no answer, unless the folder names one of the routes', () => {
    expect(named({ path: 'x/SHARED-00099.jpg' })).toEqual({ ambiguous: ['R104/AA name', 'R117/AB name'] });
    expect(named({ path: 'R117/SHARED-00099.jpg' })).toEqual(['R117/AB name']);
  });

  test('the same bytes under the names of two stops are claimed twice', () => {
    const wish = { path: 'x/TBA000111222.jpg', copies: ['y/TBA000444555.jpg'] };
    expect(named(wish)).toEqual(['R104/041 name', 'R117/12 name']);
  });

  test('a copy without a meaning claims nothing more', () => {
    expect(named({ path: 'x/TBA000111222.jpg', copies: ['backup/IMG_1.jpg'] })).toEqual(['R104/041 name']);
  });
});

describe('Sidecars and texts', () => {
  test.for([
    ['a tracking id', { trackingId: 'tba000111222' }, ['R104/041 sidecar']],
    ['route and stop', { route: 'R117', stop: '12' }, ['R117/12 sidecar']],
    ['driver and stop', { driver: 'd-117', stop: '12' }, ['R104/12 sidecar']],
    ['a plain route and stop', { route: '7', stop: '3' }, ['7/3 sidecar']],
    ['a stop alone', { stop: '12' }, []],
    ['an id that nobody knows', { trackingId: 'TBA999999999' }, []],
  ] as const)('a sidecar with %s', ([_what, sidecar, expected]) => {
    expect(named({ path: 'x/a.jpg', sidecar })).toEqual(expected);
  });

  test('a sidecar beats the file’s name, and the name beats the text', () => {
    const sidecar = { trackingId: 'TBA000111222' };
    expect(named({ path: 'x/TBA000444555.jpg', sidecar })).toEqual(['R104/041 sidecar']);
    expect(named({ path: 'x/TBA000444555.jpg', texts: ['TBA000111222'] })).toEqual(['R117/12 name']);
    expect(named({ path: 'x/a.jpg', texts: ['a note', 'parcel TBA000111222, left'] })).toEqual(['R104/041 metadata']);
  });

  test('a sidecar that knows no id leaves the word to the name', () => {
    expect(named({ path: 'x/TBA000111222.jpg', sidecar: { note: 'by the gate' } })).toEqual(['R104/041 name']);
  });
});

describe('Which route a photo speaks of', () => {
  const context = (wish: PhotoWish) => identify(photo('p', wish), index).contextRoutes;

  test.for([
    ['the folder', { path: 'sync/R104/x.jpg' }, ['route-R104']],
    ['the folder, among other words', { path: 'van R104 tuesday/x.jpg' }, ['route-R104']],
    ['the driver', { path: 'D-117/x.jpg' }, ['route-R104']],
    ['the sidecar before the folder', { path: 'R104/x.jpg', sidecar: { route: 'R117' } }, ['route-R117']],
    ['nobody', { path: 'camera/x.jpg' }, []],
  ] as const)('by %s', ([_what, wish, expected]) => {
    expect(context(wish)).toEqual(expected);
  });

  test('a driver with two routes speaks of both, until the code narrows it down', () => {
    const two = [route('R1A', [{}], { driver: 'D-9' }), route('R1B', [{}], { driver: 'D-9' })];
    const ofDriver = (path: string) => identify(photo('p', { path }), indexIdentities(two)).contextRoutes;
    expect(ofDriver('D-9/x.jpg')).toEqual(['route-R1A', 'route-R1B']);
    expect(ofDriver('D-9/R1B/x.jpg')).toEqual(['route-R1B']);
  });
});
