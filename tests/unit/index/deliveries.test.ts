import type { Database } from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { createDeliveryWriter, emptyRenewal, emptyTally, tallySentences } from '#core/index/deliveries.ts';
import { createSearch } from '#core/index/search.ts';
import { day, emptyIndex, lay, row } from './indexWorld.ts';

const packages = (db: Database) =>
  db
    .prepare(
      `SELECT stops.stop, tracking_id AS id, outcome, completed_at AS at, handover FROM packages
       JOIN stops ON stops.id = packages.stop JOIN routes ON routes.id = stops.route ORDER BY date, tracking_id`,
    )
    .all();
const stopOf = (db: Database, stop = '1') => db.prepare('SELECT * FROM stops WHERE stop = ?').get(stop);

describe('Of two rows for one package', () => {
  test.for([
    ['the later completion wins, though its file is older', 1, 200, 'delivered'],
    ['the earlier completion loses, though its file is newer', 3, 50, 'attempted'],
    ['of the same completion the newer file wins', 3, 100, 'delivered'],
    ['of the same completion the older file loses', 1, 100, 'attempted'],
    ['without a completion the newer file wins', 3, null, 'delivered'],
    ['without a completion the older file loses', 1, null, 'attempted'],
  ] as const)('%s', ([_what, fileTime, completedAt, expected]) => {
    const db = emptyIndex();
    lay(db, 2, row({ outcome: 'attempted', completedAt: 100 }));
    lay(db, fileTime, row({ outcome: 'delivered', completedAt }));
    expect(packages(db)).toMatchObject([{ outcome: expected }]);
  });

  test('what the newer one leaves empty stays as it was', () => {
    const db = emptyIndex();
    lay(db, 1, row({ outcome: 'delivered', completedAt: 100, handover: 'doorstep' }));
    lay(db, 2, row({ outcome: 'delivered' }));
    expect(packages(db)).toMatchObject([{ at: 100, handover: 'doorstep' }]);
  });

  test('spelled differently they are one package still', () => {
    const db = emptyIndex();
    lay(db, 1, row({ trackingId: 'TBA-300 000' }));
    expect(lay(db, 2, row({ trackingId: 'tba_300-000', outcome: 'attempted' })).newPackages).toBe(0);
    expect(packages(db)).toHaveLength(1);
  });

  test('on two routes or two days they are two packages', () => {
    const db = emptyIndex();
    lay(db, 1, row(), row({ route: 'R2' }), row({ serviceDate: '2026-11-21' }));
    expect(packages(db)).toHaveLength(3);
  });

  test('a package that moved to another stop of its route is told as moved', () => {
    const db = emptyIndex();
    lay(db, 1, row());
    const tally = lay(db, 2, row({ stop: '2', address: '2 Elm St' }));
    expect(packages(db)).toMatchObject([{ stop: '2' }]);
    expect(tallySentences(tally)).toEqual(['Added 1 stop.', 'Moved 1 package to another stop.']);
  });
});

describe('Stops', () => {
  test('a later row corrects field by field; what it leaves empty stays', () => {
    const db = emptyIndex();
    lay(db, 1, row({ address: '1 Elm St', postcode: '97201', customer: 'Ann', latitude: 45.5, longitude: -122.6 }));
    lay(db, 2, row({ address: '', customer: 'Anna', sequence: null }));
    expect(stopOf(db)).toMatchObject({
      address: '1 Elm St',
      postcode: '97201',
      customer: 'Anna',
      sequence: 1,
      latitude: 45.5,
    });
  });

  test('a protection that was said once stays, though a later file lacks the column', () => {
    const db = emptyIndex();
    lay(db, 1, row({ optedOut: true, confidential: true }));
    lay(db, 2, row());
    expect(stopOf(db)).toMatchObject({ opted_out: 1, confidential: 1 });
  });

  test('without a stop code, address and position group the rows, under a name that says no address', () => {
    const db = emptyIndex();
    const nameless = { stop: null, latitude: 45.5, longitude: -122.6 };
    lay(db, 1, row({ ...nameless }), row({ ...nameless, trackingId: 'TBA300000002' }));
    lay(db, 1, row({ ...nameless, latitude: 45.6, trackingId: 'TBA300000003' }));
    lay(db, 1, row({ ...nameless, address: '', latitude: null, trackingId: 'TBA300000004' }));
    const names = db.prepare('SELECT stop FROM stops ORDER BY id').pluck().all();
    expect(names).toEqual([
      expect.stringMatching(/^~[0-9a-f]{8}$/),
      expect.stringMatching(/^~[0-9a-f]{8}$/),
      'unnamed stop',
    ]);
    expect(names[0]).not.toBe(names[1]);

    const rebuilt = emptyIndex();
    lay(rebuilt, 1, row({ ...nameless }));
    expect(rebuilt.prepare('SELECT stop, address FROM stops').all()).toEqual([{ stop: names[0], address: '1 Elm St' }]);
  });

  test('a driver who is named later is the route’s driver, and stays when a later row names none', () => {
    const db = emptyIndex();
    lay(db, 1, row({ driver: null }));
    lay(db, 2, row({ driver: 'D-7', driverName: 'Dee' }));
    lay(db, 3, row({ driver: null }));
    expect(db.prepare('SELECT driver, driver_name FROM routes').all()).toEqual([{ driver: 'D-7', driver_name: 'Dee' }]);
  });

  test('the route knows its packages and its last delivery', () => {
    const db = emptyIndex();
    lay(db, 1, row({ completedAt: 100 }), row({ stop: '2', trackingId: 'TBA300000002', completedAt: 300 }));
    expect(db.prepare('SELECT packages, last_completed_at FROM routes').get()).toEqual({
      packages: 2,
      last_completed_at: 300,
    });
  });
});

describe('Patches of the routing challenge', () => {
  const patch = { route: 'R1', stop: '1', sequence: 7 };

  test('for a route that is not known yet they are counted as waiting', () => {
    const writer = createDeliveryWriter(emptyIndex());
    const laying = { fileTime: 1, tally: emptyTally(), renewal: null };
    expect(writer.applyPatches([patch], laying)).toEqual({ dates: new Set(), waiting: 1 });
  });

  test('they give a known stop its sequence and its packages', () => {
    const db = emptyIndex();
    lay(db, 1, row({ trackingId: null, sequence: null }));
    const pack = {
      trackingId: 'PackageID_1',
      outcome: 'attempted',
      completedAt: null,
      windowStart: 5,
      windowEnd: 9,
    } as const;
    const laying = { fileTime: 1, tally: emptyTally(), renewal: null };
    const applied = createDeliveryWriter(db).applyPatches([{ ...patch, packages: [pack] }], laying);
    expect(applied).toEqual({ dates: new Set([day]), waiting: 0 });
    expect(stopOf(db)).toMatchObject({ sequence: 7, window_start: 5, window_end: 9 });
    expect(packages(db)).toMatchObject([{ id: 'PackageID_1', outcome: 'attempted' }]);
  });
});

describe('When everything about a day is laid again', () => {
  test('rows begin anew, keep their numbers, and what nobody speaks of goes, from the search too', () => {
    const db = emptyIndex();
    lay(
      db,
      1,
      row({ customer: 'Ann', optedOut: true }),
      row({ stop: '2', address: '2 Oak Ave', trackingId: 'TBA300000002' }),
    );
    lay(db, 1, row({ route: 'R9', trackingId: 'TBA300000009' }), row({ serviceDate: '2026-11-21' }));
    const before = stopOf(db) as { id: number };
    const writer = createDeliveryWriter(db);
    const renewal = emptyRenewal([day]);
    const tally = emptyTally();
    const rows = [row({ outcome: 'attempted' }), row({ serviceDate: '2026-11-21', outcome: 'attempted' })];
    writer.applyRows(rows, { fileTime: 2, tally, renewal });
    expect(writer.sweep(renewal)).toEqual({ stops: 2, trackingIds: ['TBA300000002', 'TBA300000009'] });
    expect(db.prepare('SELECT route, date, packages FROM routes ORDER BY date').all()).toEqual([
      { route: 'R1', date: day, packages: 1 },
      { route: 'R1', date: '2026-11-21', packages: 1 },
    ]);
    expect(stopOf(db)).toMatchObject({ id: before.id, customer: null, opted_out: 0 });
    expect(packages(db).map((each) => (each as { outcome: string }).outcome)).toEqual(['attempted', 'delivered']);
    expect(createSearch(db)('2 Oak')).toEqual([]);
    expect(tallySentences(tally)).toEqual(['Added 1 route, 1 stop, 1 package.']);
  });
});

describe('What a manifest changed is told in sentences', () => {
  test('nothing new, nothing said', () => {
    const db = emptyIndex();
    lay(db, 1, row());
    expect(tallySentences(lay(db, 1, row()))).toEqual([]);
    expect(tallySentences(emptyTally())).toEqual([]);
  });

  test('one and many', () => {
    expect(tallySentences({ ...emptyTally(), newRoutes: 1, newStops: 2, newPackages: 3, goneStops: 1 })).toEqual([
      'Added 1 route, 2 stops, 3 packages.',
      'No longer listed: 1 stop.',
    ]);
  });

  test('forty kinds of change are not forty lines', () => {
    const outcomes = new Map(
      Array.from({ length: 40 }, (_none, n) => [`of R${n} went from pending to delivered`, n + 1]),
    );
    const sentences = tallySentences({ ...emptyTally(), outcomes });
    expect(sentences).toHaveLength(17);
    expect(sentences.at(-1)).toBe('… and 24 more kinds of change.');
    expect(sentences[0]).toBe('1 package of R0 went from pending to delivered.');
  });
});
