import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { hasMark, type Mark, markBits } from '#core/domain/stopMarks.ts';
import { createDecisionStore } from '#core/index/decisionStore.ts';
import { createDeliveryWriter, emptyRenewal, emptyTally } from '#core/index/deliveries.ts';
import { erasedBit } from '#core/index/erasedStops.ts';
import { createHistoryQueries } from '#core/index/historyQueries.ts';
import { makeRouteId, makeStopId, toBytes } from '#core/index/keys.ts';
import { createMarkWriter } from '#core/index/markWriter.ts';
import { createProgrammeStore } from '#core/index/programmeStore.ts';
import { createStateWriter } from '#core/index/stateWriter.ts';
import type { ManifestRow } from '#core/manifests/contract.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { ClaimState } from '#shared/words.ts';
import { day, emptyIndex, lay, row } from './indexWorld.ts';

const evening = Date.parse(`${day}T20:00:00Z`);
const later = evening + 48 * 3_600_000;

function judge(db: Database.Database, ...dates: string[]): void {
  const states = createStateWriter(db, createDecisionStore(db), createProgrammeStore(db), () => defaultSettings);
  for (const date of dates) for (const route of states.routesOf(date)) states.refreshRoute(route, later);
}

/** Marks of each stop that has some, by the stop's name. */
function marked(db: Database.Database): Record<string, Mark[]> {
  const rows = db
    .prepare<[], { stop: string; marks: number }>(
      'SELECT stops.stop, marks FROM stop_marks JOIN stops ON stops.id = stop_marks.stop ORDER BY stops.stop',
    )
    .all();
  const names = Object.keys(markBits).filter((mark) => mark !== 'delivered') as Mark[];
  return Object.fromEntries(rows.map(({ stop, marks }) => [stop, names.filter((mark) => hasMark(marks, mark))]));
}

let claims = 0;
/** A claim as the register of claims keeps it. */
function claim(db: Database.Database, date: string, route: string, stop: string, state: ClaimState): number {
  const seq = ++claims;
  const key = toBytes(makeStopId(date, route, stop));
  db.prepare(
    `INSERT INTO claims (seq, entry, year, place, state, allegation, stop_key, route_key, changed_at, notes, files, packs, worded, undone)
     VALUES (?, ?, 2026, ?, ?, 'never-received', ?, ?, 1, 0, 0, 0, 0, 0)`,
  ).run(seq, `claim ${seq}`, seq, state, key, toBytes(makeRouteId(date, route)));
  db.prepare('INSERT INTO claim_stops (stop_key, claim) VALUES (?, ?)').run(key, seq);
  return seq;
}

const delivered = (changes: Partial<ManifestRow>) => row({ completedAt: evening, handover: 'doorstep', ...changes });

test('a stop whose picture never came is remembered at its address, and the next delivery there is told', () => {
  const db = emptyIndex();
  const [before, tonight] = ['2026-11-03', day];
  lay(
    db,
    1,
    delivered({ serviceDate: before, address: '12 Elm Street', postcode: '97205', trackingId: 'A' }),
    delivered({ serviceDate: before, stop: '2', address: '14 Elm Street', postcode: '97205', trackingId: 'B' }),
    delivered({ address: '12 elm st.', postcode: '97205', trackingId: 'C' }),
  );
  db.prepare(`UPDATE packages SET handover = 'recipient' WHERE tracking_id = 'B'`).run();
  judge(db, before);
  expect(marked(db)).toEqual({ 1: ['no-picture'] });
  const history = createHistoryQueries(db);
  const at = (address: string, postcode: string | null = '97205') =>
    history.of({ address, postcode }, tonight)?.sentence;
  expect(at('12 ELM St')).toBe('Earlier at this address: no picture on 3 Nov');
  expect(at('12 Elm St', null), 'a postcode that is not given is no other one').toBeDefined();
  expect(at('12 Elm St', '97206'), 'the same words in another town').toBeUndefined();
  expect(at('14 Elm St'), 'handed over in person').toBeUndefined();
  expect(at(''), 'no address').toBeUndefined();
  expect(history.of({ address: '12 Elm St', postcode: '97205' }, before), 'tonight is not its own past').toBeNull();
  expect(history.of({ address: '12 Elm St', postcode: '97205' }, '2027-11-04'), 'more than a year ago').toBeNull();
});

test('a claim marks its delivery, a withdrawn one does not, and one that was taken back never did', () => {
  const db = emptyIndex();
  lay(
    db,
    1,
    ...['1', '2', '3', '4'].map((stop) =>
      delivered({ stop, address: `${stop} Elm St`, trackingId: stop, handover: 'recipient' }),
    ),
  );
  claim(db, day, 'R1', '1', 'open');
  claim(db, day, 'R1', '2', 'withdrawn');
  claim(db, day, 'R1', '3', 'rejected');
  const undone = claim(db, day, 'R1', '4', 'upheld');
  db.prepare('UPDATE claims SET undone = 1 WHERE seq = ?').run(undone);
  judge(db, day);
  expect(marked(db)).toEqual({ 1: ['claimed'], 3: ['claim-rejected'] });
});

test('a claim is marked at once as judging its whole route would', () => {
  const db = emptyIndex();
  lay(
    db,
    1,
    delivered({ address: '1 Elm St' }),
    delivered({ stop: '2', address: '2 Elm St', trackingId: 'B', handover: 'recipient' }),
  );
  judge(db, day);
  const rows = () => db.prepare('SELECT * FROM stop_marks ORDER BY stop').all();
  expect(marked(db)).toEqual({ 1: ['no-picture'] });
  const writer = createMarkWriter(db);
  const stops = ['1', '2'].map((stop) => makeStopId(day, 'R1', stop));
  const seqs = ['1', '2'].map((stop) => claim(db, day, 'R1', stop, 'open'));
  writer.claimsChanged(stops);
  const atOnce = rows();
  expect(marked(db)).toEqual({ 1: ['no-picture', 'claimed'], 2: ['claimed'] });
  judge(db, day);
  expect(rows()).toEqual(atOnce);
  for (const seq of seqs) db.prepare(`UPDATE claims SET state = 'withdrawn' WHERE seq = ?`).run(seq);
  writer.claimsChanged(stops);
  expect(marked(db)).toEqual({ 1: ['no-picture'] });
  writer.claimsChanged([makeStopId(day, 'R9', 'none')]);
});

test('scans that nobody could have driven are marked, and an evening of upload times once', () => {
  const db = emptyIndex();
  const at = (stop: string, seconds: number, north: number, route = 'R1') =>
    delivered({
      ...{ route, stop, trackingId: `${route} ${stop}`, address: `${stop} Elm St`, handover: 'recipient' },
      ...{ completedAt: evening + seconds * 1000 + 1, latitude: 45.5 + north / 111_195, longitude: -122.6 },
    });
  lay(db, 1, ...[0, 1, 2, 3, 4, 5, 6, 7].map((n) => at(`h${n}`, 3_600 + n * 240, n * 300)));
  lay(db, 2, at('a', 0, 0), at('b', 25, 2_000), at('c', 50, 4_000));
  lay(db, 3, ...[0, 1, 2, 3, 4].map((n) => at(`u${n}`, n, n * 900, 'R2')));
  judge(db, day);
  expect(marked(db)).toEqual({ a: ['burst'], b: ['burst'], c: ['burst'], u0: ['upload-times'] });
});

test('deliveries are counted by area, and what was not delivered is not', () => {
  const db = emptyIndex();
  lay(
    db,
    1,
    delivered({ postcode: '97205-1234', trackingId: 'A' }),
    delivered({ stop: '2', postcode: '97205', trackingId: 'B' }),
    delivered({ stop: '3', postcode: '97209', trackingId: 'C', outcome: 'attempted' }),
    delivered({ stop: '4', trackingId: 'D' }),
  );
  judge(db, day);
  const counted = () => db.prepare('SELECT area, delivered FROM route_deliveries ORDER BY area').all();
  expect(counted()).toEqual([
    { area: '', delivered: 1 },
    { area: '97205', delivered: 2 },
  ]);
  lay(db, 2, delivered({ stop: '4', postcode: '97209', trackingId: 'D' }));
  judge(db, day);
  expect(counted()).toEqual([
    { area: '97205', delivered: 2 },
    { area: '97209', delivered: 1 },
  ]);
});

test('whoever was erased has no address left that anything is remembered at', () => {
  const db = emptyIndex();
  lay(db, 1, delivered({ address: '12 Elm St', postcode: '97205' }));
  claim(db, day, 'R1', '1', 'upheld');
  judge(db, day);
  const doors = () => db.prepare('SELECT door FROM stop_marks').pluck().all();
  expect(doors()).toEqual([expect.any(Number)]);
  db.prepare('UPDATE stops SET erased = ?').run(erasedBit['customer-data']);
  judge(db, day);
  expect(doors()).toEqual([null]);
  expect(db.prepare('SELECT area FROM route_deliveries').pluck().all()).toEqual(['']);
});

test('what no manifest lists any more leaves nothing behind', () => {
  const db = emptyIndex();
  lay(db, 1, delivered({}), delivered({ stop: '2', trackingId: 'B' }), delivered({ route: 'R2', trackingId: 'C' }));
  judge(db, day);
  const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect([count('stop_marks'), count('route_deliveries')]).toEqual([3, 2]);
  const writer = createDeliveryWriter(db);
  const renewal = emptyRenewal([day]);
  writer.applyRows([delivered({})], { fileTime: 2, tally: emptyTally(), renewal });
  writer.sweep(renewal);
  expect([count('stop_marks'), count('route_deliveries')]).toEqual([1, 1]);
});
