import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createEntryStore } from '#core/index/entryStore.ts';
import { migrate } from '#core/index/openIndex.ts';

const hash = 'ab'.repeat(6);
const ofDecisions = `SELECT seq, entry, at, person, kind, hex(stop_key), hex(photo), target, body, date, hex(to_key), to_date, batch
  FROM decisions ORDER BY seq`;
const ofActivity = `SELECT seq, entry, at, person, kind, hex(hash), erased, date, hex(route_key), hex(stop_key), hex(to_key), root, undos
  FROM activity ORDER BY seq`;

test('from migration 240 on an entry is one row, and what was known of each stays without reading the ledger', () => {
  const db = new Database(':memory:');
  migrate(db, 230);
  db.exec(`
    INSERT INTO decisions (seq, entry, at, person, kind, stop_key, photo, target, body, date, to_key, to_date, batch) VALUES
      (1, 'a', 10, 'Ana', 'move', x'01', x'02', NULL, '{"kind":"move"}', '2026-11-20', x'03', '2026-11-21', 'batch'),
      (2, 'b', 11, NULL, 'undo', NULL, NULL, 'a', '{"kind":"undo"}', NULL, NULL, NULL, NULL);
    INSERT INTO activity (seq, entry, at, person, kind, hash, erased, date, route_key, stop_key, to_key, root, undos) VALUES
      (1, 'a', 10, 'Ana', 'move', x'${hash}', 'note', '2026-11-20', x'05', x'01', x'03', NULL, 0),
      (2, 'b', 11, NULL, 'undo', x'${hash}', NULL, '2026-11-20', x'05', x'01', x'03', 1, 1),
      (3, 'c', 12, 'Ben', 'weigh', x'${hash}', NULL, NULL, NULL, NULL, NULL, NULL, 0);
  `);
  const before = [ofDecisions, ofActivity].map((sql) => db.prepare(sql).all());
  expect(before.map((rows) => rows.length)).toEqual([2, 3]);
  migrate(db, 240);
  expect([ofDecisions, ofActivity].map((sql) => db.prepare(sql).all())).toEqual(before);
  expect(createEntryStore(db).lastSeq()).toBe(3);
  expect(db.prepare('SELECT seq, hex(photo) AS photo, target, body FROM activity ORDER BY seq').all()).toEqual([
    { seq: 1, photo: '02', target: null, body: '{"kind":"move"}' },
    { seq: 2, photo: '', target: 'a', body: '{"kind":"undo"}' },
    { seq: 3, photo: '', target: null, body: null },
  ]);
  expect(
    db
      .prepare(`SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('activity', 'decisions')`)
      .pluck()
      .get(),
  ).toBe(0);
  const holds = `SELECT entry FROM decisions WHERE kind IN ('hold', 'release-hold') ORDER BY seq`;
  const [plan] = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${holds}`).all();
  expect(plan?.detail).toMatch(/SEARCH entries USING INDEX entries_holds/);
  db.close();
});

test('an index from before migration 200 has the ledger read once more', () => {
  const db = new Database(':memory:');
  migrate(db, 190);
  db.exec(`INSERT INTO decisions (seq, entry, at, kind, body) VALUES (1, 'a', 1, 'note', '{}');
    INSERT INTO activity (seq, entry, at, kind, hash, undos) VALUES (1, 'a', 1, 'note', x'00', 0)`);
  migrate(db);
  expect(createEntryStore(db).lastSeq()).toBe(0);
  expect(db.prepare('SELECT count(*) FROM decisions').pluck().get()).toBe(0);
  db.close();
});
