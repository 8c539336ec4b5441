import { expect, test } from 'vitest';
import { createClaimsAround } from '#core/claims/around.ts';
import { createCarriers } from '#core/claims/carriers.ts';
import { packEntries } from '#core/claims/pack/packEntries.ts';
import type { PackSubject } from '#core/claims/pack/packSubject.ts';
import { createClaimQueries } from '#core/claims/queries.ts';
import { prepareProgramme } from '#core/domain/programme.ts';
import { countStates } from '#core/domain/score.ts';
import { createActivityQueries } from '#core/index/activityQueries.ts';
import { createClaimFigureQueries } from '#core/index/claimFigureQueries.ts';
import { createClockQueries } from '#core/index/clockQueries.ts';
import { createCodeStore } from '#core/index/codeStore.ts';
import { createDayMatching } from '#core/index/dayMatching.ts';
import { createDayQueries } from '#core/index/dayQueries.ts';
import { createDecisionStore, type KnownEntry } from '#core/index/decisionStore.ts';
import { createDeliveriesAtDoor } from '#core/index/deliveriesAtDoor.ts';
import { createDoorPictures } from '#core/index/doorPictures.ts';
import { erasedBit } from '#core/index/erasedStops.ts';
import { createErasing } from '#core/index/erasing.ts';
import { createEveningQuery } from '#core/index/eveningQuery.ts';
import { createFigureStops } from '#core/index/figureStops.ts';
import { createFileStore } from '#core/index/fileStore.ts';
import { createHiddenParts } from '#core/index/hiddenParts.ts';
import { createHistoryQueries } from '#core/index/historyQueries.ts';
import { createHoldQueries } from '#core/index/holdQueries.ts';
import { makeRouteId, makeStopId, toBytes } from '#core/index/keys.ts';
import { createLabelQueries } from '#core/index/labelQueries.ts';
import { createLookStore } from '#core/index/lookStore.ts';
import { createMarkWriter } from '#core/index/markWriter.ts';
import { createMatchStore } from '#core/index/matchStore.ts';
import { createPeopleStore } from '#core/index/peopleStore.ts';
import { createPhotoReader, type PhotoRow } from '#core/index/photoReader.ts';
import { createPhotoWriter } from '#core/index/photoWriter.ts';
import { createPictureList } from '#core/index/pictureList.ts';
import { createProblemQueries } from '#core/index/problemQueries.ts';
import { createProgrammeDay } from '#core/index/programmeDay.ts';
import { createProgrammeStore } from '#core/index/programmeStore.ts';
import { createIndexQueries } from '#core/index/queries.ts';
import { createReviewQueries } from '#core/index/reviewQueries.ts';
import { createRouteMap } from '#core/index/routeMapQuery.ts';
import { createScoreQueries } from '#core/index/scoreQueries.ts';
import { createSearch } from '#core/index/search.ts';
import { createSignOffQueries } from '#core/index/signOffQueries.ts';
import { createStateWriter } from '#core/index/stateWriter.ts';
import { createStopQueries } from '#core/index/stopQueries.ts';
import { createSurroundings } from '#core/index/surroundings.ts';
import { createSyncQueries } from '#core/index/syncQueries.ts';
import { createUnmatchedQueries } from '#core/index/unmatchedQueries.ts';
import { createViewLogQueries } from '#core/index/viewLogQueries.ts';
import { defaultSettings } from '#shared/settings.ts';
import { day, emptyIndex, lay, row } from './indexWorld.ts';

const routeId = makeRouteId(day, 'R1');
const stopId = makeStopId(day, 'R1', '1');
const settings = () => defaultSettings;

/** A day with a tied photo, a stray with a candidate, a file that waits and a decision: each query has something to find. */
function watchedIndex() {
  const heard: string[] = [];
  const db = emptyIndex((sql) => heard.push(sql));
  lay(db, 1, row({ completedAt: 1_000 }), row({ stop: '2', trackingId: 'TBA300000002', completedAt: 2_000 }));
  const addPhoto = db.prepare(
    `INSERT INTO photos (sha256, day, bytes, width, height, arrived_at, tied, route) VALUES (?, ?, 1, 640, 480, 1, ?, 1)`,
  );
  const addFile = db.prepare(
    `INSERT INTO files (path, class, state, size, modified_at, arrived_at, photo, day) VALUES (?, 'photo', ?, 1, 1, 1, ?, ?)`,
  );
  for (const n of [1, 2]) {
    const photo = addPhoto.run(toBytes(String(n).repeat(64)), day, n % 2).lastInsertRowid;
    addFile.run(`R1/${n}.jpg`, 'photo', photo, null);
  }
  addFile.run('R1/TBA300000002.jpg', 'waiting', null, day);
  db.exec(`INSERT INTO ties (stop, photo, method, confidence, reasons) VALUES (1, 1, 'name', 1, '[]');
    INSERT INTO candidates (photo, stop, score, reasons) VALUES (2, 2, 0.5, '[]')`);
  const decisions = createDecisionStore(db);
  decisions.apply({
    ...{ seq: 1, id: '00000000-0000-4000-8000-000000000001', at: 1, desk: 'desk', person: null, hash: '' },
    body: { kind: 'excuse', stop: { date: day, route: 'R1', stop: '2' }, reason: 'other' },
  });
  const days = createDayQueries(db, settings);
  const holds = createHoldQueries(db, decisions);
  const stops = createStopQueries(db, { days, decisions, holds }, settings);
  return { db, heard, decisions, days, stops };
}

type World = ReturnType<typeof watchedIndex>;

/** With a rejection, so that there is one to be counted. */
function scoresOf({ db, stops, decisions }: World) {
  decisions.apply({
    ...{ seq: 3, id: '00000000-0000-4000-8000-000000000003', at: 1, desk: 'desk', person: null, hash: '' },
    body: { kind: 'reject', stop: { date: day, route: 'R1', stop: '1' }, photo: '1'.repeat(64), reason: 'blurry' },
  });
  return createScoreQueries(db, { stops, decisions, hiddenParts: hiddenPartsOf(db, decisions), settings });
}

/** With the model on. */
const hiddenPartsOf = (db: World['db'], decisions: World['decisions']) =>
  createHiddenParts({
    ...{ decisions, photos: createPhotoReader(db), people: createPeopleStore(db) },
    settings: () => ({ ...settings(), findPeople: true }),
  });

const reviewOf = ({ db, decisions, stops }: World) => createReviewQueries(db, decisions, stops, settings);
/** With a sign-off of the route from which everything differs now. */
function signOffOf({ db, days, decisions }: World) {
  decisions.apply({
    ...{ seq: 2, id: '00000000-0000-4000-8000-000000000002', at: 0, desk: 'desk', person: null, hash: '' },
    body: {
      ...{ kind: 'sign-off', date: day, route: 'R1', counts: countStates([]), left: 0, fingerprint: '' },
      stops: [{ stop: '1', state: 'missing', photos: [] }],
    },
  });
  return createSignOffQueries(db, { days, decisions, settings });
}

/** Of whoever asks nothing about a stop. */
const noFacts = { byId: () => null, byNumber: () => null, rests: () => null, standingPhotos: () => [] };

const hot: Array<[string, (world: World) => unknown]> = [
  ['opening a day', ({ days }) => days.day(day)],
  ['opening a route', ({ stops }) => stops.route(routeId)],
  ['opening a stop', ({ stops }) => stops.stop(stopId)],
  ['looking for words', ({ db }) => createSearch(db)('elm')],
  ['looking for words within days', ({ db }) => createSearch(db)('elm', { from: day, to: day })],
  ['the newest stops within days', ({ db }) => createSearch(db)('', { from: day, to: null })],
  ['the map of a route', ({ db }) => createRouteMap(db, settings)(routeId)],
  ['the activity of a stop', ({ db }) => createActivityQueries(db, settings).page({ stopId })],
  ['the activity of a driver', ({ db }) => createActivityQueries(db, settings).page({ driver: 'D-117' })],
  ['a file that has another name now', ({ db }) => createFileStore(db).byIdentity('2049:17')],
  ['looking for a tracking id', ({ db }) => createSearch(db)('TBA3000')],
  ...(['strays', 'aside'] as const).map((show): [string, (world: World) => unknown] => [
    `the unmatched photos (${show})`,
    ({ db, stops, decisions }) =>
      createUnmatchedQueries(db, stops, decisions, settings).page({ date: day, offset: 0, show, device: '' }),
  ]),
  [
    'whether the vans have synced',
    ({ db }) => createSyncQueries(db, createProblemQueries(db, settings), settings).sync(day, 1),
  ],
  [
    'what the clocks of a day are off by',
    ({ db, decisions }) => createClockQueries(db, decisions, settings).clocks(day),
  ],
  ['counting the devices of a route', ({ db }) => createMatchStore(db).storeDevices(1)],
  ['loading a day for matching', ({ db }) => createPhotoReader(db).day(day)],
  ['matching a day', ({ db }) => createDayMatching(db).match(day, { ...defaultSettings, findPeople: true })],
  [
    'recomputing a route',
    ({ db, decisions }) => createStateWriter(db, decisions, createProgrammeStore(db), settings).refreshRoute(1, 5_000),
  ],
  [
    'the newest route to judge',
    ({ db, decisions }) => createStateWriter(db, decisions, createProgrammeStore(db), settings).newestUnjudged(),
  ],
  ['where the programme runs', ({ db }) => createProgrammeStore(db).current()],
  ['what areas mean for a day', ({ db }) => createProgrammeDay(db)(day, prepareProgramme([]))],
  [
    'the clock that turns syncing into missing',
    ({ db, decisions }) => createStateWriter(db, decisions, createProgrammeStore(db), settings).routesTurnedBy(5_000),
  ],
  ['placing a photo', ({ db }) => createPhotoWriter(db, () => ({ timeZone: 'UTC', now: 5_000 })).place(1)],
  [
    'finding photos by a tracking id',
    ({ db }) => createPhotoWriter(db, () => ({ timeZone: 'UTC', now: 1 })).named(['TBA3']),
  ],
  [
    'writing what matching found',
    ({ db }) =>
      createMatchStore(db).storePhotos([
        { photo: 1, route: 1, correction: null, ties: [], stray: { reason: '', candidates: [] }, isAside: false },
      ]),
  ],
  ['who looked at a picture', ({ db }) => createViewLogQueries(db).of('1'.repeat(64), 50)],
  ['whether somebody looked at a picture', ({ db }) => createViewLogQueries(db).isKnown('1'.repeat(64), null, 0)],
  ['the holds', ({ db, decisions }) => createHoldQueries(db, decisions).byHand()],
  [
    'the holds of a stop',
    ({ db, decisions }) => {
      decisions.apply({
        ...{ seq: 4, id: '00000000-0000-4000-8000-000000000004', at: 1, desk: 'desk', person: null, hash: '' },
        body: { kind: 'hold', stop: { date: day, route: 'R1', stop: '1' }, note: 'a claim' },
      });
      return createHoldQueries(db, decisions).ofStop(stopId);
    },
  ],
  ['laying a manifest', ({ db }) => lay(db, 2, row({ outcome: 'attempted' }))],
  ['taking the latest decision back', ({ decisions }) => decisions.latest()],
  ['what holds on a day', ({ decisions }) => decisions.tiesOfDay(day)],
  ['what was put aside on a day', ({ decisions }) => decisions.asideOfDay(day)],
  ['what a picture must not show', ({ db, decisions }) => hiddenPartsOf(db, decisions)('1'.repeat(64))],
  [
    'keeping whom the model found',
    ({ db }) => {
      const people = createPeopleStore(db);
      people.replace(1, [{ kind: 'face', score: 0.9, box: { x: 0, y: 0, width: 0.1, height: 0.1 } }]);
      return people.daysOf(1);
    },
  ],
  [
    'looking for pictures that lack a closer look',
    ({ db }) => {
      const store = createLookStore(db, 'labels', 1);
      store.setMark(0);
      return [
        store.mark(),
        store.highest(),
        store.since(day, 9),
        store.search(0),
        store.lacking(1),
        store.numberOf('1'.repeat(64)),
      ];
    },
  ],
  [
    'keeping the labels of a picture',
    ({ db }) => {
      const codes = createCodeStore(db);
      codes.set(1, [{ format: 'QRCode', text: 'TBA300000001', x: 0, y: 0, width: 0.1, height: 0.1 }]);
      db.exec('UPDATE photos SET labels_version = 1 WHERE id = 1');
      return createLabelQueries(db).of(createPhotoReader(db).row(1) as PhotoRow);
    },
  ],
  ['what was decided with one key', ({ decisions }) => decisions.togetherWith(decisions.latest() as KnownEntry)],
  ...(['hide', 'show'] as const).flatMap(
    (show): Array<[string, (world: World) => unknown]> => [
      [`the review of a day (${show} decided)`, (world) => reviewOf(world).queue(day, null, show)],
      [`the review of a route (${show} decided)`, (world) => reviewOf(world).queue(day, routeId, show)],
    ],
  ),
  [
    'what surrounds a stop',
    ({ db, decisions }) => createSurroundings(db, createDoorPictures(db, decisions, settings)).of(stopId),
  ],
  ['the claims around a stop', ({ db }) => createClaimsAround(db, { byId: () => null })(stopId)],
  [
    'the evidence about a stop',
    ({ db, decisions }) => {
      db.exec(`UPDATE stops SET latitude = 45.5 + id / 1e4, longitude = -122.6 WHERE id IN (1, 2);
        UPDATE photos SET latitude = 45.5, longitude = -122.6, device = 'Apple iPhone 12', correction = 60 WHERE id = 1`);
      const none = { confirmations: [], claims: [], otherClaims: { address: [], driver: 0, day: 0 } };
      return createIndexQueries(db, decisions, settings).evidence.of(stopId, none);
    },
  ],
  ...[routeId, null].flatMap(
    (id): Array<[string, (world: World) => unknown]> => [
      [`the sign-off of a ${id ? 'route' : 'day'}`, (world) => signOffOf(world).view(day, id)],
    ],
  ),
  ['signing a route', (world) => signOffOf(world).routeBody(routeId)],
  ['signing a day', (world) => signOffOf(world).dayBody(day)],
  ['the scores of a day', (world) => scoresOf(world).scores(day)],
  ['the debrief of a driver', (world) => scoresOf(world).debrief(day, 'R1')],
  [
    'the evening of a route on paper',
    ({ db, stops, decisions }) => createEveningQuery(db, { stops, decisions }).stops(routeId),
  ],
  ['the pictures of a route', ({ db, decisions }) => createPictureList(db, { decisions }).ofRoute(routeId)],
  [
    'what is remembered of an address',
    ({ db }) => createHistoryQueries(db).of({ address: '1 Elm St', postcode: null }, '2026-11-21'),
  ],
  ['the stops of the parcels of a list', ({ db, decisions }) => createCarriers(db, decisions).ofParcels(['TBA3000'])],
  [
    'which parcels of a list are claimed about',
    ({ db }) => createClaimQueries(db, { facts: noFacts, today: () => day }).knownAmong(['a key'], 1),
  ],
  [
    'the entries of a pack',
    ({ db, decisions }) => {
      const stop = { stopId, routeId, route: 'R1', date: day };
      const subject = { variant: 'full', entries: [], photos: ['1'.repeat(64)], record: { claim: { stop } } };
      return packEntries({ db, decisions } as Parameters<typeof packEntries>[0], subject as unknown as PackSubject);
    },
  ],
  [
    'erasing what is known of a stop',
    ({ db, decisions }) =>
      createErasing(db, decisions).store.wipe([
        { id: 1, what: erasedBit['customer-data'], ref: { date: day, route: 'R1', stop: '1' }, photos: [], holds: [] },
      ]),
  ],
  ['marking a claimed stop', ({ db }) => createMarkWriter(db).claimsChanged([stopId])],
  ...(['driver', 'area', 'address'] as const).map((by): [string, (world: World) => unknown] => [
    `the stops behind a figure by ${by}`,
    ({ db }) => createFigureStops(db).stops({ days: '90', by, key: by === 'address' ? stopId : 'R1' }, day),
  ]),
  [
    'how often something was delivered at an address',
    ({ db }) => createDeliveriesAtDoor(db)({ address: '1 Elm St', postcode: null }, day, day),
  ],
  ['the pictures without a stop', ({ db, decisions }) => createPictureList(db, { decisions }).withoutStop(day)],
];

const largeTables =
  /\bSCAN (photos|stops|files|packages|ties|candidates|file_stops|decisions|entries|photo_tokens|stop_marks|route_deliveries|claims)\b/;

test('counting claims over a year reads no large table from end to end', async () => {
  const world = watchedIndex();
  createStateWriter(world.db, world.decisions, createProgrammeStore(world.db), settings).refreshRoute(1, 5_000);
  world.db.exec('UPDATE stop_marks SET marks = marks | 516');
  world.heard.length = 0;
  const figures = await createClaimFigureQueries(world.db).figures('365', day);
  expect(figures.depot).toMatchObject({ deliveries: 2, claimed: 1 });
  expect(scansIn(world)).toEqual([]);
});

test.for(hot)('%s reads no large table from end to end', ([_what, run]) => {
  const world = watchedIndex();
  world.heard.length = 0;
  run(world);
  expect(scansIn(world)).toEqual([]);
});

/** Of the statements that were heard those that read a large table from end to end. */
function scansIn({ db, heard }: World): string[] {
  const statements = new Set(heard.filter((sql) => /^\s*(SELECT|WITH|UPDATE|DELETE|INSERT)/i.test(sql)));
  expect(statements.size).toBeGreaterThan(0);
  return [...statements].flatMap((sql) =>
    db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .filter(({ detail }) => largeTables.test(detail))
      .map(({ detail }) => `${detail}: ${sql}`),
  );
}
