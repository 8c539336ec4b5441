import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { makeRouteId, makeStopId, toBytes } from '#core/index/keys.ts';
import { migrate } from '#core/index/openIndex.ts';

const date = '2026-11-20';
const stop = { date, route: 'R1', stop: '1' };

/** An index as the version before left it: a route, an excuse, its undo and an import. */
function indexOfVersion10(): Database.Database {
  const db = new Database(':memory:');
  migrate(db, 10);
  db.prepare('INSERT INTO routes (key, date, route, confirmed) VALUES (?, ?, ?, 7)').run(
    ...[toBytes(makeRouteId(date, 'R1')), date, 'R1'],
  );
  const decide = db.prepare(
    'INSERT INTO decisions (seq, entry, at, person, kind, stop_key, target, body) VALUES (?, ?, 1, NULL, ?, ?, ?, ?)',
  );
  const excuse = JSON.stringify({ kind: 'excuse', stop, reason: 'other' });
  decide.run(1, 'e1', 'excuse', toBytes(makeStopId(date, 'R1', '1')), null, excuse);
  decide.run(2, 'e2', 'undo', null, 'e1', JSON.stringify({ kind: 'undo', entry: 'e1' }));
  decide.run(3, 'e3', 'save-profile', null, null, JSON.stringify({ kind: 'save-profile', name: 'Usual' }));
  return db;
}

test('migration 20 keeps what was decided, tells its day, and leaves routes to be judged anew', () => {
  const db = indexOfVersion10();
  migrate(db, 20);
  expect(db.prepare('SELECT seq, date, to_key, to_date, batch FROM decisions ORDER BY seq').all()).toEqual([
    { seq: 1, date, to_key: null, to_date: null, batch: null },
    { seq: 2, date: null, to_key: null, to_date: null, batch: null },
    { seq: 3, date: null, to_key: null, to_date: null, batch: null },
  ]);
  expect(db.prepare('SELECT route, confirmed, fingerprint, follow_ups FROM routes').all()).toEqual([
    { route: 'R1', confirmed: 7, fingerprint: null, follow_ups: 0 },
  ]);
  expect(db.prepare('SELECT count(*) FROM sign_offs').pluck().get()).toBe(0);
  db.close();
});
