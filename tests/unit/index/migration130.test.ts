import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '#core/index/openIndex.ts';

function indexOfVersion120(stops: number): Database.Database {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = OFF');
  migrate(db, 120);
  for (let n = 1; n <= stops; n++) {
    db.prepare(`INSERT INTO stops (id, key, route, stop, address) VALUES (?, ?, 1, ?, '1 Elm St')`).run(
      ...[n, Buffer.alloc(8, n), String(n)],
    );
  }
  db.exec(`INSERT INTO photos (id, sha256, day, bytes, width, height, arrived_at)
    VALUES (7, x'${'ab'.repeat(32)}', '2026-11-20', 10, 4000, 3000, 5)`);
  return db;
}

test('migration 130 takes nothing for erased, and remembers that older pages were freed as they were', () => {
  const db = indexOfVersion120(2);
  migrate(db, 130);
  expect(db.prepare('SELECT stop, address, erased FROM stops ORDER BY id').all()).toEqual([
    { stop: '1', address: '1 Elm St', erased: null },
    { stop: '2', address: '1 Elm St', erased: null },
  ]);
  expect(db.prepare('SELECT erased FROM photos').pluck().all()).toEqual([null]);
  for (const table of ['erased_photos', 'erased_days', 'to_erase']) {
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
  }
  expect(db.prepare(`SELECT value FROM meta WHERE key = 'freed-readable'`).pluck().get()).toBe('1');
  db.close();
});

test('a new index has no such pages', () => {
  const db = indexOfVersion120(0);
  migrate(db);
  expect(db.prepare(`SELECT value FROM meta WHERE key = 'freed-readable'`).get()).toBeUndefined();
  db.close();
});
