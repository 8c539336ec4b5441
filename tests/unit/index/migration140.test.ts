import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '#core/index/openIndex.ts';

test('from migration 140 on holds are found without reading what else was decided', () => {
  const db = new Database(':memory:');
  migrate(db, 90);
  const insert = db.prepare('INSERT INTO decisions (seq, entry, at, kind, body) VALUES (?, ?, 1, ?, ?)');
  insert.run(1, 'a', 'accept', '{}');
  insert.run(2, 'b', 'hold', '{}');
  migrate(db, 230);
  const question = `SELECT entry FROM decisions WHERE kind IN ('hold', 'release-hold') ORDER BY seq`;
  expect(db.prepare(question).pluck().all()).toEqual(['b']);
  const [plan] = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${question}`).all();
  expect(plan?.detail).toMatch(/SEARCH decisions USING INDEX decisions_holds/);
  db.close();
});
